/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* What the gate still wants, always in sight: each line leads to the place to mend it. Beside it the
 * three sign-offs and the one that is next. Signals: "show" (step id), "sign" (stage). */
#define CHOSHO_TYPE_GATE_BAR (chosho_gate_bar_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoGateBar, chosho_gate_bar, CHOSHO, GATE_BAR, GtkBox)

/* @row: a "control" row; NULL hides the bar. */
void        chosho_gate_bar_set_row (ChoshoGateBar *self, ChoshoValue *row);
const char *chosho_gate_bar_get_next (ChoshoGateBar *self); /* (nullable) stage that can be signed now */

G_END_DECLS
