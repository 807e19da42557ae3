/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-sample-sheet.h"

G_BEGIN_DECLS

/*
 * The grid of a sample as a table of text, as spreadsheets copy and paste it: fields with tabs between, lines
 * with line breaks, a field with either in double quotes.
 */

#define CHOSHO_SAMPLE_TABLE_BYTES (4 * 1024 * 1024) /* what is pasted: some 100,000 lines, more than a sample has */

/* The sign and the code of a state, and what people may write for it. */
const char *chosho_sample_state_get_sign  (const char *state); /* "○"; "" for NULL. Static */
const char *chosho_sample_state_from_text (const char *text);  /* a code; NULL for what is none. Static */

/* The whole grid with a line of headings: number, item, a column an attribute, remark. (transfer full) */
char    *chosho_sample_table_to_text (ChoshoSampleSheet *sheet);

/*
 * Types the table @text into the sheet: all of it or nothing. Where its first line has the headings of
 * chosho_sample_table_to_text(), columns and items are found by name and number; else it is a block of which the
 * first field goes to @row and @column, and the column after the attributes is the remark. Empty fields change
 * nothing. Errors name line and field: INVALID for what is no state, no item or lies outside, LIMIT.
 * Returns how many cells and remarks changed, -1 with @error. @changed: chosho_sample_sheet_fill_column().
 */
int      chosho_sample_table_paste (ChoshoSampleSheet *sheet, const char *text, guint row, guint column, ChoshoSheetFunc changed,
                                    gpointer user_data, GError **error);

G_END_DECLS
