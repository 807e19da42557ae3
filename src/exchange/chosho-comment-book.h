/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-request-book.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * 報告書案の意見照会: the lines of a draft of the report on their way to the client, who says of each what is not so and how it should
 * read. What cannot be changed, the fixed paragraphs, is not in it.
 */

/* What the sheet says of a line: {key, line, place, text}. @digest: of all lines of the draft; @line: its number from 1; @place: where it
 * stands, for people. (transfer full) */
ChoshoValue *chosho_comment_book_print (const char *digest, guint line, const char *place, const char *text);

/* @printed: an array of the above; @due (nullable): until when comments are wanted. LIMIT, IO. (transfer full) */
GBytes      *chosho_comment_book_make  (const ChoshoRequestBookFacts *facts, ChoshoValue *printed, const char *due, GError **error);

G_END_DECLS
