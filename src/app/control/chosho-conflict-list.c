/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-conflict-list.h"
#include "chosho-conflict-view.h"
#include "chosho-error-view.h"
#include "chosho-text-label.h"

struct _ChoshoConflictList
{
  AdwBin parent_instance;

  GtkBox      *views;  /* (borrowed) */
  ChoshoPage  *page;   /* (borrowed) (nullable) */
  char        *target; /* (owned) (nullable) whose conflicts are wanted */
  ChoshoValue *shown;  /* (owned) (nullable) the conflicts as shown */
};

G_DEFINE_FINAL_TYPE (ChoshoConflictList, chosho_conflict_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_READ,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Whose conflicts are on their way. */
typedef struct
{
  ChoshoConflictList *list;   /* (owned) */
  char               *target; /* (owned) */
} Reading;

static gboolean
has_conflict (ChoshoValue *row)
{
  ChoshoValue *blockers = chosho_value_get (row, "blockers");

  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (blockers, i), "code"), CHOSHO_CONFLICT_OPEN) == 0)
      return TRUE;
  return FALSE;
}

static void
on_decide_cb (ChoshoConflictView *view, const char *conflict, guint number, const char *text, ChoshoConflictList *self)
{
  chosho_page_run (self->page, "conflict resolve", chosho_conflict_view_make_decision (conflict, number, text), NULL, NULL);
}

static void
set_conflicts (ChoshoConflictList *self, ChoshoValue *conflicts)
{
  if (self->shown != NULL && chosho_value_equal (self->shown, conflicts))
    return; /* the focus stays where it is */
  g_clear_pointer (&self->shown, chosho_value_unref);
  self->shown = chosho_value_ref (conflicts);
  chosho_clear_box (self->views);
  for (guint i = 0; i < chosho_value_get_length (conflicts); i++)
    {
      GtkWidget *view = chosho_conflict_view_new (chosho_page_get_context (self->page), chosho_value_get_item (conflicts, i));

      g_signal_connect (view, "decide", G_CALLBACK (on_decide_cb), self);
      gtk_box_append (self->views, view);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), chosho_value_get_length (conflicts) > 0);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (ChoshoConflictList) self = reading->list;
  g_autofree char *target = reading->target;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) conflicts = NULL;

  g_free (reading);
  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &conflicts, &error))
    {
      chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  if (g_strcmp0 (target, self->target) != 0)
    return; /* another is shown by now */
  set_conflicts (self, conflicts);
  g_signal_emit (self, signals[SIGNAL_READ], 0);
}

void
chosho_conflict_list_show (ChoshoConflictList *self, ChoshoPage *page, const char *target, ChoshoValue *row)
{
  g_autoptr (ChoshoValue) none = chosho_value_new_array ();
  ChoshoValue *args;
  Reading *reading;

  self->page = page;
  g_free (self->target);
  self->target = g_strdup (target);
  if (target == NULL || !has_conflict (row))
    {
      set_conflicts (self, none);
      return;
    }
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "target", target);
  reading = g_new0 (Reading, 1);
  reading->list = g_object_ref (self);
  reading->target = g_strdup (target);
  chosho_workspace_run_async (chosho_context_get_workspace (chosho_page_get_context (page)), "conflict list", args, NULL, on_listed_cb, reading);
}

gboolean
chosho_conflict_list_focus (ChoshoConflictList *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_widget_child_focus (GTK_WIDGET (self->views), GTK_DIR_TAB_FORWARD);
}

static void
chosho_conflict_list_finalize (GObject *object)
{
  ChoshoConflictList *self = CHOSHO_CONFLICT_LIST (object);

  g_clear_pointer (&self->shown, chosho_value_unref);
  g_free (self->target);
  G_OBJECT_CLASS (chosho_conflict_list_parent_class)->finalize (object);
}

static void
chosho_conflict_list_class_init (ChoshoConflictListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_conflict_list_finalize;
  signals[SIGNAL_READ] = g_signal_new ("read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chosho_conflict_list_init (ChoshoConflictList *self)
{
  GtkWidget *group = chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 6, _("Entries Against Each Other"));
  GtkWidget *heading = chosho_text_label_new (_("Entries Against Each Other"), "heading");

  gtk_widget_add_css_class (heading, "chosho-section");
  gtk_box_append (GTK_BOX (group), heading);
  gtk_box_append (GTK_BOX (group), chosho_text_label_new (_("These were written without knowing of each other. Choose what stands from now on; the others stay in the "
                                                            "record. Who chooses does not review it."),
                                                          "dim-label"));
  self->views = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_box_append (GTK_BOX (group), GTK_WIDGET (self->views));
  adw_bin_set_child (ADW_BIN (self), group);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
