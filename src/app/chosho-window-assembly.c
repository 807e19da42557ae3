/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command-dialog.h"
#include "chosho-error-view.h"
#include "chosho-reason-dialog.h"
#include "chosho-rollforward-dialog.h"
#include "chosho-window-private.h"

/* Closing the file: its assembly, what is added afterwards, and whether an archive is as it was made. */

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

/* --- The next year -------------------------------------------------------------------------------------------------------- */

static void
on_made_cb (ChoshoRollforwardDialog *dialog, const char *path, ChoshoWindow *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_application_open (g_application_get_default (), &file, 1, "");
}

/* Whoever makes it signs all that is in it. */
static void
on_rollforward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  ChoshoRollforwardDialog *dialog;

  if (!is_ready (self))
    return;
  if (chosho_workspace_get_identity (self->workspace) == NULL)
    {
      chosho_error_view_toast (GTK_WIDGET (self), _("Choose your identity first: the next engagement is signed with your key."));
      return;
    }
  dialog = chosho_rollforward_dialog_new (GTK_WINDOW (self), self->context);
  g_signal_connect_object (dialog, "made", G_CALLBACK (on_made_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Checking an archive -------------------------------------------------------------------------------------------------- */

/* "path: message", a line each. (transfer full) */
static char *
dup_problems (ChoshoValue *problems)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (problems); i++)
    {
      ChoshoValue *problem = chosho_value_get_item (problems, i);
      const char *path = chosho_value_get_string (problem, "path");

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "\n" : "", path, path[0] != '\0' ? ": " : "", chosho_value_get_string (problem, "message"));
    }
  return g_string_free (text, FALSE);
}

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoWindow) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  gboolean sound = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error);
  ChoshoValue *problems = chosho_value_get (value, "problems");
  g_autofree char *text = dup_problems (problems);

  if (problems == NULL)
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
  else if (chosho_value_get_length (problems) > 0)
    chosho_error_view_show_text (GTK_WIDGET (self), sound ? _("The archive is as it was made; there is something to know") : error->message, text);
  else
    {
      guint files = (guint) chosho_value_get_integer (value, "files", 0);
      g_autofree char *words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The archive is as it was made: %u file was checked",
                                                             "The archive is as it was made: %u files were checked", files), files);

      chosho_error_view_show_text (GTK_WIDGET (self), _("Archive Checked"), words);
    }
}

static void
on_archive_chosen_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && is_ready (self))
    {
      ChoshoValue *args = chosho_value_new_object ();
      g_autoptr (ChoshoJob) job = chosho_job_new (_("Checking the archive"));

      chosho_value_set_string (args, "path", g_file_peek_path (file));
      chosho_workspace_run_job_async (self->workspace, "archive verify", args, job, on_verified_cb, g_object_ref (self));
    }
  g_object_unref (chooser);
}

static void
on_archive_verify_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  gboolean folder = g_str_equal (name, "win.archive-verify-folder");
  GtkFileChooserNative *chooser;

  if (!is_ready (self))
    return;
  chooser = gtk_file_chooser_native_new (_("Check Archive"), GTK_WINDOW (self),
                                         folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect (chooser, "response", G_CALLBACK (on_archive_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
chosho_window_install_assembly_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.rollforward", NULL, on_rollforward_action);
  gtk_widget_class_install_action (widget_class, "win.assembly", NULL, on_assembly_action);
  gtk_widget_class_install_action (widget_class, "win.end", NULL, on_end_action);
  gtk_widget_class_install_action (widget_class, "win.resume", NULL, on_end_action);
  gtk_widget_class_install_action (widget_class, "win.addition", NULL, on_addition_action);
  gtk_widget_class_install_action (widget_class, "win.archive-verify", NULL, on_archive_verify_action);
  gtk_widget_class_install_action (widget_class, "win.archive-verify-folder", NULL, on_archive_verify_action);
}
