/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people type into cells, read without guessing. Pure; any thread. */

/* Largest number of entries that one cell may list: a whole catalogue fits. */
#define CHOSHO_CELL_LIST_LIMIT 2000

/* @text without white space around it (ideographic space included); NULL where nothing is left.
 * What is inside is never changed. (transfer full) */
char      *chosho_cell_dup_trimmed (const char *text);

/* The date of @text as YYYY-MM-DD: 2025-04-01, 2025/4/1, 2025.4.1, 20250401, 2025年4月1日,
 * 令和7年4月1日, R7.4.1, a midnight time or a weekday after it, and Excel's serial numbers
 * (1900 system, 1950–2099). Full-width digits too. NULL where it is none. (transfer full) */
char      *chosho_cell_dup_date (const char *text);

/* TRUE and @out where @text is a plain whole number within 0–@maximum; a final ".0", as
 * spreadsheets write, and full-width digits are accepted. */
gboolean   chosho_cell_get_integer (const char *text, gint64 maximum, gint64 *out);

/* The control number that @text means: width folded, and where it then has ISMAP's syntax, inner
 * spaces out and the suffix in capitals after a dot ("８．１．２．７ pb" → "8.1.2.7.PB"). Any other
 * scheme's number only loses the space around it. (transfer full), "" for a blank cell. */
char      *chosho_cell_dup_number (const char *text);

/* Entries of a cell separated by 、 , ; or a new line, trimmed, empty ones left out.
 * (transfer full) (element-type utf8) */
GPtrArray *chosho_cell_split (const char *text);

/* As chosho_cell_split() for control numbers; where an entry is no ISMAP number but white space
 * separates ISMAP numbers in it, each counts. (transfer full) (element-type utf8) */
GPtrArray *chosho_cell_split_numbers (const char *text);

G_END_DECLS
