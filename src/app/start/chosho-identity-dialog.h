/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-identity.h"

G_BEGIN_DECLS

/* Chooses the key with which a person signs, or makes one. Signal "chosen" (path of its file): it is
 * unlocked (chosho_desk_get_unlocked()) and remembered for the next time; the dialog closes. */
#define CHOSHO_TYPE_IDENTITY_DIALOG (chosho_identity_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoIdentityDialog, chosho_identity_dialog, CHOSHO, IDENTITY_DIALOG, AdwWindow)

ChoshoIdentityDialog *chosho_identity_dialog_new (GtkWindow *parent);

/* Shows name, fingerprint and public key of @identity to give them to the team's leader; @path: its
 * file. */
void                  chosho_identity_dialog_show_key (GtkWindow *parent, ChoshoIdentity *identity, const char *path);

G_END_DECLS
