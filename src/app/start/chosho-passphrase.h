/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How hard a passphrase is to guess, roughly: a hint while it is typed; the condition is its length alone
 * (CHOSHO_IDENTITY_PASSPHRASE_CHARACTERS). */
typedef enum
{
  CHOSHO_PASSPHRASE_WEAK,
  CHOSHO_PASSPHRASE_FAIR,
  CHOSHO_PASSPHRASE_GOOD,
  CHOSHO_PASSPHRASE_STRONG,
} ChoshoPassphraseStrength;

ChoshoPassphraseStrength chosho_passphrase_estimate (const char *text);
/* The same in words. (static) */
const char              *chosho_passphrase_get_hint (const char *text);

/* Asks for a passphrase over @parent: its "response" is CHOSHO_PASSPHRASE_GIVEN, or "cancel". @button is what giving it does, with a mnemonic.
 * To be presented by the caller. */
#define CHOSHO_PASSPHRASE_GIVEN "given"
AdwMessageDialog *chosho_passphrase_dialog_new      (GtkWindow *parent, const char *heading, const char *body, const char *button);
/* What was typed. Borrowed. */
const char       *chosho_passphrase_dialog_get_text (AdwMessageDialog *dialog);

G_END_DECLS
