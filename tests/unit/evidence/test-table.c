/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-table.h"

static void
test_cells (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("管理策.xlsx");
  ChoshoTableSheet *sheet = chosho_table_add_sheet (table, "表", TRUE);
  ChoshoTableRow *row = chosho_table_sheet_add_row (sheet, 7, FALSE);
  char text[] = "8.1.2";

  g_assert_cmpstr (table->file_name, ==, "管理策.xlsx");
  g_assert_null (table->encoding);
  g_assert_cmpuint (table->sheets->len, ==, 1);
  g_assert_true (g_ptr_array_index (table->sheets, 0) == sheet);
  g_assert_cmpstr (sheet->name, ==, "表");
  g_assert_true (sheet->hidden);
  g_assert_true (g_ptr_array_index (sheet->rows, 0) == row);
  g_assert_cmpuint (row->number, ==, 7);
  g_assert_false (row->hidden);

  chosho_table_row_set (row, 3, text);
  text[0] = 'x'; /* the table keeps a copy */
  g_assert_cmpstr (chosho_table_row_get (row, 3), ==, "8.1.2");
  g_assert_cmpuint (row->cells->len, ==, 4);
  for (guint i = 0; i < 3; i++)
    g_assert_null (chosho_table_row_get (row, i));
  g_assert_null (chosho_table_row_get (row, 4));
  g_assert_null (chosho_table_row_get (row, G_MAXUINT));

  chosho_table_row_set (row, 3, "b");
  chosho_table_row_set (row, 1, "");
  g_assert_cmpstr (chosho_table_row_get (row, 3), ==, "b");
  g_assert_cmpstr (chosho_table_row_get (row, 1), ==, "");
  chosho_table_row_set (row, 3, NULL);
  g_assert_null (chosho_table_row_get (row, 3));
}

static void
test_csv (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new (NULL);
  ChoshoTableSheet *sheet = chosho_table_add_sheet (table, NULL, FALSE);

  table->encoding = g_strdup ("CP932");
  g_assert_cmpstr (sheet->name, ==, "");
  g_assert_false (sheet->hidden);
  g_assert_cmpuint (sheet->rows->len, ==, 0);
  chosho_table_free (NULL);
}

static void
test_column_name (void)
{
  static const struct { guint column; const char *name; } cases[] = {
    { 0, "A" }, { 25, "Z" }, { 26, "AA" }, { 51, "AZ" }, { 52, "BA" }, { 701, "ZZ" },
    { 702, "AAA" }, { 16383, "XFD" }, { G_MAXUINT, "MWLQKWV" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = chosho_table_column_name (cases[i].column);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evidence/table/cells", test_cells);
  g_test_add_func ("/evidence/table/csv", test_csv);
  g_test_add_func ("/evidence/table/column-name", test_column_name);
  return g_test_run ();
}
