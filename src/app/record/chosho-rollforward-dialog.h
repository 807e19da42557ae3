/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoRollforwardDialog: next year's engagement made of this one, or an additional audit or re-audit that belongs to it. What would come
 * of it is shown while the form is filled in; nothing is made before the person confirms their independence, since that is the first entry
 * of the new record. Signal "made" (path): it is to be opened.
 */
#define CHOSHO_TYPE_ROLLFORWARD_DIALOG (chosho_rollforward_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoRollforwardDialog, chosho_rollforward_dialog, CHOSHO, ROLLFORWARD_DIALOG, AdwWindow)

ChoshoRollforwardDialog *chosho_rollforward_dialog_new          (GtkWindow *parent, ChoshoContext *context);
/* @controls: those that are chosen already, NULL-terminated. */
ChoshoRollforwardDialog *chosho_rollforward_dialog_new_followup (GtkWindow *parent, ChoshoContext *context, const char *const *controls);

G_END_DECLS
