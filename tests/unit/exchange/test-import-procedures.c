/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-import-procedures.h"
#include "exchange-test.h"

static void
test_steps (void)
{
  g_autoptr (ChoshoTable) table = make_test_table (
      "管理策|手続|手続|手続|手続|手続|依頼文|報告文|アップデートテスト要否\n"
      "管理策|番号|評価区分|監査対象|技法|内容|依頼文|報告文|アップデートテスト要否\n"
      "8.1.2.1|P-1|整備|規程|閲覧|規程を閲覧する|規程をください|規程を閲覧した|要\n"
      "8.1.2.1|P-1|整備状況評価||質問|担当者に質問する|||\n"
      "8.1.2.1|P-1|運用|申請書・承認記録・ログ・台帳|再実施|再び行う|||不要\n"
      "8.1.2.1||アップデートテスト|設定値|データ分析|比べる|||\n"
      "8.1.2.2、８．１．２．３||design|facilities|observation|見る|||\n");
  g_autoptr (ChoshoImport) import = chosho_import_procedures (table, NULL);
  const ChoshoValue *fact = chosho_value_get_item (chosho_value_get (import->facts, "sheets"), 0);

  assert_problems (import, "notice 6 E technique-unknown データ分析\n");
  g_assert_cmpint (chosho_value_get_integer (fact, "header_rows", 0), ==, 2);
  g_assert_cmpstr (chosho_value_get_string (fact, "kind"), ==, "steps");
  g_assert_false (chosho_value_get_boolean (import->facts, "explicit_ordinals", TRUE));
  assert_items (import, "steps",
                "[{\"control\":\"8.1.2.1\",\"procedure\":\"P-1\",\"phase\":\"design\",\"ordinal\":1,"
                "\"subject\":\"regulations\",\"technique\":\"inspection\",\"text\":\"規程を閲覧する\","
                "\"request_text\":\"規程をください\",\"report_text\":\"規程を閲覧した\",\"disclosable\":false,"
                "\"update_required\":true},"
                "{\"control\":\"8.1.2.1\",\"procedure\":\"P-1\",\"phase\":\"design\",\"ordinal\":2,"
                "\"technique\":\"inquiry\",\"text\":\"担当者に質問する\",\"disclosable\":false},"
                "{\"control\":\"8.1.2.1\",\"procedure\":\"P-1\",\"phase\":\"operation\",\"ordinal\":1,"
                "\"subject\":\"records\",\"technique\":\"reperformance\",\"text\":\"再び行う\",\"disclosable\":false,"
                "\"update_required\":false},"
                "{\"control\":\"8.1.2.1\",\"procedure\":\"\",\"phase\":\"update\",\"ordinal\":1,"
                "\"subject\":\"settings\",\"technique\":\"データ分析\",\"text\":\"比べる\",\"disclosable\":false},"
                "{\"control\":\"8.1.2.2\",\"procedure\":\"\",\"phase\":\"design\",\"ordinal\":1,"
                "\"subject\":\"facilities\",\"technique\":\"observation\",\"text\":\"見る\",\"disclosable\":false},"
                "{\"control\":\"8.1.2.3\",\"procedure\":\"\",\"phase\":\"design\",\"ordinal\":1,"
                "\"subject\":\"facilities\",\"technique\":\"observation\",\"text\":\"見る\",\"disclosable\":false}]");
}

/* Whether a step is tested by sample is the firm's to say; a blank cell leaves it to the subject class. */
static void
test_sampling (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("管理策番号|評価区分|対象|技法|手続内容|サンプリング要否\n"
                                                   "8.1.2.1|運用|記録|閲覧|台帳を閲覧する|不要\n"
                                                   "8.1.2.2|運用|設定|閲覧|設定を閲覧する|要\n"
                                                   "8.1.2.3|運用|記録|閲覧|記録を閲覧する|\n"
                                                   "8.1.2.4|運用|記録|閲覧|記録を閲覧する|25件\n");
  g_autoptr (ChoshoImport) import = chosho_import_procedures (table, NULL);
  const ChoshoValue *steps = chosho_import_get_items (import, "steps");

  assert_problems (import, "error 5 F word-unknown 25件\n");
  g_assert_cmpuint (chosho_value_get_length (steps), ==, 3);
  g_assert_false (chosho_value_get_boolean (chosho_value_get_item (steps, 0), "sampling", TRUE));
  g_assert_true (chosho_value_get_boolean (chosho_value_get_item (steps, 1), "sampling", FALSE));
  g_assert_null (chosho_value_get (chosho_value_get_item (steps, 2), "sampling"));
}

static void
test_every_bad_row (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("管理策番号|評価区分|手順番号|対象|技法|手続内容|開示可否|update_required\n"
                                                   "8.1.2.1|整備|1|規程|閲覧|よい|可|\n"
                                                   "8.1.2.1|整備|1|規程|閲覧|同じ番号||\n"
                                                   "8.1.2.1|いつか|2|規程|閲覧|x||\n"
                                                   "8.1.2.1||2|規程|閲覧|x||\n"
                                                   "8.1.2.1|整備|二|規程|閲覧|x||\n"
                                                   "8.1.2.1|整備|0|規程|閲覧|x||\n"
                                                   "8.1.2.1|整備|10000|規程|閲覧|x||\n"
                                                   "8.1.2.1|整備|2|心|閲覧|x||\n"
                                                   "8.1.2.1|整備|2|規程||x||\n"
                                                   "8.1.2.1|整備|2|規程|質問及び閲覧|x||\n"
                                                   "8.1.2.1|整備|2|規程|閲覧|||\n"
                                                   "|整備|2|規程|閲覧|x||\n"
                                                   "8.1.x|整備|2|規程|閲覧|x||\n"
                                                   "8.1.2|整備|2|規程|閲覧|x||\n"
                                                   "8.1.2.1～8.1.2.5|整備|2|規程|閲覧|x||\n"
                                                   "8.1.2.1|整備|2|規程|閲覧|x|多分|\n"
                                                   "8.1.2.1|整備|2|規程|閲覧|x||多分\n");
  g_autoptr (ChoshoImport) import = chosho_import_procedures (table, NULL);

  assert_problems (import, "error 3 C duplicate 1\n"
                           "error 4 B word-unknown いつか\n"
                           "error 5 B phase-blank -\n"
                           "error 6 C ordinal-bad 二\n"
                           "error 7 C ordinal-bad 0\n"
                           "error 8 C ordinal-bad 10000\n"
                           "error 9 D word-unknown 心\n"
                           "error 10 E technique-blank -\n"
                           "error 11 E technique-several 質問及び閲覧\n"
                           "error 12 F text-blank -\n"
                           "error 13 A control-blank -\n"
                           "error 14 A control-unknown 8.1.x\n"
                           "error 15 A not-a-control 8.1.2\n"
                           "error 16 A range 8.1.2.1～8.1.2.5\n"
                           "error 17 G word-unknown 多分\n"
                           "error 18 H word-unknown 多分\n");
  g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (import, "steps")), ==, 1);
  g_assert_true (chosho_value_get_boolean (import->facts, "explicit_ordinals", FALSE));
}

static const char *
get_reason (ChoshoImport *import, guint i)
{
  return chosho_value_get_string (chosho_value_get_item (import->problems, i), "reason");
}

/* Who is told that a word is not known is told which are. */
static void
test_known_words_are_named (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("管理策番号|評価区分|手順番号|対象|技法|手続内容|update_required\n"
                                                   "8.1.2.1|いつか|1|規程|閲覧|x|\n"
                                                   "8.1.2.1|整備|2|心|閲覧|x|\n"
                                                   "8.1.2.1|整備|3|規程|占い|x|\n"
                                                   "8.1.2.1|整備|4|規程|閲覧|x|多分\n");
  g_autoptr (ChoshoImport) import = chosho_import_procedures (table, NULL);

  g_assert_cmpuint (chosho_value_get_length (import->problems), ==, 4);
  g_assert_cmpstr (get_reason (import, 0), ==,
                   "this word is not known here; known are 整備状況評価 (design), 運用状況評価 (operation), アップデートテスト (update)");
  g_assert_nonnull (strstr (get_reason (import, 1), "設備・建物 (facilities)"));
  g_assert_nonnull (strstr (get_reason (import, 2), "known are 質問 (inquiry), 閲覧 (inspection), 観察 (observation), 再実施 (reperformance)"));
  g_assert_cmpstr (get_reason (import, 3), ==, "this is neither yes nor no; known are × (no), ○ (yes)");
}

static void
test_known_controls (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("control|phase|technique|text\n"
                                                   "AC-2 (1)|design|examine|by label\n"
                                                   "ac-2.1|design|test|by number\n"
                                                   "ac-9|design|test|unknown\n"
                                                   "ac|design|test|objective\n");
  g_autoptr (ChoshoValue) criteria
      = parse_json ("[{\"number\":\"ac\",\"level\":\"objective\"},"
                    "{\"number\":\"ac-2.1\",\"label\":\"AC-2 (1)\",\"level\":\"control\"}]");
  ChoshoImportOptions options = { .criteria = criteria };
  g_autoptr (ChoshoImport) import = chosho_import_procedures (table, &options);
  const ChoshoValue *items = chosho_import_get_items (import, "steps");

  assert_problems (import, "error 4 A control-unknown ac-9\n"
                           "error 5 A not-a-control ac\n");
  g_assert_cmpuint (chosho_value_get_length (items), ==, 2);
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (items, 0), "control"), ==, "ac-2.1");
  g_assert_cmpint (chosho_value_get_integer (chosho_value_get_item (items, 1), "ordinal", 0), ==, 2);
}

static void
test_own_technique (void)
{
  g_autoptr (ChoshoTable) table = make_test_table ("control|phase|technique|text\n"
                                                   "8.1.2.1|design|データ分析|a\n"
                                                   "8.1.2.1|design|ＣＡＡＴ|b\n");
  g_autoptr (ChoshoValue) techniques
      = parse_json ("[{\"id\":\"analysis\",\"label_ja\":\"データ分析\",\"label_en\":\"CAAT\",\"stands_alone\":true}]");
  ChoshoImportOptions options = { .techniques = techniques };
  g_autoptr (ChoshoImport) import = chosho_import_procedures (table, &options);

  assert_problems (import, "");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (chosho_import_get_items (import, "steps"), i),
                                              "technique"),
                     ==, "analysis");
}

static gboolean
import_disclosable (const char *text, const char *mapping, guint row)
{
  g_autoptr (ChoshoTable) table = make_test_table (text);
  g_autoptr (ChoshoValue) map = mapping != NULL ? parse_json (mapping) : NULL;
  ChoshoImportOptions options = { .mapping = map };
  g_autoptr (ChoshoImport) import = chosho_import_procedures (table, &options);
  const ChoshoValue *items = chosho_import_get_items (import, "steps");

  assert_problems (import, "");
  g_assert_cmpuint (chosho_value_get_length (items), >, row);
  return chosho_value_get_boolean (chosho_value_get_item (items, row), "disclosable", FALSE);
}

/* Restricted text goes out only where the firm says so (domain §4). */
static void
test_disclosable (void)
{
  static const char plain[] = "control|phase|technique|手続内容\n8.1.2.1|design|閲覧|a\n";
  static const char marked[] = "control|phase|technique|手続内容（開示可）\n8.1.2.1|design|閲覧|a\n";
  static const char confidential[] = "control|phase|technique|手続内容（開示不可）\n8.1.2.1|design|閲覧|a\n";
  static const char by_row[] = "control|phase|technique|手続内容（開示可）|開示可否\n"
                               "8.1.2.1|design|閲覧|a|否\n8.1.2.1|design|閲覧|b|可\n8.1.2.1|design|閲覧|c|\n";

  g_assert_false (import_disclosable (plain, NULL, 0));
  g_assert_true (import_disclosable (plain, "{\"disclosable_columns\":[\"text\"]}", 0));
  g_assert_false (import_disclosable (plain, "{\"disclosable_columns\":[\"report_text\"]}", 0));
  g_assert_true (import_disclosable (marked, NULL, 0));
  g_assert_false (import_disclosable (confidential, NULL, 0));
  g_assert_false (import_disclosable (by_row, NULL, 0));
  g_assert_true (import_disclosable (by_row, NULL, 1));
  g_assert_true (import_disclosable (by_row, NULL, 2));
}

static void
test_phase_by_sheet (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("手続.xlsx");
  g_autoptr (ChoshoImport) import = NULL;
  const ChoshoValue *items;

  add_test_sheet (table, "整備状況評価", "管理策番号|技法|手続\n8.1.2.1|閲覧|a\n");
  add_test_sheet (table, "運用状況評価", "管理策番号|技法|手続\n8.1.2.1|閲覧|b\n");
  add_test_sheet (table, "その他", "管理策番号|技法|手続\n8.1.2.1|閲覧|c\n");
  add_test_sheet (table, "技法なし", "管理策番号|手続\n8.1.2.1|c\n");
  import = chosho_import_procedures (table, NULL);
  assert_problems (import, "error その他 2 - phase-blank -\n"
                           "error 技法なし 1 - column-missing -\n");
  items = chosho_import_get_items (import, "steps");
  g_assert_cmpuint (chosho_value_get_length (items), ==, 2);
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (items, 0), "phase"), ==, "design");
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (items, 1), "phase"), ==, "operation");
}

/* One book with all three kinds. */
static void
test_templates_and_mapping (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("手続.xlsx");
  g_autoptr (ChoshoImport) import = NULL;

  add_test_sheet (table, "雛形",
                  "テンプレート番号|対象|評価区分|技法|手続内容|依頼文|報告文|開示可否\n"
                  "見本-規程|規程|整備|閲覧|{subject}を閲覧する。|ください|閲覧した|可\n"
                  "見本-規程|規程|整備|質問|質問する。|||\n"
                  "見本-規程||整備|質問|x|||\n"
                  "見本-規程|記録|整備|閲覧|x|||\n");
  add_test_sheet (table, "対応",
                  "管理策番号|監査対象\n"
                  "8.1.2.1|規程、ログ\n"
                  "8.1.2.1|設定\n"
                  "8.1.2.2\\n8.1.2.3|規程・マニュアル\n"
                  "8.1.2.4|心\n"
                  "8.1.2.5|\n");
  add_test_sheet (table, "対応2",
                  "管理策番号|規程|文書|記録|設定|設備\n"
                  "8.1.2.6|○||○|－|\n"
                  "8.1.2.7.PB||||x|\n"
                  "8.1.2.8|||||\n");
  import = chosho_import_procedures (table, NULL);
  assert_problems (import, "error 雛形 4 B template-blank -\n"
                           "error 雛形 5 B template-subjects 記録\n"
                           "error 対応 5 B word-unknown 心\n"
                           "error 対応 6 B subject-blank -\n"
                           "error 対応2 3 E word-unknown x\n"
                           "error 対応2 4 - subject-blank -\n");
  assert_items (import, "templates",
                "[{\"template\":\"見本-規程/design/1\",\"procedure\":\"見本-規程\",\"subject\":\"regulations\",\"phase\":\"design\",\"ordinal\":1,"
                "\"technique\":\"inspection\",\"text\":\"{subject}を閲覧する。\",\"request_text\":\"ください\","
                "\"report_text\":\"閲覧した\",\"disclosable\":true},"
                "{\"template\":\"見本-規程/design/2\",\"procedure\":\"見本-規程\",\"subject\":\"regulations\",\"phase\":\"design\",\"ordinal\":2,"
                "\"technique\":\"inquiry\",\"text\":\"質問する。\",\"disclosable\":false}]");
  assert_items (import, "mapping",
                "[{\"control\":\"8.1.2.1\",\"subjects\":[\"regulations\",\"records\",\"settings\"]},"
                "{\"control\":\"8.1.2.2\",\"subjects\":[\"regulations\"]},"
                "{\"control\":\"8.1.2.3\",\"subjects\":[\"regulations\"]},"
                "{\"control\":\"8.1.2.6\",\"subjects\":[\"regulations\",\"records\"]}]");
}

static void
test_nothing (void)
{
  g_autoptr (ChoshoTable) only_controls = make_test_table ("管理策番号|備考\n8.1.2.1|x\n");
  g_autoptr (ChoshoTable) garbage = make_test_table ("a|b\n1|2\n");
  g_autoptr (ChoshoImport) first = chosho_import_procedures (only_controls, NULL);
  g_autoptr (ChoshoImport) second = chosho_import_procedures (garbage, NULL);

  assert_problems (first, "error 1 - column-missing -\n");
  assert_problems (second, "error 0 - header-missing -\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/procedures/steps", test_steps);
  g_test_add_func ("/exchange/procedures/every-bad-row", test_every_bad_row);
  g_test_add_func ("/exchange/procedures/sampling", test_sampling);
  g_test_add_func ("/exchange/procedures/known-words-are-named", test_known_words_are_named);
  g_test_add_func ("/exchange/procedures/known-controls", test_known_controls);
  g_test_add_func ("/exchange/procedures/own-technique", test_own_technique);
  g_test_add_func ("/exchange/procedures/disclosable", test_disclosable);
  g_test_add_func ("/exchange/procedures/phase-by-sheet", test_phase_by_sheet);
  g_test_add_func ("/exchange/procedures/templates-and-mapping", test_templates_and_mapping);
  g_test_add_func ("/exchange/procedures/nothing", test_nothing);
  return g_test_run ();
}
