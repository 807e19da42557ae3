/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-csv-table.h"

#include "chosho-csv-reader.h"
#include "chosho-helper-limits.h"
#include "chosho-input.h"

struct _ChoshoCsvTable
{
  ChoshoCharset     charset;
  GString          *text;    /* (owned): cut into cells */
  ChoshoSheetCells *cells;   /* (owned): their texts stand in text */
};

static gboolean
on_cell (guint32 row, guint32 column, const char *text, gpointer user_data, ChoshoFault *fault)
{
  ChoshoCsvTable *self = user_data;

  if (row > CHOSHO_HELPER_LIMIT_ROWS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_ROWS, CHOSHO_HELPER_LIMIT_ROWS, NULL);
  if (column >= CHOSHO_HELPER_LIMIT_COLUMNS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_COLUMNS, CHOSHO_HELPER_LIMIT_COLUMNS, NULL);
  return text[0] == '\0' || chosho_sheet_cells_add (self->cells, row, column, text, fault);
}

ChoshoCsvTable *
chosho_csv_table_open (int fd, guint64 size_bytes, ChoshoCharset charset, ChoshoFault *fault)
{
  g_autoptr (ChoshoCsvTable) self = g_new0 (ChoshoCsvTable, 1);
  g_autofree char *data = NULL;
  gsize data_bytes = 0, mark_bytes;
  guint replaced = 0;

  self->charset = charset;
  self->text = g_string_new (NULL);
  self->cells = chosho_sheet_cells_new (FALSE);
  if (size_bytes > CHOSHO_HELPER_LIMIT_TABLE_BYTES)
    {
      chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_FILE_BYTES, CHOSHO_HELPER_LIMIT_TABLE_BYTES, NULL);
      return NULL;
    }
  if (!chosho_input_read (fd, &data, &data_bytes, fault))
    return NULL;
  mark_bytes = chosho_charset_mark_bytes (charset, (const guint8 *) data, data_bytes);
  chosho_charset_decode (charset, (const guint8 *) data + mark_bytes, data_bytes - mark_bytes, FALSE, self->text, &replaced);
  return chosho_csv_cut (self->text->str, self->text->len, on_cell, self, fault) ? g_steal_pointer (&self) : NULL;
}

void
chosho_csv_table_free (ChoshoCsvTable *self)
{
  g_string_free (self->text, TRUE);
  chosho_sheet_cells_free (self->cells);
  g_free (self);
}

const ChoshoSheetCells *
chosho_csv_table_get_cells (ChoshoCsvTable *self)
{
  return self->cells;
}

ChoshoCharset
chosho_csv_table_get_charset (ChoshoCsvTable *self)
{
  return self->charset;
}

gboolean
chosho_csv_table_write_rows (ChoshoCsvTable *self, guint32 first, guint32 count, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autoptr (ChoshoTableWriter) table = chosho_table_writer_new (writer, chosho_charset_get_name (self->charset));

  return chosho_table_writer_begin_sheet (table, "", FALSE, fault)
         && chosho_sheet_cells_write_rows (self->cells, first, count, table, fault);
}
