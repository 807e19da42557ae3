/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xlsx-private.h"

#include "chosho-helper-limits.h"

const char *
chosho_xlsx_parse_reference (const char *text, guint32 *row, guint32 *column)
{
  guint64 letters = 0, digits = 0;
  const char *p = text;

  p += *p == '$';
  for (; g_ascii_isalpha (*p) && letters <= CHOSHO_HELPER_LIMIT_COLUMNS; p++)
    letters = letters * 26 + (g_ascii_toupper (*p) - 'A' + 1);
  p += *p == '$';
  for (; g_ascii_isdigit (*p) && digits <= CHOSHO_HELPER_LIMIT_ROWS; p++)
    digits = digits * 10 + (*p - '0');
  if (letters == 0 || letters > CHOSHO_HELPER_LIMIT_COLUMNS || digits == 0
      || digits > CHOSHO_HELPER_LIMIT_ROWS)
    return NULL;
  *row = digits;
  *column = letters - 1;
  return p;
}

gboolean
chosho_xlsx_parse_range (const char *text, ChoshoXlsxRange *range)
{
  const char *p = chosho_xlsx_parse_reference (text, &range->first_row, &range->first_column);

  range->last_row = range->first_row;
  range->last_column = range->first_column;
  if (p != NULL && *p == ':')
    p = chosho_xlsx_parse_reference (p + 1, &range->last_row, &range->last_column);
  return p != NULL && *p == '\0' && range->first_row <= range->last_row
         && range->first_column <= range->last_column;
}

static const char *
find_text (GArray *cells, guint32 row, guint32 column)
{
  ChoshoSheetCell wanted = { row, column, NULL };
  guint index;

  return g_array_binary_search (cells, &wanted, chosho_sheet_cell_compare, &index)
           ? g_array_index (cells, ChoshoSheetCell, index).text
           : NULL;
}

/* How far the sheet is used: a merged range that goes on beyond repeats nothing there. */
static ChoshoXlsxRange
find_used_area (GArray *cells)
{
  ChoshoXlsxRange used = { 0 };

  for (guint i = 0; i < cells->len; i++)
    {
      const ChoshoSheetCell *cell = &g_array_index (cells, ChoshoSheetCell, i);

      used.last_row = MAX (used.last_row, cell->row);
      used.last_column = MAX (used.last_column, cell->column);
    }
  return used;
}

/* The copies of one range's first cell. */
static gboolean
add_copies (GArray *copies, const ChoshoXlsxRange *range, const ChoshoXlsxRange *used,
            const char *text, ChoshoFault *fault)
{
  for (guint32 row = range->first_row; row <= MIN (range->last_row, used->last_row); row++)
    for (guint32 column = range->first_column; column <= MIN (range->last_column, used->last_column);
         column++)
      {
        ChoshoSheetCell copy = { row, column, text };

        if (copies->len >= CHOSHO_HELPER_LIMIT_CELLS)
          return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CELLS,
                                         CHOSHO_HELPER_LIMIT_CELLS, NULL);
        g_array_append_val (copies, copy);
      }
  return TRUE;
}

/* Both sorted; where both have a cell, the copy stands. Ranges that overlap: the first stands. */
static void
unite (GArray *cells, GArray *copies)
{
  g_autoptr (GArray) own = g_array_copy (cells);
  guint i = 0, j = 0;

  g_array_set_size (cells, 0);
  while (i < own->len || j < copies->len)
    {
      const ChoshoSheetCell *cell = i < own->len ? &g_array_index (own, ChoshoSheetCell, i) : NULL;
      const ChoshoSheetCell *copy = j < copies->len ? &g_array_index (copies, ChoshoSheetCell, j) : NULL;
      int order = cell == NULL ? 1 : copy == NULL ? -1 : chosho_sheet_cell_compare (cell, copy);
      const ChoshoSheetCell *next = order < 0 ? cell : copy;

      if (cells->len == 0
          || chosho_sheet_cell_compare (&g_array_index (cells, ChoshoSheetCell, cells->len - 1), next) != 0)
        g_array_append_vals (cells, next, 1);
      i += order <= 0;
      j += order >= 0;
    }
}

gboolean
chosho_xlsx_cells_merge (GArray *cells, GArray *ranges, ChoshoFault *fault)
{
  g_autoptr (GArray) copies = g_array_new (FALSE, FALSE, sizeof (ChoshoSheetCell));
  ChoshoXlsxRange used = find_used_area (cells);

  for (guint i = 0; i < ranges->len; i++)
    {
      const ChoshoXlsxRange *range = &g_array_index (ranges, ChoshoXlsxRange, i);
      const char *text = find_text (cells, range->first_row, range->first_column);

      if (text != NULL && !add_copies (copies, range, &used, text, fault))
        return FALSE;
    }
  if (copies->len == 0)
    return TRUE;
  g_array_sort (copies, chosho_sheet_cell_compare); /* stable: of two ranges' copies the first comes first */
  unite (cells, copies);
  return TRUE;
}
