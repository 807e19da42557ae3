/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-conflict-list.h"
#include "chosho-conflict-view.h"
#include "chosho-text-label.h"

struct _ChoshoConflictList
{
  AdwBin parent_instance;

  GtkBox      *views; /* (borrowed) */
  ChoshoValue *shown; /* (owned) (nullable) the conflicts as shown */
};

G_DEFINE_FINAL_TYPE (ChoshoConflictList, chosho_conflict_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_DECIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_about (ChoshoValue *conflict, const char *control)
{
  ChoshoValue *controls = chosho_value_get (conflict, "controls");

  if (g_strcmp0 (chosho_value_get_string (conflict, "control"), control) == 0)
    return TRUE;
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (controls, i)), control) == 0)
      return TRUE;
  return FALSE;
}

static void
on_decide_cb (ChoshoConflictView *view, const char *conflict, guint number, ChoshoConflictList *self)
{
  g_signal_emit (self, signals[SIGNAL_DECIDE], 0, conflict, number);
}

void
chosho_conflict_list_set_conflicts (ChoshoConflictList *self, ChoshoContext *context, ChoshoValue *conflicts, const char *control)
{
  g_autoptr (ChoshoValue) shown = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (conflicts); i++)
    if (is_about (chosho_value_get_item (conflicts, i), control))
      chosho_value_append (shown, chosho_value_ref (chosho_value_get_item (conflicts, i)));
  if (self->shown != NULL && chosho_value_equal (self->shown, shown))
    return; /* the focus stays where it is */
  g_clear_pointer (&self->shown, chosho_value_unref);
  self->shown = chosho_value_ref (shown);
  chosho_clear_box (self->views);
  for (guint i = 0; i < chosho_value_get_length (shown); i++)
    {
      GtkWidget *view = chosho_conflict_view_new (context, chosho_value_get_item (shown, i));

      g_signal_connect (view, "decide", G_CALLBACK (on_decide_cb), self);
      gtk_box_append (self->views, view);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), chosho_value_get_length (shown) > 0);
}

gboolean
chosho_conflict_list_focus (ChoshoConflictList *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_widget_child_focus (GTK_WIDGET (self->views), GTK_DIR_TAB_FORWARD);
}

static void
chosho_conflict_list_finalize (GObject *object)
{
  g_clear_pointer (&CHOSHO_CONFLICT_LIST (object)->shown, chosho_value_unref);
  G_OBJECT_CLASS (chosho_conflict_list_parent_class)->finalize (object);
}

static void
chosho_conflict_list_class_init (ChoshoConflictListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_conflict_list_finalize;
  signals[SIGNAL_DECIDE] = g_signal_new ("decide", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                         G_TYPE_UINT);
}

static void
chosho_conflict_list_init (ChoshoConflictList *self)
{
  GtkWidget *group = chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 6, _("Entries Against Each Other"));
  GtkWidget *heading = chosho_text_label_new (_("Entries Against Each Other"), "heading");

  gtk_widget_add_css_class (heading, "chosho-section");
  gtk_box_append (GTK_BOX (group), heading);
  gtk_box_append (GTK_BOX (group), chosho_text_label_new (_("These were written without knowing of each other. Choose what stands from now on; the others stay in the record."),
                                                          "dim-label"));
  self->views = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_box_append (GTK_BOX (group), GTK_WIDGET (self->views));
  adw_bin_set_child (ADW_BIN (self), group);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
