/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-limits.h"
#include "chosho-import-criteria.h"
#include "exchange-test.h"

static void
test_plain (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("管理策番号|階層|表題|本文\n"
                                                   "9.2.3.11.PB|詳細管理策||十一\n"
                                                   "9.2.3|統制目標|特権|目標の文\n"
                                                   "9.2.3.2|詳細管理策||二\n"
                                                   "９．２．３．１|詳細管理策|　題　|一\\n二行目\n");
  g_autoptr (ChoshoImport) import = chosho_import_criteria (table, NULL);

  assert_problems (import, "");
  assert_items (import, "criteria",
                "[{\"number\":\"9.2.3\",\"level\":\"objective\",\"tier\":\"controls\",\"mandatory\":false,"
                "\"title\":\"特権\",\"text\":\"目標の文\",\"position\":1},"
                "{\"number\":\"9.2.3.1\",\"level\":\"control\",\"tier\":\"controls\",\"mandatory\":false,"
                "\"title\":\"題\",\"text\":\"一\\n二行目\",\"parent\":\"9.2.3\",\"position\":2},"
                "{\"number\":\"9.2.3.2\",\"level\":\"control\",\"tier\":\"controls\",\"mandatory\":false,"
                "\"text\":\"二\",\"parent\":\"9.2.3\",\"position\":3},"
                "{\"number\":\"9.2.3.11.PB\",\"level\":\"control\",\"tier\":\"controls\",\"mandatory\":true,"
                "\"text\":\"十一\",\"parent\":\"9.2.3\",\"position\":4}]");
  g_assert_cmpstr (chosho_value_get_string (import->facts, "scheme"), ==, "ismap");
  g_assert_cmpint (chosho_value_get_integer (import->facts, "rows_read", 0), ==, 4);
}

/* Title rows, a group row above the header, an English one below, a page's repetition,
 * blank lines, a hidden row, chapter headings, an unknown column. */
static void
test_untidy (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("管理基準.xlsx");
  g_autoptr (ChoshoImport) import = NULL;
  const ChoshoValue *fact;

  add_test_sheet (table, "表紙", "管理基準\n第1版\n");
  add_test_sheet (table, "一覧",
                  "ISMAP 管理基準（見本）\n"
                  "\n"
                  "2022年4月1日版\n"
                  "管理策|管理策|基本言明要件|備考\n"
                  "番号|内容|基本言明要件|備考\n"
                  "control_id|text|mandatory|remarks\n"
                  "8|資産の管理||\n"
                  "8.1|資産に対する責任||\n"
                  "8.1.2|目標||\n"
                  "\n"
                  "8.1.2.1|一|○|x\n"
                  "~8.1.2.2|隠し||\n"
                  "番号|内容|基本言明要件|備考\n"
                  "8.1.2.3|三|－|\n");
  chosho_table_add_sheet (table, "秘", TRUE);
  import = chosho_import_criteria (table, NULL);
  assert_problems (import, "notice 表紙 0 - sheet-left-out -\n"
                           "notice 一覧 7 A heading 8\n"
                           "notice 一覧 8 A heading 8.1\n"
                           "notice 一覧 12 - row-hidden -\n"
                           "notice 秘 0 - sheet-hidden -\n");
  assert_items (import, "criteria",
                "[{\"number\":\"8.1.2\",\"level\":\"objective\",\"tier\":\"controls\",\"mandatory\":false,"
                "\"text\":\"目標\",\"position\":1},"
                "{\"number\":\"8.1.2.1\",\"level\":\"control\",\"tier\":\"controls\",\"mandatory\":true,"
                "\"text\":\"一\",\"parent\":\"8.1.2\",\"position\":2},"
                "{\"number\":\"8.1.2.3\",\"level\":\"control\",\"tier\":\"controls\",\"mandatory\":false,"
                "\"text\":\"三\",\"parent\":\"8.1.2\",\"position\":3}]");
  fact = chosho_value_get_item (chosho_value_get (import->facts, "sheets"), 0);
  g_assert_cmpint (chosho_value_get_integer (fact, "header_row", 0), ==, 5);
  g_assert_cmpint (chosho_value_get_integer (fact, "header_rows", 0), ==, 1);
  g_assert_cmpint (chosho_value_get_integer (fact, "repeated_header_rows", 0), ==, 2);
  g_assert_cmpint (chosho_value_get_integer (fact, "rows_hidden", 0), ==, 1);
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get (fact, "columns"), "number"), ==, "A");
  g_assert_cmpstr (chosho_value_as_string (chosho_value_get_item (chosho_value_get (fact, "unknown_columns"), 0)), ==,
                   "備考");
}

static void
test_every_bad_row (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("番号|階層|基準区分|基本言明要件|内容|親番号\n"
                                                   "8.1.2|統制目標||||\n"
                                                   "8.1.2.1|詳細管理策|管理策基準|○|a|8.1.2\n"
                                                   "8.1.2.1|詳細管理策||||\n"
                                                   "8.1.x|||||\n"
                                                   "|||||\n"
                                                   "|詳細管理策|||本文だけ|\n"
                                                   "2008-01-02|||||\n"
                                                   "8.1.2.2|統制目標||||\n"
                                                   "8.1.2.3|何か||||\n"
                                                   "8.1.2.4||ガバナンス基準|||\n"
                                                   "8.1.2.5||ほか|||\n"
                                                   "8.1.2.6|||たぶん||\n"
                                                   "8.1.2.7|||||9.9.9\n"
                                                   "19.1.1|||||\n"
                                                   "8.1.2.8.PB|||no||\n");
  g_autoptr (ChoshoImport) import = chosho_import_criteria (table, NULL);

  assert_problems (import, "error 4 A duplicate 8.1.2.1\n"
                           "error 5 A number-bad 8.1.x\n"
                           "error 7 A number-blank -\n"
                           "error 8 A number-bad 2008-01-02\n"
                           "error 9 B level-bad 統制目標\n"
                           "error 10 B word-unknown 何か\n"
                           "error 11 C tier-bad ガバナンス基準\n"
                           "error 12 C word-unknown ほか\n"
                           "error 13 D word-unknown たぶん\n"
                           "error 15 A number-bad 19.1.1\n"
                           "notice 16 D mandatory-suffix no\n"
                           "notice 2 - entries-bare -\n"
                           "error 14 - parent-unknown 9.9.9\n");
  g_assert_cmpuint (import->n_errors, ==, 11);
  g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (import, "criteria")), ==, 3);
}

/* Objective and control side by side, merged downwards; a parent with a suffix of its own. */
static void
test_side_by_side (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("統制目標番号|統制目標|詳細管理策番号|詳細管理策\n"
                                                   "6.3.1.P|目標|6.3.1.1.PB|一\n"
                                                   "6.3.1.P|目標|6.3.1.2.P|二\n"
                                                   "6.3.1.P|別の文|6.3.1.3.P|三\n"
                                                   "6.3.1.1|誤り|6.3.1.4.P|四\n");
  g_autoptr (ChoshoImport) import = chosho_import_criteria (table, NULL);
  const ChoshoValue *items = chosho_import_get_items (import, "criteria");

  assert_problems (import, "error 4 B duplicate 別の文\n"
                           "error 5 A level-bad 6.3.1.1\n");
  g_assert_cmpuint (chosho_value_get_length (items), ==, 5);
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (items, 0), "text"), ==, "目標");
  for (guint i = 1; i < 5; i++)
    g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (items, i), "parent"), ==, "6.3.1.P");
}

static void
test_other_scheme (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("id|level|group|title|parent\n"
                                                   "AC|group|Access|Access|\n"
                                                   "AC-10|control|Access|Sessions|AC\n"
                                                   "AC-2|control|Access|Accounts|AC\n"
                                                   "AC-3|control|Access|Enforcement|XX\n");
  g_autoptr (ChoshoImport) import = chosho_import_criteria (table, NULL);

  assert_problems (import, "error 5 - parent-unknown XX\n");
  assert_items (import, "criteria",
                "[{\"number\":\"AC\",\"level\":\"objective\",\"tier\":\"Access\",\"mandatory\":false,"
                "\"title\":\"Access\",\"position\":1},"
                "{\"number\":\"AC-10\",\"level\":\"control\",\"tier\":\"Access\",\"mandatory\":false,"
                "\"title\":\"Sessions\",\"parent\":\"AC\",\"position\":2},"
                "{\"number\":\"AC-2\",\"level\":\"control\",\"tier\":\"Access\",\"mandatory\":false,"
                "\"title\":\"Accounts\",\"parent\":\"AC\",\"position\":3}]");
}

static void
test_mapping (void)
{
  static const char text[] = "甲|乙|丙\n"
                             "8.1.2.1|本文|題\n";
  g_autoptr (ChoshoTable) table = make_test_table (text);
  g_autoptr (ChoshoValue) by_name = parse_json ("{\"number\":\"甲\",\"text\":\"乙\",\"title\":\"C\"}");
  g_autoptr (ChoshoValue) missing = parse_json ("{\"number\":\"丁\"}");
  g_autoptr (ChoshoValue) unknown = parse_json ("{\"number\":\"甲\",\"colour\":\"乙\"}");
  g_autoptr (ChoshoValue) sheet = parse_json ("{\"sheet\":\"ない\"}");
  ChoshoImportOptions options = { .mapping = by_name };
  g_autoptr (ChoshoImport) first = chosho_import_criteria (table, &options), second = NULL, third = NULL, fourth = NULL;

  assert_problems (first, "");
  assert_items (first, "criteria",
                "[{\"number\":\"8.1.2.1\",\"level\":\"control\",\"tier\":\"controls\",\"mandatory\":false,"
                "\"title\":\"題\",\"text\":\"本文\",\"parent\":\"8.1.2\",\"position\":1}]");
  options.mapping = missing;
  second = chosho_import_criteria (table, &options);
  assert_problems (second, "error 0 - header-missing -\n");
  options.mapping = unknown;
  third = chosho_import_criteria (table, &options);
  assert_problems (third, "error 0 - mapping-unknown colour\nnotice 0 - entries-bare -\n");
  g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (third, "criteria")), ==, 1);
  options.mapping = sheet;
  fourth = chosho_import_criteria (table, &options);
  assert_problems (fourth, "error 0 - sheet-missing ない\n");
}

/* A second file that only adds text refers to objectives that the engagement holds already. */
static void
test_known_parent (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("番号|内容|親番号\n"
                                                   "6.3.1.9.P|本文|\n"
                                                   "8.1.2.1|本文|8.1.2\n");
  g_autoptr (ChoshoValue) known = parse_json ("[{\"number\":\"6.3.1.P\",\"level\":\"objective\"},"
                                              "{\"number\":\"8.1.2\",\"level\":\"objective\"}]");
  ChoshoImportOptions options = { .criteria = known };
  g_autoptr (ChoshoImport) import = chosho_import_criteria (table, &options);
  const ChoshoValue *items = chosho_import_get_items (import, "criteria");

  assert_problems (import, "");
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (items, 0), "parent"), ==, "6.3.1.P");
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (items, 1), "parent"), ==, "8.1.2");
}

static void
test_same_column_name (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("番号|番号|内容\n8.1.2.1|9.9.9.9|本文\n");
  g_autoptr (ChoshoImport) import = chosho_import_criteria (table, NULL);

  assert_problems (import, "notice 1 B column-twice -\n");
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (chosho_import_get_items (import, "criteria"), 0),
                                            "number"),
                   ==, "8.1.2.1");
}

static void
test_nothing (void)
{
  g_autoptr (ChoshoTable) empty = chosho_table_new ("empty.csv");
  g_autoptr (ChoshoTable) garbage = make_test_table ("a|b\nc|d\n");
  g_autoptr (ChoshoImport) first = chosho_import_criteria (empty, NULL);
  g_autoptr (ChoshoImport) second = chosho_import_criteria (garbage, NULL);
  g_autofree char *line = NULL;

  assert_problems (first, "error 0 - header-missing -\n");
  assert_problems (second, "error 0 - header-missing -\n");
  line = chosho_import_format_problem (chosho_value_get_item (second->problems, 0));
  g_assert_true (g_str_has_prefix (line, "test.csv: "));
}

static void
test_problem_line (void)
{
  g_autoptr (ChoshoImport) import = chosho_import_new ("基準.xlsx");
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree char *line = NULL;
  const char *quoted;

  for (guint i = 0; i < CHOSHO_IMPORT_QUOTE_CHARACTERS + 5; i++)
    g_string_append (value, "長");
  chosho_import_add_problem (import, CHOSHO_IMPORT_PROBLEM, "一覧", 5, "B", "番号", "8.x", "number-bad", "bad");
  chosho_import_add_problem (import, CHOSHO_IMPORT_PROBLEM, "一覧", 6, "B", "番号", value->str, "number-bad", "bad");
  line = chosho_import_format_problem (chosho_value_get_item (import->problems, 0));
  g_assert_cmpstr (line, ==, "基準.xlsx, sheet 一覧, row 5, column B (番号), “8.x”: bad");
  quoted = chosho_value_get_string (chosho_value_get_item (import->problems, 1), "value");
  g_assert_cmpint (g_utf8_strlen (quoted, -1), ==, CHOSHO_IMPORT_QUOTE_CHARACTERS + 1);
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (CHOSHO_LIMIT_TEXT_BYTES + 1, 'a');
  g_autofree char *lines = g_strdup_printf ("番号|内容\n8.1.2.1|%s\n8.1.2.2|%.131072s\n", text, text);
  g_autoptr (ChoshoTable) table = make_test_table (lines);
  g_autoptr (ChoshoImport) import = chosho_import_criteria (table, NULL);

  g_assert_cmpuint (chosho_value_get_length (import->problems), ==, 1);
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (import->problems, 0), "code"), ==, "too-long");
  g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (import, "criteria")), ==, 1);
}

static void
test_item_limit (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("big.csv");
  ChoshoTableSheet *sheet = chosho_table_add_sheet (table, "", FALSE);
  ChoshoTableRow *row = chosho_table_sheet_add_row (sheet, 1, FALSE);
  g_autoptr (ChoshoImport) import = NULL;

  chosho_table_row_set (row, 0, "id");
  chosho_table_row_set (row, 1, "title");
  for (guint i = 0; i < CHOSHO_IMPORT_ITEM_LIMIT + 1; i++)
    {
      g_autofree char *id = g_strdup_printf ("c-%u", i);

      row = chosho_table_sheet_add_row (sheet, i + 2, FALSE);
      chosho_table_row_set (row, 0, id);
    }
  import = chosho_import_criteria (table, NULL);
  assert_problems (import, "notice 2 - entries-bare -\nerror 0 - limit -\n");
  g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (import, "criteria")), ==,
                    CHOSHO_IMPORT_ITEM_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/criteria/plain", test_plain);
  g_test_add_func ("/exchange/criteria/untidy", test_untidy);
  g_test_add_func ("/exchange/criteria/every-bad-row", test_every_bad_row);
  g_test_add_func ("/exchange/criteria/side-by-side", test_side_by_side);
  g_test_add_func ("/exchange/criteria/other-scheme", test_other_scheme);
  g_test_add_func ("/exchange/criteria/mapping", test_mapping);
  g_test_add_func ("/exchange/criteria/known-parent", test_known_parent);
  g_test_add_func ("/exchange/criteria/same-column-name", test_same_column_name);
  g_test_add_func ("/exchange/criteria/nothing", test_nothing);
  g_test_add_func ("/exchange/criteria/problem-line", test_problem_line);
  g_test_add_func ("/exchange/criteria/too-long", test_too_long);
  g_test_add_func ("/exchange/criteria/item-limit", test_item_limit);
  return g_test_run ();
}
