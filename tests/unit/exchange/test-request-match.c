/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-request-match.h"

#define RANDOM_NAMES 20000 /* made of what names of files are made of, and of numbers that come near the requests' */
#define SEED 20261130

static const char list[] =
  "[{\"id\":\"a\",\"number\":\"R-012\",\"text\":\"特権IDの申請書と承認記録\",\"state\":\"requested\",\"files\":\"特権ID申請台帳_2025.xlsx\\nprivileged.csv\"},"
  "{\"id\":\"b\",\"number\":\"R-1.2\",\"text\":\"バックアップの取得記録\",\"state\":\"requested\"},"
  "{\"id\":\"c\",\"number\":\"7\",\"text\":\"入退室の記録\",\"state\":\"requested\"},"
  "{\"id\":\"d\",\"number\":\"規程一式\",\"text\":\"情報セキュリティ規程\",\"state\":\"returned\"},"
  "{\"id\":\"e\",\"number\":\"R-90\",\"text\":\"特権IDの申請書と承認記録\",\"state\":\"withdrawn\"}]";

static ChoshoValue *
find (ChoshoValue *requests, const char *name, const char *folder)
{
  g_autoptr (ChoshoRequestMatch) match = chosho_request_match_new (requests);

  chosho_request_match_add_name (match, "b", "nightly_backup_report_v1.pdf");
  return chosho_request_match_find (match, name, folder);
}

/* "a:number!" for the first candidate: request, reason and, where it needs no person, a mark. */
static void
expect (const char *name, const char *folder, const char *first)
{
  g_autoptr (ChoshoValue) requests = chosho_value_parse (list, strlen (list), NULL);
  g_autoptr (ChoshoValue) found = find (requests, name, folder);
  ChoshoValue *best = chosho_value_get_item (found, 0);
  g_autofree char *told = best == NULL ? g_strdup ("")
                                       : g_strdup_printf ("%s:%s%s", chosho_value_get_string (best, "request"), chosho_value_get_string (best, "reason"),
                                                          chosho_value_get_boolean (best, "sure", FALSE) ? "!" : "");

  if (strcmp (told, first) != 0)
    g_error ("“%s” in “%s”: %s, not %s", name, folder, told, first);
}

/* As people type a number: zeros, width, case, separators; and what only looks like one. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *name, *first;
  } names[] = {
    { "R-012_申請台帳.xlsx", "a:number!" }, { "R012.pdf", "a:number!" }, { "r-12.pdf", "a:number!" }, { "Ｒ－０１２　台帳.pdf", "a:number!" },
    { "【R_12】ログ.txt", "a:number!" }, { "R‐12.zip", "a:number!" }, { "Rー12.zip", "a:number!" }, { "資料R-12-1.pdf", "a:number!" },
    { "R-120.pdf", "" }, { "R-0123.pdf", "" }, { "XR-12.pdf", "" }, { "R-1.2.pdf", "b:number!" }, { "R-1_2 ログ.pdf", "b:number!" }, { "R12 ログ.pdf", "a:number!" },
    { "7.pdf", "c:number!" }, { "No.7 記録.pdf", "c:number!" }, { "依頼7.pdf", "c:number!" }, { "#7.pdf", "c:number!" }, { "07_入退室.csv", "c:number!" },
    { "2025-07-07.pdf", "" }, { "v7.pdf", "" }, { "規程一式.zip", "d:number!" }, { "R-90.pdf", "e:number!" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    expect (names[i].name, "", names[i].first);
  expect ("scan0001.pdf", "R-012/証跡", "a:number!");
  expect ("scan0001.pdf", "受領/規程一式", "d:number!");
  expect ("R-90.pdf", "R-012", "e:number!"); /* a name says more than a folder's */
}

/* Names of the client's list, or nearly so; words of the request; what is withdrawn is found by its number alone. */
static void
test_names (void)
{
  expect ("特権ID申請台帳_2025.xlsx", "", "a:named!");
  expect ("特権ＩＤ申請台帳-2025.XLSX", "", "a:named!");
  expect ("特権ID申請台帳_2026.xlsx", "", "a:similar");
  expect ("privilegd.csv", "", "a:similar");
  expect ("nightly_backup_report_v2.pdf", "", "b:similar");
  expect ("承認記録.pdf", "", "a:words");
  expect ("休暇届.pdf", "", "");
  expect ("", "", "");
  expect (".pdf", "///", "");
}

/* What a computer left beside the files repeats their names and answers nothing. */
static void
test_left_behind (void)
{
  expect ("._R-012_申請台帳.xlsx", "__MACOSX/R-012", "");
  expect ("R-012_申請台帳.xlsx", "提出/__MACOSX", "");
  expect ("~$R-012_申請台帳.xlsx", "", "");
  expect (".DS_Store", "R-012", "");
  expect ("Thumbs.db", "R-012", "");
  expect ("desktop.ini", "R-012", "");
  expect ("Thumbs.db の設定 R-012.pdf", "", "a:number!");
}

/* Whatever a file is called: few candidates, the best first, only a number or a listed name is sure. */
static void
test_random (void)
{
  static const char *const parts[] = { "R", "r", "Ｒ", "-", "－", "ー", "_", ".", "０", "0", "1", "12", "012", "7", "90", "#", "No.", "番号", "依頼", "規程", "一式",
                                       "承認", "記録", "特権ID", "申請", "台帳", "2025", "/", " ", "　", "が", "か\xE3\x82\x99", ".xlsx", ".pdf", "(", "【", "🈁",
                                       "nightly", "backup", "report", "\t", "%s", "\\" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (ChoshoValue) requests = chosho_value_parse (list, strlen (list), NULL);

  for (guint n = 0; n < RANDOM_NAMES; n++)
    {
      g_autoptr (GString) name = g_string_new (NULL), folder = g_string_new (NULL);
      g_autoptr (ChoshoValue) found = NULL;
      gint64 before = 101;

      for (gint i = g_rand_int_range (rand, 0, n % 500 == 0 ? 300 : 9); i > 0; i--)
        g_string_append (g_rand_int_range (rand, 0, 4) > 0 ? name : folder, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
      found = find (requests, name->str, folder->str);
      g_assert_cmpuint (chosho_value_get_length (found), <=, CHOSHO_REQUEST_MATCH_CANDIDATES);
      for (guint i = 0; i < chosho_value_get_length (found); i++)
        {
          ChoshoValue *one = chosho_value_get_item (found, i);
          const char *reason = chosho_value_get_string (one, "reason");
          gint64 score = chosho_value_get_integer (one, "score", 0);

          g_assert_true (score >= 1 && score <= before);
          g_assert_cmpint (chosho_value_get_boolean (one, "sure", FALSE), ==, strcmp (reason, "number") == 0 || strcmp (reason, "named") == 0);
          before = score;
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request-match/numbers", test_numbers);
  g_test_add_func ("/request-match/names", test_names);
  g_test_add_func ("/exchange/request-match/left-behind", test_left_behind);
  g_test_add_func ("/request-match/random", test_random);
  return g_test_run ();
}
