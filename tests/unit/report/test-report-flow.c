/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where pages end: no heading stands at the foot of a page without what it is about. */
#include <cairo.h>

#include "chosho-report-flow.h"
#include "chosho-report-table.h"

#define LINES_OF_A_PAGE 45

typedef struct
{
  cairo_surface_t      *surface; /* (owned) */
  ChoshoReportType     *type;    /* (owned) */
  ChoshoReportTemplate *template; /* (owned) */
} World;

static void
world_set_up (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  cairo_t *cr;

  world->surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cr = cairo_create (world->surface);
  world->type = chosho_report_type_new (cr, CHOSHO_REPORT_LANGUAGE_JA, FALSE, &error);
  g_assert_no_error (error);
  cairo_destroy (cr);
  world->template = chosho_report_template_new_default (CHOSHO_REPORT_LANGUAGE_JA);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  chosho_report_template_free (world->template);
  chosho_report_type_free (world->type);
  cairo_surface_destroy (world->surface);
}

/* A table whose first row has @lines lines, with what a table of results has above it. */
static void
add_table (ChoshoReportFlow *flow, guint lines)
{
  static const double widths[] = { 0.3, 0.7 };
  const char *const titles[] = { "番号", "事実" };
  ChoshoReportTable *table = chosho_report_table_new (flow, G_N_ELEMENTS (widths), widths);

  chosho_report_table_set_head (table, titles);
  chosho_report_table_band (table, "9.2.1　利用者登録", NULL, FALSE, 2);
  chosho_report_table_band (table, "9.2.1.1　登録の手順", NULL, TRUE, 3);
  for (guint i = 0; i < lines; i++)
    chosho_report_table_add (table, 1, CHOSHO_REPORT_STYLE_TABLE, "承認の記録を閲覧した。");
  chosho_report_table_end_row (table);
  chosho_report_table_end (table);
}

static guint
get_page (ChoshoReportPages *pages, guint entry)
{
  const char *title;
  guint level;

  return chosho_report_pages_get_outline (pages, entry, &level, &title);
}

/* Wherever on its page a heading comes to stand, and however much is needed below it. */
static void
test_headings_stay (World *world, gconstpointer data)
{
  for (guint above = 0; above < LINES_OF_A_PAGE; above++)
    for (guint lines = 1; lines < 10; lines += 4)
      {
        g_autoptr (ChoshoReportPages) pages = chosho_report_pages_new ();
        ChoshoReportFlow flow;
        guint section, chapter;

        chosho_report_flow_init (&flow, pages, world->type, world->template);
        for (guint i = 0; i < above; i++)
          chosho_report_flow_text (&flow, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_LEFT, 0, 0, "本文");
        section = chosho_report_flow_heading (&flow, "手続及び結果");
        chapter = chosho_report_flow_plain_heading (&flow, 1, "第9章");
        add_table (&flow, lines);
        g_assert_cmpuint (get_page (pages, section), ==, get_page (pages, chapter));
        g_assert_cmpuint (get_page (pages, chapter), ==, get_page (pages, chapter + 1));
        g_assert_cmpuint (chosho_report_pages_get_count (pages), <=, 2);
        chosho_report_flow_heading (&flow, "発見事項"); /* one more below something is one of its own */
        g_assert_cmpuint (get_page (pages, section), ==, get_page (pages, chapter + 1));
      }
}

/* A page that was asked for is a new one, whatever stood last on the one before; a heading at its top goes nowhere. */
static void
test_pages_begin (World *world, gconstpointer data)
{
  g_autoptr (ChoshoReportPages) pages = chosho_report_pages_new ();
  ChoshoReportFlow flow;
  guint heading;

  chosho_report_flow_init (&flow, pages, world->type, world->template);
  g_assert_true (chosho_report_flow_at_top (&flow));
  heading = chosho_report_flow_heading (&flow, "別紙");
  chosho_report_flow_new_page (&flow);
  g_assert_cmpuint (chosho_report_pages_get_count (pages), ==, 2);
  g_assert_true (chosho_report_flow_at_top (&flow));
  g_assert_cmpuint (get_page (pages, heading), ==, 1);
}

/* What stands on the last page of a table with one row of @lines lines. */
static guint
count_on_last_page (World *world, const char *subject, guint lines)
{
  static const double widths[] = { 0.3, 0.7 };
  g_autoptr (ChoshoReportPages) pages = chosho_report_pages_new ();
  ChoshoReportTable *table;
  ChoshoReportFlow flow;

  chosho_report_flow_init (&flow, pages, world->type, world->template);
  table = chosho_report_table_new (&flow, G_N_ELEMENTS (widths), widths);
  chosho_report_table_add (table, 0, CHOSHO_REPORT_STYLE_TABLE_STRONG, subject);
  for (guint i = 0; i < lines; i++)
    chosho_report_table_add (table, 1, CHOSHO_REPORT_STYLE_TABLE, "承認の記録を閲覧した。");
  chosho_report_table_end_row (table);
  chosho_report_table_end (table);
  return chosho_report_pages_count_items (pages);
}

/* Where a row goes on over the page, what it is about is said again. */
static void
test_rows_go_on (World *world, gconstpointer data)
{
  g_assert_cmpuint (count_on_last_page (world, "F-K7QX-0001", 100), ==, count_on_last_page (world, NULL, 100) + 1);
  g_assert_cmpuint (count_on_last_page (world, "F-K7QX-0001", 3), ==, count_on_last_page (world, NULL, 3) + 1); /* once where it does not */
}

static guint
count_lines (World *world, double width, const char *string)
{
  g_autoptr (ChoshoReportText) text = chosho_report_type_set (world->type, CHOSHO_REPORT_STYLE_REFERENCE, CHOSHO_REPORT_ALIGN_LEFT, width, string);

  return chosho_report_text_get_n_lines (text);
}

/* References are whole or on the next line; other words may be broken at their hyphens. */
static void
test_references (World *world, gconstpointer data)
{
  g_autoptr (ChoshoReportText) one = chosho_report_type_set (world->type, CHOSHO_REPORT_STYLE_REFERENCE, CHOSHO_REPORT_ALIGN_LEFT, 0, "M-K7QX-0001、");
  double width = chosho_report_text_get_width (one) * 1.7;

  g_assert_cmpuint (count_lines (world, width, "M-K7QX-0001、M-K7QX-0002、M-K7QX-0003、M-K7QX-0004"), ==, 4);
  g_assert_cmpuint (count_lines (world, width, "見M-K7QX-0001、E-00AB-12345、F-K7QX-0003"), ==, 3);
  g_assert_cmpuint (count_lines (world, width, "m-k7qx-0001、m-k7qx-0002、m-k7qx-0003、m-k7qx-0004"), ==, 3);
  g_assert_cmpuint (count_lines (world, width, "A-B-C、-、E-、E-K7QX-、X-E-K7QX-0001、EE-K7QX-0001"), >, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/report/flow/headings-stay", World, NULL, world_set_up, test_headings_stay, world_tear_down);
  g_test_add ("/report/flow/pages-begin", World, NULL, world_set_up, test_pages_begin, world_tear_down);
  g_test_add ("/report/flow/rows-go-on", World, NULL, world_set_up, test_rows_go_on, world_tear_down);
  g_test_add ("/report/flow/references", World, NULL, world_set_up, test_references, world_tear_down);
  return g_test_run ();
}
