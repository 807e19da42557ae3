/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/*
 * 事実確認依頼書 as the client sent it back. Items "facts": {finding, text_sha256, number, asked (the text that was asked about), answer
 * (agrees or disagrees), comment?, answered_by, answered_on, sheet, row}, of the rows that say anything; facts "blank": how many
 * say nothing.
 *
 * @printed: an array of what went out of each finding and text (chosho_fact_book_print()); a row whose reference is none of these,
 * or which says something else of its finding, is a problem of that cell. @today: nothing was answered after it.
 */
ChoshoImport *chosho_import_facts (const ChoshoTable *table, const ChoshoImportOptions *options, ChoshoValue *printed, const char *today);

G_END_DECLS
