/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-answer-reader.h"
#include "chosho-answer-sheet.h"
#include "chosho-import-comments.h"
#include "chosho-import-private.h"
#include "chosho-limits.h"

typedef struct
{
  ChoshoAnswerReader         reader;
  const ChoshoImportOptions *options; /* (borrowed) */
  GHashTable                *printed; /* (owned) key (borrowed) → ChoshoValue (borrowed) */
} Comments;

static const char *const required[] = { "key", "comment", NULL };
static const char *const sets[] = { "draft_comments", NULL };
static const char *const filled[] = { "comment", "proposed", "answered_by", "answered_on", NULL };
static const char *const needed[] = { "answered_by", "answered_on", NULL };
static const char *const words[] = { "comment", NULL };

/* Ours is compared with what the client proposes: where it was changed in its own column, there is nothing to compare. */
static gboolean
check_text (ChoshoSheetReader *sheet, ChoshoValue *printed)
{
  if (chosho_answer_reader_is_same (chosho_value_get_string (printed, "text"), chosho_sheet_reader_get (sheet, "text")))
    return TRUE;
  chosho_sheet_reader_report (sheet, CHOSHO_IMPORT_PROBLEM, "text", "row-changed", "%s",
                              _ ("this is not what was sent: the row was moved, or its words were changed"));
  return FALSE;
}

static gboolean
read_key (Comments *self, ChoshoSheetReader *sheet, ChoshoValue *item)
{
  const char *key = chosho_sheet_reader_get (sheet, "key");
  g_autofree char *digest = NULL, *line = NULL;
  ChoshoValue *printed = key != NULL ? g_hash_table_lookup (self->printed, key) : NULL;

  if (printed == NULL || !chosho_answer_key_split (key, &digest, &line))
    {
      chosho_sheet_reader_report (sheet, CHOSHO_IMPORT_PROBLEM, "key", "line-unknown", "%s",
                                  _ ("this is the reference of no line of a draft that was sent from here"));
      return FALSE;
    }
  chosho_value_set_string (item, "digest", digest);
  chosho_value_set_integer (item, "line", (gint64) g_ascii_strtoull (line, NULL, 10));
  chosho_value_set_string (item, "place", chosho_value_get_string (printed, "place"));
  chosho_value_set_string (item, "draft_text", chosho_value_get_string (printed, "text"));
  return check_text (sheet, printed) && chosho_answer_reader_is_once (&self->reader, sheet, key, "line-twice");
}

static gboolean
read_words (Comments *self, ChoshoSheetReader *sheet, ChoshoValue *item)
{
  gboolean is_good = chosho_answer_reader_has (sheet, needed);

  is_good = (chosho_sheet_reader_get (sheet, "proposed") != NULL || chosho_answer_reader_has (sheet, words)) && is_good;
  if (!is_good)
    return FALSE;
  is_good = chosho_answer_reader_copy_day (&self->reader, sheet, "answered_on", item);
  is_good = chosho_sheet_reader_copy (sheet, "comment", CHOSHO_LIMIT_TEXT_BYTES, item, "comment") && is_good;
  is_good = chosho_sheet_reader_copy (sheet, "proposed", CHOSHO_LIMIT_TEXT_BYTES, item, "proposed") && is_good;
  return chosho_sheet_reader_copy (sheet, "answered_by", CHOSHO_LIMIT_TEXT_BYTES, item, "answered_by") && is_good;
}

static gboolean
read_row (Comments *self, ChoshoSheetReader *sheet)
{
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();

  if (chosho_answer_reader_is_blank (&self->reader, sheet, filled) || !read_key (self, sheet, item) || !read_words (self, sheet, item))
    return TRUE;
  return chosho_answer_reader_add (&self->reader, sheet, "comments", g_steal_pointer (&item));
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Comments *self = user_data;
  g_autoptr (ChoshoSheetReader) reader = chosho_sheet_reader_new (sheet, "draft_comments", required, self->options, self->reader.import);

  while (reader != NULL && chosho_sheet_reader_next (reader))
    if (!read_row (self, reader))
      break;
  return reader != NULL;
}

ChoshoImport *
chosho_import_comments (const ChoshoTable *table, const ChoshoImportOptions *options, ChoshoValue *printed, const char *today)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Comments self = { .options = options, .printed = chosho_answer_reader_index (printed) };

  chosho_answer_reader_init (&self.reader, import, today);
  chosho_import_run_sheets (import, table, options, sets, _ ("the references and comments"), read_sheet, &self);
  chosho_answer_reader_end (&self.reader);
  chosho_answer_reader_clear (&self.reader);
  g_hash_table_unref (self.printed);
  return import;
}
