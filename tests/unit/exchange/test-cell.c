/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-cell.h"

static void
test_dates (void)
{
  static const char *const good[][2] = {
    { "2025-04-01", "2025-04-01" },          { "2025/4/1", "2025-04-01" },
    { "2025.4.1", "2025-04-01" },            { "20250401", "2025-04-01" },
    { "2025年4月1日", "2025-04-01" },        { "２０２５年４月１日", "2025-04-01" },
    { "２０２５／４／１", "2025-04-01" },    { "2025年 4月 1日", "2025-04-01" },
    { "令和7年4月1日", "2025-04-01" },       { "令和７年４月１日", "2025-04-01" },
    { "令和元年5月1日", "2019-05-01" },      { "R7.4.1", "2025-04-01" },
    { "r7/4/1", "2025-04-01" },              { "㋿7年4月1日", "2025-04-01" },
    { "平成31年4月30日", "2019-04-30" },     { "H1.1.8", "1989-01-08" },
    { "昭和64年1月7日", "1989-01-07" },      { "45748", "2025-04-01" },
    { "45748.0", "2025-04-01" },             { "４５７４８", "2025-04-01" },
    { "18264", "1950-01-01" },               { "73050", "2099-12-31" },
    { "2025-04-01T00:00:00", "2025-04-01" }, { "2025/4/10 0:00", "2025-04-10" },
    { "2025/4/1 0:00:00", "2025-04-01" },    { "2025年4月1日(火)", "2025-04-01" },
    { "2025年4月1日（火）", "2025-04-01" },  { "2024/2/29", "2024-02-29" },
    { "　2025/4/1　", "2025-04-01" },
  };
  static const char *const bad[]
      = { "",           "2025",       "2025-13-01",       "2025-02-29", "2025/4/31", "4/1/2025",  "4月1日",
          "令和7年",    "令和0年1月1日", "平成元年1月7日", "令和元年4月30日", "18263", "73051",   "45748.5",
          "2025/4/1 9:30", "未定",   "2025-04-01x",      "2025-4",     "令和7年13月1日", "1899-12-31" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *date = chosho_cell_dup_date (good[i][0]);

      g_assert_cmpstr (date, ==, good[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *date = chosho_cell_dup_date (bad[i]);

      g_assert_cmpstr (date, ==, NULL);
    }
}

static void
test_integers (void)
{
  gint64 value = -1;

  g_assert_true (chosho_cell_get_integer ("２５", 100, &value));
  g_assert_cmpint (value, ==, 25);
  g_assert_true (chosho_cell_get_integer (" 100.0 ", 100, &value));
  g_assert_cmpint (value, ==, 100);
  g_assert_false (chosho_cell_get_integer ("101", 100, &value));
  g_assert_false (chosho_cell_get_integer ("2.5", 100, &value));
  g_assert_false (chosho_cell_get_integer ("-1", 100, &value));
  g_assert_false (chosho_cell_get_integer ("", 100, &value));
  g_assert_false (chosho_cell_get_integer ("9999999999999999999999", G_MAXINT64, &value));
}

static void
test_numbers (void)
{
  static const char *const cases[][2] = {
    { "8.1.2.1", "8.1.2.1" },         { "８．１．２．１", "8.1.2.1" },      { " 8.1.2.7.PB ", "8.1.2.7.PB" },
    { "8.1.2.7 pb", "8.1.2.7.PB" },   { "8.1.2.7PB", "8.1.2.7.PB" },        { "8.1.2.7-PB", "8.1.2.7.PB" },
    { "８．１．５．Ｐ", "8.1.5.P" },  { "8. 1. 2. 1", "8.1.2.1" },          { "AC-2 (1)", "AC-2 (1)" },
    { "ism-0714", "ism-0714" },       { "5.1", "5.1" },                     { "", "" },
    { "　", "" },                     { "8.1.2.1.X", "8.1.2.1.X" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *number = chosho_cell_dup_number (cases[i][0]);

      g_assert_cmpstr (number, ==, cases[i][1]);
    }
}

static void
assert_split (GPtrArray *entries, const char *expected)
{
  g_autoptr (GPtrArray) owned = entries;
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < owned->len; i++)
    g_string_append_printf (joined, "[%s]", (const char *) g_ptr_array_index (owned, i));
  g_assert_cmpstr (joined->str, ==, expected);
}

static void
test_lists (void)
{
  assert_split (chosho_cell_split ("認証基盤、東京リージョン,\n大阪 第2；　x "), "[認証基盤][東京リージョン][大阪 第2][x]");
  assert_split (chosho_cell_split ("、, ;\n"), "");
  assert_split (chosho_cell_split (NULL), "");
  assert_split (chosho_cell_split_numbers ("8.1.2.1、８．１．２．２\n8.1.2.3;8.1.2.7 PB"),
                "[8.1.2.1][8.1.2.2][8.1.2.3][8.1.2.7.PB]");
  assert_split (chosho_cell_split_numbers ("8.1.2.1 8.1.2.7 PB 8.1.2.3"), "[8.1.2.1][8.1.2.7.PB][8.1.2.3]");
  assert_split (chosho_cell_split_numbers ("AC-2 (1), AC-3"), "[AC-2 (1)][AC-3]");
  assert_split (chosho_cell_split_numbers ("8.1.2.1 8.x"), "[8.1.2.1 8.x]");
}

static void
test_list_limit (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) entries = NULL;

  for (guint i = 0; i < CHOSHO_CELL_LIST_LIMIT + 10; i++)
    g_string_append_printf (text, "%u,", i);
  entries = chosho_cell_split (text->str);
  g_assert_cmpuint (entries->len, ==, CHOSHO_CELL_LIST_LIMIT);
}

static void
test_trim (void)
{
  static const char *const cases[][2]
      = { { " a ", "a" }, { "　管理 策　\n", "管理 策" }, { "a\n b", "a\n b" }, { " 　\t", NULL }, { "", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = chosho_cell_dup_trimmed (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
  g_assert_null (chosho_cell_dup_trimmed (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/cell/dates", test_dates);
  g_test_add_func ("/exchange/cell/integers", test_integers);
  g_test_add_func ("/exchange/cell/numbers", test_numbers);
  g_test_add_func ("/exchange/cell/lists", test_lists);
  g_test_add_func ("/exchange/cell/list-limit", test_list_limit);
  g_test_add_func ("/exchange/cell/trim", test_trim);
  return g_test_run ();
}
