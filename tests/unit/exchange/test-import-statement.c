/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-import-statement.h"
#include "exchange-test.h"

static void
test_two_sheets (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("言明書.xlsx");
  g_autoptr (ChoshoImport) import = NULL;

  add_test_sheet (table, "言明書",
                  "管理策番号|選択／非選択|非選択理由|実施内容\n"
                  "8.1.2|○||\n"
                  "8.1.2.1|選択||台帳で管理する\n"
                  "8.1.2.2|非選択|該当資産なし|\n"
                  "８．１．２．３、8.1.2.4|採用する||\n");
  add_test_sheet (table, "個別管理策",
                  "個別管理策番号|版|名称|内容|開始日|終了日|対応管理策|システム|サービス\n"
                  "IC-1|1|台帳|旧|令和7年4月1日|2025/9/30|8.1.2.1、8.1.2.3|基盤A|サービス甲\n"
                  "IC-1|2|台帳|新|2025年10月1日|45930|8.1.2.1||\n"
                  "IC-2||表示|||||基盤B|\n"
                  "IC-3||表示||||8.1.2.1|基盤A、基盤B|サービス甲\\nサービス乙\n"
                  "IC-3||||||8.1.2.3|基盤C|\n");
  import = chosho_import_statement (table, NULL);
  assert_problems (import, "error 個別管理策 3 F date-order 45930\n"
                           "error 個別管理策 4 G control-blank -\n");
  assert_items (import, "lines",
                "[{\"control\":\"8.1.2\",\"selected\":true},"
                "{\"control\":\"8.1.2.1\",\"selected\":true,\"text\":\"台帳で管理する\"},"
                "{\"control\":\"8.1.2.2\",\"selected\":false,\"basis\":\"該当資産なし\"},"
                "{\"control\":\"8.1.2.3\",\"selected\":true},{\"control\":\"8.1.2.4\",\"selected\":true}]");
  assert_items (import, "individuals",
                "[{\"individual\":\"IC-1\",\"version\":\"1\",\"title\":\"台帳\",\"text\":\"旧\","
                "\"valid_from\":\"2025-04-01\",\"valid_to\":\"2025-09-30\",\"controls\":[\"8.1.2.1\",\"8.1.2.3\"],"
                "\"units\":[\"基盤A\"],\"services\":[\"サービス甲\"]},"
                "{\"individual\":\"IC-3\",\"version\":\"1\",\"title\":\"表示\",\"controls\":[\"8.1.2.1\",\"8.1.2.3\"],"
                "\"units\":[\"基盤A\",\"基盤B\",\"基盤C\"],\"services\":[\"サービス甲\",\"サービス乙\"]}]");
}

static void
test_every_bad_row (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("言明書.xlsx");
  g_autoptr (ChoshoImport) import = NULL;

  add_test_sheet (table, "言明書",
                  "管理策番号|選択|理由\n"
                  "8.1.2.1|○|\n"
                  "8.1.2.1|○|\n"
                  "8.1.2.1|×|理由\n"
                  "8.1.2.2||\n"
                  "8.1.2.3|どちらか|\n"
                  "|○|\n"
                  "八|○|\n"
                  "8.1.2.4、8.1.2.x|○|\n"
                  "~8.1.2.5|○|\n");
  add_test_sheet (table, "個別",
                  "個別管理策番号|開始日|終了日|管理策番号\n"
                  "IC-1|4月1日|2025-02-30|8.1.2.1\n"
                  "|2025-04-01||8.1.2.1\n"
                  "IC-2|2025-04-01||8.1.2\n"
                  "IC-3|2025-04-01||8.1.2.1\n"
                  "IC-3|2025-05-01||8.1.2.2\n");
  add_test_sheet (table, "個別2", "個別管理策番号|名称\nIC-9|x\n");
  import = chosho_import_statement (table, NULL);
  assert_problems (import, "error 言明書 4 B contradiction ×\n"
                           "error 言明書 5 B selection-blank -\n"
                           "error 言明書 6 B word-unknown どちらか\n"
                           "error 言明書 7 A control-blank -\n"
                           "error 言明書 9 A control-unknown 8.1.2.4、8.1.2.x\n"
                           "notice 言明書 10 - row-hidden -\n"
                           "error 個別 2 B date-bad 4月1日\n"
                           "error 個別 2 C date-bad 2025-02-30\n"
                           "error 個別 3 A individual-blank -\n"
                           "error 個別 4 D not-a-control 8.1.2\n"
                           "error 個別 6 B contradiction 2025-05-01\n"
                           "error 個別2 1 - column-missing -\n");
}

/* One sheet with both kinds: a line's row may have no individual control, a bad row is reported once. */
static void
test_one_sheet (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("管理策番号|選択有無|非選択理由|個別管理策番号|個別管理策|適用開始日\n"
                                                   "8.1.2.1|有||IC-1|台帳|2025-04-01\n"
                                                   "8.1.2.1|有||IC-2|承認|2025-04-01\n"
                                                   "8.1.2.2|有||IC-1|台帳|2025-04-01\n"
                                                   "8.1.2.3|無|なし|||\n"
                                                   "8.1.x|有||IC-3|x|\n"
                                                   "~8.1.2.4|有||IC-4|x|\n");
  g_autoptr (ChoshoImport) import = chosho_import_statement (table, NULL);

  assert_problems (import, "error 6 A control-unknown 8.1.x\n"
                           "notice 7 - row-hidden -\n");
  assert_items (import, "lines",
                "[{\"control\":\"8.1.2.1\",\"selected\":true},{\"control\":\"8.1.2.2\",\"selected\":true},"
                "{\"control\":\"8.1.2.3\",\"selected\":false,\"basis\":\"なし\"}]");
  assert_items (import, "individuals",
                "[{\"individual\":\"IC-1\",\"version\":\"1\",\"text\":\"台帳\",\"valid_from\":\"2025-04-01\","
                "\"controls\":[\"8.1.2.1\",\"8.1.2.2\"],\"units\":[]},"
                "{\"individual\":\"IC-2\",\"version\":\"1\",\"text\":\"承認\",\"valid_from\":\"2025-04-01\","
                "\"controls\":[\"8.1.2.1\"],\"units\":[]}]");
  g_assert_cmpint (chosho_value_get_integer (import->facts, "rows_read", 0), ==, 5);
}

static void
test_known_controls (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("管理策番号|選択\n8.1.2.1|○\n8.1.2.99|○\n");
  g_autoptr (ChoshoValue) criteria = parse_json ("[{\"number\":\"8.1.2.1\",\"level\":\"control\"}]");
  ChoshoImportOptions options = { .criteria = criteria };
  g_autoptr (ChoshoImport) import = chosho_import_statement (table, &options);

  assert_problems (import, "error 3 A control-unknown 8.1.2.99\n");
  assert_items (import, "lines", "[{\"control\":\"8.1.2.1\",\"selected\":true}]");
}

static void
test_text_only (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("管理策番号|言明内容\n8.1.2.1|行う\n");
  g_autoptr (ChoshoTable) garbage = make_test_table ("x|y\n");
  g_autoptr (ChoshoImport) import = chosho_import_statement (table, NULL);
  g_autoptr (ChoshoImport) nothing = chosho_import_statement (garbage, NULL);

  assert_problems (import, "");
  assert_items (import, "lines", "[{\"control\":\"8.1.2.1\",\"selected\":true,\"text\":\"行う\"}]");
  assert_problems (nothing, "error 0 - header-missing -\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/statement/two-sheets", test_two_sheets);
  g_test_add_func ("/exchange/statement/every-bad-row", test_every_bad_row);
  g_test_add_func ("/exchange/statement/one-sheet", test_one_sheet);
  g_test_add_func ("/exchange/statement/known-controls", test_known_controls);
  g_test_add_func ("/exchange/statement/text-only", test_text_only);
  return g_test_run ();
}
