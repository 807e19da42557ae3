/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A workbook as another program writes it, with everything that a firm's lists have. */
#include <glib/gstdio.h>
#include <xlsxwriter.h>

#include "helper-fixture.h"

static void
write_list (lxw_workbook *workbook)
{
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, "管理策一覧");
  lxw_format *date = workbook_add_format (workbook), *era = workbook_add_format (workbook);
  lxw_format *money = workbook_add_format (workbook), *bold = workbook_add_format (workbook);
  lxw_row_col_options hidden = { .hidden = LXW_TRUE };
  lxw_datetime day = { .year = 2026, .month = 4, .day = 1, .hour = 9, .min = 30 };
  lxw_rich_string_tuple first = { .format = NULL, .string = (char *) "管理 " }, second = { .format = bold, .string = (char *) "責任者" };
  lxw_rich_string_tuple *rich[] = { &first, &second, NULL };

  format_set_num_format (date, "yyyy/mm/dd hh:mm");
  format_set_num_format (era, "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@");
  format_set_num_format (money, "#,##0.00_);[Red](#,##0.00)");
  format_set_bold (bold);
  worksheet_merge_range (sheet, 0, 0, 0, 3, "一覧（見本）", NULL);
  worksheet_write_string (sheet, 2, 0, "8.1.2.1", NULL);
  worksheet_write_rich_string (sheet, 2, 1, rich, NULL);
  worksheet_write_datetime (sheet, 2, 2, &day, date);
  worksheet_write_datetime (sheet, 2, 3, &day, era);
  worksheet_set_row_opt (sheet, 3, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
  worksheet_write_number (sheet, 3, 0, -1234.5, money);
  worksheet_write_boolean (sheet, 3, 1, 1, NULL);
  worksheet_write_formula_num (sheet, 3, 2, "=1/4", NULL, 0.25);
  worksheet_write_formula_str (sheet, 3, 3, "=\"有\"&\"効\"", NULL, "有効");
  worksheet_write_string (sheet, 4, 0, "=cmd|' /C calc'!A0", NULL);
  worksheet_write_string (sheet, 4, 1, "改行\nあり", NULL);
  worksheet_write_blank (sheet, 6, 0, bold);
}

static void
test_libxlsxwriter (void)
{
  g_autofree char *path = NULL, *content = NULL, *text = NULL;
  int fd = g_file_open_tmp ("chosho-written-XXXXXX.xlsx", &path, NULL);
  lxw_workbook *workbook = workbook_new (path);
  lxw_worksheet *sheet;
  gsize size_bytes;

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  write_list (workbook);
  sheet = workbook_add_worksheet (workbook, "隠し");
  worksheet_write_number (sheet, 0, 1, 0.1, NULL);
  worksheet_hide (sheet);
  workbook_add_chartsheet (workbook, NULL);
  g_assert_cmpint (workbook_close (workbook), ==, LXW_NO_ERROR);
  g_assert_true (g_file_get_contents (path, &content, &size_bytes, NULL));
  g_unlink (path);
  text = helper_fixture_table_to_text (content, size_bytes);
  g_assert_cmpstr (text, ==,
                   "[管理策一覧]\n"
                   "1: 一覧（見本）|一覧（見本）|一覧（見本）|一覧（見本）\n"
                   "3: 8.1.2.1|管理 責任者|2026-04-01 09:30:00|2026-04-01\n"
                   "4!: -1234.5|TRUE|0.25|有効\n"
                   "5: =cmd|' /C calc'!A0|改行\nあり\n"
                   "[隠し]!\n"
                   "1: -|0.1\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/written/libxlsxwriter", test_libxlsxwriter);
  return g_test_run ();
}
