/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoStateBand: a bar filled by the states of the work, as many parts as states that occur; each
 * part is a button that leads to its controls. Tab comes to the band once, Left and Right go along it.
 */
#define CHOSHO_TYPE_STATE_BAND (chosho_state_band_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStateBand, chosho_state_band, CHOSHO, STATE_BAND, GtkWidget)

/* @counts: {total, approved, …}. @name: what the parts are of ("Chapter 9"), for the screen reader.
 * @condition (nullable): what narrows the list besides the state, "chapter=9". */
GtkWidget *chosho_state_band_new (ChoshoValue *counts, const char *name, const char *condition);

G_END_DECLS
