/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-sample-sheet.h"

G_BEGIN_DECLS

/* One cell of the grid of a sample: the sign and the word of its state, focusable. Signal "chosen": it took the focus. */
#define CHOSHO_TYPE_SAMPLE_CELL (chosho_sample_cell_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSampleCell, chosho_sample_cell, CHOSHO, SAMPLE_CELL, GtkWidget)

ChoshoSampleCell *chosho_sample_cell_new  (void);
/* @attribute: the heading of its column, for its name. */
void              chosho_sample_cell_show (ChoshoSampleCell *self, const char *attribute, const ChoshoSheetCell *cell);

G_END_DECLS
