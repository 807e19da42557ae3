/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chosho-content.h"

/* "ab c\nde" across, in letters of 10 × 10 from (0, 100) down; lines 12 apart. */
static ChoshoPageText *
make_page (void)
{
  static const ChoshoContentRect rectangles[] = {
    { 0, 90, 10, 100 }, { 10, 90, 20, 100 }, { 20, 90, 23, 100 }, { 23, 90, 33, 100 }, { 33, 90, 33, 90 },
    { 0, 78, 10, 88 }, { 10, 78, 20, 88 },
  };
  ChoshoPageText *text = chosho_page_text_new ();

  text->text = g_strdup ("証b c\nde");
  g_array_append_vals (text->rectangles, rectangles, G_N_ELEMENTS (rectangles));
  return text;
}

static void
assert_rect (GArray *runs, guint index, double left, double bottom, double right, double top)
{
  const ChoshoContentRect *rect = &g_array_index (runs, ChoshoContentRect, index);

  g_assert_cmpfloat (rect->left, ==, left);
  g_assert_cmpfloat (rect->bottom, ==, bottom);
  g_assert_cmpfloat (rect->right, ==, right);
  g_assert_cmpfloat (rect->top, ==, top);
}

static void
test_cover (void)
{
  g_autoptr (ChoshoPageText) text = make_page ();
  g_autoptr (GArray) all = chosho_page_text_cover (text, 0, 7);
  g_autoptr (GArray) some = chosho_page_text_cover (text, 1, 1);
  g_autoptr (GArray) beyond = chosho_page_text_cover (text, 6, G_MAXUINT);
  g_autoptr (GArray) none = chosho_page_text_cover (text, 7, 1);

  g_assert_cmpuint (all->len, ==, 2);
  assert_rect (all, 0, 0, 90, 33, 100);
  assert_rect (all, 1, 0, 78, 20, 88);
  g_assert_cmpuint (some->len, ==, 1);
  assert_rect (some, 0, 10, 90, 20, 100);
  g_assert_cmpuint (beyond->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Two columns of a table are two rectangles, a column of vertical text is one. */
static void
test_cover_columns (void)
{
  static const ChoshoContentRect across[] = { { 0, 0, 10, 10 }, { 90, 0, 100, 10 } };
  static const ChoshoContentRect down[] = { { 50, 90, 60, 100 }, { 50, 80, 60, 90 }, { 35, 90, 45, 100 } };
  g_autoptr (ChoshoPageText) text = chosho_page_text_new ();
  g_autoptr (GArray) runs = NULL;

  text->text = g_strdup ("ab");
  g_array_append_vals (text->rectangles, across, 2);
  runs = chosho_page_text_cover (text, 0, 2);
  g_assert_cmpuint (runs->len, ==, 2);
  g_array_unref (runs);
  g_array_set_size (text->rectangles, 0);
  g_array_append_vals (text->rectangles, down, 3);
  g_free (text->text);
  text->text = g_strdup ("縦書き");
  runs = chosho_page_text_cover (text, 0, 2);
  g_assert_cmpuint (runs->len, ==, 1);
  assert_rect (runs, 0, 50, 80, 60, 100);
}

static void
test_find (void)
{
  g_autoptr (ChoshoPageText) text = make_page ();
  ChoshoContentRect area = { 12, 70, 100, 100 }, nowhere = { 200, 0, 300, 100 };
  guint first = 0, n_characters = 0;
  g_autofree char *quoted = NULL;

  g_assert_true (chosho_page_text_find_area (text, &area, &first, &n_characters));
  quoted = chosho_page_text_dup_range (text, first, n_characters);
  g_assert_cmpstr (quoted, ==, "b c\nde");
  g_assert_false (chosho_page_text_find_area (text, &nowhere, &first, &n_characters));
  g_assert_cmpint (chosho_page_text_find_point (text, 15, 95), ==, 1);
  g_assert_cmpint (chosho_page_text_find_point (text, 22, 80), ==, 6);
  g_assert_cmpint (chosho_page_text_find_point (text, -5, 200), ==, 0);
}

/* Letters of tight lines overlap: the one whose middle is nearer is meant. */
static void
test_find_overlapping (void)
{
  static const ChoshoContentRect rectangles[] = { { 0, 10, 10, 25 }, { 0, 0, 10, 15 } };
  g_autoptr (ChoshoPageText) text = chosho_page_text_new ();

  text->text = g_strdup ("上下");
  g_array_append_vals (text->rectangles, rectangles, 2);
  g_assert_cmpint (chosho_page_text_find_point (text, 5, 14), ==, 0);
  g_assert_cmpint (chosho_page_text_find_point (text, 5, 11), ==, 1);
}

static void
test_range (void)
{
  g_autoptr (ChoshoPageText) text = make_page ();
  g_autofree char *first = chosho_page_text_dup_range (text, 0, 1);
  g_autofree char *rest = chosho_page_text_dup_range (text, 3, 100);
  g_autofree char *beyond = chosho_page_text_dup_range (text, 7, 1);

  g_assert_cmpstr (first, ==, "証");
  g_assert_cmpstr (rest, ==, "c\nde");
  g_assert_cmpstr (beyond, ==, "");
}

static void
test_blank (void)
{
  g_autoptr (ChoshoPageText) text = chosho_page_text_new ();

  text->text = g_strdup (" \n\u3000\t");
  g_assert_true (chosho_page_text_is_blank (text));
  g_free (text->text);
  text->text = g_strdup (" \n・");
  g_assert_false (chosho_page_text_is_blank (text));
  g_assert_cmpint (chosho_page_text_find_point (text, 0, 0), ==, -1);
}

static void
test_image (void)
{
  GBytes *pixels = g_bytes_new_static ("12345678", 8);
  g_autoptr (ChoshoContentImage) image = chosho_content_image_new (2, 1, pixels);
  ChoshoContentImage *same = chosho_content_image_ref (image);

  g_assert_cmpuint (same->stride, ==, 8);
  chosho_content_image_unref (same);
  g_assert_cmpuint (g_bytes_get_size (image->pixels), ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/content/cover", test_cover);
  g_test_add_func ("/base/content/cover-columns", test_cover_columns);
  g_test_add_func ("/base/content/find", test_find);
  g_test_add_func ("/base/content/find-overlapping", test_find_overlapping);
  g_test_add_func ("/base/content/range", test_range);
  g_test_add_func ("/base/content/blank", test_blank);
  g_test_add_func ("/base/content/image", test_image);
  return g_test_run ();
}
