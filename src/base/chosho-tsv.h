/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tables as text, a line a row, as spreadsheets take them from the clipboard. */

/* Appends one field; what tabs, line ends and quotation marks would end is quoted. */
void  chosho_tsv_append         (GString *out, const char *text);
/* The same of what others wrote – names of files, answers –: where a spreadsheet would take it for a formula, it gets an
 * apostrophe before it, which spreadsheets take for "text". */
void  chosho_tsv_append_guarded (GString *out, const char *text);
/* Appends a line of guarded @cells (nullable ones are empty). */
void  chosho_tsv_append_line    (GString *out, const char *const *cells, guint n_cells);

G_END_DECLS
