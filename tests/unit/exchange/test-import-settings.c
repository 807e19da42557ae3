/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-import-settings.h"
#include "chosho-wording.h"
#include "exchange-test.h"

static void
test_json (void)
{
  static const char json[]
      = "{\"_comment\":\"見本\",\"frequency_table\":[{\"frequency\":\"daily\",\"size\":20,\"label_ja\":\"日次\"}],"
        "\"techniques\":[{\"id\":\"inspection\",\"stands_alone\":true},{\"id\":\"inquiry\",\"stands_alone\":false}],"
                "\"deadlines\":{\"assembly_days\":60,\"retention_years\":10},"
        "\"paper_templates\":[{\"template\":\"G-01\",\"title\":\"監査計画書\"}]}";
  g_autoptr (ChoshoImport) import = chosho_import_settings_json ("設定.json", json, strlen (json));

  assert_problems (import, "");
  assert_items (import, "settings",
                "[{\"name\":\"frequency_table\",\"value\":[{\"frequency\":\"daily\",\"size\":20,\"label_ja\":\"日次\"}]},"
                "{\"name\":\"techniques\",\"value\":[{\"id\":\"inspection\",\"stands_alone\":true},"
                "{\"id\":\"inquiry\",\"stands_alone\":false}]},"
                "{\"name\":\"deadlines\",\"value\":{\"assembly_days\":60,\"retention_years\":10}},"
                "{\"name\":\"paper_templates\",\"value\":[{\"template\":\"G-01\",\"title\":\"監査計画書\","
                "\"required_for_issue\":false}]}]");
}

/* Domain §4: inquiry never stands alone, however the file words it. */
static void
test_inquiry_never_alone (void)
{
  static const char json[] = "{\"techniques\":[{\"id\":\"inquiry\",\"stands_alone\":true},"
                             "{\"id\":\"X1\",\"label_ja\":\"ヒアリング\",\"stands_alone\":true},"
                             "{\"id\":\"X2\",\"label_en\":\"Interview\",\"stands_alone\":true},"
                             "{\"id\":\"X3\",\"label_ja\":\"確認\",\"stands_alone\":true}]}";
  g_autoptr (ChoshoImport) import = chosho_import_settings_json ("設定.json", json, strlen (json));
  g_autoptr (ChoshoTable) table = make_test_table ("技法|単独可\n質問|○\n閲覧|○\n書面質問|否\n");
  g_autoptr (ChoshoImport) from_table = chosho_import_settings (table, NULL);
  const ChoshoValue *value
      = chosho_value_get (chosho_value_get_item (chosho_import_get_items (import, "settings"), 0), "value");

  assert_problems (import, "notice techniques 1 stands_alone inquiry-alone true\n"
                           "notice techniques 2 stands_alone inquiry-alone true\n"
                           "notice techniques 3 stands_alone inquiry-alone true\n");
  g_assert_cmpuint (chosho_value_get_length (value), ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (chosho_value_get_boolean (chosho_value_get_item (value, i), "stands_alone", TRUE), ==, i == 3);
  assert_problems (from_table, "notice 2 B inquiry-alone ○\n"
                               "error 4 - duplicate -\n");
  assert_items (from_table, "settings",
                "[{\"name\":\"techniques\",\"value\":[{\"id\":\"inquiry\",\"label_ja\":\"質問\",\"stands_alone\":false},"
                "{\"id\":\"inspection\",\"label_ja\":\"閲覧\",\"stands_alone\":true}]}]");
}

static void
test_bad_json (void)
{
  static const char json[]
      = "{\"colour\":1,\"ticks\":{},\"words\":{\"fr\":[\"x\"],\"ja\":[1,\"\"]},"
        "\"deadlines\":{\"assembly_days\":0,\"tomorrow\":1},"
        "\"frequency_table\":[{\"frequency\":\"daily\"},{\"frequency\":\"weekly\",\"size\":\"5\"},"
        "{\"frequency\":\"a\",\"size\":0},{\"frequency\":\"b\",\"size\":100001},"
        "{\"frequency\":\"c\",\"size\":1,\"risk\":2},{\"frequency\":\"c\",\"size\":2},7]}";
  g_autoptr (ChoshoImport) import = chosho_import_settings_json ("設定.json", json, strlen (json));

  assert_problems (import, "error colour 0 - name-unknown 1\n"
                           "error deadlines 0 assembly_days deadline-bad 0\n"
                           "error deadlines 0 tomorrow name-unknown 1\n"
                           "error frequency_table 1 size member-missing -\n"
                           "error frequency_table 2 size member-type \"5\"\n"
                           "error frequency_table 3 size size-bad 0\n"
                           "error frequency_table 4 size size-bad 100001\n"
                           "notice frequency_table 5 - member-unknown {\"frequency\":\"c\",\"risk\":2,\"size\":1}\n"
                           "error frequency_table 6 - duplicate {\"frequency\":\"c\",\"size\":2}\n"
                           "error frequency_table 7 - member-type 7\n"
                           "error ticks 0 - member-type {}\n"
                           "error words 0 fr language-unknown -\n"
                           "error words 1 ja member-type 1\n"
                           "error words 2 ja member-type \"\"\n");
  assert_items (import, "settings",
                "[{\"name\":\"frequency_table\",\"value\":[{\"frequency\":\"c\",\"size\":1}]}]");
}

static void
test_no_json (void)
{
  g_autofree char *large = g_strnfill (CHOSHO_SETTINGS_BYTES + 1, ' ');
  g_autoptr (ChoshoImport) broken = chosho_import_settings_json ("a.json", "{\"a\":", 5);
  g_autoptr (ChoshoImport) list = chosho_import_settings_json ("a.json", "[]", 2);
  g_autoptr (ChoshoImport) fraction = chosho_import_settings_json ("a.json", "{\"a\":1.5}", 9);
  g_autoptr (ChoshoImport) too_large = chosho_import_settings_json ("a.json", large, CHOSHO_SETTINGS_BYTES + 1);

  assert_problems (broken, "error 0 - json -\n");
  assert_problems (list, "error 0 - json -\n");
  assert_problems (fraction, "error 0 - json -\n");
  assert_problems (too_large, "error 0 - json -\n");
}

static guint
count_hits (ChoshoImport *import, const char *text)
{
  const ChoshoValue *item = chosho_value_get_item (chosho_import_get_items (import, "settings"), 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new (chosho_value_get (item, "value"), &error);
  g_autoptr (GPtrArray) hits = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (chosho_value_get_string (item, "name"), ==, "wording");
  hits = chosho_wording_check (rules, text, NULL, NULL);
  return hits->len;
}

/* Each list by its place, with what is wrong in it. */
static void
test_wording_places (void)
{
  static const char json[] = "{\"wording\":[{\"format\":1,\"language\":\"ja\",\"rules\":[{\"id\":\"a\",\"pattern\":\"x\"}]},"
                             "{\"format\":1,\"language\":\"fr\",\"rules\":[{\"id\":\"a\",\"pattern\":\"x\"}]},"
                             "{\"format\":1,\"language\":\"en\",\"quotes\":\"「」\",\"rules\":[{\"id\":\"a\",\"pattern\":\"x\"}]}]}";
  static const char none[] = "{\"wording\":[]}";
  g_autoptr (ChoshoImport) import = chosho_import_settings_json ("a.json", json, strlen (json));
  g_autoptr (ChoshoImport) empty = chosho_import_settings_json ("a.json", none, strlen (none));

  assert_problems (import, "error wording 2 language language-unknown \"fr\"\n"
                           "error wording 3 - wording-bad -\n");
  assert_problems (empty, "error wording 0 - wording-bad -\n");
}

static void
test_wording (void)
{
  static const char good[] = "{\"wording\":[{\"format\":1,\"language\":\"ja\","
                             "\"rules\":[{\"id\":\"a\",\"pattern\":\"適切である\"}]}]}";
  static const char bad[] = "{\"wording\":[{\"format\":1,\"language\":\"ja\","
                            "\"rules\":[{\"id\":\"a\",\"pattern\":\"(\"}]}]}";
  g_autoptr (ChoshoImport) first = chosho_import_settings_json ("a.json", good, strlen (good));
  g_autoptr (ChoshoImport) second = chosho_import_settings_json ("a.json", bad, strlen (bad));

  assert_problems (first, "");
  /* The other language of reports keeps the built-in list: a firm's Japanese words switch off no English. */
  g_assert_cmpuint (count_hits (first, "統制は適切である。"), ==, 1);
  g_assert_cmpuint (count_hits (first, "統制は有効である。"), ==, 0);
  g_assert_cmpuint (count_hits (first, "The control is effective."), ==, 1);
  assert_problems (second, "error wording 1 - wording-bad -\n");
  g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (second, "settings")), ==, 0);
}

/* Phrases are added to the built-in lists, or to the complete ones of the same file. */
static void
test_phrases (void)
{
  static const char json[] = "{\"words\":{\"ja\":[\"太鼓判(大)を押す\",\"太鼓判(大)を押す\"],\"en\":[\"gives comfort\"]}}";
  static const char both[] = "{\"words\":{\"ja\":[\"太鼓判\"]},\"wording\":[{\"format\":1,\"language\":\"ja\","
                             "\"rules\":[{\"id\":\"a\",\"pattern\":\"お墨付き\"}]}]}";
  g_autoptr (ChoshoImport) added = chosho_import_settings_json ("a.json", json, strlen (json));
  g_autoptr (ChoshoImport) own = chosho_import_settings_json ("a.json", both, strlen (both));
  g_autoptr (ChoshoTable) table = make_test_table ("禁止表現|言語\n太鼓判|日本語\nGives comfort|\nx|仏語\n|日本語\n");
  g_autoptr (ChoshoImport) from_table = chosho_import_settings (table, NULL);

  assert_problems (added, "");
  assert_problems (own, "");
  g_assert_cmpuint (count_hits (added, "統制に太鼓判(大)を押す。"), ==, 1);
  g_assert_cmpuint (count_hits (added, "「太鼓判(大)を押す」と述べた。"), ==, 0);
  g_assert_cmpuint (count_hits (added, "This Gives Comfort."), ==, 1);
  g_assert_cmpuint (count_hits (added, "統制は有効である。"), ==, 1);
  g_assert_cmpuint (count_hits (own, "太鼓判とお墨付き"), ==, 2);
  g_assert_cmpuint (count_hits (own, "統制は有効である。"), ==, 0);
  assert_problems (from_table, "error 4 B language-unknown 仏語\n"
                               "error 5 A member-type -\n");
  g_assert_cmpuint (count_hits (from_table, "太鼓判。It gives comfort."), ==, 2);
}

static void
test_too_many_phrases (void)
{
  g_autoptr (GString) text = g_string_new ("禁止表現|言語\n");
  g_autoptr (ChoshoTable) table = NULL;
  g_autoptr (ChoshoImport) import = NULL;

  for (guint i = 0; i <= CHOSHO_WORDING_RULES; i++)
    g_string_append_printf (text, "語%u|ja\n", i);
  table = make_test_table (text->str);
  import = chosho_import_settings (table, NULL);
  assert_problems (import, "error words 0 - wording-bad -\n");
  g_assert_cmpuint (chosho_value_get_length (chosho_import_get_items (import, "settings")), ==, 0);
}

static void
test_tables (void)
{
  g_autoptr (ChoshoTable) table = chosho_table_new ("設定.xlsx");
  g_autoptr (ChoshoImport) import = NULL;

  add_test_sheet (table, "頻度", "頻度|サンプル数\n日次|２０\n週次|五\n月次|0\n");
  add_test_sheet (table, "凡例", "記号|意味\n✓|突合した\n✗|例外\n|空\n");
  add_test_sheet (table, "期限", "項目|値\n調書整理期限|60\n保存期間|0\n知らない|1\n");
  add_test_sheet (table, "一般調書", "調書番号|表題|本文|発行要件\nG-01|計画|本文|要\nG-02||x|\nG-03|x||多分\n");
  add_test_sheet (table, "ほか", "甲|乙\n");
  import = chosho_import_settings (table, NULL);
  assert_problems (import, "error 頻度 3 B integer-bad 五\n"
                           "error 頻度 4 B size-bad 0\n"
                           "error 凡例 4 A member-missing -\n"
                           "error 期限 3 B deadline-bad 0\n"
                           "error 期限 4 A name-unknown 知らない\n"
                           "error 一般調書 3 B member-missing -\n"
                           "error 一般調書 4 D word-unknown 多分\n"
                           "notice ほか 0 - sheet-left-out -\n");
  assert_items (import, "settings",
                "[{\"name\":\"frequency_table\",\"value\":[{\"frequency\":\"日次\",\"size\":20}]},"
                "{\"name\":\"ticks\",\"value\":[{\"mark\":\"✓\",\"label_ja\":\"突合した\"},"
                "{\"mark\":\"✗\",\"label_ja\":\"例外\"}]},"
                "{\"name\":\"deadlines\",\"value\":{\"assembly_days\":60}},"
                "{\"name\":\"paper_templates\",\"value\":[{\"template\":\"G-01\",\"title\":\"計画\",\"text\":\"本文\","
                "\"required_for_issue\":true}]}]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/settings/json", test_json);
  g_test_add_func ("/exchange/settings/inquiry-never-alone", test_inquiry_never_alone);
  g_test_add_func ("/exchange/settings/bad-json", test_bad_json);
  g_test_add_func ("/exchange/settings/no-json", test_no_json);
  g_test_add_func ("/exchange/settings/wording", test_wording);
  g_test_add_func ("/exchange/settings/wording-places", test_wording_places);
  g_test_add_func ("/exchange/settings/phrases", test_phrases);
  g_test_add_func ("/exchange/settings/too-many-phrases", test_too_many_phrases);
  g_test_add_func ("/exchange/settings/tables", test_tables);
  return g_test_run ();
}
