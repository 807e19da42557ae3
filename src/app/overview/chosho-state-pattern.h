/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A state of the work as a filling that is told apart without colour: empty, hatched, then three
 * densities of one colour; dots for what is out of scope. Never green or red.
 */

/* The codes in the order in which a band is filled; NULL-terminated. */
const char *const *chosho_state_pattern_codes (void);
/* @widget: whose colours are used. */
void               chosho_state_pattern_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, const char *state, int width, int height);

/* A small square of it for a legend. */
#define CHOSHO_TYPE_STATE_SWATCH (chosho_state_swatch_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStateSwatch, chosho_state_swatch, CHOSHO, STATE_SWATCH, GtkWidget)

GtkWidget *chosho_state_swatch_new (const char *state);

G_END_DECLS
