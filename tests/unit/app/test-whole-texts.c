/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

#include "chosho-fit-layout.h"
#include "chosho-text-area.h"
#include "chosho-text-label.h"
#include "chosho-wrap-layout.h"

/* Texts are not cut: what holds them asks for the height that they have in the width that it gets. */

#define LONG "運用担当者（見本）に質問し、定めに従い実施しているとの回答を得た。運用担当者（見本）に質問し、定めに従い実施しているとの回答を得た。"
#define NARROW 160
#define WIDE 2400
#define ROW 40
#define N_ROWS 5

static int
measure_height (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static GtkWidget *
new_area (const char *text)
{
  GtkWidget *area = g_object_ref_sink (chosho_text_area_new ());

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (area), GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (area)), text, -1);
  return area;
}

static void
test_area (void)
{
  g_autoptr (GtkWidget) area = new_area (LONG), label = g_object_ref_sink (chosho_text_label_new (LONG, NULL));
  g_autoptr (GtkWidget) one = new_area ("a"), two = new_area ("a\n"), none = new_area ("");

  g_assert_cmpint (gtk_widget_get_request_mode (area), ==, GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH);
  g_assert_cmpint (measure_height (area, NARROW), ==, measure_height (label, NARROW));
  g_assert_cmpint (measure_height (area, WIDE), ==, measure_height (label, WIDE));
  g_assert_cmpint (measure_height (area, NARROW), >, 4 * measure_height (area, WIDE));
  g_assert_cmpint (measure_height (two, WIDE), ==, 2 * measure_height (one, WIDE));
  g_assert_cmpint (measure_height (none, WIDE), ==, measure_height (one, WIDE));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (none)), "a\nb", -1);
  g_assert_cmpint (measure_height (none, WIDE), ==, measure_height (two, WIDE));
}

/* Also where a line is about as long as there is room: what was measured is what the view then takes. */
static void
test_area_edges (void)
{
  g_autoptr (GtkWidget) area = new_area (LONG), label = g_object_ref_sink (chosho_text_label_new (LONG, NULL));
  int whole;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &whole, NULL, NULL);
  for (int width = whole / 2 - 20; width < whole / 2 + 20; width++)
    {
      int height = measure_height (area, width);
      GdkRectangle last;
      GtkTextIter end;

      gtk_widget_size_allocate (area, &(GtkAllocation) { 0, 0, width, height }, -1);
      gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (area)), &end);
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (area), &end, &last);
      g_assert_cmpint (height, >=, last.y + last.height);
      g_assert_cmpint (height, <, last.y + last.height + last.height / 2);
    }
}

/* What the view puts around and between its lines counts. */
static void
test_area_spacing (void)
{
  g_autoptr (GtkWidget) area = new_area ("a\nb");
  int bare = measure_height (area, WIDE);

  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (area), 5);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (area), 7);
  gtk_text_view_set_pixels_below_lines (GTK_TEXT_VIEW (area), 3);
  gtk_widget_queue_resize (area);
  g_assert_cmpint (measure_height (area, WIDE), ==, bare + 5 + 7 + 2 * 3);
}

/* (transfer full) a box with that layout around what scrolls @content */
static GtkWidget *
new_fit (GtkWidget *content, int max_height, gboolean whole_children)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0)), *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_widget_set_layout_manager (box, chosho_fit_layout_new (max_height, whole_children));
  gtk_box_append (GTK_BOX (box), scroller);
  return box;
}

static void
test_fit (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (chosho_text_label_new (LONG, NULL));
  g_autoptr (GtkWidget) free_height = new_fit (chosho_text_label_new (LONG, NULL), 0, FALSE);
  g_autoptr (GtkWidget) capped = new_fit (chosho_text_label_new (LONG, NULL), 50, FALSE);

  g_assert_cmpint (measure_height (free_height, NARROW), ==, measure_height (label, NARROW));
  g_assert_cmpint (measure_height (label, NARROW), >, 50);
  g_assert_cmpint (measure_height (capped, NARROW), ==, 50);
}

/* Of five rows the whole ones that have room; of one that is too high as much as there is. */
static void
test_fit_rows (void)
{
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GtkWidget) fit = new_fit (rows, 2 * ROW + ROW / 2, TRUE);

  for (int i = 0; i < N_ROWS; i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_widget_set_size_request (row, -1, ROW);
      gtk_box_append (GTK_BOX (rows), row);
    }
  g_assert_cmpint (measure_height (fit, NARROW), ==, 2 * ROW);
  gtk_widget_set_size_request (gtk_widget_get_first_child (rows), -1, 4 * ROW);
  g_assert_cmpint (measure_height (fit, NARROW), ==, 2 * ROW + ROW / 2);
}

/* In a row of its own what has room there; what has none in the rows that are allowed is not shown. */
static void
test_wrap_rows (void)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkLayoutManager *layout = chosho_wrap_layout_new (0, 0);
  GtkWidget *children[N_ROWS];

  gtk_widget_set_layout_manager (box, layout);
  for (int i = 0; i < N_ROWS; i++)
    {
      children[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_set_size_request (children[i], NARROW / 2, ROW);
      gtk_box_append (GTK_BOX (box), children[i]);
    }
  g_assert_cmpint (measure_height (box, NARROW), ==, 3 * ROW);
  g_object_set (layout, "max-rows", 2, NULL);
  g_assert_cmpint (measure_height (box, NARROW), ==, 2 * ROW);
  gtk_widget_size_allocate (box, &(GtkAllocation) { 0, 0, NARROW, 2 * ROW }, -1);
  for (int i = 0; i < N_ROWS; i++)
    g_assert_cmpint (gtk_widget_get_child_visible (children[i]), ==, i < 4);
  measure_height (box, WIDE);
  gtk_widget_size_allocate (box, &(GtkAllocation) { 0, 0, WIDE, ROW }, -1);
  g_assert_true (gtk_widget_get_child_visible (children[N_ROWS - 1]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 77;
    }
  g_test_add_func ("/app/whole-texts/area", test_area);
  g_test_add_func ("/app/whole-texts/area-edges", test_area_edges);
  g_test_add_func ("/app/whole-texts/area-spacing", test_area_spacing);
  g_test_add_func ("/app/whole-texts/fit", test_fit);
  g_test_add_func ("/app/whole-texts/fit-rows", test_fit_rows);
  g_test_add_func ("/app/whole-texts/wrap-rows", test_wrap_rows);
  return g_test_run ();
}
