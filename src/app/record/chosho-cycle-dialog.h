/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* The multi-year cycle (複数年サイクル) as a table: a line for each control and phase, a column for each year that the record
 * knows, when it was tested last and until when it is to be tested again. A line leads to its control. */
#define CHOSHO_TYPE_CYCLE_DIALOG (chosho_cycle_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoCycleDialog, chosho_cycle_dialog, CHOSHO, CYCLE_DIALOG, AdwWindow)

/* Above @parent, whose action "win.go" it uses. */
ChoshoCycleDialog *chosho_cycle_dialog_new (GtkWindow *parent, ChoshoContext *context);

G_END_DECLS
