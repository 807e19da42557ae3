/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages one below the other: portrait, landscape, damaged, turned, and ten thousand of them. */

#include "chosho-page-layout.h"

static ChoshoPageLayout *
make (guint quarters)
{
  static const ChoshoPageSize sizes[] = { { 100, 200 }, { 300, 100 }, { 0, 0 } };
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (ChoshoPageSize));

  g_array_append_vals (pages, sizes, G_N_ELEMENTS (sizes));
  return chosho_page_layout_new (pages, quarters);
}

static void
assert_size (const ChoshoPageLayout *layout, guint page, double width, double height)
{
  ChoshoPageSize size = chosho_page_layout_get_size (layout, page);

  g_assert_cmpfloat (size.width, ==, width);
  g_assert_cmpfloat (size.height, ==, height);
}

static void
test_pages (void)
{
  g_autoptr (ChoshoPageLayout) layout = make (0);

  g_assert_cmpfloat (chosho_page_layout_get_widest (layout), ==, 300);
  assert_size (layout, 1, 300, 100);
  assert_size (layout, 2, 300, 75); /* damaged: room to say so */
  g_assert_cmpfloat (chosho_page_layout_get_top (layout, 0, 2), ==, 12);
  g_assert_cmpfloat (chosho_page_layout_get_top (layout, 1, 2), ==, 12 + 400 + 12);
  g_assert_cmpfloat (chosho_page_layout_get_height (layout, 2), ==, 400 + 200 + 150 + 4 * 12);
  g_assert_cmpuint (chosho_page_layout_find (layout, -5, 2), ==, 0);
  g_assert_cmpuint (chosho_page_layout_find (layout, 411, 2), ==, 0);
  g_assert_cmpuint (chosho_page_layout_find (layout, 412, 2), ==, 1);
  g_assert_cmpuint (chosho_page_layout_find (layout, 1e9, 2), ==, 2);
}

static void
test_turned_pages (void)
{
  g_autoptr (ChoshoPageLayout) layout = make (1);

  g_assert_cmpfloat (chosho_page_layout_get_widest (layout), ==, 200);
  assert_size (layout, 0, 200, 100);
  assert_size (layout, 1, 100, 300);
  assert_size (layout, 2, 200, 50);
  g_assert_cmpfloat (chosho_page_layout_get_upright (layout, 0).width, ==, 100);
}

/* The letter at the top left of an upright page of 100 × 200: where it is seen after so many quarters, and back. */
static void
test_turned_places (void)
{
  static const ChoshoContentRect letter = { 10, 180, 20, 195 };
  static const double seen[4][4] = { { 10, 5, 10, 15 }, { 180, 10, 15, 10 }, { 80, 180, 10, 15 }, { 5, 80, 15, 10 } };

  for (guint quarters = 0; quarters < 4; quarters++)
    {
      g_autoptr (ChoshoPageLayout) layout = make (quarters);
      double x, y, width, height, page_x, page_y;

      chosho_page_layout_to_view (layout, 0, &letter, &x, &y, &width, &height);
      g_assert_cmpfloat (x, ==, seen[quarters][0]);
      g_assert_cmpfloat (y, ==, seen[quarters][1]);
      g_assert_cmpfloat (width, ==, seen[quarters][2]);
      g_assert_cmpfloat (height, ==, seen[quarters][3]);
      chosho_page_layout_to_page (layout, 0, x + width / 2, y + height / 2, &page_x, &page_y);
      g_assert_cmpfloat (page_x, ==, 15);
      g_assert_cmpfloat (page_y, ==, 187.5);
    }
}

static void
test_many (void)
{
  const guint n_pages = 10000;
  g_autoptr (GArray) sizes = g_array_new (FALSE, TRUE, sizeof (ChoshoPageSize));
  g_autoptr (ChoshoPageLayout) layout = NULL;

  for (guint i = 0; i < n_pages; i++)
    g_array_append_val (sizes, ((ChoshoPageSize){ 100, i % 2 == 0 ? 100 : 50 }));
  layout = chosho_page_layout_new (sizes, 0);
  for (guint i = 0; i < n_pages; i++)
    g_assert_cmpuint (chosho_page_layout_find (layout, chosho_page_layout_get_top (layout, i, 0.7) + 1, 0.7), ==, i);
}

static void
test_none (void)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (ChoshoPageSize));
  g_autoptr (ChoshoPageLayout) layout = chosho_page_layout_new (sizes, 0);

  g_assert_cmpuint (chosho_page_layout_find (layout, 5, 1), ==, 0);
  g_assert_cmpfloat (chosho_page_layout_get_widest (layout), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/page-layout/pages", test_pages);
  g_test_add_func ("/app/page-layout/turned-pages", test_turned_pages);
  g_test_add_func ("/app/page-layout/turned-places", test_turned_places);
  g_test_add_func ("/app/page-layout/many", test_many);
  g_test_add_func ("/app/page-layout/none", test_none);
  return g_test_run ();
}
