/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command-dialog.h"
#include "chosho-controls-page.h"
#include "chosho-cycle-dialog.h"
#include "chosho-error-view.h"
#include "chosho-reason-dialog.h"
#include "chosho-rollforward-dialog.h"
#include "chosho-window-private.h"

/* Closing the file: its end without a report, its assembly, what is added afterwards, and the next year. */

static gboolean
is_ready (ChoshoWindow *self)
{
  return self->workspace != NULL && self->context != NULL;
}

/* --- Assembly ------------------------------------------------------------------------------------------------------------- */

static void
on_assembled_cb (ChoshoCommandDialog *dialog, ChoshoValue *result, ChoshoWindow *self)
{
  chosho_error_view_toast (GTK_WIDGET (self), _("The file is assembled. What is added from now on has a reason."));
}

static void
ask_assembly (ChoshoWindow *self)
{
  ChoshoCommandDialog *dialog = chosho_command_dialog_new (GTK_WINDOW (self), self->context, "assembly complete", NULL);

  chosho_command_dialog_explain (dialog, _("From then on the file is locked: whatever is written needs a reason, and the record says who added it, when and why. "
                                           "Every signature and every file of evidence is checked first."));
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_assembled_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_assembly_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (is_ready (CHOSHO_WINDOW (widget)))
    ask_assembly (CHOSHO_WINDOW (widget));
}

/* --- The end without a report ------------------------------------------------------------------------------------------- */

static void
on_ended_cb (ChoshoCommandDialog *dialog, ChoshoValue *result, ChoshoWindow *self)
{
  chosho_error_view_toast (GTK_WIDGET (self), _("The engagement is ended. No report is issued, and what is added from now on has a reason."));
}

static void
on_resumed_cb (ChoshoCommandDialog *dialog, ChoshoValue *result, ChoshoWindow *self)
{
  chosho_error_view_toast (GTK_WIDGET (self), _("The engagement goes on."));
}

static void
on_end_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  gboolean end = g_str_equal (name, "win.end");
  ChoshoCommandDialog *dialog;

  if (!is_ready (self))
    return;
  dialog = chosho_command_dialog_new (GTK_WINDOW (self), self->context, end ? "engagement end" : "engagement resume", NULL);
  chosho_command_dialog_explain (dialog, end ? _("The engagement ends without a report (中止). What is in the file stays; it is assembled and archived as any other.")
                                             : _("What was ended without a report goes on."));
  g_signal_connect_object (dialog, "done", end ? G_CALLBACK (on_ended_cb) : G_CALLBACK (on_resumed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Additions ------------------------------------------------------------------------------------------------------------ */

static void
on_reason_cb (ChoshoReasonDialog *dialog, const char *reason, ChoshoWindow *self)
{
  if (!is_ready (self))
    return;
  chosho_workspace_set_addition (self->workspace, reason);
  chosho_window_update_notice (self);
}

/* Begins, or ends what was begun. */
static void
on_addition_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  ChoshoReasonDialog *dialog;

  if (!is_ready (self))
    return;
  if (chosho_workspace_get_addition (self->workspace) != NULL)
    {
      chosho_workspace_set_addition (self->workspace, NULL);
      chosho_window_update_notice (self);
      return;
    }
  dialog = chosho_reason_dialog_new (GTK_WINDOW (self), _("Add to the Closed File"),
                                     _("The reason stands in the record with everything that this window writes until additions are ended."), _("_Begin"));
  g_signal_connect_object (dialog, "given", G_CALLBACK (on_reason_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Engagements made of this one -------------------------------------------------------------------------------------------------------- */

static void
on_made_cb (ChoshoRollforwardDialog *dialog, const char *path, ChoshoWindow *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_application_open (g_application_get_default (), &file, 1, "");
}

/* Those that are chosen in the list of controls, for which an audit may be wanted that belongs to this one. */
static ChoshoRollforwardDialog *
new_followup (ChoshoWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, "controls");
  g_auto (GStrv) chosen = page != NULL ? chosho_controls_page_dup_chosen (CHOSHO_CONTROLS_PAGE (page)) : g_new0 (char *, 1);

  return chosho_rollforward_dialog_new_followup (GTK_WINDOW (self), self->context, (const char *const *) chosen);
}

/* The next year's, or one that belongs to this one. Whoever makes it signs all that is in it. */
static void
on_make_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  ChoshoRollforwardDialog *dialog;

  if (!is_ready (self))
    return;
  if (chosho_workspace_get_identity (self->workspace) == NULL)
    {
      chosho_error_view_toast (GTK_WIDGET (self), _("Choose your identity first: the new engagement is signed with your key."));
      return;
    }
  dialog = g_str_equal (name, "win.followup") ? new_followup (self) : chosho_rollforward_dialog_new (GTK_WINDOW (self), self->context);
  g_signal_connect_object (dialog, "made", G_CALLBACK (on_made_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_cycle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  if (is_ready (self))
    gtk_window_present (GTK_WINDOW (chosho_cycle_dialog_new (GTK_WINDOW (self), self->context)));
}

void
chosho_window_install_assembly_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.rollforward", NULL, on_make_action);
  gtk_widget_class_install_action (widget_class, "win.followup", NULL, on_make_action);
  gtk_widget_class_install_action (widget_class, "win.cycle", NULL, on_cycle_action);
  gtk_widget_class_install_action (widget_class, "win.assembly", NULL, on_assembly_action);
  gtk_widget_class_install_action (widget_class, "win.end", NULL, on_end_action);
  gtk_widget_class_install_action (widget_class, "win.resume", NULL, on_end_action);
  gtk_widget_class_install_action (widget_class, "win.addition", NULL, on_addition_action);
}
