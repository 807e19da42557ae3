/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-text.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static void
run_cases (char *(*function) (const char *), const Case *cases, gsize count)
{
  for (gsize i = 0; i < count; i++)
    {
      g_autofree char *got = function (cases[i].text);
      g_autofree char *twice = function (got);

      g_assert_cmpstr (got, ==, cases[i].expected);
      g_assert_cmpstr (twice, ==, cases[i].expected); /* what is stored and what is asked meet */
    }
}

static void
test_normalise (void)
{
  static const Case cases[] = {
    { NULL, "" },
    { "", "" },
    { "ＡＢＣ１２３", "abc123" },
    { "ｱｸｾｽ ﾛｸﾞ", "アクセス ログ" },
    { "か\u3099", "が" },
    { "a \t\n\u3000\u00a0b", "a b" },
    { "  a  ", "a" },
    { "Straße", "strasse" },
    { "㈱テスト", "(株)テスト" },
    { "①", "1" },
    { "\u1fb3\u0301", "\u03ac\u03b9" },
    { "a\xff" "b", "a\ufffd" "b" },
  };

  run_cases (chosho_text_normalise, cases, G_N_ELEMENTS (cases));
}

static void
test_header_key (void)
{
  static const Case cases[] = {
    { NULL, "" },
    { "管理策番号", "管理策番号" },
    { "管理策 番号", "管理策番号" },
    { "管理策（番号）", "管理策番号" },
    { "管理策\n番号", "管理策番号" },
    { "\ufeff管理策番号", "管理策番号" },
    { "管理策\u200b番号", "管理策番号" },
    { "【管理策】・「番号」", "管理策番号" },
    { "Control No.", "controlno" },
    { "CONTROL_NO", "controlno" },
    { "ｺﾝﾄﾛｰﾙ", "コントロール" },
    { "○", "○" },
    { "", "" },
  };

  run_cases (chosho_text_header_key, cases, G_N_ELEMENTS (cases));
}

static void
test_fold_width (void)
{
  static const Case cases[] = {
    { NULL, "" },
    { "８．１．２．１", "8.1.2.1" },
    { "８。１。２", "8.1.2" },
    { "８.１．２.１．ＰＢ", "8.1.2.1.PB" },
    { "２０２６－１１－２０", "2026-11-20" },
    { "２０２６／１１／２０", "2026/11/20" },
    { "２０２６ー１１ー２０", "2026-11-20" },
    { "2026−11–20", "2026-11-20" },
    { "AC‐2", "AC-2" },
    { "　 8.1 \t\u3000", "8.1" },
    { "データ", "データ" },
    { "完了。", "完了。" },
    { "（ａ）", "（a）" },
    { "8 . 1", "8 . 1" },
    { "　", "" },
  };

  run_cases (chosho_text_fold_width, cases, G_N_ELEMENTS (cases));
}

static void
test_is_valid (void)
{
  static const char nul[] = "a\0b";
  static const char surrogate[] = "\xed\xa0\x80", overlong[] = "\xc0\xaf", cut[] = "\xe7\xa5", beyond[] = "\xf4\x90\x80\x80";

  g_assert_true (chosho_text_is_valid ("", 0));
  g_assert_true (chosho_text_is_valid (NULL, 0));
  g_assert_true (chosho_text_is_valid ("神", strlen ("神")));
  g_assert_true (chosho_text_is_valid ("abc\xff", 3)); /* exactly the size given, not one byte more */
  g_assert_false (chosho_text_is_valid ("abc\xff", 4));
  g_assert_false (chosho_text_is_valid (nul, 3));
  g_assert_false (chosho_text_is_valid ("a", 2));
  g_assert_false (chosho_text_is_valid (surrogate, 3));
  g_assert_false (chosho_text_is_valid (overlong, 2));
  g_assert_false (chosho_text_is_valid (cut, 2));
  g_assert_false (chosho_text_is_valid (beyond, 4));
}

/* Keys of a record are alike for most of their length, and differ in any place. */
static void
test_hash (void)
{
  enum { N = 20000 };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint collisions = 0;

  g_assert_cmpuint (chosho_text_hash ("step:8.1.2.1:a"), ==, chosho_text_hash (g_intern_string ("step:8.1.2.1:a")));
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s:8.%u.2.%u:%0*d", i % 2 == 0 ? "link" : "step", i % 7, i / 7 % 11, 1 + i % 40, i);

      collisions += !g_hash_table_add (seen, GUINT_TO_POINTER (chosho_text_hash (key)));
    }
  g_assert_cmpuint (collisions, <, N / 1000); /* of 2^32 values hardly one is met twice */
}

/* The short way through most texts and the long way through any give the same: "é" takes the long one. */
static void
test_normalise_every_character (void)
{
  for (gunichar c = 1; c < 0x20000; c++)
    {
      g_autoptr (GString) text = g_string_new ("Aか");
      g_autofree char *found = NULL, *marked = NULL, *expected = NULL, *got = NULL;

      if (c >= 0xd800 && c <= 0xdfff)
        continue;
      g_string_append_unichar (text, c);
      g_string_append (text, "カ亜 ");
      marked = g_strconcat ("é ", text->str, NULL);
      found = chosho_text_normalise (text->str);
      expected = g_strconcat ("é ", found, NULL);
      got = chosho_text_normalise (marked);
      g_assert_cmpstr (got, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/normalise", test_normalise);
  g_test_add_func ("/base/text/normalise-every-character", test_normalise_every_character);
  g_test_add_func ("/base/text/header-key", test_header_key);
  g_test_add_func ("/base/text/fold-width", test_fold_width);
  g_test_add_func ("/base/text/is-valid", test_is_valid);
  g_test_add_func ("/base/text/hash", test_hash);
  return g_test_run ();
}
