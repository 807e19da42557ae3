/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-desk.h"
#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-passphrase.h"

/* Characters, from which on a passphrase is as good as the next word says. */
#define FAIR_LENGTH 10
#define GOOD_LENGTH 14
#define STRONG_LENGTH 20
#define MIN_DISTINCT 6 /* "aaaaaaaaaaaaaaaaaaaa" is none */

ChoshoPassphraseStrength
chosho_passphrase_estimate (const char *text)
{
  g_autoptr (GHashTable) distinct = g_hash_table_new (NULL, NULL);
  glong length = g_utf8_strlen (text, -1);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_hash_table_add (distinct, GUINT_TO_POINTER (g_utf8_get_char (p)));
  if (length < FAIR_LENGTH || g_hash_table_size (distinct) < MIN_DISTINCT)
    return CHOSHO_PASSPHRASE_WEAK;
  if (length < GOOD_LENGTH)
    return CHOSHO_PASSPHRASE_FAIR;
  return length < STRONG_LENGTH ? CHOSHO_PASSPHRASE_GOOD : CHOSHO_PASSPHRASE_STRONG;
}

/* --- Asking ------------------------------------------------------------------------------------------------ */

AdwMessageDialog *
chosho_passphrase_dialog_new (GtkWindow *parent, const char *heading, const char *body, const char *button)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, NULL);
  chosho_accessible_set_name (entry, _("Passphrase"));
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), CHOSHO_PASSPHRASE_GIVEN, button, NULL);
  adw_message_dialog_set_response_appearance (dialog, CHOSHO_PASSPHRASE_GIVEN, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, CHOSHO_PASSPHRASE_GIVEN);
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_window_set_focus (GTK_WINDOW (dialog), entry);
  return dialog;
}

const char *
chosho_passphrase_dialog_get_text (AdwMessageDialog *dialog)
{
  return gtk_editable_get_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)));
}

/* --- Unlocking -------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWindow     *parent;   /* (owned) */
  char          *path;
  ChoshoUnlocked callback;
  gpointer       user_data;
  GDestroyNotify destroy;  /* (nullable) */
  gboolean       tried;    /* a passphrase was given, and was wrong */
} Unlock;

static void
finish (Unlock *self, ChoshoIdentity *identity)
{
  self->callback (identity, self->path, self->user_data);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_object_unref (self->parent);
  g_free (self->path);
  g_free (self);
}

static void on_unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Unlock *self)
{
  if (!g_str_equal (response, CHOSHO_PASSPHRASE_GIVEN))
    {
      finish (self, NULL);
      return;
    }
  self->tried = TRUE;
  chosho_desk_unlock_async (chosho_desk_get_default (), self->path, chosho_passphrase_dialog_get_text (dialog), on_unlocked_cb, self);
}

static void
ask (Unlock *self)
{
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autofree char *body = g_strdup_printf (self->tried ? _("That was not the passphrase of %s. Please try again.")
                                                       : _("It unlocks your key %s until you quit Chosho."),
                                           name);
  AdwMessageDialog *dialog = chosho_passphrase_dialog_new (self->parent, _("Passphrase"), body, _("_Unlock"));

  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Unlock *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIdentity) identity = chosho_desk_unlock_finish (CHOSHO_DESK (source), result, &error);

  if (identity == NULL && g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE))
    {
      ask (self);
      return;
    }
  if (identity == NULL)
    chosho_error_view_show_text (GTK_WIDGET (self->parent), _("The key could not be read"), error->message);
  finish (self, identity);
}

void
chosho_passphrase_unlock (GtkWindow *parent, const char *path, ChoshoUnlocked callback, gpointer user_data, GDestroyNotify destroy)
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
