/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-blocker.h"
#include "chosho-error.h"
#include "chosho-window-private.h"

/* Every verb of the window is an action: menus, shortcuts, drops and tests share them. */

/* --- Errors and notes ---------------------------------------------------------------------------------- */

void
chosho_window_toast (ChoshoWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1); /* a toast's title is markup */

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* The words of all blockers in @result; NULL where there are none. (transfer full) */
static char *
dup_blockers (ChoshoValue *result)
{
  ChoshoValue *list = chosho_value_get (result, "blockers");
  GString *text;

  if (chosho_value_get_length (list) == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (list, i);
      const char *control = chosho_value_get_string (blocker, "control");

      g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? "\n" : "", control != NULL ? control : "",
                              control != NULL ? "  " : "", chosho_value_get_string (blocker, "message"));
    }
  return g_string_free (text, FALSE);
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, ChoshoWindow *self)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->details);
}

static void
show_dialog (ChoshoWindow *self, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new (body);

  g_free (self->details);
  self->details = g_strjoin ("\n", heading, body, NULL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scroller);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "copy", _("_Copy Details"), "close", _("_Close"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What a refusal lists is read; a mistyped date is a toast; all else is a dialog to copy from. */
void
chosho_window_show_error (ChoshoWindow *self, const GError *error, ChoshoValue *result)
{
  g_autofree char *blockers = dup_blockers (result);

  if (blockers != NULL)
    show_dialog (self, error->message, blockers);
  else if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    chosho_window_toast (self, error->message);
  else
    show_dialog (self, _("That did not work; the record is as it was"), error->message);
}

/* --- Running commands ------------------------------------------------------------------------------------ */

typedef struct
{
  ChoshoWindow   *window; /* (owned) */
  ChoshoStepCard *card;   /* (owned) (nullable) */
} Run;

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Run *run = user_data;
  g_autoptr (ChoshoWindow) self = run->window;
  g_autoptr (ChoshoStepCard) card = run->card;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    return;
  if (card != NULL)
    {
      g_autofree char *blockers = dup_blockers (value);

      chosho_step_card_set_message (card, blockers != NULL ? blockers : error->message);
    }
  else
    chosho_window_show_error (self, error, value);
}

void
chosho_window_run (ChoshoWindow *self, const char *command, ChoshoValue *args, ChoshoStepCard *card)
{
  Run *run;

  if (chosho_workspace_get_identity (self->workspace) == NULL)
    {
      chosho_value_unref (args);
      chosho_window_toast (self, _("Choose your identity first (main menu)"));
      return;
    }
  run = g_new0 (Run, 1);
  run->window = g_object_ref (self);
  run->card = card != NULL ? g_object_ref (card) : NULL;
  chosho_workspace_run_async (self->workspace, command, args, NULL, on_run_cb, run);
}

/* --- Attaching -------------------------------------------------------------------------------------------- */

void
chosho_window_attach (ChoshoWindow *self, const char *const *paths, const char *step)
{
  const char *control = chosho_control_list_get_selected (self->control_list);
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *files = chosho_value_new_array ();
  ChoshoValue *targets = chosho_value_new_array ();

  for (; *paths != NULL; paths++)
    chosho_value_append_string (files, *paths);
  chosho_value_append_string (targets, step != NULL ? step : control);
  chosho_value_set (args, "files", files);
  chosho_value_set (args, step != NULL ? "step" : "control", targets);
  chosho_window_run (self, "evidence add", args, NULL);
}

static void
on_files_cb (GtkNativeDialog *dialog, int response, ChoshoWindow *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_strv_builder_add (builder, g_file_peek_path (file));
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    chosho_window_attach (self, (const char *const *) paths, g_object_get_data (G_OBJECT (dialog), "step"));
  g_object_unref (dialog);
}

void
chosho_window_choose_files (ChoshoWindow *self, const char *step)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Attach Evidence"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "step", g_strdup (step), g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_files_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
has_control (ChoshoWindow *self)
{
  return self->workspace != NULL && self->row != NULL;
}

static void
on_attach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (has_control (CHOSHO_WINDOW (widget)))
    chosho_window_choose_files (CHOSHO_WINDOW (widget), NULL);
}

/* (step or "", paths): what a drop does, for scripts and tests too. */
static void
on_attach_paths_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *step;
  g_autofree const char **paths = NULL;
  g_autoptr (GVariant) list = NULL;

  g_variant_get (parameter, "(&s@as)", &step, &list);
  paths = g_variant_get_strv (list, NULL);
  if (has_control (CHOSHO_WINDOW (widget)) && paths[0] != NULL)
    chosho_window_attach (CHOSHO_WINDOW (widget), paths, step[0] != '\0' ? step : NULL);
}

/* --- Sign-offs ---------------------------------------------------------------------------------------------- */

static ChoshoValue *
sign_args (ChoshoWindow *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_new_array ();

  chosho_value_append_string (controls, chosho_control_list_get_selected (self->control_list));
  chosho_value_set (args, "controls", controls);
  return args;
}

static void
on_sign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  const char *stage = chosho_gate_bar_get_next (self->gate_bar);
  ChoshoValue *args;

  if (!has_control (self) || stage == NULL)
    return;
  args = sign_args (self);
  /* The control stands open on the page: findings, departures and the like on it were opened. */
  if (g_str_equal (stage, "approve"))
    {
      ChoshoValue *opened = chosho_value_new_array ();

      chosho_value_append_string (opened, chosho_control_list_get_selected (self->control_list));
      chosho_value_set (args, "opened", opened);
    }
  chosho_window_run (self, stage, args, NULL);
}

/* --- Identity ------------------------------------------------------------------------------------------------- */

static void
on_passphrase_cb (AdwMessageDialog *dialog, const char *response, ChoshoWindow *self);

static void
ask_passphrase (ChoshoWindow *self, const char *path)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Passphrase"), NULL);
  GtkWidget *entry = gtk_password_entry_new ();

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), _("It unlocks your key for this session."));
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "unlock", _("_Unlock"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "unlock", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "unlock");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "path", g_strdup (path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_passphrase_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_identity_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!chosho_workspace_load_identity_finish (CHOSHO_WORKSPACE (source), result, &error))
    {
      if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE))
        ask_passphrase (self, self->identity_path);
      else
        chosho_window_show_error (self, error, NULL);
      return;
    }
  chosho_window_show_identity (self);
  chosho_window_reload (self);
}

static void
load_identity (ChoshoWindow *self, const char *path, const char *passphrase)
{
  if (path != self->identity_path)
    {
      g_free (self->identity_path);
      self->identity_path = g_strdup (path);
    }
  chosho_workspace_load_identity_async (self->workspace, self->identity_path, passphrase, on_identity_cb, g_object_ref (self));
}

void
chosho_window_load_identity (ChoshoWindow *self, const char *path)
{
  load_identity (self, path, NULL);
}

static void
on_passphrase_cb (AdwMessageDialog *dialog, const char *response, ChoshoWindow *self)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);

  if (g_str_equal (response, "unlock") && self->workspace != NULL)
    load_identity (self, g_object_get_data (G_OBJECT (dialog), "path"), gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
on_identity_file_cb (GtkNativeDialog *dialog, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->workspace != NULL)
    load_identity (self, g_file_peek_path (file), NULL);
  g_object_unref (dialog);
}

static void
on_choose_identity_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose Your Identity"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  g_signal_connect (dialog, "response", G_CALLBACK (on_identity_file_cb), widget);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_confirm_independence_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_window_run (CHOSHO_WINDOW (widget), "member confirm-independence", chosho_value_new_object (), NULL);
}

/* --- Report, verification ---------------------------------------------------------------------------------------- */

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoWindow) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  const char *path;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    {
      chosho_window_show_error (self, error, value);
      return;
    }
  path = chosho_value_get_string (value, "path");
  if (path != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("Written: %s"), path);

      chosho_window_toast (self, text);
    }
}

static void
on_report_file_cb (GtkNativeDialog *dialog, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  const char *command = g_object_get_data (G_OBJECT (dialog), "command");

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->workspace != NULL)
    {
      ChoshoValue *args = chosho_value_new_object ();

      chosho_value_set_string (args, "output", g_file_peek_path (file));
      chosho_workspace_run_async (self->workspace, command, args, NULL, on_done_cb, g_object_ref (self));
    }
  g_object_unref (dialog);
}

static void
choose_report (ChoshoWindow *self, const char *title, const char *command, const char *file_name)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  g_object_set_data (G_OBJECT (dialog), "command", (gpointer) command);
  g_signal_connect (dialog, "response", G_CALLBACK (on_report_file_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_report_draft_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_report (CHOSHO_WINDOW (widget), _("Write Draft Report"), "report draft", _("draft.pdf"));
}

/* What stands against the issue is said before a file is asked for. */
static void
on_report_check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoWindow) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    choose_report (self, _("Issue Report"), "report issue", _("report.pdf"));
  else
    chosho_window_show_error (self, error, value);
}

static void
on_report_issue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  if (self->workspace != NULL)
    chosho_workspace_run_async (self->workspace, "report check", chosho_value_new_object (), NULL, on_report_check_cb, g_object_ref (self));
}

static char *
dup_problems (ChoshoValue *value)
{
  ChoshoValue *list = chosho_value_get (value, "problems");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *problem = chosho_value_get_item (list, i);

      g_string_append_printf (text, "%s%s: %s: %s", i > 0 ? "\n" : "", chosho_value_get_string (problem, "code"),
                              chosho_value_get_string (problem, "where"), chosho_value_get_string (problem, "message"));
    }
  return g_string_free (text, FALSE);
}

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoWindow) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error);
  g_autofree char *problems = value != NULL ? dup_problems (value) : NULL;
  ChoshoValue *checked = chosho_value_get (value, "checked");

  if (value == NULL)
    {
      chosho_window_show_error (self, error, NULL);
      return;
    }
  if (done && problems[0] == '\0')
    {
      g_autofree char *text = g_strdup_printf (_("%" PRId64 " events and %" PRId64 " objects are unchanged"),
                                               chosho_value_get_integer (checked, "events", 0), chosho_value_get_integer (checked, "objects", 0));

      chosho_window_toast (self, text);
    }
  else
    show_dialog (self, done ? _("The record verifies, with warnings") : _("The record does not verify"), problems);
}

static void
on_verify_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  if (self->workspace == NULL)
    return;
  chosho_window_toast (self, _("Reading everything again…"));
  chosho_workspace_run_async (self->workspace, "verify", chosho_value_new_object (), NULL, on_verified_cb, g_object_ref (self));
}

/* --- Moving ---------------------------------------------------------------------------------------------------------- */

static void
on_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  chosho_control_list_focus_search (self->control_list);
}

static void
on_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_navigate (CHOSHO_WINDOW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
on_move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_control_list_move (CHOSHO_WINDOW (widget)->control_list, g_str_equal (name, "win.next-control") ? 1 : -1);
}

static void
on_copy_details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  if (self->details != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->details);
}

void
chosho_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.attach", NULL, on_attach_action);
  gtk_widget_class_install_action (widget_class, "win.attach-paths", "(sas)", on_attach_paths_action);
  gtk_widget_class_install_action (widget_class, "win.sign", NULL, on_sign_action);
  gtk_widget_class_install_action (widget_class, "win.choose-identity", NULL, on_choose_identity_action);
  gtk_widget_class_install_action (widget_class, "win.confirm-independence", NULL, on_confirm_independence_action);
  gtk_widget_class_install_action (widget_class, "win.report-draft", NULL, on_report_draft_action);
  gtk_widget_class_install_action (widget_class, "win.report-issue", NULL, on_report_issue_action);
  gtk_widget_class_install_action (widget_class, "win.verify", NULL, on_verify_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, on_search_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back_action);
  gtk_widget_class_install_action (widget_class, "win.next-control", NULL, on_move_action);
  gtk_widget_class_install_action (widget_class, "win.previous-control", NULL, on_move_action);
  gtk_widget_class_install_action (widget_class, "win.copy-details", NULL, on_copy_details_action);
}
