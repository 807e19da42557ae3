/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-bulk-dialog.h"

G_BEGIN_DECLS

/* Signing many controls at the stage chosen. Findings, departures and the like are approved singly: controls with any are
 * left to their own page. */
#define CHOSHO_TYPE_SIGN_DIALOG (chosho_sign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSignDialog, chosho_sign_dialog, CHOSHO, SIGN_DIALOG, ChoshoBulkDialog)

ChoshoBulkDialog *chosho_sign_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *const *controls);

G_END_DECLS
