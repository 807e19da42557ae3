/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-sample-cursor.h"

/* As one reads: the cells of all lines in one sequence. */
static void
step (int by, guint n_rows, guint n_columns, guint *row, guint *column)
{
  gint64 place = (gint64) *row * n_columns + *column + by;

  if (place < 0 || place >= (gint64) n_rows * n_columns)
    return;
  *row = (guint) (place / n_columns);
  *column = (guint) (place % n_columns);
}

static guint
shift (guint value, int by, guint n)
{
  return (guint) CLAMP ((gint64) value + by, 0, (gint64) n - 1);
}

gboolean
chosho_sample_cursor_move (ChoshoMove move, guint n_rows, guint n_columns, guint *row, guint *column)
{
  guint old_row = *row, old_column = *column;

  if (n_rows == 0 || n_columns == 0)
    return FALSE;
  switch (move)
    {
    case CHOSHO_MOVE_LEFT: *column = shift (*column, -1, n_columns); break;
    case CHOSHO_MOVE_RIGHT: *column = shift (*column, 1, n_columns); break;
    case CHOSHO_MOVE_UP: *row = shift (*row, -1, n_rows); break;
    case CHOSHO_MOVE_DOWN: *row = shift (*row, 1, n_rows); break;
    case CHOSHO_MOVE_PAGE_UP: *row = shift (*row, -CHOSHO_CURSOR_PAGE, n_rows); break;
    case CHOSHO_MOVE_PAGE_DOWN: *row = shift (*row, CHOSHO_CURSOR_PAGE, n_rows); break;
    case CHOSHO_MOVE_LINE_START: *column = 0; break;
    case CHOSHO_MOVE_LINE_END: *column = n_columns - 1; break;
    case CHOSHO_MOVE_START: *row = *column = 0; break;
    case CHOSHO_MOVE_END: *row = n_rows - 1, *column = n_columns - 1; break;
    case CHOSHO_MOVE_NEXT: step (1, n_rows, n_columns, row, column); break;
    case CHOSHO_MOVE_PREVIOUS: step (-1, n_rows, n_columns, row, column); break;
    }
  return *row != old_row || *column != old_column;
}
