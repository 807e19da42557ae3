/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-conflict-words.h"
#include "chosho-conflicts-dialog.h"
#include "chosho-error-view.h"

struct _ChoshoConflictsDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkStack      *stack;   /* loading, empty, list */
  GtkBox        *list;

  ChoshoContext *context; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoConflictsDialog, chosho_conflicts_dialog, ADW_TYPE_WINDOW)

static void load (ChoshoConflictsDialog *self);

/* --- Deciding ---------------------------------------------------------------------------------- */

static void
on_resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoConflictsDialog) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    chosho_error_view_show (GTK_WIDGET (self), error, value);
  load (self);
}

static void
on_choose_clicked_cb (GtkWidget *button, ChoshoConflictsDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "id", g_object_get_data (G_OBJECT (button), "conflict"));
  chosho_value_set_integer (args, "value", GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "value")));
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), FALSE);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "conflict resolve", args, NULL, on_resolved_cb, g_object_ref (self));
}

/* --- Showing ----------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), style == NULL);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* What stood or stands: whose it is, and what it says. @beside (nullable): of these only what is not alike. */
static GtkWidget *
new_value (ChoshoConflictsDialog *self, const char *heading, ChoshoValue *value, ChoshoValue *beside)
{
  g_autofree char *author = chosho_conflict_words_dup_author (value);
  g_autofree char *title = heading != NULL ? g_strjoin (" · ", heading, author, NULL) : g_strdup (author);
  g_autofree char *words = chosho_conflict_words_dup_value (self->context, value, beside);
  GtkWidget *box = chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 3, title);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), new_label (title, "caption-heading"));
  gtk_box_append (GTK_BOX (box), new_label (words, NULL));
  return box;
}

static GtkWidget *
new_choice (ChoshoConflictsDialog *self, const char *conflict, guint number, ChoshoValue *value, ChoshoValue *values)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_with_label (_("Let This Stand"));
  g_autofree char *author = chosho_conflict_words_dup_author (value);
  g_autofree char *name = g_strdup_printf (_("Let this stand: %s"), author);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  chosho_accessible_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "conflict", g_strdup (conflict), g_free);
  g_object_set_data (G_OBJECT (button), "value", GUINT_TO_POINTER (number));
  g_signal_connect (button, "clicked", G_CALLBACK (on_choose_clicked_cb), self);
  gtk_widget_set_sensitive (button, chosho_context_get_my_id (self->context) != NULL);
  gtk_box_append (GTK_BOX (row), new_value (self, NULL, value, values));
  gtk_box_append (GTK_BOX (row), button);
  gtk_widget_add_css_class (row, "card");
  gtk_widget_add_css_class (row, "chosho-choice");
  return row;
}

static GtkWidget *
new_conflict (ChoshoConflictsDialog *self, ChoshoValue *conflict)
{
  g_autofree char *title = chosho_conflict_words_dup_title (conflict);
  ChoshoValue *values = chosho_value_get (conflict, "values"), *base = chosho_value_get (conflict, "base");
  GtkWidget *box = chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 6, title);

  gtk_box_append (GTK_BOX (box), new_label (title, "heading"));
  if (chosho_value_get_length (base) > 0)
    gtk_box_append (GTK_BOX (box), new_value (self, _("Before"), base, values));
  for (guint i = 0; i < chosho_value_get_length (values); i++)
    gtk_box_append (GTK_BOX (box), new_choice (self, chosho_value_get_string (conflict, "id"), i + 1, chosho_value_get_item (values, i), values));
  return box;
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoConflictsDialog) self = user_data;
  g_autoptr (ChoshoValue) conflicts = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), TRUE);
  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &conflicts, &error))
    {
      chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  for (guint i = 0; i < chosho_value_get_length (conflicts); i++)
    gtk_box_append (self->list, new_conflict (self, chosho_value_get_item (conflicts, i)));
  gtk_stack_set_visible_child_name (self->stack, chosho_value_get_length (conflicts) > 0 ? "list" : "empty");
}

static void
load (ChoshoConflictsDialog *self)
{
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "conflict list", chosho_value_new_object (), NULL, on_listed_cb,
                              g_object_ref (self));
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
chosho_conflicts_dialog_finalize (GObject *object)
{
  g_clear_object (&CHOSHO_CONFLICTS_DIALOG (object)->context);
  G_OBJECT_CLASS (chosho_conflicts_dialog_parent_class)->finalize (object);
}

static void
chosho_conflicts_dialog_class_init (ChoshoConflictsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_conflicts_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-conflicts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoConflictsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoConflictsDialog, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_conflicts_dialog_init (ChoshoConflictsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ChoshoConflictsDialog *
chosho_conflicts_dialog_new (GtkWindow *parent, ChoshoContext *context)
{
  ChoshoConflictsDialog *self = g_object_new (CHOSHO_TYPE_CONFLICTS_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  load (self);
  return self;
}
