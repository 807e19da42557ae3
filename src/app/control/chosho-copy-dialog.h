/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* Chooses a recorded result of another control to begin a text from. What comes of it is marked as a copy
 * (複写): monitors look for results that were used again unread. Signal "copy" (control, text). */
#define CHOSHO_TYPE_COPY_DIALOG (chosho_copy_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoCopyDialog, chosho_copy_dialog, CHOSHO, COPY_DIALOG, AdwWindow)

ChoshoCopyDialog *chosho_copy_dialog_new (GtkWindow *parent, ChoshoContext *context);

G_END_DECLS
