/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* Carrying out (持出し): to whose keys the pack is sealed, which evidence goes along, who carries it and what for. Signal "chosen"
 * (ChoshoValue* args, int passphrase_fd): arguments of `pack create`, all but the file; borrowed. What one of them names is open under
 * the descriptor, which is the receiver's to close after the command; -1: none. */
#define CHOSHO_TYPE_CARRY_DIALOG (chosho_carry_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoCarryDialog, chosho_carry_dialog, CHOSHO, CARRY_DIALOG, AdwWindow)

ChoshoCarryDialog *chosho_carry_dialog_new (GtkWindow *parent, ChoshoContext *context);

G_END_DECLS
