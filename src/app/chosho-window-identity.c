/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-window-private.h"

/* Who acts: choosing the key, its passphrase, the confirmation of independence. */

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
        chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  chosho_context_note_identity (self->context);
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
  ChoshoPage *page = chosho_window_get_page (CHOSHO_WINDOW (widget));

  if (page != NULL)
    chosho_page_run (page, "member confirm-independence", chosho_value_new_object (), NULL, NULL);
}

/* The person's roles as they are read: "業務実施責任者、品質管理者". (transfer full) (nullable) */
static char *
dup_roles (ChoshoValue *member)
{
  ChoshoValue *roles = chosho_value_get (member, "roles");
  GString *text;

  if (chosho_value_get_length (roles) == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < chosho_value_get_length (roles); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", chosho_word_role (chosho_value_as_string (chosho_value_get_item (roles, i))));
  return g_string_free (text, FALSE);
}

void
chosho_window_show_identity (ChoshoWindow *self)
{
  ChoshoIdentity *identity = chosho_workspace_get_identity (self->workspace);
  ChoshoValue *me = chosho_context_get_me (self->context);
  g_autofree char *roles = dup_roles (me);

  chosho_places_set_identity (self->places, identity != NULL ? chosho_identity_get_name (identity) : NULL,
                              identity != NULL && me == NULL ? _("Not a member of this team") : roles);
}

void
chosho_window_install_identity_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.choose-identity", NULL, on_choose_identity_action);
  gtk_widget_class_install_action (widget_class, "win.confirm-independence", NULL, on_confirm_independence_action);
}
