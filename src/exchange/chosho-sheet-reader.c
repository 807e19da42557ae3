/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cell.h"
#include "chosho-limits.h"
#include "chosho-sheet-header.h"
#include "chosho-sheet-reader.h"
#include "chosho-text.h"
#include "chosho-words.h"

struct _ChoshoSheetReader
{
  const ChoshoTableSheet *sheet;   /* (borrowed) */
  const char             *set;     /* (borrowed) */
  ChoshoImport           *import;  /* (borrowed) */
  ChoshoSheetHeader      *header;  /* (owned) */
  GHashTable             *cells;   /* (owned) field → trimmed cell of the current row */
  guint                   index;   /* of the current row in the sheet */
  guint                   n_rows;  /* data rows given out */
  guint                   n_hidden;
  guint                   n_repeated; /* header rows met again below */
  gboolean                is_quiet;   /* another reader of the sheet reports and counts */
};

static const ChoshoTableRow *
current_row (ChoshoSheetReader *self)
{
  return g_ptr_array_index (self->sheet->rows, self->index);
}

static void
report_ambiguous (ChoshoSheetReader *self)
{
  GHashTableIter iter;
  gpointer field;
  const ChoshoTableRow *row = g_ptr_array_index (self->sheet->rows, self->header->first + self->header->height - 1);

  g_hash_table_iter_init (&iter, self->header->columns);
  while (g_hash_table_iter_next (&iter, &field, NULL))
    {
      guint column;
      g_autofree char *letter = NULL, *text = NULL, *other = NULL, *reason = NULL;

      if (g_str_equal (field, "title") || g_str_equal (field, "text")
          || !chosho_sheet_header_is_ambiguous (self->header, field))
        continue;
      column = (guint) chosho_sheet_header_get_column (self->header, field, 1);
      letter = chosho_table_column_name (column);
      other = chosho_table_column_name ((guint) chosho_sheet_header_get_column (self->header, field, 0));
      text = chosho_sheet_header_dup_text (self->header, self->sheet, column);
      reason = g_strdup_printf (_ ("column %s bears the same name and was taken instead"), other);
      chosho_import_add_problem (self->import, CHOSHO_IMPORT_NOTICE, self->sheet->name, row->number, letter, text,
                                 NULL, "column-twice", reason);
    }
}

/**
 * See the header. Blocks no longer than the first rows take to compare.
 */
ChoshoSheetReader *
chosho_sheet_reader_new (const ChoshoTableSheet *sheet, const char *set, const char *const *required,
                         const ChoshoImportOptions *options, ChoshoImport *import)
{
  const ChoshoValue *mapping = options != NULL ? options->mapping : NULL;
  ChoshoSheetHeader *header = chosho_sheet_header_find (sheet, set, required, mapping);
  ChoshoSheetReader *self;

  if (header == NULL)
    return NULL;
  self = g_new0 (ChoshoSheetReader, 1);
  self->sheet = sheet;
  self->set = set;
  self->import = import;
  self->header = header;
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->index = header->first + header->height - 1;
  report_ambiguous (self);
  return self;
}

static ChoshoValue *
describe_columns (ChoshoSheetReader *self)
{
  ChoshoValue *columns = chosho_value_new_object ();
  GHashTableIter iter;
  gpointer field;

  g_hash_table_iter_init (&iter, self->header->columns);
  while (g_hash_table_iter_next (&iter, &field, NULL))
    {
      g_autofree char *letter
          = chosho_table_column_name ((guint) chosho_sheet_header_get_column (self->header, field, 0));

      chosho_value_set_string (columns, field, letter);
    }
  return columns;
}

void
chosho_sheet_reader_free (ChoshoSheetReader *self)
{
  ChoshoValue *fact, *unknown;
  const ChoshoTableRow *header_row;

  if (self == NULL)
    return;
  fact = chosho_value_new_object ();
  unknown = chosho_value_new_array ();
  header_row = g_ptr_array_index (self->sheet->rows, self->header->first + self->header->height - 1);
  for (guint i = 0; i < self->header->unknown->len; i++)
    chosho_value_append_string (unknown, g_ptr_array_index (self->header->unknown, i));
  chosho_value_set_string (fact, "sheet", self->sheet->name);
  chosho_value_set_string (fact, "kind", self->set);
  chosho_value_set_integer (fact, "header_row", header_row->number);
  chosho_value_set_integer (fact, "header_rows", self->header->height);
  chosho_value_set_integer (fact, "repeated_header_rows", self->n_repeated);
  chosho_value_set_integer (fact, "rows_read", self->n_rows);
  chosho_value_set_integer (fact, "rows_hidden", self->n_hidden);
  chosho_value_set (fact, "columns", describe_columns (self));
  chosho_value_set (fact, "unknown_columns", unknown);
  chosho_value_append (chosho_value_get (self->import->facts, "sheets"), fact);
  chosho_value_set_integer (self->import->facts, "rows_read",
                            chosho_value_get_integer (self->import->facts, "rows_read", 0)
                                + (self->is_quiet ? 0 : self->n_rows));
  chosho_sheet_header_free (self->header);
  g_hash_table_unref (self->cells);
  g_free (self);
}

/* The current row's cell at the best column of @field. */
static char *
dup_cell (ChoshoSheetReader *self, const char *field)
{
  gboolean falls_back = g_str_equal (field, "title") || g_str_equal (field, "text");
  int column;

  for (guint nth = 0; (column = chosho_sheet_header_get_column (self->header, field, nth)) >= 0; nth++)
    {
      char *cell = chosho_cell_dup_trimmed (chosho_table_row_get (current_row (self), (guint) column));

      if (cell != NULL || !falls_back)
        return cell;
    }
  return NULL;
}

/* Spreadsheets made for printing repeat the header on every page, or below it in English. */
static gboolean
is_repeated_header (ChoshoSheetReader *self)
{
  GHashTableIter iter;
  gpointer field;
  guint same = 0, filled = 0;

  g_hash_table_iter_init (&iter, self->header->columns);
  while (g_hash_table_iter_next (&iter, &field, NULL))
    {
      g_autofree char *cell = dup_cell (self, field), *key = NULL;

      if (cell == NULL)
        continue;
      filled++;
      key = chosho_text_header_key (cell);
      if (g_strcmp0 (chosho_words_find_field (self->set, key, NULL), field) == 0)
        same++;
    }
  return same >= 2 && same * 2 >= filled;
}

static gboolean
is_blank (ChoshoSheetReader *self)
{
  const ChoshoTableRow *row = current_row (self);

  for (guint column = 0; column < row->cells->len; column++)
    {
      g_autofree char *cell = chosho_cell_dup_trimmed (chosho_table_row_get (row, column));

      if (cell != NULL)
        return FALSE;
    }
  return TRUE;
}

/* A CSV row that goes on after the header's last column: its texts are cut somewhere, and taking what
 * stands under the header would record half a sentence. In a workbook notes beside a table are usual. */
static gboolean
is_overlong (ChoshoSheetReader *self)
{
  const ChoshoTableRow *row = current_row (self);
  guint width = 0;

  if (self->sheet->name[0] != '\0')
    return FALSE;
  for (guint i = 0; i < self->header->height; i++)
    width = MAX (width, ((ChoshoTableRow *) g_ptr_array_index (self->sheet->rows, self->header->first + i))->cells->len);
  for (guint column = width; column < row->cells->len; column++)
    {
      g_autofree char *cell = chosho_cell_dup_trimmed (chosho_table_row_get (row, column));

      if (cell != NULL)
        return TRUE;
    }
  return FALSE;
}

gboolean
chosho_sheet_reader_next (ChoshoSheetReader *self)
{
  g_hash_table_remove_all (self->cells);
  while (self->index + 1 < self->sheet->rows->len)
    {
      self->index++;
      if (is_blank (self))
        continue;
      if (is_repeated_header (self))
        {
          self->n_repeated++;
          continue;
        }
      if (current_row (self)->hidden)
        {
          self->n_hidden++;
          if (!self->is_quiet)
            chosho_sheet_reader_report (self, CHOSHO_IMPORT_NOTICE, NULL, "row-hidden", "%s",
                                        _ ("the row is hidden and was left out"));
          continue;
        }
      self->n_rows++;
      if (!is_overlong (self))
        return TRUE;
      if (!self->is_quiet)
        chosho_sheet_reader_report (self, CHOSHO_IMPORT_PROBLEM, NULL, "row-overlong", "%s",
                                    _ ("the row has more cells than the header; put a text that has commas in "
                                       "quotation marks, and give every column a name"));
    }
  return FALSE;
}

guint
chosho_sheet_reader_get_row (ChoshoSheetReader *self)
{
  return current_row (self)->number;
}

const char *
chosho_sheet_reader_get_sheet (ChoshoSheetReader *self)
{
  return self->sheet->name;
}

void
chosho_sheet_reader_set_quiet (ChoshoSheetReader *self)
{
  self->is_quiet = TRUE;
}

gboolean
chosho_sheet_reader_has (ChoshoSheetReader *self, const char *field)
{
  return g_hash_table_contains (self->header->columns, field);
}

char *
chosho_sheet_reader_dup_unknown (ChoshoSheetReader *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->header->unknown->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (self->header->unknown, i));
  return g_string_free (names, names->len == 0);
}

gboolean
chosho_sheet_reader_require (ChoshoSheetReader *self, const char *field)
{
  const ChoshoTableRow *row;
  g_autofree char *reason = NULL;

  if (chosho_sheet_reader_has (self, field))
    return TRUE;
  row = g_ptr_array_index (self->sheet->rows, self->header->first + self->header->height - 1);
  reason = g_strdup_printf (_ ("the header names no column for “%s”; the sheet was not read"), field);
  chosho_import_add_problem (self->import, CHOSHO_IMPORT_PROBLEM, self->sheet->name, row->number, NULL, NULL, NULL,
                             "column-missing", reason);
  return FALSE;
}

const char *
chosho_sheet_reader_get (ChoshoSheetReader *self, const char *field)
{
  char *cell = g_hash_table_lookup (self->cells, field);

  if (cell == NULL)
    {
      cell = dup_cell (self, field);
      if (cell != NULL)
        g_hash_table_insert (self->cells, (gpointer) g_intern_string (field), cell);
    }
  return cell;
}

const char *
chosho_sheet_reader_get_mark (ChoshoSheetReader *self, const char *field)
{
  return g_hash_table_lookup (self->header->marks, field);
}

void
chosho_sheet_reader_report (ChoshoSheetReader *self, ChoshoImportSeverity severity, const char *field,
                            const char *code, const char *format, ...)
{
  g_autofree char *letter = NULL, *text = NULL, *reason = NULL;
  int column = field != NULL ? chosho_sheet_header_get_column (self->header, field, 0) : -1;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (column >= 0)
    {
      letter = chosho_table_column_name ((guint) column);
      text = chosho_sheet_header_dup_text (self->header, self->sheet, (guint) column);
    }
  chosho_import_add_problem (self->import, severity, self->sheet->name, current_row (self)->number, letter, text,
                             column >= 0 ? chosho_table_row_get (current_row (self), (guint) column) : NULL, code,
                             reason);
}

gboolean
chosho_sheet_reader_copy (ChoshoSheetReader *self, const char *field, gsize limit_bytes, ChoshoValue *item,
                          const char *member)
{
  const char *cell = chosho_sheet_reader_get (self, field);

  if (cell == NULL)
    return TRUE;
  if (strlen (cell) > limit_bytes)
    {
      chosho_sheet_reader_report (self, CHOSHO_IMPORT_PROBLEM, field, "too-long",
                                  _ ("the text has %u bytes, more than the %u allowed here"), (guint) strlen (cell),
                                  (guint) limit_bytes);
      return FALSE;
    }
  chosho_value_set_string (item, member, cell);
  return TRUE;
}

gboolean
chosho_sheet_reader_copy_identifier (ChoshoSheetReader *self, const char *field, ChoshoValue *item, const char *member)
{
  g_autofree char *folded = NULL;

  if (!chosho_sheet_reader_copy (self, field, CHOSHO_LIMIT_NAME_BYTES, item, member))
    return FALSE;
  if (chosho_sheet_reader_get (self, field) == NULL)
    return TRUE;
  folded = chosho_text_fold_width (chosho_sheet_reader_get (self, field));
  chosho_value_set_string (item, member, folded);
  return TRUE;
}

gboolean
chosho_sheet_reader_copy_word (ChoshoSheetReader *self, const char *field, const char *list, ChoshoValue *item,
                               const char *member)
{
  const char *cell = chosho_sheet_reader_get (self, field);
  const char *code = cell != NULL ? chosho_words_find (list, cell) : NULL;

  if (cell == NULL)
    return TRUE;
  if (code == NULL)
    {
      g_autofree char *known = chosho_words_dup_known (list);

      chosho_sheet_reader_report (self, CHOSHO_IMPORT_PROBLEM, field, "word-unknown",
                                  _ ("this word is not known here; known are %s"), known);
      return FALSE;
    }
  chosho_value_set_string (item, member, code);
  return TRUE;
}

gboolean
chosho_sheet_reader_copy_boolean (ChoshoSheetReader *self, const char *field, const char *list, ChoshoValue *item,
                                  const char *member)
{
  const char *cell = chosho_sheet_reader_get (self, field);
  const char *code = cell != NULL ? chosho_words_find (list, cell) : NULL;

  if (cell == NULL)
    return TRUE;
  if (code == NULL)
    {
      g_autofree char *known = chosho_words_dup_known (list);

      chosho_sheet_reader_report (self, CHOSHO_IMPORT_PROBLEM, field, "word-unknown",
                                  _ ("this is neither yes nor no; known are %s"), known);
      return FALSE;
    }
  chosho_value_set_boolean (item, member, g_str_equal (code, "true"));
  return TRUE;
}

gboolean
chosho_sheet_reader_copy_date (ChoshoSheetReader *self, const char *field, ChoshoValue *item, const char *member)
{
  const char *cell = chosho_sheet_reader_get (self, field);
  g_autofree char *date = cell != NULL ? chosho_cell_dup_date (cell) : NULL;

  if (cell == NULL)
    return TRUE;
  if (date == NULL)
    {
      chosho_sheet_reader_report (self, CHOSHO_IMPORT_PROBLEM, field, "date-bad", "%s",
                                  _ ("this is no date; write year, month and day, e.g. 2025-04-01"));
      return FALSE;
    }
  chosho_value_set_string (item, member, date);
  return TRUE;
}
