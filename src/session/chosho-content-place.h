/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-content.h"

G_BEGIN_DECLS

/* Places in a document by the words and signs in which people cite them. */

/* "シート!C12" of @row (from 1) and @column (from 0); a name with other signs in it stands in quotes,
 * as a spreadsheet writes it; without a name (a CSV) "C12". (transfer full) */
char    *chosho_content_place_of_cell  (const char *sheet, guint32 row, guint32 column);
/* "C12:E20" of a range of cells, "C12" of one; else as above. (transfer full) */
char    *chosho_content_place_of_range (const char *sheet, guint32 first_row, guint32 first_column,
                                        guint32 last_row, guint32 last_column);
/* The cells that @object covers; of one that has a size alone, or a note, where it begins. (transfer full) */
char    *chosho_content_place_of_object (const char *sheet, const ChoshoSheetObject *object);
/* Reads what chosho_content_place_of_cell() writes. FALSE where @place is none. @sheet becomes NULL
 * where it names none. (out) (transfer full) */
gboolean chosho_content_place_parse    (const char *place, char **sheet, guint32 *row, guint32 *column);
/* "00:12:34" of a video or sound. (transfer full) */
char    *chosho_content_place_of_time  (guint seconds);
/* Reads "1:02:03" and "12:34", in digits of any width. FALSE where @text is no time. */
gboolean chosho_content_place_parse_time (const char *text, guint *seconds);
/* "Slide 3, paragraph 2", "Table 2, row 3", "Comment 1", in the user's language; "" where it has no
 * number of its own (a mail's head). (transfer full) */
char    *chosho_content_place_of_block (const ChoshoBlock *block);

G_END_DECLS
