/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/*
 * The client's comments on a draft of the report. Items "comments": {digest, line (from 1), place, draft_text, comment?, proposed?,
 * answered_by, answered_on, sheet, row}, of the rows that say anything; facts "blank": how many say nothing.
 *
 * @printed: an array of what went out of each line of each draft (chosho_comment_book_print()); a row whose reference is none of these,
 * or which says something else of its line, is a problem of that cell. @today: nothing was answered after it.
 */
ChoshoImport *chosho_import_comments (const ChoshoTable *table, const ChoshoImportOptions *options, ChoshoValue *printed, const char *today);

G_END_DECLS
