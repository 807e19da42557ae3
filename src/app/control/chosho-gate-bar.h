/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * What the gate still wants, always in sight: each line leads to the place to mend it, what blocks and what
 * only warns differ by shape. Before an approval also what must be opened one by one, and what of it was.
 * Beside it the three sign-offs and the one that is next.
 *
 * Signals: "show-blocker" (ChoshoValue *blocker); "open-thing" (kind, id): something that must be opened; "sign" (stage);
 * "send-back", offered where the row says "may_send_back".
 */
#define CHOSHO_TYPE_GATE_BAR (chosho_gate_bar_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoGateBar, chosho_gate_bar, CHOSHO, GATE_BAR, GtkBox)

/* @row: a "control" row; NULL hides the bar. @opened: set of ids that the person opened. */
void         chosho_gate_bar_set_row   (ChoshoGateBar *self, ChoshoValue *row, GHashTable *opened);
const char  *chosho_gate_bar_get_next  (ChoshoGateBar *self); /* (nullable) stage that can be signed now */
/* (transfer full): ids of exactly what had to be opened for the approval of @row and is in @opened, a set of ids. */
ChoshoValue *chosho_gate_bar_list_opened (ChoshoValue *row, GHashTable *opened);
/* Says why nothing can be signed now: opens the list of what stands against it, whose lines are gone to by keys. */
void         chosho_gate_bar_tell      (ChoshoGateBar *self);
/* Goes to the next line, after the last to the first. FALSE: there is none. */
gboolean     chosho_gate_bar_show_next (ChoshoGateBar *self);

G_END_DECLS
