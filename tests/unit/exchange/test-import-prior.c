/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-import-prior.h"
#include "exchange-test.h"

/* What the firm calls things is kept; rows without a period are about the one that was given. */
static void
test_rows (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("前年度.xlsx");
  g_autoptr (ChoshoImport) import = NULL;

  add_test_sheet (table, "結果",
                  "管理策番号|個別管理策番号|手続番号|整備/運用|監査技法|実施日|結果区分|実施結果|発見事項|備考|年度\n"
                  "8.1.2.1|IC-1|P1|運用評価|閲覧|2025年5月頃|良|台帳を閲覧した。||次年度も確認|\n"
                  "８．１．２．１||P2||質問|||担当者に質問した。|||\n"
                  "8.1.2.2、8.1.2.3|||||||同じ台帳を閲覧した。|承認の欠落1件||2023年度\n");
  import = chosho_import_prior (table, "2024年度", NULL);
  assert_problems (import, "");
  assert_items (import, "results",
                "[{\"control\":\"8.1.2.1\",\"individual\":\"IC-1\",\"procedure\":\"P1\",\"phase\":\"運用評価\",\"technique\":\"閲覧\","
                "\"performed_on\":\"2025年5月頃\",\"outcome\":\"良\",\"result\":\"台帳を閲覧した。\",\"remarks\":\"次年度も確認\","
                "\"period\":\"2024年度\",\"source\":\"前年度.xlsx\",\"ordinal\":\"0001\"},"
                "{\"control\":\"8.1.2.1\",\"procedure\":\"P2\",\"technique\":\"質問\",\"result\":\"担当者に質問した。\","
                "\"period\":\"2024年度\",\"source\":\"前年度.xlsx\",\"ordinal\":\"0002\"},"
                "{\"control\":\"8.1.2.2\",\"result\":\"同じ台帳を閲覧した。\",\"finding_text\":\"承認の欠落1件\","
                "\"period\":\"2023年度\",\"source\":\"前年度.xlsx\",\"ordinal\":\"0001\"},"
                "{\"control\":\"8.1.2.3\",\"result\":\"同じ台帳を閲覧した。\",\"finding_text\":\"承認の欠落1件\","
                "\"period\":\"2023年度\",\"source\":\"前年度.xlsx\",\"ordinal\":\"0001\"}]");
}

static void
test_bad_rows (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("前年度.xlsx");
  g_autoptr (ChoshoImport) import = NULL;

  add_test_sheet (table, "結果",
                  "管理策番号|実施結果\n"
                  "8.1.2.1|良い\n"
                  "|どこの結果か\n"
                  "8.1.2.4、8.1.2.x|番号でない\n"
                  "8.1.2.2|\n");
  import = chosho_import_prior (table, "", NULL);
  assert_problems (import, "error 結果 3 A control-blank -\n"
                           "error 結果 4 A control-unknown 8.1.2.4、8.1.2.x\n"
                           "notice 結果 5 B result-blank -\n");
}

static void
test_no_such_sheet (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("x.csv");
  g_autoptr (ChoshoImport) import = NULL;

  add_test_sheet (table, "x", "a|b\n1|2\n");
  import = chosho_import_prior (table, "", NULL);
  g_assert_cmpuint (import->n_errors, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/prior/rows", test_rows);
  g_test_add_func ("/exchange/prior/bad-rows", test_bad_rows);
  g_test_add_func ("/exchange/prior/no-such-sheet", test_no_such_sheet);
  return g_test_run ();
}
