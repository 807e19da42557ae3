/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-sheet-cells.h"

#include "chosho-helper-limits.h"

#define HIDDEN_BYTES (CHOSHO_HELPER_LIMIT_ROWS / 8 + 1)

ChoshoSheetCells *
chosho_sheet_cells_new (gboolean may_hide_rows)
{
  ChoshoSheetCells *self = g_new0 (ChoshoSheetCells, 1);

  self->cells = g_array_new (FALSE, FALSE, sizeof (ChoshoSheetCell));
  self->hidden_rows = may_hide_rows ? g_malloc0 (HIDDEN_BYTES) : NULL;
  return self;
}

void
chosho_sheet_cells_free (ChoshoSheetCells *self)
{
  g_array_unref (self->cells);
  g_free (self->hidden_rows);
  g_free (self);
}

int
chosho_sheet_cell_compare (gconstpointer a, gconstpointer b)
{
  const ChoshoSheetCell *left = a, *right = b;

  if (left->row != right->row)
    return left->row < right->row ? -1 : 1;
  return left->column < right->column ? -1 : left->column > right->column;
}

gboolean
chosho_sheet_cells_add (ChoshoSheetCells *self, guint32 row, guint32 column, const char *text, ChoshoFault *fault)
{
  ChoshoSheetCell cell = { row, column, text };

  if (self->cells->len >= CHOSHO_HELPER_LIMIT_CELLS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CELLS, CHOSHO_HELPER_LIMIT_CELLS, NULL);
  g_array_append_val (self->cells, cell);
  return TRUE;
}

gboolean
chosho_sheet_cells_sort (ChoshoSheetCells *self, ChoshoFault *fault)
{
  const ChoshoSheetCell *all = (const ChoshoSheetCell *) (gpointer) self->cells->data;
  gboolean ordered = TRUE;

  for (guint i = 1; ordered && i < self->cells->len; i++)
    ordered = chosho_sheet_cell_compare (&all[i - 1], &all[i]) < 0;
  if (ordered)
    return TRUE;
  g_array_sort (self->cells, chosho_sheet_cell_compare);
  for (guint i = 1; i < self->cells->len; i++)
    if (chosho_sheet_cell_compare (&all[i - 1], &all[i]) == 0)
      return chosho_fault_set_cell (fault, CHOSHO_HELPER_REASON_CELL_TWICE, all[i].row, all[i].column + 1, NULL);
  return TRUE;
}

void
chosho_sheet_cells_hide_row (ChoshoSheetCells *self, guint32 row)
{
  self->hidden_rows[row / 8] |= 1 << row % 8;
}

static gboolean
is_hidden (const ChoshoSheetCells *self, guint32 row)
{
  return self->hidden_rows != NULL && (self->hidden_rows[row / 8] >> row % 8 & 1) != 0;
}

void
chosho_sheet_cells_get_size (const ChoshoSheetCells *self, guint32 *n_rows, guint32 *n_columns)
{
  *n_rows = *n_columns = 0;
  for (guint i = 0; i < self->cells->len; i++)
    {
      const ChoshoSheetCell *cell = &g_array_index (self->cells, ChoshoSheetCell, i);

      *n_rows = MAX (*n_rows, cell->row);
      *n_columns = MAX (*n_columns, cell->column + 1);
    }
}

/* The first cell at @row or below. */
static guint
find_row (const ChoshoSheetCells *self, guint32 row)
{
  guint low = 0, high = self->cells->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->cells, ChoshoSheetCell, middle).row < row)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
chosho_sheet_cells_write_rows (const ChoshoSheetCells *self, guint32 first, guint32 count, ChoshoTableWriter *table,
                               ChoshoFault *fault)
{
  guint32 row = 0;

  for (guint i = find_row (self, first); i < self->cells->len; i++)
    {
      const ChoshoSheetCell *cell = &g_array_index (self->cells, ChoshoSheetCell, i);

      if (cell->row - first >= count)
        break;
      if (cell->row != row && !chosho_table_writer_begin_row (table, cell->row, is_hidden (self, cell->row), fault))
        return FALSE;
      row = cell->row;
      if (!chosho_table_writer_add_cell (table, cell->column, cell->text, fault))
        return FALSE;
    }
  chosho_table_writer_end_row (table);
  return TRUE;
}
