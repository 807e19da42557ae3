/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-request-book.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * 事実確認依頼書: the facts of findings on their way to the client, who answers each by whether it is so. Nothing of a procedure, and
 * nothing that concludes, is in it.
 */

/* What the sheet says of a finding: {key, number, controls, text, period}. @id: the finding's; @reference: as it is cited;
 * @controls: its controls, with their titles, a line each; @text: its words as they are asked about; @period: what is audited.
 * (transfer full) */
ChoshoValue *chosho_fact_book_print (const char *id, const char *reference, const char *controls, const char *text, const char *period);

/* @printed: an array of the above; @due (nullable): until when an answer is wanted. LIMIT, IO. (transfer full) */
GBytes      *chosho_fact_book_make  (const ChoshoRequestBookFacts *facts, ChoshoValue *printed, const char *due, GError **error);

G_END_DECLS
