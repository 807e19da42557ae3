/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-grid-geometry.h"

static void
add_row (ChoshoSheetLayout *layout, guint32 number, guint32 height, gboolean hidden)
{
  ChoshoSheetRowSize row = { number, height, hidden };

  g_array_append_val (layout->rows, row);
}

static ChoshoGridGeometry *
make (void)
{
  g_autoptr (ChoshoSheetLayout) layout = chosho_sheet_layout_new ();
  ChoshoSheetColumns wide = { 1, 2, 100, FALSE }, hidden = { 3, 3, 0, TRUE };

  layout->n_rows = 1000000;
  layout->n_columns = 5;
  layout->row_height = 20;
  layout->column_width = 64;
  add_row (layout, 2, 50, FALSE);
  add_row (layout, 4, 0, TRUE);
  g_array_append_val (layout->columns, wide);
  g_array_append_val (layout->columns, hidden);
  return chosho_grid_geometry_new (layout);
}

static void
test_rows (void)
{
  g_autoptr (ChoshoGridGeometry) geometry = make ();

  g_assert_cmpfloat (chosho_grid_geometry_get_y (geometry, 1), ==, 0);
  g_assert_cmpfloat (chosho_grid_geometry_get_y (geometry, 3), ==, 70);
  /* a row of no height can be read here */
  g_assert_cmpfloat (chosho_grid_geometry_get_y (geometry, 5) - chosho_grid_geometry_get_y (geometry, 4), ==, 14);
  g_assert_true (chosho_grid_geometry_row_is_hidden (geometry, 4));
  g_assert_false (chosho_grid_geometry_row_is_hidden (geometry, 2));
  /* each point of the whole height leads back to its row */
  for (guint32 row = 1; row < chosho_grid_geometry_get_n_rows (geometry); row += row < 10 ? 1 : 99991)
    {
      double y = chosho_grid_geometry_get_y (geometry, row);

      g_assert_cmpuint (chosho_grid_geometry_find_row (geometry, y), ==, row);
      g_assert_cmpuint (chosho_grid_geometry_find_row (geometry, y + 13), ==, row);
    }
  g_assert_cmpuint (chosho_grid_geometry_find_row (geometry, -5), ==, 1);
  g_assert_cmpuint (chosho_grid_geometry_find_row (geometry, 1e12), ==, chosho_grid_geometry_get_n_rows (geometry));
}

static void
test_columns (void)
{
  g_autoptr (ChoshoGridGeometry) geometry = make ();

  g_assert_cmpfloat (chosho_grid_geometry_get_x (geometry, 3), ==, 264);
  /* a hidden column has the usual width */
  g_assert_cmpfloat (chosho_grid_geometry_get_x (geometry, 4), ==, 328);
  g_assert_true (chosho_grid_geometry_column_is_hidden (geometry, 3));
  g_assert_cmpuint (chosho_grid_geometry_find_column (geometry, 263), ==, 2);
  g_assert_cmpuint (chosho_grid_geometry_find_column (geometry, 264), ==, 3);
  chosho_grid_geometry_set_width (geometry, 0, 100);
  g_assert_cmpfloat (chosho_grid_geometry_get_x (geometry, 3), ==, 300);
}

static void
test_objects (void)
{
  g_autoptr (ChoshoGridGeometry) geometry = make ();
  ChoshoSheetObject between = { .row = 2, .column = 1, .x = 5, .y = 6, .last_row = 3, .last_column = 2, .last_x = 7, .last_y = 8 };
  ChoshoSheetObject sized = { .row = 1, .column = 0, .width = 30, .height = 40 };
  ChoshoSheetObject inverted = { .row = 9, .column = 2, .last_row = 3, .last_column = 1 };
  double x, y, width, height;

  chosho_grid_geometry_place_object (geometry, &between, &x, &y, &width, &height);
  g_assert_cmpfloat (x, ==, 69);
  g_assert_cmpfloat (y, ==, 26);
  g_assert_cmpfloat (x + width, ==, 171);
  g_assert_cmpfloat (y + height, ==, 78);
  chosho_grid_geometry_place_object (geometry, &sized, &x, &y, &width, &height);
  g_assert_cmpfloat (width, ==, 30);
  g_assert_cmpfloat (height, ==, 40);
  /* nonsense is a spot */
  chosho_grid_geometry_place_object (geometry, &inverted, &x, &y, &width, &height);
  g_assert_cmpfloat (width, >, 0);
  g_assert_cmpfloat (height, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/grid-geometry/rows", test_rows);
  g_test_add_func ("/app/grid-geometry/columns", test_columns);
  g_test_add_func ("/app/grid-geometry/objects", test_objects);
  return g_test_run ();
}
