/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-clear.h"
#include "chosho-conflict-view.h"
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
on_decide_cb (ChoshoConflictView *view, const char *conflict, guint number, const char *text, ChoshoConflictsDialog *self)
{
  ChoshoValue *args = chosho_conflict_view_make_decision (conflict, number, text);

  gtk_widget_set_sensitive (GTK_WIDGET (self->list), FALSE);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "conflict resolve", args, NULL, on_resolved_cb, g_object_ref (self));
}

/* --- Showing ----------------------------------------------------------------------------------- */

static void
add_conflict (ChoshoConflictsDialog *self, ChoshoValue *conflict)
{
  GtkWidget *view = chosho_conflict_view_new (self->context, conflict);

  g_signal_connect (view, "decide", G_CALLBACK (on_decide_cb), self);
  gtk_box_append (self->list, view);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoConflictsDialog) self = user_data;
  g_autoptr (ChoshoValue) conflicts = NULL;
  g_autoptr (GError) error = NULL;

  chosho_clear_box (self->list);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), TRUE);
  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &conflicts, &error))
    {
      chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  for (guint i = 0; i < chosho_value_get_length (conflicts); i++)
    add_conflict (self, chosho_value_get_item (conflicts, i));
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
