/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-sample-cell.h"

G_BEGIN_DECLS

/* Widths of the grid's columns, in pixels: heading and rows share them. */
#define CHOSHO_SAMPLE_NUMBER_WIDTH 48
#define CHOSHO_SAMPLE_LABEL_WIDTH 150
#define CHOSHO_SAMPLE_CELL_WIDTH 118
#define CHOSHO_SAMPLE_EVIDENCE_WIDTH 74
#define CHOSHO_SAMPLE_NOTE_WIDTH 120

/*
 * One line of the grid of a sample: the item, a cell an attribute, its evidence and remark.
 * Signals: "chosen" (guint column): a cell took the focus; "drop" (GdkFileList*): files were dropped on it.
 */
#define CHOSHO_TYPE_SAMPLE_ROW (chosho_sample_row_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSampleRow, chosho_sample_row, CHOSHO, SAMPLE_ROW, GtkBox)

ChoshoSampleRow *chosho_sample_row_new        (guint n_attributes);
/* Shows the item @row of @sheet. */
void             chosho_sample_row_show       (ChoshoSampleRow *self, ChoshoSampleSheet *sheet, guint row);
/* The cursor is in this line, or not. */
void             chosho_sample_row_set_current (ChoshoSampleRow *self, gboolean current);
void             chosho_sample_row_focus_cell (ChoshoSampleRow *self, guint column);

G_END_DECLS
