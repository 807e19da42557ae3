/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cell.h"
#include "chosho-error.h"
#include "chosho-population-table.h"
#include "chosho-text.h"

struct _ChoshoPopulationTable
{
  const ChoshoTableSheet *sheet;        /* (borrowed) */
  guint                   header;       /* index of the header row */
  GArray                 *rows;         /* (owned) guint: indexes of the items' rows in the sheet */
  guint                   label_column; /* 0-based */
  guint                   n_hidden;
};

/* Names by which extractions call their key, preferred first; compared as header keys. */
static const char *const label_names[] = { "ID", "番号", "管理番号", "申請番号", "受付番号", "チケット番号", "No",
                                           "number", "request id", "ticket", "key", "ユーザID", "user id" };

static const ChoshoTableRow *
get_table_row (const ChoshoPopulationTable *self, guint index)
{
  return g_ptr_array_index (self->sheet->rows, index);
}

static const ChoshoTableRow *
get_item_row (const ChoshoPopulationTable *self, guint item)
{
  return get_table_row (self, g_array_index (self->rows, guint, item - 1));
}

/* Different texts in the row, blank cells aside, counted up to 2. */
static guint
count_texts (const ChoshoTableRow *row)
{
  g_autofree char *first = NULL;

  for (guint column = 0; column < row->cells->len; column++)
    {
      g_autofree char *cell = chosho_cell_dup_trimmed (chosho_table_row_get (row, column));

      if (cell != NULL && first == NULL)
        first = g_steal_pointer (&cell);
      else if (cell != NULL && strcmp (cell, first) != 0)
        return 2;
    }
  return first != NULL ? 1 : 0;
}

static gboolean
is_blank (const ChoshoTableRow *row)
{
  return count_texts (row) == 0;
}

/* The header: the first row with text, titles aside. A title is one text, alone or merged over the
 * width, above a row that has several. */
static guint
find_header (const ChoshoTableSheet *sheet, guint first)
{
  guint end = MIN (sheet->rows->len, first + CHOSHO_POPULATION_TITLE_ROWS + 1);

  for (guint i = first; i < end; i++)
    if (count_texts (g_ptr_array_index (sheet->rows, i)) > 1)
      return i;
  return first;
}

static gboolean
find_sheet (ChoshoPopulationTable *self, const ChoshoTable *table)
{
  for (guint i = 0; i < table->sheets->len; i++)
    {
      const ChoshoTableSheet *sheet = g_ptr_array_index (table->sheets, i);

      for (guint j = 0; !sheet->hidden && j < sheet->rows->len; j++)
        if (!is_blank (g_ptr_array_index (sheet->rows, j)))
          {
            self->sheet = sheet;
            self->header = find_header (sheet, j);
            return TRUE;
          }
    }
  return FALSE;
}

static gboolean
collect_rows (ChoshoPopulationTable *self, const ChoshoTable *table, GError **error)
{
  for (guint i = self->header + 1; i < self->sheet->rows->len; i++)
    {
      if (is_blank (get_table_row (self, i)))
        continue;
      if (self->rows->len >= CHOSHO_POPULATION_ROW_LIMIT)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _ ("%s: a population has at most %d rows"),
                       table->file_name, CHOSHO_POPULATION_ROW_LIMIT);
          return FALSE;
        }
      g_array_append_val (self->rows, i);
      if (get_table_row (self, i)->hidden)
        self->n_hidden++;
    }
  return TRUE;
}

static int
find_column (const ChoshoPopulationTable *self, const char *name, gboolean by_letter)
{
  const ChoshoTableRow *header = get_table_row (self, self->header);
  g_autofree char *wanted = chosho_text_header_key (name);

  for (guint column = 0; column < header->cells->len; column++)
    {
      const char *text = chosho_table_row_get (header, column);
      g_autofree char *key = text != NULL ? chosho_text_header_key (text) : NULL;

      if (*wanted != '\0' && g_strcmp0 (key, wanted) == 0)
        return (int) column;
    }
  for (guint column = 0; by_letter && column < header->cells->len; column++)
    {
      g_autofree char *letter = chosho_table_column_name (column);

      if (g_ascii_strcasecmp (letter, name) == 0)
        return (int) column;
    }
  return -1;
}

static gboolean
is_distinct (const ChoshoPopulationTable *self, guint column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint item = 1; item <= self->rows->len; item++)
    {
      const char *text = chosho_table_row_get (get_item_row (self, item), column);

      if (text == NULL || *text == '\0' || !g_hash_table_add (seen, (gpointer) text))
        return FALSE;
    }
  return TRUE;
}

static void
choose_label_column (ChoshoPopulationTable *self)
{
  guint n_columns = get_table_row (self, self->header)->cells->len;

  for (guint i = 0; i < G_N_ELEMENTS (label_names); i++)
    {
      int column = find_column (self, label_names[i], FALSE);

      if (column >= 0)
        {
          self->label_column = (guint) column;
          return;
        }
    }
  for (guint column = 0; column < n_columns; column++)
    if (is_distinct (self, column))
      {
        self->label_column = column;
        return;
      }
}

ChoshoPopulationTable *
chosho_population_table_new (const ChoshoTable *table, const char *label_column, GError **error)
{
  g_autoptr (ChoshoPopulationTable) self = g_new0 (ChoshoPopulationTable, 1);
  int column;

  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!find_sheet (self, table))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                   _ ("%s: the file is empty; a population needs at least a header row"), table->file_name);
      return NULL;
    }
  if (!collect_rows (self, table, error))
    return NULL;
  if (label_column == NULL)
    {
      choose_label_column (self);
      return g_steal_pointer (&self);
    }
  column = find_column (self, label_column, TRUE);
  if (column < 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _ ("%s, row %u: there is no column “%s”"),
                   table->file_name, get_table_row (self, self->header)->number, label_column);
      return NULL;
    }
  self->label_column = (guint) column;
  return g_steal_pointer (&self);
}

void
chosho_population_table_free (ChoshoPopulationTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_free (self);
}

guint
chosho_population_table_get_count (const ChoshoPopulationTable *self)
{
  return self->rows->len;
}

guint
chosho_population_table_get_row (const ChoshoPopulationTable *self, guint item)
{
  g_return_val_if_fail (item >= 1 && item <= self->rows->len, 0);
  return get_item_row (self, item)->number;
}

const char *
chosho_population_table_get_label (const ChoshoPopulationTable *self, guint item)
{
  const char *text;

  g_return_val_if_fail (item >= 1 && item <= self->rows->len, "");
  text = chosho_table_row_get (get_item_row (self, item), self->label_column);
  return text != NULL ? text : "";
}

static gboolean
is_identical (const ChoshoTableRow *a, const ChoshoTableRow *b)
{
  for (guint column = 0; column < MAX (a->cells->len, b->cells->len); column++)
    {
      const char *x = chosho_table_row_get (a, column), *y = chosho_table_row_get (b, column);

      if (g_strcmp0 (x != NULL ? x : "", y != NULL ? y : "") != 0)
        return FALSE;
    }
  return TRUE;
}

/* Hash of all cells of an item's row; the hash table's keys are item numbers. */
static guint
hash_row (gconstpointer key)
{
  const ChoshoTableRow *row = key;
  guint hash = 5381;

  for (guint column = 0; column < row->cells->len; column++)
    {
      const char *text = chosho_table_row_get (row, column);

      if (text != NULL && *text != '\0')
        hash = hash * 33 + g_str_hash (text) + column;
    }
  return hash;
}

static gboolean
rows_equal (gconstpointer a, gconstpointer b)
{
  return is_identical (a, b);
}

static void
list_duplicate (const ChoshoPopulationTable *self, ChoshoValue *list, guint item, guint first, gboolean identical)
{
  ChoshoValue *entry;

  if (chosho_value_get_length (list) >= CHOSHO_POPULATION_DUPLICATES_LISTED)
    return;
  entry = chosho_value_new_object ();
  chosho_value_set_integer (entry, "item", item);
  chosho_value_set_integer (entry, "row", chosho_population_table_get_row (self, item));
  chosho_value_set_integer (entry, "first_item", first);
  chosho_value_set_integer (entry, "first_row", chosho_population_table_get_row (self, first));
  chosho_value_set_string (entry, "label", chosho_population_table_get_label (self, item));
  chosho_value_set_boolean (entry, "identical", identical);
  chosho_value_append (list, entry);
}

static void
count_duplicates (const ChoshoPopulationTable *self, ChoshoValue *out)
{
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) rows = g_hash_table_new (hash_row, rows_equal);
  ChoshoValue *list = chosho_value_new_array ();
  guint n_identical = 0, n_labels = 0, n_blank = 0;

  for (guint item = 1; item <= self->rows->len; item++)
    {
      const char *label = chosho_population_table_get_label (self, item);
      gpointer row = (gpointer) get_item_row (self, item);
      guint by_row = GPOINTER_TO_UINT (g_hash_table_lookup (rows, row));
      guint by_label = *label != '\0' ? GPOINTER_TO_UINT (g_hash_table_lookup (labels, label)) : 0;

      n_identical += by_row > 0 ? 1 : 0;
      n_labels += by_label > 0 ? 1 : 0;
      n_blank += *label == '\0' ? 1 : 0;
      if (by_row > 0 || by_label > 0)
        list_duplicate (self, list, item, by_row > 0 ? by_row : by_label, by_row > 0);
      if (by_row == 0)
        g_hash_table_insert (rows, row, GUINT_TO_POINTER (item));
      if (by_label == 0 && *label != '\0')
        g_hash_table_insert (labels, (gpointer) label, GUINT_TO_POINTER (item));
    }
  chosho_value_set_integer (out, "identical_rows", n_identical);
  chosho_value_set_integer (out, "duplicate_labels", n_labels);
  chosho_value_set_integer (out, "blank_labels", n_blank);
  chosho_value_set (out, "duplicates", list);
}

ChoshoValue *
chosho_population_table_describe (const ChoshoPopulationTable *self)
{
  ChoshoValue *out = chosho_value_new_object ();
  ChoshoValue *columns = chosho_value_new_array ();
  const ChoshoTableRow *header = get_table_row (self, self->header);

  for (guint column = 0; column < header->cells->len; column++)
    {
      const char *text = chosho_table_row_get (header, column);

      chosho_value_append_string (columns, text != NULL ? text : "");
    }
  chosho_value_set_integer (out, "count", self->rows->len);
  chosho_value_set (out, "columns", columns);
  if (self->label_column < chosho_value_get_length (columns))
    chosho_value_set (out, "label_column", chosho_value_ref (chosho_value_get_item (columns, self->label_column)));
  chosho_value_set_integer (out, "hidden_rows", self->n_hidden);
  count_duplicates (self, out);
  return out;
}
