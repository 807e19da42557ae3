/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-identity.h"

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

/* Asks for a passphrase over @parent: its "response" is CHOSHO_PASSPHRASE_GIVEN, or "cancel". @button is what giving it does, with a mnemonic.
 * To be presented by the caller. */
#define CHOSHO_PASSPHRASE_GIVEN "given"
AdwMessageDialog *chosho_passphrase_dialog_new      (GtkWindow *parent, const char *heading, const char *body, const char *button);
/* What was typed. Borrowed. */
const char       *chosho_passphrase_dialog_get_text (AdwMessageDialog *dialog);

/* @identity (nullable): NULL where the person gave up; borrowed. */
typedef void (*ChoshoUnlocked) (ChoshoIdentity *identity, const char *path, gpointer user_data);

/* Unlocks the key in the file @path for this session; its passphrase is asked for over @parent where it
 * has one and was not given before. What goes wrong is shown there. @destroy frees @user_data. */
void chosho_passphrase_unlock (GtkWindow *parent, const char *path, ChoshoUnlocked callback, gpointer user_data, GDestroyNotify destroy);

G_END_DECLS
