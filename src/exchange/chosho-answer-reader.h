/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"
#include "chosho-sheet-reader.h"

G_BEGIN_DECLS

/*
 * ChoshoAnswerReader: what every sheet that comes back filled in (ChoshoAnswerSheet) is asked. Lists of fields are NULL-terminated.
 * What is wrong is reported at its cell.
 */
typedef struct
{
  ChoshoImport *import;   /* (borrowed) */
  const char   *today;    /* (borrowed) nothing was answered after it */
  GHashTable   *answered; /* (owned) what was answered (owned) → row that answers it */
  guint         blank;    /* rows that say nothing */
} ChoshoAnswerReader;

void     chosho_answer_reader_init     (ChoshoAnswerReader *self, ChoshoImport *import, const char *today);
void     chosho_answer_reader_clear    (ChoshoAnswerReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoAnswerReader, chosho_answer_reader_clear)

/* What was printed by its member "key". (element-type utf8 ChoshoValue, both borrowed) (transfer full) */
GHashTable *chosho_answer_reader_index (ChoshoValue *printed);
/* Whether the row says nothing in @filled; counted, where it does not. */
gboolean chosho_answer_reader_is_blank (ChoshoAnswerReader *self, ChoshoSheetReader *sheet, const char *const *filled);
/* FALSE, with a problem of @code, where a row before answered @what, too. */
gboolean chosho_answer_reader_is_once  (ChoshoAnswerReader *self, ChoshoSheetReader *sheet, const char *what, const char *code);
/* FALSE, "answer-incomplete", where a cell of @needed is blank. */
gboolean chosho_answer_reader_has      (ChoshoSheetReader *sheet, const char *const *needed);
/* Whether two texts are the same but for white space and width, which are the spreadsheet's. Both are nullable. */
gboolean chosho_answer_reader_is_same  (const char *written, const char *read);
/* Sets @field of @item to the day of its cell. FALSE, "date-bad" or "date-future". */
gboolean chosho_answer_reader_copy_day (ChoshoAnswerReader *self, ChoshoSheetReader *sheet, const char *field, ChoshoValue *item);
/* Adds @item (transfer full) to @kind with the sheet and row where it stands. As chosho_import_add_item(). */
gboolean chosho_answer_reader_add      (ChoshoAnswerReader *self, ChoshoSheetReader *sheet, const char *kind, ChoshoValue *item);
/* Notes what was counted: facts "blank". */
void     chosho_answer_reader_end      (ChoshoAnswerReader *self);

G_END_DECLS
