/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-desk.h"
#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-keyring.h"
#include "chosho-passphrase.h"
#include "chosho-preferences.h"
#include "chosho-text-label.h"
#include "chosho-unlock.h"

typedef struct
{
  GtkWindow     *parent;   /* (owned) */
  char          *path;
  ChoshoUnlocked callback;
  gpointer       user_data;
  GDestroyNotify destroy;  /* (nullable) */
  char          *given;    /* (owned) (nullable) what was typed, where it is to be kept in the keyring if it is right */
  gboolean       looked;   /* in the keyring */
  gboolean       kept;     /* what is tried comes from there */
  gboolean       tried;    /* a passphrase was typed, and was wrong */
} Unlock;

static void
finish (Unlock *self, ChoshoIdentity *identity)
{
  self->callback (identity, self->path, self->user_data);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  chosho_keyring_free_passphrase (self->given);
  g_object_unref (self->parent);
  g_free (self->path);
  g_free (self);
}

static void on_unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* --- Keeping ------------------------------------------------------------------------------------------------ */

/* By what the keyring knows the key; NULL where the file cannot be read, which is told elsewhere. (transfer full) */
static char *
dup_fingerprint (const char *path)
{
  g_autoptr (ChoshoIdentity) identity = chosho_identity_load_public (path, NULL);

  return identity != NULL ? chosho_identity_dup_fingerprint (identity) : NULL;
}

static void
on_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (chosho_keyring_store_finish (result, &error))
    chosho_preferences_set_keyring (TRUE);
  else
    chosho_error_view_show_text (GTK_WIDGET (parent), _("The passphrase could not be kept"), error->message);
}

static void
on_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  (void) chosho_keyring_clear_finish (result, NULL); /* it will be wrong the next time too, and asked for then */
}

/* --- Asking ------------------------------------------------------------------------------------------------- */

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Unlock *self)
{
  GtkCheckButton *keep = g_object_get_data (G_OBJECT (dialog), "keep");

  if (!g_str_equal (response, CHOSHO_PASSPHRASE_GIVEN))
    {
      finish (self, NULL);
      return;
    }
  self->tried = TRUE;
  g_clear_pointer (&self->given, chosho_keyring_free_passphrase);
  if (gtk_check_button_get_active (keep))
    self->given = chosho_keyring_copy_passphrase (chosho_passphrase_dialog_get_text (dialog));
  chosho_desk_unlock_async (chosho_desk_get_default (), self->path, chosho_passphrase_dialog_get_text (dialog), on_unlocked_cb, self);
}

static void
on_probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) keep = user_data;
  g_autoptr (GError) error = NULL;
  gboolean there = chosho_keyring_probe_finish (result, &error);

  gtk_widget_set_sensitive (keep, there);
  gtk_label_set_text (g_object_get_data (G_OBJECT (keep), "why"),
                      there ? _("Who is logged in to this desktop then needs no passphrase to sign. It is asked for again to approve and to issue.")
                            : _("This desktop has no keyring that answers."));
}

static void
add_keep (AdwMessageDialog *dialog)
{
  GtkBox *box = GTK_BOX (adw_message_dialog_get_extra_child (dialog));
  GtkWidget *keep = gtk_check_button_new_with_mnemonic (_("_Keep it in the keyring of this desktop"));
  GtkWidget *why = chosho_text_label_new (_("Looking for a keyring…"), "chosho-who");

  gtk_widget_set_sensitive (keep, FALSE);
  g_object_set_data (G_OBJECT (dialog), "keep", keep);
  g_object_set_data_full (G_OBJECT (keep), "why", g_object_ref (why), g_object_unref);
  gtk_box_append (box, keep);
  gtk_box_append (box, why);
  chosho_keyring_probe_async (NULL, on_probed_cb, g_object_ref (keep));
}

static void
ask (Unlock *self)
{
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autofree char *body = g_strdup_printf (self->tried ? _("That was not the passphrase of %s. Please try again.")
                                                       : _("It unlocks your key %s until you quit Chosho."),
                                           name);
  AdwMessageDialog *dialog = chosho_passphrase_dialog_new (self->parent, _("Passphrase"), body, _("_Unlock"));

  add_keep (dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- What is kept ------------------------------------------------------------------------------------------- */

static void
on_looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Unlock *self = user_data;
  char *passphrase = chosho_keyring_lookup_finish (result, NULL); /* whatever went wrong, it can be typed */

  self->kept = passphrase != NULL;
  if (passphrase != NULL)
    chosho_desk_unlock_async (chosho_desk_get_default (), self->path, passphrase, on_unlocked_cb, self);
  else
    ask (self);
  chosho_keyring_free_passphrase (passphrase);
}

/* A passphrase is needed, or was wrong. */
static void
get_passphrase (Unlock *self)
{
  g_autofree char *fingerprint = dup_fingerprint (self->path);
  gboolean look = !self->looked && fingerprint != NULL && chosho_preferences_uses_keyring ();

  self->looked = TRUE;
  if (self->kept && fingerprint != NULL)
    chosho_keyring_clear_async (fingerprint, on_cleared_cb, NULL);
  self->kept = FALSE;
  if (look)
    chosho_keyring_lookup_async (fingerprint, on_looked_up_cb, self);
  else
    ask (self);
}

static void
on_unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Unlock *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIdentity) identity = chosho_desk_unlock_finish (CHOSHO_DESK (source), result, &error);

  if (identity == NULL && g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE))
    {
      get_passphrase (self);
      return;
    }
  if (identity == NULL)
    chosho_error_view_show_text (GTK_WIDGET (self->parent), _("The key could not be read"), error->message);
  else if (self->given != NULL)
    {
      g_autofree char *fingerprint = chosho_identity_dup_fingerprint (identity);

      chosho_keyring_store_async (fingerprint, chosho_identity_get_name (identity), self->given, on_stored_cb, g_object_ref (self->parent));
    }
  finish (self, identity);
}

void
chosho_unlock_key (GtkWindow *parent, const char *path, ChoshoUnlocked callback, gpointer user_data, GDestroyNotify destroy)
{
  Unlock *self = g_new0 (Unlock, 1);
  ChoshoIdentity *known = chosho_desk_get_unlocked (chosho_desk_get_default (), path);

  self->parent = g_object_ref (parent);
  self->path = g_strdup (path);
  self->callback = callback;
  self->user_data = user_data;
  self->destroy = destroy;
  if (known != NULL)
    finish (self, known);
  else
    chosho_desk_unlock_async (chosho_desk_get_default (), path, NULL, on_unlocked_cb, self);
}
