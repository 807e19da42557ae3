/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * Tables for people as a workbook: a sheet each, with a frozen header row that is repeated in print, a filter on every column,
 * on A4 across. What a cell is follows from its column, never from its text: nothing a client wrote becomes a formula, a date
 * or a link.
 *
 * A table is {"name", "title", "about", "columns": [{"title", "kind", "width"}], "rows": [[…]]}. Kinds: "text"; "date",
 * "YYYY-MM-DD"; "time", "YYYY-MM-DD HH:MM"; "number", an integer. What is null or no such thing is a blank cell, but a text that
 * is no date stays a text. Widths are parts of about 190 on a page.
 */

/* @tables: an array; @author (nullable): the firm. LIMIT where a text is longer than a cell, IO. (transfer full) */
GBytes *chosho_tables_book_make (ChoshoValue *tables, const char *author, gboolean english, GError **error);

/* Row (from 0) of the header, below title and about. */
#define CHOSHO_TABLES_BOOK_HEADER 3
/* Characters that a cell holds. */
#define CHOSHO_TABLES_BOOK_CELL 32767

G_END_DECLS
