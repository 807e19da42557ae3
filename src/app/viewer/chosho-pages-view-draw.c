/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-find-text.h"
#include "chosho-page-paint.h"
#include "chosho-pages-view-private.h"

/* The pages in the view, with what is found and what is selected. */

/* Rectangles of a range of characters over the page at @area. */
static void
draw_range (ChoshoPagesView *self, GtkSnapshot *snapshot, guint index, const ChoshoShownPage *page, guint first, guint count, const graphene_rect_t *area,
            const GdkRGBA *colour)
{
  g_autoptr (GArray) cover = chosho_page_text_cover (page->text, first, count);
  double scale = chosho_pages_view_get_scale (self);

  for (guint i = 0; i < cover->len; i++)
    {
      double x, y, width, height;

      chosho_page_layout_to_view (self->layout, index, &g_array_index (cover, ChoshoContentRect, i), &x, &y, &width, &height);
      gtk_snapshot_append_color (snapshot, colour,
                                 &GRAPHENE_RECT_INIT (area->origin.x + (float) (x * scale), area->origin.y + (float) (y * scale),
                                                      (float) (width * scale), (float) (height * scale)));
    }
}

static void
draw_hits (ChoshoPagesView *self, GtkSnapshot *snapshot, guint index, const ChoshoShownPage *page, const graphene_rect_t *area)
{
  static const GdkRGBA other = { 1.0f, 0.85f, 0.2f, 0.35f };
  static const GdkRGBA current = { 1.0f, 0.6f, 0.1f, 0.55f };
  g_autoptr (GArray) hits = chosho_find_text (page->text->text, chosho_page_search_get_needle (self->search));
  const ChoshoPageText *text;
  ChoshoHit found;
  guint found_page;
  gboolean here = chosho_page_search_get_hit (self->search, &found_page, &found, &text) && found_page == index;

  for (guint i = 0; i < hits->len; i++)
    {
      ChoshoHit *hit = &g_array_index (hits, ChoshoHit, i);
      gboolean is_current = here && found.first == hit->first;

      draw_range (self, snapshot, index, page, hit->first, hit->n_characters, area, is_current ? &current : &other);
    }
}

static void
draw_notice (ChoshoPagesView *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  static const GdkRGBA ink = { 0.4f, 0.4f, 0.4f, 1.0f };
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), _("This page could not be shown"));

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area->origin.x + (float) CHOSHO_PAGE_GAP, area->origin.y + (float) CHOSHO_PAGE_GAP));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_page (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data)
{
  static const GdkRGBA paper = { 1, 1, 1, 1 };
  static const GdkRGBA selection = { 0.2f, 0.5f, 0.9f, 0.3f };
  GtkSnapshot *snapshot = user_data;
  const ChoshoShownPage *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));

  gtk_snapshot_append_color (snapshot, &paper, area);
  if (page != NULL && page->texture != NULL)
    chosho_page_paint_texture (snapshot, page->texture, area, chosho_page_layout_get_quarters (self->layout));
  else if (chosho_pages_view_is_damaged (self, index) || (page != NULL && page->failed))
    draw_notice (self, snapshot, area);
  if (page != NULL && page->text != NULL && self->search != NULL)
    draw_hits (self, snapshot, index, page, area);
  if (page != NULL && page->text != NULL && self->selected_page == (int) index && self->selected_count > 0)
    draw_range (self, snapshot, index, page, self->selected_first, self->selected_count, area, &selection);
  chosho_pages_view_draw_region (self, snapshot, index, area);
  chosho_page_paint_edge (snapshot, area);
}

static void
draw_marks (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data)
{
  chosho_pages_view_draw_marks (self, user_data, index, area);
}

void
chosho_pages_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (widget);

  if (self->document != NULL)
    {
      chosho_pages_view_foreach_visible (self, draw_page, snapshot);
      chosho_pages_view_forget_badges (self);
      chosho_pages_view_foreach_visible (self, draw_marks, snapshot); /* signs reach over the edge of their page */
    }
}
