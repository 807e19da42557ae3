/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-import-answers.h"
#include "chosho-import-private.h"
#include "chosho-limits.h"
#include "chosho-sheet-reader.h"
#include "chosho-step-book.h"
#include "chosho-text.h"
#include "chosho-words.h"

typedef struct
{
  ChoshoImport              *import;   /* (owned by the caller) */
  const ChoshoImportOptions *options;  /* (borrowed) (nullable) */
  const char                *today;    /* (borrowed) */
  GHashTable                *printed;  /* (owned) step id (owned) → ChoshoValue (borrowed) */
  GHashTable                *answered; /* (owned) step id (owned) → row that answers it */
  guint                      blank;
} Answers;

static const char *const required[] = { "key", "result", NULL };
static const char *const sets[] = { "answers", NULL };
/* Columns that were written by us, and those that are filled in. */
static const char *const fixed[] = { "control", "procedure", "phase", "text", "technique" };
static const char *const filled[] = { "performed_technique", "performed_on", "outcome", "result", "respondent", "place", "reason" };
/* What no answer can do without. */
static const char *const needed[] = { "performed_technique", "performed_on", "outcome", "result" };

static gboolean
is_blank (ChoshoSheetReader *reader)
{
  for (guint i = 0; i < G_N_ELEMENTS (filled); i++)
    if (chosho_sheet_reader_get (reader, filled[i]) != NULL)
      return FALSE;
  return TRUE;
}

/* White space is the spreadsheet's. */
static gboolean
is_same (const char *written, const char *read)
{
  g_autofree char *a = chosho_text_normalise (written != NULL ? written : "");
  g_autofree char *b = chosho_text_normalise (read != NULL ? read : "");

  return strcmp (a, b) == 0;
}

/* A row that was moved or changed might answer another question than it says. */
static gboolean
check_fixed (ChoshoSheetReader *reader, ChoshoValue *printed)
{
  gboolean same = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      if (!chosho_sheet_reader_has (reader, fixed[i])
          || is_same (chosho_value_get_string (printed, fixed[i]), chosho_sheet_reader_get (reader, fixed[i])))
        continue;
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, fixed[i], "row-changed", "%s",
                                  _ ("the step says something else here: the row was changed, or the procedure was"));
      same = FALSE;
    }
  return same;
}

static gboolean
check_once (Answers *self, ChoshoSheetReader *reader, const char *step)
{
  gpointer row;

  if (!g_hash_table_lookup_extended (self->answered, step, NULL, &row))
    {
      g_hash_table_insert (self->answered, g_strdup (step), GUINT_TO_POINTER (chosho_sheet_reader_get_row (reader)));
      return TRUE;
    }
  chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "key", "step-twice", _ ("row %u answers the same step"), GPOINTER_TO_UINT (row));
  return FALSE;
}

/* Which step the row is about; FALSE, reported, where it is none of those there are. */
static gboolean
read_key (Answers *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  const char *key = chosho_sheet_reader_get (reader, "key");
  g_autofree char *step = NULL, *member = NULL;
  ChoshoValue *printed;

  if (key == NULL || !chosho_step_book_split_key (key, &step, &member) || (printed = g_hash_table_lookup (self->printed, step)) == NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "key", "step-unknown", "%s",
                                  _ ("this is the reference of no step that there is: a row of another engagement, or one that was added"));
      return FALSE;
    }
  chosho_value_set_string (item, "step", step);
  chosho_value_set_string (item, "member", member);
  chosho_value_set_string (item, "control", chosho_value_get_string (printed, "control"));
  return check_fixed (reader, printed) && check_once (self, reader, step);
}

static gboolean
check_needed (ChoshoSheetReader *reader)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (chosho_sheet_reader_get (reader, needed[i]) == NULL)
      {
        chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, needed[i], "answer-incomplete", "%s", _ ("the cell is blank"));
        complete = FALSE;
      }
  return complete;
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
read_day (Answers *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  if (!chosho_sheet_reader_copy_date (reader, "performed_on", item, "performed_on"))
    return FALSE;
  if (strcmp (chosho_value_get_string (item, "performed_on"), self->today) <= 0)
    return TRUE;
  chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "performed_on", "date-future", "%s", _ ("the day is still to come"));
  return FALSE;
}

static gboolean
read_answer (Answers *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  static const char *const texts[] = { "result", "respondent", "place", "reason" };
  gboolean is_good = check_needed (reader);

  if (!is_good)
    return FALSE;
  is_good = read_technique (self, reader, item);
  is_good = read_day (self, reader, item) && is_good;
  is_good = chosho_sheet_reader_copy_word (reader, "outcome", "outcome", item, "outcome") && is_good;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) /* all are looked at, so that all are reported */
    is_good = chosho_sheet_reader_copy (reader, texts[i], CHOSHO_LIMIT_TEXT_BYTES, item, texts[i]) && is_good;
  return is_good;
}

static gboolean
read_row (Answers *self, ChoshoSheetReader *reader)
{
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();

  if (is_blank (reader))
    {
      self->blank++;
      return TRUE;
    }
  if (!read_key (self, reader, item) || !read_answer (self, reader, item))
    return TRUE;
  chosho_value_set_string (item, "sheet", chosho_sheet_reader_get_sheet (reader));
  chosho_value_set_integer (item, "row", chosho_sheet_reader_get_row (reader));
  return chosho_import_add_item (self->import, "answers", g_steal_pointer (&item));
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Answers *self = user_data;
  g_autoptr (ChoshoSheetReader) reader = chosho_sheet_reader_new (sheet, "answers", required, self->options, self->import);

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

      if (chosho_step_book_split_key (chosho_value_get_string (one, "key"), &step, &member))
        g_hash_table_replace (self->printed, step, one);
    }
}

ChoshoImport *
chosho_import_answers (const ChoshoTable *table, const ChoshoImportOptions *options, ChoshoValue *printed, const char *today)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Answers self = { .import = import, .options = options, .today = today };

  self.printed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index_printed (&self, printed);
  chosho_import_run_sheets (import, table, options, sets, _ ("the references and results of steps"), read_sheet, &self);
  chosho_value_set_integer (import->facts, "blank", self.blank);
  g_hash_table_unref (self.printed);
  g_hash_table_unref (self.answered);
  return import;
}
