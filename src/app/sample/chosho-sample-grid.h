/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-sample-sheet.h"

G_BEGIN_DECLS

/*
 * ChoshoSampleGrid: the grid of a sample with a cursor. Only the lines in view have widgets.
 *
 * Keys: arrows, Home, End, Page keys and Tab move; Enter goes down; o x r n (or 1 to 4) type a result and go on
 * to the next cell; with Shift into all open cells of the line, with Ctrl and Shift of the column; Delete takes
 * back what was typed; F2 asks for the remark, e for evidence. F2 right after a result is about the item that got it.
 *
 * Signals: "cursor-moved"; "edited" (guint row): something was typed about that item; "remark", "evidence": the
 * person asks for them; "drop" (guint row, GdkFileList*).
 */
#define CHOSHO_TYPE_SAMPLE_GRID (chosho_sample_grid_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSampleGrid, chosho_sample_grid, CHOSHO, SAMPLE_GRID, GtkBox)

/* @sheet (nullable) is borrowed and must outlive its showing. The cursor goes to the first open cell. */
void     chosho_sample_grid_set_sheet    (ChoshoSampleGrid *self, ChoshoSampleSheet *sheet);
/* The sheet has other items or columns. */
void     chosho_sample_grid_rebuild      (ChoshoSampleGrid *self);
/* The item @row says something else. */
void     chosho_sample_grid_refresh      (ChoshoSampleGrid *self, guint row);
void     chosho_sample_grid_refresh_all  (ChoshoSampleGrid *self);
void     chosho_sample_grid_set_editable (ChoshoSampleGrid *self, gboolean editable);
/* FALSE where there is no cell. */
gboolean chosho_sample_grid_get_cursor   (ChoshoSampleGrid *self, guint *row, guint *column);
/* Puts the cursor there and the focus on it. */
void     chosho_sample_grid_move         (ChoshoSampleGrid *self, guint row, guint column);
/* From the remark to where one goes on: behind the cell of which it was asked for right after its result, else where the cursor is. */
void     chosho_sample_grid_resume       (ChoshoSampleGrid *self);
/* Goes to the next cell without a result, round the end; FALSE where there is none. */
gboolean chosho_sample_grid_go_open      (ChoshoSampleGrid *self);

G_END_DECLS
