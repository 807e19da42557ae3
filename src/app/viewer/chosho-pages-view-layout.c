/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "chosho-pages-view-private.h"

/* Where the pages are: their places below each other, and what of them is in the view. */

#define MIN_ZOOM 0.1
#define MAX_ZOOM 8.0
#define ZOOM_STEP 1.2

guint
chosho_pages_view_get_n_pages (ChoshoPagesView *self)
{
  return chosho_page_layout_get_n_pages (self->layout);
}

static double
get_value (ChoshoPagesView *self, GtkOrientation orientation)
{
  return self->adjustments[orientation] != NULL ? gtk_adjustment_get_value (self->adjustments[orientation]) : 0;
}

double
chosho_pages_view_get_scale (ChoshoPagesView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * CHOSHO_PAGE_GAP;

  return self->zoom > 0 ? self->zoom : CLAMP (width / chosho_page_layout_get_widest (self->layout), MIN_ZOOM, MAX_ZOOM);
}

double
chosho_pages_view_get_room (ChoshoPagesView *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)), chosho_page_layout_get_widest (self->layout) * chosho_pages_view_get_scale (self) + 2 * CHOSHO_PAGE_GAP);
}

void
chosho_pages_view_foreach_visible (ChoshoPagesView *self, ChoshoVisibleFunc function, gpointer user_data)
{
  double scale = chosho_pages_view_get_scale (self);
  double value = get_value (self, GTK_ORIENTATION_VERTICAL);
  double left = get_value (self, GTK_ORIENTATION_HORIZONTAL);
  int view_height = gtk_widget_get_height (GTK_WIDGET (self));
  double room = chosho_pages_view_get_room (self);

  for (guint i = chosho_page_layout_find (self->layout, value, scale); i < chosho_pages_view_get_n_pages (self); i++)
    {
      ChoshoPageSize size = chosho_page_layout_get_size (self->layout, i);
      double top = chosho_page_layout_get_top (self->layout, i, scale) - value;
      double width = round (size.width * scale), height = round (size.height * scale);
      graphene_rect_t area;

      if (top >= view_height)
        return;
      /* whole pixels: what was rendered is drawn as it is */
      area = GRAPHENE_RECT_INIT ((float) floor ((room - width) / 2 - left), (float) floor (top), (float) width, (float) height);
      if (top + height > 0)
        function (self, i, &area, user_data);
    }
}

static void
configure_one (ChoshoPagesView *self, GtkOrientation orientation, double value, double whole, int shown)
{
  if (self->adjustments[orientation] != NULL)
    gtk_adjustment_configure (self->adjustments[orientation], value, 0, MAX (whole, shown), shown * 0.1, shown * 0.9, shown);
}

void
chosho_pages_view_configure_adjustments (ChoshoPagesView *self)
{
  double scale = chosho_pages_view_get_scale (self), top = 0;

  if (self->top_page < chosho_pages_view_get_n_pages (self))
    top = chosho_page_layout_get_top (self->layout, self->top_page, scale) - CHOSHO_PAGE_GAP + self->top_offset * scale;
  self->placing = TRUE;
  configure_one (self, GTK_ORIENTATION_VERTICAL, top, chosho_page_layout_get_height (self->layout, scale), gtk_widget_get_height (GTK_WIDGET (self)));
  configure_one (self, GTK_ORIENTATION_HORIZONTAL, get_value (self, GTK_ORIENTATION_HORIZONTAL), chosho_pages_view_get_room (self), gtk_widget_get_width (GTK_WIDGET (self)));
  self->placing = FALSE;
}

void
chosho_pages_view_set_page (ChoshoPagesView *self, guint page)
{
  if (page == self->page)
    return;
  self->page = page;
  g_signal_emit_by_name (self, "page-changed");
}

void
chosho_pages_view_follow_view (ChoshoPagesView *self)
{
  double scale = chosho_pages_view_get_scale (self), value = get_value (self, GTK_ORIENTATION_VERTICAL);

  if (chosho_pages_view_get_n_pages (self) == 0)
    return;
  self->top_page = chosho_page_layout_find (self->layout, value, scale);
  self->top_offset = (value - chosho_page_layout_get_top (self->layout, self->top_page, scale) + CHOSHO_PAGE_GAP) / scale;
  chosho_pages_view_set_page (self, chosho_page_layout_find (self->layout, value + gtk_widget_get_height (GTK_WIDGET (self)) / 2.0, scale));
}

void
chosho_pages_view_note_scrolled (ChoshoPagesView *self)
{
  if (!self->placing)
    chosho_pages_view_follow_view (self);
  chosho_pages_view_ask_for_visible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
chosho_pages_view_lay_out (ChoshoPagesView *self, guint quarters)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (ChoshoPageSize));

  g_clear_pointer (&self->layout, chosho_page_layout_free);
  self->layout = chosho_page_layout_new (self->document != NULL ? chosho_document_get_info (self->document)->pages : none, quarters);
}

/* --- Moving and zooming ----------------------------------------------------------------------------------------------- */

guint
chosho_pages_view_get_page (ChoshoPagesView *self)
{
  return self->page;
}

void
chosho_pages_view_place (ChoshoPagesView *self, guint page, double offset)
{
  self->top_page = page;
  self->top_offset = offset;
  chosho_pages_view_configure_adjustments (self);
  chosho_pages_view_ask_for_visible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
chosho_pages_view_show_page (ChoshoPagesView *self, guint page)
{
  if (page >= chosho_pages_view_get_n_pages (self))
    return;
  chosho_pages_view_place (self, page, 0);
  chosho_pages_view_set_page (self, page);
}

void
chosho_pages_view_set_zoom (ChoshoPagesView *self, double zoom)
{
  self->zoom = zoom > 0 ? CLAMP (zoom, MIN_ZOOM, MAX_ZOOM) : 0;
  chosho_pages_view_place (self, self->top_page, self->top_offset);
}

void
chosho_pages_view_step_zoom (ChoshoPagesView *self, int steps)
{
  chosho_pages_view_set_zoom (self, chosho_pages_view_get_scale (self) * pow (ZOOM_STEP, steps));
}

guint
chosho_pages_view_get_quarters (ChoshoPagesView *self)
{
  return chosho_page_layout_get_quarters (self->layout);
}

void
chosho_pages_view_turn (ChoshoPagesView *self, int quarters)
{
  chosho_pages_view_lay_out (self, (guint) (4 + (int) chosho_pages_view_get_quarters (self) + quarters % 4));
  chosho_pages_view_place (self, self->page, 0);
  g_signal_emit_by_name (self, "page-changed");
}
