/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-find-text.h"

/* Places are told as "first+count first+count". */
static void
expect (const char *text, const char *needle, const char *places)
{
  g_autoptr (GArray) hits = chosho_find_text (text, needle);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    g_string_append_printf (found, "%s%u+%u", i > 0 ? " " : "", g_array_index (hits, ChoshoHit, i).first,
                            g_array_index (hits, ChoshoHit, i).n_characters);
  g_assert_cmpstr (found->str, ==, places);
}

static void
test_plain (void)
{
  expect ("特権IDの管理。特権の付与", "特権", "0+2 8+2");
  expect ("aaa", "aa", "0+2");
  expect ("特権", "権限", "");
}

static void
test_width_and_case (void)
{
  expect ("特権ＩＤの一覧", "id", "2+2");
  expect ("ﾊﾟｽﾜｰﾄﾞ", "パスワード", "0+7");
  expect ("パスワード", "ﾊﾟｽﾜｰﾄﾞ", "0+5");
  expect ("パスワード", "ハス", "");
  expect ("パスワード", "パスワート", "");
  expect ("㈱見本", "(株)", "0+1");
}

static void
test_line_breaks (void)
{
  expect ("多要素認\n証を用いる", "多要素認証", "0+6");
  expect ("多要素認証", "多要 素", "0+3");
}

static void
test_words_parted (void)
{
  expect ("for exam-\nple this", "example", "4+9");
  expect ("E-K7QX-\n0412", "E-K7QX-0412", "0+12");
  expect ("soft\302\255ware", "software", "0+9");
}

/* One character of JIS X 0208 is two of Unicode: what Windows wrote is found by what another computer types, and the reverse. */
static void
test_two_tables (void)
{
  static const char *const pairs[][2] = { { "〜", "～" }, { "−", "－" }, { "‖", "∥" }, { "—", "―" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *one = g_strdup_printf ("期間2025-04%s2026-03", pairs[i][0]), *other = g_strdup_printf ("04 %s 2026", pairs[i][1]);
      g_autofree char *third = g_strdup_printf ("期間2025-04%s2026-03", pairs[i][1]), *fourth = g_strdup_printf ("04 %s 2026", pairs[i][0]);

      expect (one, other, "7+7");
      expect (third, fourth, "7+7");
    }
  expect ("2025-04~2026-03", "04〜", "5+3");
  expect ("スーパー", "ス-", "");
}

/* A letter is the same however its marks are written. */
static void
test_marks (void)
{
  expect ("か\343\202\231", "が", "0+2");
  expect ("が", "か\343\202\231", "0+1");
  expect ("が", "か", "");
  expect ("\341\204\200\341\205\241", "가", "0+2");
}

static void
test_fold (void)
{
  g_autofree char *folded = chosho_find_text_fold ("　特権 ＩＤ\nの\t管理\x1f（ｱﾝｶﾞ）");

  g_assert_cmpstr (folded, ==, "特権idの管理\x1f(アンガ)");
}

static void
test_nothing (void)
{
  expect ("特権", "", "");
  expect ("特権", "  ", "");
  expect ("", "特権", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/find-text/plain", test_plain);
  g_test_add_func ("/base/find-text/width-and-case", test_width_and_case);
  g_test_add_func ("/base/find-text/line-breaks", test_line_breaks);
  g_test_add_func ("/base/find-text/words-parted", test_words_parted);
  g_test_add_func ("/base/find-text/marks", test_marks);
  g_test_add_func ("/base/find-text/two-tables", test_two_tables);
  g_test_add_func ("/base/find-text/fold", test_fold);
  g_test_add_func ("/base/find-text/nothing", test_nothing);
  return g_test_run ();
}
