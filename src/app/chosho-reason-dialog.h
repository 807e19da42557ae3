/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for the reason of an act. Signal "given" (string), once, never with an empty reason. */
#define CHOSHO_TYPE_REASON_DIALOG (chosho_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoReasonDialog, chosho_reason_dialog, CHOSHO, REASON_DIALOG, AdwMessageDialog)

/* @verb: the words of the button, with a mnemonic. */
ChoshoReasonDialog *chosho_reason_dialog_new (GtkWindow *parent, const char *heading, const char *body, const char *verb);

G_END_DECLS
