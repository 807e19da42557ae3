/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-area.h"

#define CURSOR_ROOM 1 /* pixels that GTK's view keeps beside its lines, for the cursor at the end of one */

struct _ChoshoTextArea
{
  GtkTextView parent_instance;
};

G_DEFINE_FINAL_TYPE (ChoshoTextArea, chosho_text_area, GTK_TYPE_TEXT_VIEW)

/* The height of one paragraph in @width, with what the view puts above, below and between its lines. */
static int
measure_paragraph (GtkTextView *view, PangoLayout *layout, const GtkTextIter *start)
{
  GtkTextIter end = *start;
  g_autofree char *text = NULL;
  int height;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_iter_get_text (start, &end);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + gtk_text_view_get_pixels_above_lines (view) + gtk_text_view_get_pixels_below_lines (view)
         + (pango_layout_get_line_count (layout) - 1) * gtk_text_view_get_pixels_inside_wrap (view);
}

static int
measure_text (GtkTextView *view, int width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  int room = width - gtk_text_view_get_left_margin (view) - gtk_text_view_get_right_margin (view) - CURSOR_ROOM;
  int height = gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, MAX (1, room) * PANGO_SCALE);
  for (int i = 0; i < gtk_text_buffer_get_line_count (buffer); i++)
    {
      GtkTextIter start;

      gtk_text_buffer_get_iter_at_line (buffer, &start, i);
      height += measure_paragraph (view, layout, &start);
    }
  return height;
}

static GtkSizeRequestMode
chosho_text_area_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* In the width that it has the view knows best, with what an input method holds; its layout may not have come to the end yet. */
static void
chosho_text_area_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                          int *natural_baseline)
{
  int wanted;

  GTK_WIDGET_CLASS (chosho_text_area_parent_class)->measure (widget, orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL || for_size <= 0)
    return;
  wanted = measure_text (GTK_TEXT_VIEW (widget), for_size);
  *minimum = *natural = for_size == gtk_widget_get_width (widget) ? MAX (*natural, wanted) : wanted;
}

static void
chosho_text_area_class_init (ChoshoTextAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->get_request_mode = chosho_text_area_get_request_mode;
  widget_class->measure = chosho_text_area_measure;
}

static void
chosho_text_area_init (ChoshoTextArea *self)
{
  /* the view itself asks for another height only once its own layout has come so far */
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "changed", G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
}

GtkWidget *
chosho_text_area_new (void)
{
  return g_object_new (CHOSHO_TYPE_TEXT_AREA, NULL);
}
