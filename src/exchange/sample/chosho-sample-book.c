/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-book.h"
#include "chosho-clock.h"
#include "chosho-sample-private.h"

#define HEADER 2 /* its row, below the title and what it is of */
#define PICTURE_GAP 2
#define PICTURE_SCALE 0.6
#define SECONDS_OF_DAY 86400

static const struct
{
  const char *title;
  double      width; /* characters */
} columns[] = { { "資産番号", 12 }, { "資産名", 24 }, { "管理責任者", 16 }, { "設置場所", 18 }, { "棚卸日", 12 }, { "結果", 10 }, { "備考", 30 } };

/* The same bytes whenever it is made: a workbook says when it was. */
static void
set_properties (ChoshoBook *book, const char *title, const char *date)
{
  lxw_doc_properties properties = { .title = (char *) title, .author = (char *) "株式会社みほん（見本）" };

  properties.created = (time_t) (chosho_date_to_days (date) * SECONDS_OF_DAY);
  workbook_set_properties (book->workbook, &properties);
}

static void
put_row (ChoshoBook *book, lxw_worksheet *sheet, guint row, GRand *random, const char *date, lxw_format *text, lxw_format *day)
{
  gboolean odd = g_rand_int_range (random, 0, 12) == 0;
  g_autofree char *number = g_strdup_printf ("AST-%04u", row - HEADER);
  g_autofree char *name = g_strdup_printf ("見本サーバ%02d", g_rand_int_range (random, 1, 60));
  g_autofree char *owner = g_strdup_printf ("見本責任者%02d", g_rand_int_range (random, 1, 30));
  g_autofree char *place = g_strdup_printf ("見本センター %d階", g_rand_int_range (random, 1, 6));
  const char *const cells[] = { number, name, owner, place, NULL, odd ? "差異あり" : "一致", odd ? "台帳の設置場所を訂正した（見本）" : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    if (i == 4)
      chosho_book_put_date (book, sheet, row, i, date, day);
    else
      chosho_book_put_text (book, sheet, row, i, cells[i], text);
}

GBytes *
chosho_sample_make_book (const char *title, const char *about, guint n_rows, GRand *random, const char *date, GBytes *picture, GError **error)
{
  g_auto (ChoshoBook) book = { .fd = -1 };
  lxw_image_options options = { .x_scale = PICTURE_SCALE, .y_scale = PICTURE_SCALE, .description = (char *) "台帳の画面の写し（見本）" };
  lxw_worksheet *sheet;
  lxw_format *text, *day, *head;
  gsize size_bytes;
  const unsigned char *data = g_bytes_get_data (picture, &size_bytes);

  if (!chosho_book_begin (&book, error))
    return NULL;
  set_properties (&book, title, date);
  sheet = workbook_add_worksheet (book.workbook, "棚卸結果");
  text = chosho_book_add_format (&book, FALSE, TRUE);
  day = chosho_book_add_format (&book, FALSE, TRUE);
  head = chosho_book_add_format (&book, FALSE, TRUE);
  format_set_num_format (day, "yyyy-mm-dd");
  format_set_bold (head);
  format_set_bg_color (head, 0xE3ECF7);
  chosho_book_set_page (sheet, TRUE);
  chosho_book_put_text (&book, sheet, 0, 0, title, NULL);
  chosho_book_put_text (&book, sheet, 1, 0, about, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      worksheet_set_column (sheet, (lxw_col_t) i, (lxw_col_t) i, columns[i].width, NULL);
      chosho_book_put_text (&book, sheet, HEADER, i, columns[i].title, head);
    }
  worksheet_freeze_panes (sheet, HEADER + 1, 0);
  for (guint row = HEADER + 1; row <= HEADER + n_rows; row++)
    put_row (&book, sheet, row, random, date, text, day);
  (void) worksheet_insert_image_buffer_opt (sheet, HEADER + n_rows + PICTURE_GAP, 0, data, size_bytes, &options);
  return chosho_book_finish (&book, error);
}
