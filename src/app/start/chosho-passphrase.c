/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-passphrase.h"
#include "chosho-password-entry.h"

/* Characters, from which on a passphrase is as good as the next word says. */
#define FAIR_LENGTH 10
#define GOOD_LENGTH 14
#define STRONG_LENGTH 20
#define ENTRY_KEY "chosho-passphrase-entry"
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

const char *
chosho_passphrase_get_hint (const char *text)
{
  switch (chosho_passphrase_estimate (text))
    {
    case CHOSHO_PASSPHRASE_FAIR:
      return _("The passphrase could be longer: three or four words that do not belong together are easy to remember.");
    case CHOSHO_PASSPHRASE_GOOD:
      return _("A good passphrase.");
    case CHOSHO_PASSPHRASE_STRONG:
      return _("A strong passphrase.");
    case CHOSHO_PASSPHRASE_WEAK:
    default:
      return _("This passphrase is easy to guess: make it longer.");
    }
}

/* --- Asking ------------------------------------------------------------------------------------------------ */

AdwMessageDialog *
chosho_passphrase_dialog_new (GtkWindow *parent, const char *heading, const char *body, const char *button)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  GtkWidget *entry = chosho_password_entry_new (_("Passphrase")), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box), entry);
  adw_message_dialog_set_extra_child (dialog, box);
  g_object_set_data (G_OBJECT (dialog), ENTRY_KEY, entry);
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
  return gtk_editable_get_text (GTK_EDITABLE (g_object_get_data (G_OBJECT (dialog), ENTRY_KEY)));
}
