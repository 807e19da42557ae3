/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-answers-dialog.h"
#include "chosho-command-dialog.h"
#include "chosho-error-view.h"
#include "chosho-window-private.h"

/* Step sheets: out to somebody without the program, and back. */

static gboolean
is_ready (ChoshoWindow *self)
{
  if (self->workspace == NULL || self->context == NULL)
    return FALSE;
  if (chosho_workspace_get_identity (self->workspace) != NULL)
    return TRUE;
  chosho_error_view_toast (GTK_WIDGET (self), _("Choose your identity first: what comes back is confirmed and signed by you."));
  return FALSE;
}

/* The control that is shown, else those that are assigned to who acts. (transfer full) */
static char *
dup_controls (ChoshoWindow *self)
{
  ChoshoValue *rows = chosho_value_get (chosho_context_get_rows (self->context), "control");
  const char *me = chosho_context_get_my_id (self->context), *shown = chosho_page_get_target (chosho_window_get_page (self));
  GString *text = g_string_new (NULL);

  if (shown != NULL && chosho_context_lookup_control (self->context, shown) != NULL)
    return g_string_free (g_string_append (text, shown), FALSE);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (me != NULL && g_strcmp0 (chosho_value_get_string (row, "assignee_id"), me) == 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", chosho_value_get_string (row, "number"));
    }
  return g_string_free (text, FALSE);
}

static void
on_written_cb (ChoshoCommandDialog *dialog, ChoshoValue *result, ChoshoWindow *self)
{
  g_autofree char *text = g_strdup_printf (_("Written: %s"), chosho_value_get_string (result, "file"));

  chosho_error_view_toast (GTK_WIDGET (self), text);
}

static void
ask_what (ChoshoWindow *self, GFile *file)
{
  ChoshoValue *members = chosho_context_get_members (self->context);
  const char *me = chosho_context_get_my_id (self->context);
  g_autoptr (ChoshoValue) preset = chosho_value_new_object ();
  g_autofree char *controls = dup_controls (self);
  ChoshoCommandDialog *dialog;

  chosho_value_set_string (preset, "file", g_file_peek_path (file));
  dialog = chosho_command_dialog_new (GTK_WINDOW (self), self->context, "step export", preset);
  chosho_command_dialog_explain (dialog, _("The steps of these controls that are not recorded yet go out, with only those words that may be disclosed."));
  chosho_command_dialog_name_act (dialog, _("_Write"));
  chosho_command_dialog_fill (dialog, "control", controls);
  chosho_command_dialog_fill (dialog, "member", me != NULL ? chosho_context_get_member_name (self->context, me) : NULL);
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      const char *name = chosho_value_get_string (chosho_value_get_item (members, i), "name");

      if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (members, i), "state"), "left") != 0)
        chosho_command_dialog_offer (dialog, "member", name, name);
    }
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_written_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_named_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->context != NULL)
    ask_what (self, file);
  g_object_unref (chooser);
}

static void
on_write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  GtkFileChooserNative *chooser;

  if (!is_ready (self))
    return;
  chooser = gtk_file_chooser_native_new (_("Write Step Sheet"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("Step sheet.xlsx"));
  g_signal_connect (chooser, "response", G_CALLBACK (on_named_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_recorded_cb (ChoshoAnswersDialog *dialog, guint count, ChoshoWindow *self)
{
  g_autofree char *text = g_strdup_printf (_("Recorded: %u steps"), count);

  chosho_error_view_toast (GTK_WIDGET (self), text);
}

static void
on_sheet_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->context != NULL)
    {
      ChoshoAnswersDialog *dialog = chosho_answers_dialog_new (GTK_WINDOW (self), self->context, g_file_peek_path (file));

      g_signal_connect_object (dialog, "recorded", G_CALLBACK (on_recorded_cb), self, 0);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  g_object_unref (chooser);
}

static void
on_read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  GtkFileChooserNative *chooser;

  if (!is_ready (self))
    return;
  chooser = gtk_file_chooser_native_new (_("Step Sheet That Came Back"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect (chooser, "response", G_CALLBACK (on_sheet_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
chosho_window_install_sheet_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.step-sheet-write", NULL, on_write_action);
  gtk_widget_class_install_action (widget_class, "win.step-sheet-read", NULL, on_read_action);
}
