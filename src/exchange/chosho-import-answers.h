/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/*
 * A step sheet (手続記入シート) that somebody filled in. Items "answers": {step, member, control, technique, performed_on, outcome,
 * result, respondent?, place?, reason?, sheet, row}, of the rows that say anything; facts "blank": how many say nothing.
 *
 * @printed: an array of what the sheet said of each step there is (chosho_step_book_print()); a row whose reference is none of
 * these, or which says something else of its step, is a problem of that cell. @today: nothing was done after it.
 */
ChoshoImport *chosho_import_answers (const ChoshoTable *table, const ChoshoImportOptions *options, ChoshoValue *printed, const char *today);

G_END_DECLS
