/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-sheet-layout.h"

#include <string.h>

#include "chosho-helper-limits.h"

void
chosho_sheet_write_name (const char *name, gboolean hidden, ChoshoRecordWriter *writer)
{
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_SHEET);
  chosho_record_writer_u8 (writer, hidden);
  chosho_record_writer_string (writer, name);
  chosho_record_writer_end (writer);
}

static void
write_head (guint32 n_rows, guint32 n_columns, guint32 row_height, guint32 column_width, ChoshoRecordWriter *writer)
{
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_LAYOUT);
  chosho_record_writer_u32 (writer, n_rows);
  chosho_record_writer_u32 (writer, n_columns);
  chosho_record_writer_u32 (writer, row_height);
  chosho_record_writer_u32 (writer, column_width);
  chosho_record_writer_end (writer);
}

void
chosho_sheet_layout_write_cells (const ChoshoSheetCells *cells, ChoshoRecordWriter *writer)
{
  guint32 n_rows, n_columns;

  chosho_sheet_cells_get_size (cells, &n_rows, &n_columns);
  write_head (n_rows, n_columns, 0, 0, writer);
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  const ChoshoXlsxColumns *left = a, *right = b;

  return left->first < right->first ? -1 : left->first > right->first;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const ChoshoXlsxRow *left = a, *right = b;

  return left->number < right->number ? -1 : left->number > right->number;
}

/* In ascending order; of what overlaps the first stands. */
static void
write_columns (GArray *columns, ChoshoRecordWriter *writer)
{
  guint32 next = 0;

  g_array_sort (columns, compare_columns);
  for (guint i = 0; i < columns->len; i++)
    {
      const ChoshoXlsxColumns *part = &g_array_index (columns, ChoshoXlsxColumns, i);

      if (part->first < next)
        continue;
      chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_COLUMNS);
      chosho_record_writer_u32 (writer, part->first);
      chosho_record_writer_u32 (writer, part->last);
      chosho_record_writer_u32 (writer, part->width);
      chosho_record_writer_u8 (writer, part->hidden);
      chosho_record_writer_end (writer);
      next = part->last + 1;
    }
}

static void
write_row_sizes (GArray *rows, ChoshoRecordWriter *writer)
{
  guint32 last = 0;

  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const ChoshoXlsxRow *row = &g_array_index (rows, ChoshoXlsxRow, i);

      if (row->number == last)
        continue;
      chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_ROW_SIZE);
      chosho_record_writer_u32 (writer, row->number);
      chosho_record_writer_u32 (writer, row->height);
      chosho_record_writer_u8 (writer, row->hidden);
      chosho_record_writer_end (writer);
      last = row->number;
    }
}

void
chosho_sheet_layout_write (ChoshoXlsxSheet *sheet, ChoshoRecordWriter *writer)
{
  guint32 n_rows, n_columns;

  chosho_sheet_cells_get_size (sheet->cells, &n_rows, &n_columns);
  write_head (n_rows, n_columns, sheet->row_height, sheet->column_width, writer);
  write_columns (sheet->columns, writer);
  write_row_sizes (sheet->rows, writer);
  for (guint i = 0; i < sheet->ranges->len; i++)
    {
      const ChoshoXlsxRange *range = &g_array_index (sheet->ranges, ChoshoXlsxRange, i);

      chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_MERGE);
      chosho_record_writer_u32 (writer, range->first_row);
      chosho_record_writer_u32 (writer, range->last_row);
      chosho_record_writer_u32 (writer, range->first_column);
      chosho_record_writer_u32 (writer, range->last_column);
      chosho_record_writer_end (writer);
    }
}

gboolean
chosho_sheet_object_write (const ChoshoSheetObject *self, guint *objects, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  const guint32 numbers[] = {
    self->row, self->column, self->x, self->y, self->last_row, self->last_column, self->last_x, self->last_y,
    self->width, self->height, self->member,
  };

  if (*objects >= CHOSHO_HELPER_LIMIT_OBJECTS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_OBJECTS, CHOSHO_HELPER_LIMIT_OBJECTS, NULL);
  if ((self->text != NULL && strlen (self->text) > CHOSHO_HELPER_LIMIT_CELL_BYTES)
      || (self->name != NULL && strlen (self->name) > CHOSHO_HELPER_LIMIT_CELL_BYTES))
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CELL_BYTES, CHOSHO_HELPER_LIMIT_CELL_BYTES, NULL);
  ++*objects;
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_OBJECT);
  chosho_record_writer_u8 (writer, self->kind);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    chosho_record_writer_u32 (writer, numbers[i]);
  chosho_record_writer_string (writer, self->name);
  chosho_record_writer_string (writer, self->text);
  chosho_record_writer_end (writer);
  return TRUE;
}
