/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-table-writer.h"

#include <string.h>

#include "chosho-helper-limits.h"

typedef struct
{
  guint32     column;
  const char *text; /* (borrowed) */
} Cell;

struct _ChoshoTableWriter
{
  ChoshoRecordWriter *writer;     /* (borrowed) */
  GArray             *cells;      /* (owned) (element-type Cell): of the current row */
  guint32             row;        /* 0 where none is begun */
  gboolean            row_hidden;
  gsize               row_bytes;
  guint               sheets;
  gsize               table_cells; /* up to each row's last cell */
  gsize               table_bytes;
};

ChoshoTableWriter *
chosho_table_writer_new (ChoshoRecordWriter *writer, const char *encoding)
{
  ChoshoTableWriter *self = g_new0 (ChoshoTableWriter, 1);

  self->writer = writer;
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_TABLE);
  chosho_record_writer_string (writer, encoding);
  chosho_record_writer_end (writer);
  return self;
}

void
chosho_table_writer_free (ChoshoTableWriter *self)
{
  g_array_unref (self->cells);
  g_free (self);
}

gboolean
chosho_table_writer_begin_sheet (ChoshoTableWriter *self, const char *name, gboolean hidden,
                                 ChoshoFault *fault)
{
  if (++self->sheets > CHOSHO_HELPER_LIMIT_SHEETS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_SHEETS,
                                   CHOSHO_HELPER_LIMIT_SHEETS, NULL);
  chosho_table_writer_end_row (self);
  chosho_record_writer_begin (self->writer, CHOSHO_HELPER_RECORD_SHEET);
  chosho_record_writer_u8 (self->writer, hidden);
  chosho_record_writer_string (self->writer, name);
  chosho_record_writer_end (self->writer);
  return TRUE;
}

gboolean
chosho_table_writer_begin_row (ChoshoTableWriter *self, guint32 number, gboolean hidden,
                               ChoshoFault *fault)
{
  chosho_table_writer_end_row (self);
  if (number > CHOSHO_HELPER_LIMIT_ROWS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_ROWS,
                                   CHOSHO_HELPER_LIMIT_ROWS, NULL);
  self->row = number;
  self->row_hidden = hidden;
  return TRUE;
}

static gboolean
fail_at (ChoshoTableWriter *self, guint32 column, ChoshoHelperReason reason, guint64 limit,
         ChoshoFault *fault)
{
  fault->limit = fault->reason == 0 ? limit : fault->limit;
  return chosho_fault_set_cell (fault, reason, self->row, column + 1, NULL);
}

gboolean
chosho_table_writer_add_cell (ChoshoTableWriter *self, guint32 column, const char *text,
                              ChoshoFault *fault)
{
  gsize size_bytes = text != NULL ? strlen (text) : 0;
  guint32 width = 0;

  if (size_bytes == 0)
    return TRUE;
  if (self->cells->len > 0)
    width = g_array_index (self->cells, Cell, self->cells->len - 1).column + 1;
  g_assert (column >= width);
  if (column >= CHOSHO_HELPER_LIMIT_COLUMNS)
    return fail_at (self, column, CHOSHO_HELPER_REASON_LIMIT_COLUMNS,
                    CHOSHO_HELPER_LIMIT_COLUMNS, fault);
  if (size_bytes > CHOSHO_HELPER_LIMIT_CELL_BYTES)
    return fail_at (self, column, CHOSHO_HELPER_REASON_LIMIT_CELL_BYTES,
                    CHOSHO_HELPER_LIMIT_CELL_BYTES, fault);
  self->row_bytes += size_bytes;
  self->table_bytes += size_bytes;
  self->table_cells += column + 1 - width;
  if (self->row_bytes > CHOSHO_HELPER_LIMIT_ROW_BYTES)
    return fail_at (self, column, CHOSHO_HELPER_REASON_LIMIT_ROW_BYTES,
                    CHOSHO_HELPER_LIMIT_ROW_BYTES, fault);
  if (self->table_bytes > CHOSHO_HELPER_LIMIT_TEXT_BYTES)
    return fail_at (self, column, CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES,
                    CHOSHO_HELPER_LIMIT_TEXT_BYTES, fault);
  if (self->table_cells > CHOSHO_HELPER_LIMIT_CELLS)
    return fail_at (self, column, CHOSHO_HELPER_REASON_LIMIT_CELLS, CHOSHO_HELPER_LIMIT_CELLS,
                    fault);
  g_array_append_val (self->cells, ((Cell){ column, text }));
  return TRUE;
}

void
chosho_table_writer_end_row (ChoshoTableWriter *self)
{
  if (self->cells->len > 0)
    {
      chosho_record_writer_begin (self->writer, CHOSHO_HELPER_RECORD_ROW);
      chosho_record_writer_u32 (self->writer, self->row);
      chosho_record_writer_u8 (self->writer, self->row_hidden);
      chosho_record_writer_u32 (self->writer, self->cells->len);
      for (guint i = 0; i < self->cells->len; i++)
        {
          const Cell *cell = &g_array_index (self->cells, Cell, i);

          chosho_record_writer_u32 (self->writer, cell->column);
          chosho_record_writer_string (self->writer, cell->text);
        }
      chosho_record_writer_end (self->writer);
    }
  g_array_set_size (self->cells, 0);
  self->row = 0;
  self->row_bytes = 0;
}
