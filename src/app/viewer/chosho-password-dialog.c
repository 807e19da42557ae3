/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-password-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>

#include "chosho-file.h"
#include "chosho-password-entry.h"

typedef struct
{
  ChoshoPasswordFunc func;
  gpointer           user_data; /* (borrowed) */
  GtkEditable       *entry;     /* (borrowed) part of the dialog */
} Asking;

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  gboolean said = g_str_equal (response, "unlock") && gtk_editable_get_text (self->entry)[0] != '\0';

  self->func (said ? gtk_editable_get_text (self->entry) : NULL, self->user_data);
  g_free (self);
}

void
chosho_password_dialog_ask (GtkWindow *parent, const char *name, ChoshoPasswordFunc func, gpointer user_data)
{
  Asking *self = g_new0 (Asking, 1);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _("A password protects it"), NULL));
  GtkWidget *entry = chosho_password_entry_new (_("Password of the file"));

  self->func = func;
  self->user_data = user_data;
  self->entry = GTK_EDITABLE (entry);
  adw_message_dialog_format_body (dialog, _("“%s” is read with the password. It is kept in memory while this window is open, and nowhere else."), name);
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "unlock", _("_Unlock"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "unlock", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "unlock");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), self);
  gtk_window_set_focus (GTK_WINDOW (dialog), entry);
  gtk_window_present (GTK_WINDOW (dialog));
}

int
chosho_password_pass (const char *password, ChoshoValue *args)
{
  return chosho_password_pass_as (password, args, "password_file");
}

int
chosho_password_pass_as (const char *password, ChoshoValue *args, const char *argument)
{
  int fd = password != NULL ? memfd_create ("password", MFD_CLOEXEC) : -1;
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);

  if (fd >= 0 && chosho_fd_write_all (fd, path, password, strlen (password), NULL))
    chosho_value_set_string (args, argument, path);
  return fd;
}
