/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-desk.h"
#include "chosho-envelope.h"
#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-identity-dialog.h"
#include "chosho-pack-opening.h"
#include "chosho-password-dialog.h"
#include "chosho-preferences.h"
#include "chosho-unlock.h"

/* One pack on its way to a working copy: question by question, each of which may end it. */
typedef struct
{
  GtkWindow       *parent;        /* (owned) */
  char            *file;          /* (owned) (nullable) */
  char            *key_path;      /* (owned) (nullable) of the key that opens it */
  ChoshoIdentity  *identity;      /* (owned) (nullable) the same, unlocked */
  int              passphrase_fd; /* (owned) -1: a key opens it */
  ChoshoValue     *args;          /* (owned) of "pack open" */
  ChoshoPackOpened callback;
  gpointer         user_data;     /* (owned) */
  GDestroyNotify   destroy;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  if (self->passphrase_fd >= 0)
    close (self->passphrase_fd);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  chosho_value_unref (self->args);
  g_object_unref (self->parent);
  g_free (self->file);
  g_free (self->key_path);
  g_free (self);
}

/* --- The deed ------------------------------------------------------------------------------------------ */

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_desk_run_finish (CHOSHO_DESK (source), result, &value, &error))
    self->callback (chosho_value_get_string (value, "path"), self->key_path, self->user_data);
  else if (!g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    chosho_error_view_show_text (GTK_WIDGET (self->parent), _("The working copy could not be made"), error->message);
  opening_free (self);
}

static void
on_folder_cb (GtkNativeDialog *chooser, int response, Opening *self)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr (ChoshoJob) job = NULL;

  g_object_unref (chooser);
  if (response != GTK_RESPONSE_ACCEPT || folder == NULL)
    {
      opening_free (self);
      return;
    }
  job = chosho_job_new (_("Making the working copy"));
  chosho_value_set_string (self->args, "file", self->file);
  chosho_value_set_string (self->args, "folder", g_file_peek_path (folder));
  chosho_desk_run_async (chosho_desk_get_default (), "pack open", chosho_value_ref (self->args), NULL, self->identity, NULL, job, on_opened_cb, self);
}

/* "cloud.pack" → "cloud.chosho". (transfer full) */
static char *
dup_folder_name (const char *file)
{
  g_autofree char *name = g_path_get_basename (file);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return g_strconcat (name, ".chosho", NULL);
}

static void
ask_folder (Opening *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Keep the Working Copy In"), self->parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *name = dup_folder_name (self->file);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (on_folder_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- What opens it ------------------------------------------------------------------------------------- */

static void
on_passphrase (const char *passphrase, gpointer user_data)
{
  Opening *self = user_data;

  if (passphrase == NULL)
    {
      opening_free (self);
      return;
    }
  self->passphrase_fd = chosho_password_pass_as (passphrase, self->args, "pack_passphrase_file");
  ask_folder (self);
}

static void
on_unlocked (ChoshoIdentity *identity, const char *path, gpointer user_data)
{
  Opening *self = user_data;

  if (identity == NULL)
    {
      opening_free (self);
      return;
    }
  self->identity = chosho_identity_ref (identity);
  self->key_path = g_strdup (path);
  ask_folder (self);
}

static void
on_key_chosen_cb (ChoshoIdentityDialog *dialog, const char *path, gpointer user_data)
{
  Opening *self = user_data;

  g_object_set_data (G_OBJECT (dialog), "chosen", dialog);
  chosho_unlock_key (self->parent, path, on_unlocked, self, NULL);
}

static void
on_key_gone_cb (GtkWidget *dialog, Opening *self)
{
  if (g_object_get_data (G_OBJECT (dialog), "chosen") == NULL)
    opening_free (self);
}

/* The key used last; who has none yet is asked for one. */
static void
ask_key (Opening *self)
{
  g_autofree char *path = chosho_preferences_dup_identity ();
  ChoshoIdentityDialog *dialog;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      chosho_unlock_key (self->parent, path, on_unlocked, self, NULL);
      return;
    }
  dialog = chosho_identity_dialog_new (self->parent);
  g_signal_connect (dialog, "chosen", G_CALLBACK (on_key_chosen_cb), self);
  g_signal_connect (dialog, "destroy", G_CALLBACK (on_key_gone_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_file_cb (GtkNativeDialog *chooser, int response, Opening *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  g_object_unref (chooser);
  if (response != GTK_RESPONSE_ACCEPT || file == NULL)
    {
      opening_free (self);
      return;
    }
  self->file = g_file_get_path (file);
  if (chosho_envelope_wants_passphrase (self->file))
    {
      g_autofree char *name = g_path_get_basename (self->file);

      chosho_password_dialog_ask (self->parent, name, on_passphrase, self);
    }
  else
    ask_key (self);
}

void
chosho_pack_opening_begin (GtkWindow *parent, ChoshoPackOpened callback, gpointer user_data, GDestroyNotify destroy)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Open a Pack"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  Opening *self = g_new0 (Opening, 1);

  self->parent = g_object_ref (parent);
  self->args = chosho_value_new_object ();
  self->passphrase_fd = -1;
  self->callback = callback;
  self->user_data = user_data;
  self->destroy = destroy;
  g_signal_connect (chooser, "response", G_CALLBACK (on_file_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
