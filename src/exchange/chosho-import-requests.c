/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-cell.h"
#include "chosho-control-index.h"
#include "chosho-import-private.h"
#include "chosho-import-requests.h"
#include "chosho-limits.h"
#include "chosho-sheet-reader.h"

typedef struct
{
  ChoshoImport              *import;   /* (owned by the caller) */
  const ChoshoImportOptions *options;  /* (borrowed) */
  ChoshoControlIndex        *controls; /* (owned) */
  GHashTable                *numbers;  /* (owned) number → row that has it */
} Requests;

static const char *const required[] = { "text", NULL };
static const char *const sets[] = { "requests", NULL };

static gboolean
read_controls (Requests *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  g_autoptr (GPtrArray) controls = NULL;
  ChoshoValue *list;

  if (!chosho_sheet_reader_has (reader, "controls"))
    return TRUE;
  list = chosho_value_new_array ();
  chosho_value_set (item, "controls", list);
  if (chosho_sheet_reader_get (reader, "controls") == NULL)
    return TRUE;
  controls = chosho_control_index_read (self->controls, reader, "controls", TRUE);
  for (guint i = 0; controls != NULL && i < controls->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (controls, i));
  return controls != NULL;
}

/* A number identifies: two rows with one would be one request twice. */
static gboolean
check_number (Requests *self, ChoshoSheetReader *reader, const char *number)
{
  gpointer row;

  if (number == NULL)
    return TRUE;
  if (g_hash_table_lookup_extended (self->numbers, number, NULL, &row))
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "number", "number-twice", _ ("row %u has the same number"), GPOINTER_TO_UINT (row));
      return FALSE;
    }
  g_hash_table_insert (self->numbers, g_strdup (number), GUINT_TO_POINTER (chosho_sheet_reader_get_row (reader)));
  return TRUE;
}

static gboolean
read_days (ChoshoSheetReader *reader, ChoshoValue *item)
{
  static const char *const days[] = { "requested", "due", "received" };
  gboolean is_good = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++) /* all are looked at, so that all are reported */
    is_good = chosho_sheet_reader_copy_date (reader, days[i], item, days[i]) && is_good;
  return is_good;
}

static gboolean
read_row (Requests *self, ChoshoSheetReader *reader)
{
  static const char *const texts[] = { "period", "owner", "files", "reply", "remarks" };
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();
  gboolean is_good = TRUE;

  if (chosho_sheet_reader_get (reader, "text") == NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "text", "text-blank", "%s", _ ("the cell is blank: what is asked for?"));
      return TRUE;
    }
  is_good = chosho_sheet_reader_copy_identifier (reader, "number", item, "number")
            && check_number (self, reader, chosho_value_get_string (item, "number"));
  is_good = read_controls (self, reader, item) && is_good;
  is_good = chosho_sheet_reader_copy (reader, "text", CHOSHO_LIMIT_TEXT_BYTES, item, "text") && is_good;
  is_good = read_days (reader, item) && is_good;
  is_good = chosho_sheet_reader_copy_word (reader, "state", "request_state", item, "state") && is_good;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    is_good = chosho_sheet_reader_copy (reader, texts[i], CHOSHO_LIMIT_TEXT_BYTES, item, texts[i]) && is_good;
  if (!is_good)
    return TRUE;
  chosho_value_set_string (item, "sheet", chosho_sheet_reader_get_sheet (reader));
  chosho_value_set_integer (item, "row", chosho_sheet_reader_get_row (reader));
  return chosho_import_add_item (self->import, "requests", g_steal_pointer (&item));
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Requests *self = user_data;
  g_autoptr (ChoshoSheetReader) reader = chosho_sheet_reader_new (sheet, "requests", required, self->options, self->import);

  while (reader != NULL && chosho_sheet_reader_next (reader))
    if (!read_row (self, reader))
      break;
  return reader != NULL;
}

ChoshoImport *
chosho_import_requests (const ChoshoTable *table, const ChoshoImportOptions *options)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Requests self = { .import = import, .options = options };

  self.controls = chosho_control_index_new (options != NULL ? options->criteria : NULL);
  self.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  chosho_import_run_sheets (import, table, options, sets, _ ("what is asked for (and the number of the request, if there is one)"), read_sheet, &self);
  chosho_control_index_free (self.controls);
  g_hash_table_unref (self.numbers);
  return import;
}
