/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-answer-reader.h"
#include "chosho-answer-sheet.h"
#include "chosho-import-answers.h"
#include "chosho-import-private.h"
#include "chosho-limits.h"
#include "chosho-words.h"

typedef struct
{
  ChoshoAnswerReader         reader;
  const ChoshoImportOptions *options; /* (borrowed) (nullable) */
  GHashTable                *printed; /* (owned) step id (owned) → ChoshoValue (borrowed) */
} Answers;

static const char *const required[] = { "key", "result", NULL };
static const char *const sets[] = { "answers", NULL };
/* Columns that were written by us, and those that are filled in. */
static const char *const fixed[] = { "control", "procedure", "phase", "text", "technique" };
static const char *const filled[] = { "performed_technique", "performed_on", "outcome", "result", "respondent", "place", "reason", NULL };
/* What no answer can do without. */
static const char *const needed[] = { "performed_technique", "performed_on", "outcome", "result", NULL };

/* A row that was moved or changed might answer another question than it says. */
static gboolean
check_fixed (ChoshoSheetReader *reader, ChoshoValue *printed)
{
  gboolean same = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      if (!chosho_sheet_reader_has (reader, fixed[i])
          || chosho_answer_reader_is_same (chosho_value_get_string (printed, fixed[i]), chosho_sheet_reader_get (reader, fixed[i])))
        continue;
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, fixed[i], "row-changed", "%s",
                                  _ ("the step says something else here: the row was changed, or the procedure was"));
      same = FALSE;
    }
  return same;
}

/* Which step the row is about; FALSE, reported, where it is none of those there are. */
static gboolean
read_key (Answers *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  const char *key = chosho_sheet_reader_get (reader, "key");
  g_autofree char *step = NULL, *member = NULL;
  ChoshoValue *printed;

  if (key == NULL || !chosho_answer_key_split (key, &step, &member) || (printed = g_hash_table_lookup (self->printed, step)) == NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "key", "step-unknown", "%s",
                                  _ ("this is the reference of no step that there is: a row of another engagement, or one that was added"));
      return FALSE;
    }
  chosho_value_set_string (item, "step", step);
  chosho_value_set_string (item, "member", member);
  chosho_value_set_string (item, "control", chosho_value_get_string (printed, "control"));
  return check_fixed (reader, printed) && chosho_answer_reader_is_once (&self->reader, reader, step, "step-twice");
}

static gboolean
read_technique (Answers *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  const char *code = chosho_import_find_technique (self->options, chosho_sheet_reader_get (reader, "performed_technique"));
  g_autofree char *known = code == NULL ? chosho_words_dup_known ("technique") : NULL;

  if (code == NULL)
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "performed_technique", "word-unknown",
                                _ ("this word is not known here; known are %s"), known);
  chosho_value_set_string (item, "technique", code);
  return code != NULL;
}

static gboolean
read_answer (Answers *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  static const char *const texts[] = { "result", "respondent", "place", "reason" };
  gboolean is_good = chosho_answer_reader_has (reader, needed);

  if (!is_good)
    return FALSE;
  is_good = read_technique (self, reader, item);
  is_good = chosho_answer_reader_copy_day (&self->reader, reader, "performed_on", item) && is_good;
  is_good = chosho_sheet_reader_copy_word (reader, "outcome", "outcome", item, "outcome") && is_good;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) /* all are looked at, so that all are reported */
    is_good = chosho_sheet_reader_copy (reader, texts[i], CHOSHO_LIMIT_TEXT_BYTES, item, texts[i]) && is_good;
  return is_good;
}

static gboolean
read_row (Answers *self, ChoshoSheetReader *reader)
{
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();

  if (chosho_answer_reader_is_blank (&self->reader, reader, filled))
    return TRUE;
  if (!read_key (self, reader, item) || !read_answer (self, reader, item))
    return TRUE;
  return chosho_answer_reader_add (&self->reader, reader, "answers", g_steal_pointer (&item));
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Answers *self = user_data;
  g_autoptr (ChoshoSheetReader) reader = chosho_sheet_reader_new (sheet, "answers", required, self->options, self->reader.import);

  while (reader != NULL && chosho_sheet_reader_next (reader))
    if (!read_row (self, reader))
      break;
  return reader != NULL;
}

static void
index_printed (Answers *self, ChoshoValue *printed)
{
  for (guint i = 0; i < chosho_value_get_length (printed); i++)
    {
      ChoshoValue *one = chosho_value_get_item (printed, i);
      g_autofree char *member = NULL;
      char *step;

      if (chosho_answer_key_split (chosho_value_get_string (one, "key"), &step, &member))
        g_hash_table_replace (self->printed, step, one);
    }
}

ChoshoImport *
chosho_import_answers (const ChoshoTable *table, const ChoshoImportOptions *options, ChoshoValue *printed, const char *today)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Answers self = { .options = options };

  chosho_answer_reader_init (&self.reader, import, today);
  self.printed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index_printed (&self, printed);
  chosho_import_run_sheets (import, table, options, sets, _ ("the references and results of steps"), read_sheet, &self);
  chosho_answer_reader_end (&self.reader);
  chosho_answer_reader_clear (&self.reader);
  g_hash_table_unref (self.printed);
  return import;
}
