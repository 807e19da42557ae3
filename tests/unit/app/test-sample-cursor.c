/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-sample-cursor.h"

/* Where the keys take the cursor of a grid of 25 × 3. */

static void
test_moves (void)
{
  static const struct { ChoshoMove move; guint row, column, to_row, to_column; } cases[] = {
    { CHOSHO_MOVE_LEFT, 4, 1, 4, 0 },      { CHOSHO_MOVE_LEFT, 4, 0, 4, 0 },       { CHOSHO_MOVE_RIGHT, 4, 2, 4, 2 },
    { CHOSHO_MOVE_UP, 0, 1, 0, 1 },        { CHOSHO_MOVE_DOWN, 24, 1, 24, 1 },     { CHOSHO_MOVE_DOWN, 3, 1, 4, 1 },
    { CHOSHO_MOVE_PAGE_UP, 4, 1, 0, 1 },   { CHOSHO_MOVE_PAGE_DOWN, 4, 1, 14, 1 }, { CHOSHO_MOVE_PAGE_DOWN, 20, 1, 24, 1 },
    { CHOSHO_MOVE_LINE_START, 4, 2, 4, 0 }, { CHOSHO_MOVE_LINE_END, 4, 0, 4, 2 },
    { CHOSHO_MOVE_START, 9, 2, 0, 0 },     { CHOSHO_MOVE_END, 0, 0, 24, 2 },
    { CHOSHO_MOVE_NEXT, 4, 2, 5, 0 },      { CHOSHO_MOVE_NEXT, 24, 2, 24, 2 },     { CHOSHO_MOVE_PREVIOUS, 5, 0, 4, 2 },
    { CHOSHO_MOVE_PREVIOUS, 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint row = cases[i].row, column = cases[i].column;
      gboolean moved = chosho_sample_cursor_move (cases[i].move, 25, 3, &row, &column);

      g_assert_cmpuint (row, ==, cases[i].to_row);
      g_assert_cmpuint (column, ==, cases[i].to_column);
      g_assert_cmpint (moved, ==, row != cases[i].row || column != cases[i].column);
    }
}

static void
test_empty (void)
{
  guint row = 0, column = 0;

  g_assert_false (chosho_sample_cursor_move (CHOSHO_MOVE_NEXT, 0, 3, &row, &column));
  g_assert_false (chosho_sample_cursor_move (CHOSHO_MOVE_END, 3, 0, &row, &column));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/sample-cursor/moves", test_moves);
  g_test_add_func ("/app/sample-cursor/empty", test_empty);
  return g_test_run ();
}
