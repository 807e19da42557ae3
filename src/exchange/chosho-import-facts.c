/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-answer-reader.h"
#include "chosho-answer-sheet.h"
#include "chosho-import-facts.h"
#include "chosho-import-private.h"
#include "chosho-limits.h"

typedef struct
{
  ChoshoAnswerReader         reader;
  const ChoshoImportOptions *options; /* (borrowed) */
  GHashTable                *printed; /* (owned) key (borrowed) → ChoshoValue (borrowed) */
} Facts;

static const char *const required[] = { "key", "answer", NULL };
static const char *const sets[] = { "fact_answers", NULL };
static const char *const fixed[] = { "number", "text" };
static const char *const filled[] = { "answer", "comment", "answered_by", "answered_on", NULL };
static const char *const needed[] = { "answer", "answered_by", "answered_on", NULL };
static const char *const comment[] = { "comment", NULL };

/* An answer to words that the client changed would be an answer to something that nobody asked. */
static gboolean
check_fixed (ChoshoSheetReader *sheet, ChoshoValue *printed)
{
  gboolean same = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (!chosho_answer_reader_is_same (chosho_value_get_string (printed, fixed[i]), chosho_sheet_reader_get (sheet, fixed[i])))
      {
        chosho_sheet_reader_report (sheet, CHOSHO_IMPORT_PROBLEM, fixed[i], "row-changed", "%s",
                                    _ ("this is not what was sent: the row was moved, or its words were changed"));
        same = FALSE;
      }
  return same;
}

static gboolean
read_key (Facts *self, ChoshoSheetReader *sheet, ChoshoValue *item)
{
  const char *key = chosho_sheet_reader_get (sheet, "key");
  g_autofree char *finding = NULL, *digest = NULL;
  ChoshoValue *printed = key != NULL ? g_hash_table_lookup (self->printed, key) : NULL;

  if (printed == NULL || !chosho_answer_key_split (key, &finding, &digest))
    {
      chosho_sheet_reader_report (sheet, CHOSHO_IMPORT_PROBLEM, "key", "fact-unknown", "%s",
                                  _ ("this is the reference of no fact that was sent from here"));
      return FALSE;
    }
  chosho_value_set_string (item, "finding", finding);
  chosho_value_set_string (item, "text_sha256", digest);
  chosho_value_set_string (item, "number", chosho_value_get_string (printed, "number"));
  chosho_value_set_string (item, "asked", chosho_value_get_string (printed, "text"));
  return check_fixed (sheet, printed) && chosho_answer_reader_is_once (&self->reader, sheet, finding, "fact-twice");
}

/* Whoever says that a fact is not so says what is. */
static gboolean
read_answer (Facts *self, ChoshoSheetReader *sheet, ChoshoValue *item)
{
  gboolean is_good = chosho_answer_reader_has (sheet, needed);

  if (!is_good)
    return FALSE;
  is_good = chosho_sheet_reader_copy_word (sheet, "answer", "fact_answer", item, "answer");
  is_good = chosho_answer_reader_copy_day (&self->reader, sheet, "answered_on", item) && is_good;
  is_good = chosho_sheet_reader_copy (sheet, "comment", CHOSHO_LIMIT_TEXT_BYTES, item, "comment") && is_good;
  is_good = chosho_sheet_reader_copy (sheet, "answered_by", CHOSHO_LIMIT_TEXT_BYTES, item, "answered_by") && is_good;
  return is_good && (strcmp (chosho_value_get_string (item, "answer"), "agrees") == 0 || chosho_answer_reader_has (sheet, comment));
}

static gboolean
read_row (Facts *self, ChoshoSheetReader *sheet)
{
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();

  if (chosho_answer_reader_is_blank (&self->reader, sheet, filled) || !read_key (self, sheet, item) || !read_answer (self, sheet, item))
    return TRUE;
  return chosho_answer_reader_add (&self->reader, sheet, "facts", g_steal_pointer (&item));
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Facts *self = user_data;
  g_autoptr (ChoshoSheetReader) reader = chosho_sheet_reader_new (sheet, "fact_answers", required, self->options, self->reader.import);

  while (reader != NULL && chosho_sheet_reader_next (reader))
    if (!read_row (self, reader))
      break;
  return reader != NULL;
}

ChoshoImport *
chosho_import_facts (const ChoshoTable *table, const ChoshoImportOptions *options, ChoshoValue *printed, const char *today)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Facts self = { .options = options, .printed = chosho_answer_reader_index (printed) };

  chosho_answer_reader_init (&self.reader, import, today);
  chosho_import_run_sheets (import, table, options, sets, _ ("the references and answers"), read_sheet, &self);
  chosho_answer_reader_end (&self.reader);
  chosho_answer_reader_clear (&self.reader);
  g_hash_table_unref (self.printed);
  return import;
}
