/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working papers: what a paper holds, and what the press makes of papers. */
#include "chosho-error.h"
#include "chosho-paper-press.h"

#include <string.h>

#define RED 0xff0000ffu

static ChoshoReportPicture *
new_picture (guint width, guint height)
{
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < width * height; i++)
    pixels[i] = RED + i;
  bytes = g_bytes_new (pixels, (gsize) width * height * 4);
  return chosho_report_picture_new (width, height, bytes);
}

static ChoshoPaper *
new_paper (const char *number, guint rows)
{
  static const double widths[] = { 0.3, 0.7 };
  const char *const titles[] = { "参照番号", "証跡" };
  ChoshoPaper *paper = chosho_paper_new (number, "題名（見本）", "9　章（見本）");
  ChoshoPaperTable *table;

  chosho_paper_add_heading (paper, "証跡");
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  chosho_paper_table_band (table, "手続：P-1");
  for (guint i = 0; i < rows; i++)
    {
      g_autofree char *reference = g_strdup_printf ("E-%04u", i + 1);

      chosho_paper_table_add (table, 0, CHOSHO_PAPER_REFERENCE, reference);
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, "規程.pdf");
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_SMALL, "受領：2026-01-15");
      chosho_paper_table_end_row (table);
    }
  return paper;
}

static void
test_text (void)
{
  g_autoptr (ChoshoPaper) paper = new_paper ("9.2.3.1", 1);
  g_autoptr (ChoshoReportPicture) picture = new_picture (3, 2);
  const ChoshoPaperExcerpt excerpt = { .picture = picture, .width = 30, .right = 1, .bottom = 1 };
  g_autofree char *text = NULL;

  chosho_paper_add_text (paper, CHOSHO_PAPER_PLAIN, NULL);
  chosho_paper_add_text (paper, CHOSHO_PAPER_PLAIN, "");
  chosho_paper_add_text (paper, CHOSHO_PAPER_STRONG, "M-0001　✓");
  chosho_paper_add_excerpt (paper, &excerpt);
  text = chosho_paper_dup_text (paper);
  g_assert_cmpstr (text, ==, "\n# 証跡\n参照番号 | 証跡\n手続：P-1\nE-0001 | 規程.pdf / 受領：2026-01-15\nM-0001　✓\n[3 x 2]\n");
}

static void
test_rows (void)
{
  static const double widths[] = { 0.5, 0.5 };
  g_autoptr (ChoshoPaper) paper = chosho_paper_new ("G-01", NULL, NULL);
  ChoshoPaperTable *table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, NULL);

  chosho_paper_table_end_row (table);
  g_assert_cmpuint (table->n_rows, ==, 0);
  chosho_paper_table_field (table, "期間", NULL);
  chosho_paper_table_field (table, "期間", "");
  g_assert_cmpuint (table->n_rows, ==, 0);
  chosho_paper_table_field (table, "期間", "2025年度");
  chosho_paper_table_add (table, 0, CHOSHO_PAPER_PLAIN, "a");
  chosho_paper_table_band (table, "b");
  g_assert_cmpuint (table->n_rows, ==, 3);
}

static void
test_picture (void)
{
  g_autoptr (ChoshoReportPicture) picture = new_picture (40, 30);
  g_autofree guint32 *pixels = g_new0 (guint32, 40 * 30);
  g_autoptr (GBytes) few = g_bytes_new_static ("abcd", 4);

  g_assert_cmpuint (chosho_report_picture_get_width (picture), ==, 40);
  g_assert_cmpuint (chosho_report_picture_get_height (picture), ==, 30);
  g_assert_false (chosho_report_picture_unpack (picture, (guchar *) pixels, 40 * 30 * 4 - 4));
  g_assert_true (chosho_report_picture_unpack (picture, (guchar *) pixels, 40 * 30 * 4));
  for (guint i = 0; i < 40 * 30; i++)
    g_assert_cmpuint (pixels[i], ==, RED + i);
  g_assert_null (chosho_report_picture_new (40, 30, few));
  g_assert_null (chosho_report_picture_new (0, 0, few));
}

static ChoshoPaperPress *
new_press (void)
{
  const ChoshoPaperFacts facts = { .language = CHOSHO_REPORT_LANGUAGE_JA, .head = "監査調書", .author = "見本監査法人", .date = "2026-05-29" };
  g_autoptr (GError) error = NULL;
  ChoshoPaperPress *press = chosho_paper_press_new (&facts, &error);

  g_assert_no_error (error);
  return press;
}

static GBytes *
write_paper (ChoshoPaperPress *press, guint index, ChoshoReportPdfInfo *info)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  g_assert_true (chosho_paper_press_write (press, index, memory, NULL, info, &error));
  g_assert_no_error (error);
  g_output_stream_close (memory, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  g_assert_true (chosho_report_pdf_check (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), info, &error));
  g_assert_no_error (error);
  return bytes;
}

static void
test_press (void)
{
  g_autoptr (ChoshoPaperPress) press = new_press ();
  g_autoptr (ChoshoPaper) one = new_paper ("9.2.3.1", 1);
  g_autoptr (ChoshoPaper) many = new_paper ("9.2.3.2", 200);
  g_autoptr (ChoshoPaper) cover = chosho_paper_new ("", "監査調書ファイル", NULL);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  g_autoptr (GBytes) first = NULL, second = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  ChoshoReportPdfInfo info;
  guint pages, index = chosho_paper_press_add (press, one);
  guint64 done, total;

  first = write_paper (press, index, &info);
  g_assert_cmpuint (info.page_count, ==, 1);
  second = write_paper (press, chosho_paper_press_add (press, many), &info);
  g_assert_cmpuint (info.page_count, >, 5);
  pages = chosho_paper_press_count_pages (press);
  g_assert_cmpuint (pages, ==, 1 + info.page_count);
  again = write_paper (press, index, &info);
  g_assert_true (g_bytes_equal (first, again));

  g_assert_true (chosho_paper_press_bind (press, cover, memory, progress, NULL, &info, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (info.page_count, ==, pages + 2); /* the cover and the table of contents */
  chosho_progress_get (progress, &done, &total);
  g_assert_cmpuint (done, ==, info.page_count);
}

/* Marks on text have no excerpt: they follow each other closely, whatever the last of them needs. */
static void
test_marks (void)
{
  g_autoptr (ChoshoPaperPress) press = new_press ();
  g_autoptr (ChoshoPaper) paper = chosho_paper_new ("9.2.3.1", NULL, NULL);
  g_autoptr (ChoshoReportPicture) picture = new_picture (30, 20);
  const ChoshoPaperExcerpt excerpt = { .picture = picture, .width = 400, .right = 1, .bottom = 1 };
  g_autoptr (GBytes) bytes = NULL;
  ChoshoReportPdfInfo info;

  chosho_paper_add_heading (paper, "ティックマーク及びリファレンス");
  for (guint i = 0; i < 40; i++)
    {
      chosho_paper_add_text (paper, CHOSHO_PAPER_STRONG, "M-0001　✓　照合済み");
      chosho_paper_add_text (paper, CHOSHO_PAPER_REFERENCE, "E-0001　台帳.csv　12行");
      chosho_paper_add_text (paper, CHOSHO_PAPER_SMALL, "記録：見本　2026-01-15 10:00");
    }
  chosho_paper_add_excerpt (paper, &excerpt);
  bytes = write_paper (press, chosho_paper_press_add (press, paper), &info);
  g_assert_cmpuint (info.page_count, ==, 4);
}

static void
test_cancel (void)
{
  g_autoptr (ChoshoPaperPress) press = new_press ();
  g_autoptr (ChoshoPaper) paper = new_paper ("9.2.3.1", 1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  ChoshoReportPdfInfo info;

  g_cancellable_cancel (cancellable);
  g_assert_false (chosho_paper_press_write (press, chosho_paper_press_add (press, paper), memory, cancellable, &info, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/paper/text", test_text);
  g_test_add_func ("/report/paper/rows", test_rows);
  g_test_add_func ("/report/paper/picture", test_picture);
  g_test_add_func ("/report/paper/press", test_press);
  g_test_add_func ("/report/paper/marks", test_marks);
  g_test_add_func ("/report/paper/cancel", test_cancel);
  return g_test_run ();
}
