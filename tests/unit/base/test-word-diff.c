/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-word-diff.h"

/* "same[-removed-]{+added+}" */
static char *
show (const char *old, const char *new)
{
  g_autoptr (GPtrArray) parts = chosho_word_diff (old, new);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const ChoshoDiffPart *part = g_ptr_array_index (parts, i);

      g_string_append_printf (text, part->kind == CHOSHO_DIFF_SAME ? "%s" : part->kind == CHOSHO_DIFF_REMOVED ? "[-%s-]" : "{+%s+}", part->text);
    }
  return g_string_free (text, FALSE);
}

static void
test_examples (void)
{
  static const char *const examples[][3] = {
    { "", "", "" },
    { "", "追加", "{+追加+}" },
    { "削除", "", "[-削除-]" },
    { "同じ文", "同じ文", "同じ文" },
    /* kanji and hiragana singly */
    { "規程第5条を閲覧した。", "規程第6条を閲覧した。", "規程第[-5-]{+6+}条を閲覧した。" },
    { "月次で点検している。", "四半期で点検している。", "[-月次-]{+四半期+}で点検している。" },
    /* katakana and Latin letters as words: no word is torn */
    { "サーバーを確かめた。", "サービスを確かめた。", "[-サーバー-]{+サービス+}を確かめた。" },
    { "Reviewed rule 12.", "Reviewed rule 13.", "Reviewed rule [-12-]{+13+}." },
    { "FIDO2認証", "FIDO3認証", "[-FIDO2-]{+FIDO3+}認証" },
    /* what was added at the end, with a new line */
    { "確かめた。", "確かめた。\n追記あり。", "確かめた。{+\n追記あり。+}" },
    /* one character in common does not tear a replacement apart */
    { "AはBの", "CはDの", "[-AはB-]{+CはD+}の" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *shown = show (examples[i][0], examples[i][1]);

      g_assert_cmpstr (shown, ==, examples[i][2]);
    }
}

static char *
make_text (GRand *rand, guint length)
{
  static const char *const pieces[] = { "規", "程", "を", "閲", "覧", "し", "た", "。", "\n", " ", "サ", "ー", "バ", "a", "B", "7", "🙂", "e\xCC\x81" };
  GString *text = g_string_new (NULL);

  while (length-- > 0)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
check_whole (const char *old, const char *new)
{
  g_autoptr (GPtrArray) parts = chosho_word_diff (old, new);
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const ChoshoDiffPart *part = g_ptr_array_index (parts, i);

      g_assert_cmpstr (part->text, !=, "");
      if (part->kind != CHOSHO_DIFF_ADDED)
        g_string_append (before, part->text);
      if (part->kind != CHOSHO_DIFF_REMOVED)
        g_string_append (after, part->text);
    }
  g_assert_cmpstr (before->str, ==, old);
  g_assert_cmpstr (after->str, ==, new);
}

/* Whatever the texts: both can be read off the parts. */
static void
test_whole (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260401);

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *old = make_text (rand, (guint) g_rand_int_range (rand, 0, 40));
      g_autofree char *new = make_text (rand, (guint) g_rand_int_range (rand, 0, 40));

      check_whole (old, new);
    }
}

/* Past the limit it is one replacement, and what both texts begin and end with still stands. */
static void
test_limit (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autofree char *a = make_text (rand, 6000);
  g_autofree char *b = make_text (rand, 6000);
  g_autofree char *old = g_strconcat ("始め、", a, "、終わり", NULL);
  g_autofree char *new = g_strconcat ("始め、", b, "、終わり", NULL);
  g_autoptr (GPtrArray) parts = chosho_word_diff (old, new);

  check_whole (old, new);
  g_assert_cmpuint (parts->len, <=, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-diff/examples", test_examples);
  g_test_add_func ("/word-diff/whole", test_whole);
  g_test_add_func ("/word-diff/limit", test_limit);
  return g_test_run ();
}
