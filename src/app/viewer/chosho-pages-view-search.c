/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-pages-view-private.h"

/* Looking for words through all pages, and going from one place to the next. */

/* Scrolls sideways where a place of the page, in units from its left, is out of sight. */
static void
show_across (ChoshoPagesView *self, guint page, double x, double width)
{
  double scale = chosho_pages_view_get_scale (self);
  double left = (chosho_pages_view_get_room (self) - chosho_page_layout_get_size (self->layout, page).width * scale) / 2 + x * scale;

  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_clamp_page (self->adjustments[GTK_ORIENTATION_HORIZONTAL], left - CHOSHO_PAGE_GAP, left + width * scale + CHOSHO_PAGE_GAP);
}

static void
show_hit (ChoshoPagesView *self)
{
  const ChoshoPageText *text;
  ChoshoHit hit;
  guint page;
  g_autoptr (GArray) cover = NULL;
  double x = 0, y = 0, width = 0, height = 0;

  if (!chosho_page_search_get_hit (self->search, &page, &hit, &text))
    return;
  cover = chosho_page_text_cover (text, hit.first, hit.n_characters);
  if (cover->len > 0)
    chosho_page_layout_to_view (self->layout, page, &g_array_index (cover, ChoshoContentRect, 0), &x, &y, &width, &height);
  chosho_pages_view_place (self, page, y - gtk_widget_get_height (GTK_WIDGET (self)) / 3.0 / chosho_pages_view_get_scale (self));
  show_across (self, page, x, width);
  chosho_pages_view_follow_view (self); /* what the view begins with may be the page before */
  chosho_pages_view_set_page (self, page);
}

static void
on_search_progress_cb (ChoshoPagesView *self, guint looked, guint pages)
{
  g_autofree char *words = g_strdup_printf (_("%u of %u pages searched"), looked, pages);

  g_signal_emit_by_name (self, "searching", words);
}

static void
on_search_ended_cb (ChoshoPagesView *self, gboolean found)
{
  if (found)
    show_hit (self);
  g_signal_emit_by_name (self, "searched", found);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
chosho_pages_view_drop_search (ChoshoPagesView *self)
{
  if (self->search == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->search, self);
  chosho_page_search_stop (self->search);
  g_clear_object (&self->search);
}

void
chosho_pages_view_stop_search (ChoshoPagesView *self)
{
  if (self->search != NULL)
    chosho_page_search_stop (self->search);
}

void
chosho_pages_view_search (ChoshoPagesView *self, const char *needle, int direction)
{
  gboolean any = needle != NULL && needle[0] != '\0' && self->document != NULL && chosho_document_get_info (self->document)->has_text;

  if (!any || self->search == NULL || !g_str_equal (chosho_page_search_get_needle (self->search), needle))
    chosho_pages_view_drop_search (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!any)
    {
      g_signal_emit_by_name (self, "searched", FALSE);
      return;
    }
  if (self->search == NULL)
    {
      self->search = chosho_page_search_new (self->document, needle);
      g_signal_connect_swapped (self->search, "progress", G_CALLBACK (on_search_progress_cb), self);
      g_signal_connect_swapped (self->search, "ended", G_CALLBACK (on_search_ended_cb), self);
    }
  chosho_page_search_go (self->search, direction, self->page);
}
