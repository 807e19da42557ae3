/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * Signing many controls: a plan first – which of them can be signed at the stage chosen, and of each
 * other one why not –, then the act, then what came of each. Findings, departures and the like are
 * approved singly: controls with any are left to their own page.
 */
#define CHOSHO_TYPE_SIGN_DIALOG (chosho_sign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSignDialog, chosho_sign_dialog, CHOSHO, SIGN_DIALOG, AdwWindow)

ChoshoSignDialog *chosho_sign_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *const *controls);

G_END_DECLS
