/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-archive-dialog.h"
#include "chosho-archive-seal.h"
#include "chosho-envelope.h"
#include "chosho-error-view.h"
#include "chosho-password-dialog.h"
#include "chosho-window-private.h"

/* The archive: made, checked, and brought out of its encryption. */

static gboolean
is_ready (ChoshoWindow *self)
{
  return self->workspace != NULL && self->context != NULL;
}

static void
choose (ChoshoWindow *self, const char *title, GtkFileChooserAction action, const char *name, ChoshoValue *args, GCallback callback)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);

  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  if (args != NULL)
    g_object_set_data_full (G_OBJECT (chooser), "args", chosho_value_ref (args), (GDestroyNotify) chosho_value_unref);
  g_signal_connect (chooser, "response", callback, self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* What was chosen; NULL where that was given up, or the window has no engagement any more. (transfer full) */
static char *
take_chosen (ChoshoWindow *self, GtkNativeDialog *chooser, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  return response == GTK_RESPONSE_ACCEPT && file != NULL && is_ready (self) ? g_file_get_path (file) : NULL;
}

/* Runs @command with the arguments that @chooser was made with, to the new file that was chosen. */
static void
write_chosen (ChoshoWindow *self, GtkNativeDialog *chooser, int response, const char *title, const char *command)
{
  g_autofree char *path = take_chosen (self, chooser, response);

  if (path != NULL)
    {
      ChoshoValue *args = chosho_value_copy (g_object_get_data (G_OBJECT (chooser), "args"));

      chosho_value_set_string (args, "output", path);
      chosho_page_run_job (chosho_window_get_page (self), title, command, args, chosho_window_tell_written, NULL);
    }
  g_object_unref (chooser);
}

/* --- Making it -------------------------------------------------------------------------------------------------------------- */

static void
on_archive_named_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  write_chosen (self, chooser, response, _("Making the archive"), "archive create");
}

/* One file is what is handed on; where a folder is wanted, another name makes it. What is encrypted is no ZIP for other programs. */
static void
on_chosen_cb (ChoshoArchiveDialog *dialog, ChoshoValue *args, int passphrase_fd, ChoshoWindow *self)
{
  gboolean encrypted = passphrase_fd >= 0 || chosho_value_get (args, "recipient") != NULL;

  chosho_window_keep_passphrase (self, passphrase_fd);
  choose (self, _("Make Archive"), GTK_FILE_CHOOSER_ACTION_SAVE, encrypted ? _("archive.zip.sealed") : _("archive.zip"), args,
          G_CALLBACK (on_archive_named_cb));
}

static void
on_create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  ChoshoArchiveDialog *dialog;

  if (!is_ready (self))
    return;
  dialog = chosho_archive_dialog_new (GTK_WINDOW (self), self->context);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- What one is closed with ------------------------------------------------------------------------------------------------ */

/* What an archive is opened for. @args: borrowed. */
typedef void (*Deed) (ChoshoWindow *self, const char *path, ChoshoValue *args);

typedef struct
{
  ChoshoWindow *window; /* (owned) */
  char         *path;   /* (owned) */
  Deed          deed;
} Closed;

static void
on_passphrase (const char *passphrase, gpointer user_data)
{
  Closed *closed = user_data;
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();

  if (passphrase != NULL && is_ready (closed->window))
    {
      chosho_window_keep_passphrase (closed->window, chosho_password_pass_as (passphrase, args, "pack_passphrase_file"));
      closed->deed (closed->window, closed->path, args);
    }
  g_object_unref (closed->window);
  g_free (closed->path);
  g_free (closed);
}

static void
ask_passphrase (ChoshoWindow *self, const char *path, Deed deed)
{
  g_autofree char *name = g_filename_display_basename (path);
  Closed *closed = g_new0 (Closed, 1);

  closed->window = g_object_ref (self);
  closed->path = g_strdup (path);
  closed->deed = deed;
  chosho_password_dialog_ask (GTK_WINDOW (self), name, on_passphrase, closed);
}

/* Does it, once what @path needs to be read is there: the key is that of who works here. */
static void
unlock (ChoshoWindow *self, const char *path, Deed deed)
{
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();

  if (chosho_envelope_wants_passphrase (path))
    ask_passphrase (self, path, deed);
  else if (chosho_archive_is_sealed (path) && chosho_workspace_get_identity (self->workspace) == NULL)
    chosho_error_view_toast (GTK_WIDGET (self), _("Choose your identity first: the archive is encrypted for members' keys."));
  else
    deed (self, path, args);
}

/* --- Checking it ------------------------------------------------------------------------------------------------------------ */

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
verify (ChoshoWindow *self, const char *path, ChoshoValue *args)
{
  g_autoptr (ChoshoJob) job = chosho_job_new (_("Checking the archive"));

  chosho_value_set_string (args, "path", path);
  chosho_workspace_run_job_async (self->workspace, "archive verify", chosho_value_ref (args), job, on_verified_cb, g_object_ref (self));
}

static void
on_verify_file_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autofree char *path = take_chosen (self, chooser, response);

  if (path != NULL)
    unlock (self, path, verify);
  g_object_unref (chooser);
}

static void
on_verify_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gboolean folder = g_str_equal (name, "win.archive-verify-folder");

  if (is_ready (CHOSHO_WINDOW (widget)))
    choose (CHOSHO_WINDOW (widget), _("Check Archive"), folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL,
            G_CALLBACK (on_verify_file_cb));
}

/* --- Out of its encryption -------------------------------------------------------------------------------------------------- */

static void
on_opened_named_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  write_chosen (self, chooser, response, _("Opening the archive"), "archive open");
}

static void
ask_output (ChoshoWindow *self, const char *path, ChoshoValue *args)
{
  chosho_value_set_string (args, "file", path);
  choose (self, _("Write the ZIP File That Is in It"), GTK_FILE_CHOOSER_ACTION_SAVE, _("archive.zip"), args, G_CALLBACK (on_opened_named_cb));
}

static void
on_open_file_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autofree char *path = take_chosen (self, chooser, response);

  if (path != NULL && chosho_archive_is_sealed (path))
    unlock (self, path, ask_output);
  else if (path != NULL)
    chosho_error_view_toast (GTK_WIDGET (self), _("This archive is not encrypted: other programs read it as it is."));
  g_object_unref (chooser);
}

static void
on_open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (is_ready (CHOSHO_WINDOW (widget)))
    choose (CHOSHO_WINDOW (widget), _("Open Encrypted Archive"), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL, G_CALLBACK (on_open_file_cb));
}

void
chosho_window_install_archive_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.archive-create", NULL, on_create_action);
  gtk_widget_class_install_action (widget_class, "win.archive-verify", NULL, on_verify_action);
  gtk_widget_class_install_action (widget_class, "win.archive-verify-folder", NULL, on_verify_action);
  gtk_widget_class_install_action (widget_class, "win.archive-open", NULL, on_open_action);
}
