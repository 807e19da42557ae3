/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-content-place.h"

static void
assert_round (const char *sheet, guint32 row, guint32 column, const char *expected)
{
  g_autofree char *place = chosho_content_place_of_cell (sheet, row, column);
  g_autofree char *found = NULL;
  guint32 found_row, found_column;

  g_assert_cmpstr (place, ==, expected);
  g_assert_true (chosho_content_place_parse (place, &found, &found_row, &found_column));
  g_assert_cmpstr (found, ==, sheet);
  g_assert_cmpuint (found_row, ==, row);
  g_assert_cmpuint (found_column, ==, column);
}

static void
test_cells (void)
{
  assert_round (NULL, 1, 0, "A1");
  assert_round ("権限一覧", 12, 2, "権限一覧!C12");
  assert_round ("画面 写し", 3, 26, "'画面 写し'!AA3");
  assert_round ("a'b!c", 1048576, 16383, "'a''b!c'!XFD1048576");
  assert_round ("2026年度", 1, 0, "'2026年度'!A1");
}

static void
test_wrong (void)
{
  static const char *const wrong[] = { "", "A", "1", "A0", "1A", "表!", "表!A", "A1B", "A99999999999", "-A1", "AAAAAAAAAAAAAAAA1" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *sheet = NULL;
      guint32 row, column;

      g_assert_false (chosho_content_place_parse (wrong[i], &sheet, &row, &column));
    }
}

static void
test_objects (void)
{
  ChoshoSheetObject picture = { .row = 3, .column = 1, .last_row = 15, .last_column = 7 };
  ChoshoSheetObject note = { .row = 3, .column = 1 };
  g_autofree char *covered = chosho_content_place_of_object ("表", &picture), *at = chosho_content_place_of_object ("表", &note), *inside = NULL;

  /* it ends at the corner of H15 */
  g_assert_cmpstr (covered, ==, "表!B3:G14");
  g_assert_cmpstr (at, ==, "表!B3");
  picture.last_x = picture.last_y = 1;
  inside = chosho_content_place_of_object ("表", &picture);
  g_assert_cmpstr (inside, ==, "表!B3:H15");
}

static void
assert_block (ChoshoBlock block, const char *expected)
{
  g_autofree char *place = chosho_content_place_of_block (&block);

  g_assert_cmpstr (place, ==, expected);
}

static void
test_times (void)
{
  static const struct
  {
    const char *text, *place; /* NULL: none */
  } cases[] = {
    { "12:34", "00:12:34" }, { "1:02:03", "01:02:03" }, { " 00:00:00 ", "00:00:00" }, { "75:10", "01:15:10" }, { "１２：３４", "00:12:34" },
    { "", NULL }, { "12", NULL }, { "12:60", NULL }, { "1:60:00", NULL }, { "1:2:3:4", NULL }, { "-1:00", NULL }, { "12:3x", NULL }, { "::", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint seconds = 0;
      gboolean is_time = chosho_content_place_parse_time (cases[i].text, &seconds);
      g_autofree char *place = is_time ? chosho_content_place_of_time (seconds) : NULL;

      g_assert_cmpstr (place, ==, cases[i].place);
    }
}

static void
test_blocks (void)
{
  assert_block ((ChoshoBlock){ .kind = CHOSHO_BLOCK_PARAGRAPH, .number = 12 }, "Paragraph 12");
  assert_block ((ChoshoBlock){ .kind = CHOSHO_BLOCK_HEADING, .number = 1, .zone = CHOSHO_ZONE_FOOTER }, "Footer, paragraph 1");
  assert_block ((ChoshoBlock){ .kind = CHOSHO_BLOCK_TABLE_ROW, .number = 2, .row = 3, .slide = 4 }, "Slide 4, Table 2, row 3");
  assert_block ((ChoshoBlock){ .kind = CHOSHO_BLOCK_SLIDE, .slide = 4 }, "Slide 4");
  assert_block ((ChoshoBlock){ .kind = CHOSHO_BLOCK_PICTURE, .number = 5 }, "Figure 5");
  assert_block ((ChoshoBlock){ .kind = CHOSHO_BLOCK_FIELD, .zone = CHOSHO_ZONE_HEADER }, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/content-place/cells", test_cells);
  g_test_add_func ("/session/content-place/wrong", test_wrong);
  g_test_add_func ("/session/content-place/objects", test_objects);
  g_test_add_func ("/session/content-place/times", test_times);
  g_test_add_func ("/session/content-place/blocks", test_blocks);
  return g_test_run ();
}
