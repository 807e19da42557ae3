/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-table.h"

static void
chosho_table_row_free (gpointer data)
{
  ChoshoTableRow *row = data;

  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
chosho_table_sheet_free (gpointer data)
{
  ChoshoTableSheet *sheet = data;

  g_ptr_array_unref (sheet->rows);
  g_free (sheet->name);
  g_free (sheet);
}

/* A new table without sheets; @file_name (UTF-8) only serves messages. Any thread. (transfer full) */
ChoshoTable *
chosho_table_new (const char *file_name)
{
  ChoshoTable *self = g_new0 (ChoshoTable, 1);

  self->file_name = g_strdup (file_name);
  self->sheets = g_ptr_array_new_with_free_func (chosho_table_sheet_free);
  return self;
}

/* Frees @self with all its sheets, rows and cells. NULL is allowed. */
void
chosho_table_free (ChoshoTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_free (self->encoding);
  g_free (self->file_name);
  g_free (self);
}

/* Appends a sheet; a NULL @name counts as "". The sheet belongs to @self. */
ChoshoTableSheet *
chosho_table_add_sheet (ChoshoTable *self, const char *name, gboolean hidden)
{
  ChoshoTableSheet *sheet;

  g_return_val_if_fail (self != NULL, NULL);
  sheet = g_new0 (ChoshoTableSheet, 1);
  sheet->name = g_strdup (name != NULL ? name : "");
  sheet->hidden = hidden;
  sheet->rows = g_ptr_array_new_with_free_func (chosho_table_row_free);
  g_ptr_array_add (self->sheets, sheet);
  return sheet;
}

/* Appends a row; @number is the 1-based number that the client's program shows. The row belongs to
 * @sheet. */
ChoshoTableRow *
chosho_table_sheet_add_row (ChoshoTableSheet *sheet, guint number, gboolean hidden)
{
  ChoshoTableRow *row;

  g_return_val_if_fail (sheet != NULL, NULL);
  row = g_new0 (ChoshoTableRow, 1);
  row->number = number;
  row->hidden = hidden;
  row->cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (sheet->rows, row);
  return row;
}

/* Sets the cell at 0-based @column to a copy of @text (UTF-8; NULL empties the cell). Cells to the
 * left that were never set stay NULL. The caller bounds @column: the row grows to it. */
void
chosho_table_row_set (ChoshoTableRow *row, guint column, const char *text)
{
  g_return_if_fail (row != NULL && column < G_MAXINT);
  if (column >= row->cells->len)
    g_ptr_array_set_size (row->cells, (int) column + 1);
  g_free (g_ptr_array_index (row->cells, column));
  g_ptr_array_index (row->cells, column) = g_strdup (text);
}

/* The text of the cell at 0-based @column, borrowed; NULL where the row has no such cell. */
const char *
chosho_table_row_get (const ChoshoTableRow *row, guint column)
{
  g_return_val_if_fail (row != NULL, NULL);
  return column < row->cells->len ? g_ptr_array_index (row->cells, column) : NULL;
}

/* Spreadsheet name of 0-based @column: "A" … "Z", "AA" … (bijective base 26). (transfer full) */
char *
chosho_table_column_name (guint column)
{
  char letters[8];
  gsize at = sizeof letters;

  letters[--at] = '\0';
  for (guint64 rest = (guint64) column + 1; rest > 0; rest = (rest - 1) / 26)
    letters[--at] = (char) ('A' + (rest - 1) % 26);
  return g_strdup (letters + at);
}
