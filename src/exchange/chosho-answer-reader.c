/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-answer-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-text.h"

void
chosho_answer_reader_init (ChoshoAnswerReader *self, ChoshoImport *import, const char *today)
{
  self->import = import;
  self->today = today;
  self->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->blank = 0;
}

void
chosho_answer_reader_clear (ChoshoAnswerReader *self)
{
  g_clear_pointer (&self->answered, g_hash_table_unref);
}

GHashTable *
chosho_answer_reader_index (ChoshoValue *printed)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (printed); i++)
    {
      ChoshoValue *one = chosho_value_get_item (printed, i);

      g_hash_table_replace (index, (gpointer) chosho_value_get_string (one, "key"), one);
    }
  return index;
}

gboolean
chosho_answer_reader_is_blank (ChoshoAnswerReader *self, ChoshoSheetReader *sheet, const char *const *filled)
{
  for (guint i = 0; filled[i] != NULL; i++)
    if (chosho_sheet_reader_get (sheet, filled[i]) != NULL)
      return FALSE;
  self->blank++;
  return TRUE;
}

gboolean
chosho_answer_reader_is_once (ChoshoAnswerReader *self, ChoshoSheetReader *sheet, const char *what, const char *code)
{
  gpointer row;

  if (!g_hash_table_lookup_extended (self->answered, what, NULL, &row))
    {
      g_hash_table_insert (self->answered, g_strdup (what), GUINT_TO_POINTER (chosho_sheet_reader_get_row (sheet)));
      return TRUE;
    }
  chosho_sheet_reader_report (sheet, CHOSHO_IMPORT_PROBLEM, "key", code, _ ("row %u answers the same"), GPOINTER_TO_UINT (row));
  return FALSE;
}

gboolean
chosho_answer_reader_has (ChoshoSheetReader *sheet, const char *const *needed)
{
  gboolean complete = TRUE;

  for (guint i = 0; needed[i] != NULL; i++)
    if (chosho_sheet_reader_get (sheet, needed[i]) == NULL)
      {
        chosho_sheet_reader_report (sheet, CHOSHO_IMPORT_PROBLEM, needed[i], "answer-incomplete", "%s", _ ("the cell is blank"));
        complete = FALSE;
      }
  return complete;
}

gboolean
chosho_answer_reader_is_same (const char *written, const char *read)
{
  g_autofree char *a = chosho_text_normalise (written != NULL ? written : "");
  g_autofree char *b = chosho_text_normalise (read != NULL ? read : "");

  return strcmp (a, b) == 0;
}

gboolean
chosho_answer_reader_copy_day (ChoshoAnswerReader *self, ChoshoSheetReader *sheet, const char *field, ChoshoValue *item)
{
  if (!chosho_sheet_reader_copy_date (sheet, field, item, field))
    return FALSE;
  if (strcmp (chosho_value_get_string (item, field), self->today) <= 0)
    return TRUE;
  chosho_sheet_reader_report (sheet, CHOSHO_IMPORT_PROBLEM, field, "date-future", "%s", _ ("the day is still to come"));
  return FALSE;
}

gboolean
chosho_answer_reader_add (ChoshoAnswerReader *self, ChoshoSheetReader *sheet, const char *kind, ChoshoValue *item)
{
  chosho_value_set_string (item, "sheet", chosho_sheet_reader_get_sheet (sheet));
  chosho_value_set_integer (item, "row", chosho_sheet_reader_get_row (sheet));
  return chosho_import_add_item (self->import, kind, item);
}

void
chosho_answer_reader_end (ChoshoAnswerReader *self)
{
  chosho_value_set_integer (self->import->facts, "blank", self->blank);
}
