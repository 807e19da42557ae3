/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order in which text is read that does not run across the page, from places alone. Letters are 10 × 10. */

#include "chosho-reading-order.h"

#define LETTER 10.0

/* Letters of @text from the centre (x, y) on, each (dx, dy) further; a blank goes on without standing anywhere; "\n" ends the line. */
static void
put (GArray *page, const char *text, double x, double y, double dx, double dy)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      ChoshoPlacedCharacter placed = { g_utf8_get_char (p), x - LETTER / 2, y - LETTER / 2, x + LETTER / 2, y + LETTER / 2 };

      if (*p == '\n' || *p == ' ')
        placed.right = placed.left;
      g_array_append_val (page, placed);
      if (*p != '\n')
        {
          x += dx;
          y += dy;
        }
    }
}

static void
assert_order (GArray *page, const char *expected)
{
  g_autoptr (GArray) ordered = chosho_reading_order (page);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ordered->len; i++)
    g_string_append_unichar (text, g_array_index (ordered, ChoshoPlacedCharacter, i).character);
  g_assert_cmpstr (text->str, ==, expected);
}

static GArray *
page_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ChoshoPlacedCharacter));
}

/* Upright letters one below the other, given as rows: two columns, 18 apart, from the right; digits side by side stay in theirs. */
static void
test_columns (void)
{
  g_autoptr (GArray) page = page_new ();

  for (guint row = 0; row < 5; row++)
    {
      const char *left[] = { "を", "定", "め", "る", "。" }, *right[] = { "管", "理", "規", "程", "等" };

      put (page, left[row], 100, 100 + row * 11, 0, 0);
      put (page, right[row], 118, 100 + row * 11, 0, 0);
      put (page, "\n", 118, 100 + row * 11, 0, 0);
    }
  put (page, "12", 115.5, 155, 5, 0);
  assert_order (page, "管理規程等12\nを定める。");
}

/* A heading above columns and a number below them stay what they are, near or far. */
static void
test_heading (void)
{
  g_autoptr (GArray) near = page_new ();
  g_autoptr (GArray) far = page_new ();

  for (guint is_far = 0; is_far < 2; is_far++)
    {
      GArray *page = is_far ? far : near;
      double away = is_far ? 60 : 20;

      put (page, "表題の横書き\n", 100, 100 - away, 11, 0);
      put (page, "左の列の文は本文である\n", 100, 100, 0, 11);
      put (page, "右の列の文は本文である\n", 118, 100, 0, 11);
      put (page, "頁の番号\n", 90, 210 + away, 11, 0);
    }
  assert_order (near, "表題の横書き\n右の列の文は本文である\n左の列の文は本文である\n頁の番号\n");
  assert_order (far, "表題の横書き\n右の列の文は本文である\n左の列の文は本文である\n頁の番号\n");
}

/* Two tiers of columns: the upper one whole, then the lower one. */
static void
test_tiers (void)
{
  g_autoptr (GArray) page = page_new ();

  put (page, "上段左列\n", 100, 100, 0, 11);
  put (page, "下段左列\n", 100, 200, 0, 11);
  put (page, "上段右列\n", 118, 100, 0, 11);
  put (page, "下段右列\n", 118, 200, 0, 11);
  assert_order (page, "上段右列\n上段左列\n下段右列\n下段左列\n");
}

/* Lines on their side, heads to the left or to the right, with a blank between words. */
static void
test_lying (void)
{
  g_autoptr (GArray) up = page_new ();
  g_autoptr (GArray) down = page_new ();

  put (up, "二行目の文\n", 118, 200, 0, -10);
  put (up, "一行 目の文\n", 100, 200, 0, -10);
  assert_order (up, "一行 目の文\n二行目の文\n");
  put (down, "二行目の文\n", 100, 100, 0, 10);
  put (down, "一行 目の文\n", 118, 100, 0, 10);
  assert_order (down, "一行 目の文\n二行目の文\n");
}

/* What runs across is left alone, down to its blanks: lines, tables with a mark a row, other scripts. */
static void
test_across (void)
{
  g_autoptr (GArray) lines = page_new ();
  g_autoptr (GArray) table = page_new ();
  g_autoptr (GArray) english = page_new ();

  put (lines, "横書きの 文\n\n", 100, 100, 10, 0);
  put (lines, "次の行の文", 100, 116, 10, 0);
  assert_order (lines, "横書きの 文\n\n次の行の文");
  for (guint row = 0; row < 6; row++)
    {
      put (table, "有 ", 100, 100 + 16 * row, 40, 0);
      put (table, "無\n", 180, 100 + 16 * row, 10, 0);
    }
  assert_order (table, "有 無\n有 無\n有 無\n有 無\n有 無\n有 無\n");
  put (english, "second\n", 118, 200, 0, -8);
  put (english, "first\n", 100, 200, 0, -8);
  assert_order (english, "second\nfirst\n");
}

/* Letters all in one place, and very many of them: an answer, soon. */
static void
test_crafted (void)
{
  g_autoptr (GArray) page = page_new ();
  g_autoptr (GArray) none = page_new ();
  g_autoptr (GArray) ordered = NULL;

  assert_order (none, "");
  for (guint i = 0; i < 200000; i++)
    put (page, "字", 100 + i % 7 * 1e-3, i < 100000 ? 100 : (i - 100000) * 1e9, 0, 0);
  ordered = chosho_reading_order (page);
  g_assert_cmpuint (ordered->len, >=, page->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/reading-order/columns", test_columns);
  g_test_add_func ("/helper/reading-order/heading", test_heading);
  g_test_add_func ("/helper/reading-order/tiers", test_tiers);
  g_test_add_func ("/helper/reading-order/lying", test_lying);
  g_test_add_func ("/helper/reading-order/across", test_across);
  g_test_add_func ("/helper/reading-order/crafted", test_crafted);
  return g_test_run ();
}
