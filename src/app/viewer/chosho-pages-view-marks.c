/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-mark-words.h"
#include "chosho-pages-view-private.h"

/* Marks over the pages: a frame in the colour of the step, and the sign with the number that tells marks of one colour apart. */

#define FRAME 1.5f         /* pixels of a frame; twice that of the mark that was gone to */
#define BADGE_PADDING 3.0f /* pixels around a sign */
#define MARGIN_ABOVE 48    /* pixels kept above a region that is gone to */

typedef struct
{
  graphene_rect_t area;
  ChoshoValue    *row; /* (borrowed) of the view's marks */
} Badge;

void
chosho_pages_view_forget_badges (ChoshoPagesView *self)
{
  g_clear_pointer (&self->badges, g_array_unref);
  self->badges = g_array_new (FALSE, FALSE, sizeof (Badge));
}

gboolean
chosho_pages_view_follow_mark (ChoshoPagesView *self, double x, double y)
{
  for (guint i = 0; self->badges != NULL && i < self->badges->len; i++)
    {
      const Badge *badge = &g_array_index (self->badges, Badge, i);

      if (graphene_rect_contains_point (&badge->area, &GRAPHENE_POINT_INIT ((float) x, (float) y)) && chosho_mark_words_is_reference (badge->row))
        return gtk_widget_activate_action (GTK_WIDGET (self), "win.follow-mark", "s", chosho_value_get_string (badge->row, "id"));
    }
  return FALSE;
}

/* In the margin beside the region, where it hides no words; above it where the region begins at the edge. */
static void
draw_badge (ChoshoPagesView *self, GtkSnapshot *snapshot, ChoshoValue *row, const GdkRGBA *colour, const graphene_rect_t *region,
            const graphene_rect_t *page)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  g_autofree char *badge = chosho_mark_words_dup_badge (row);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), badge);
  float x = region->origin.x, y = region->origin.y;
  int width, height;
  Badge place;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (x - (float) width - 2 * BADGE_PADDING >= page->origin.x)
    x -= (float) width + 2 * BADGE_PADDING;
  else
    y = MAX (y - (float) height, page->origin.y);
  place = (Badge){ GRAPHENE_RECT_INIT (x, y, (float) width + 2 * BADGE_PADDING, (float) height), row };
  g_array_append_val (self->badges, place);
  gtk_snapshot_append_color (snapshot, colour, &place.area);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + BADGE_PADDING, y));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
draw_frame (GtkSnapshot *snapshot, const graphene_rect_t *region, const GdkRGBA *colour, gboolean current)
{
  float line = current ? 2 * FRAME : FRAME;
  GdkRGBA tint = *colour;
  GskRoundedRect outline;

  tint.alpha = current ? 0.18f : 0.08f;
  gsk_rounded_rect_init_from_rect (&outline, region, 0);
  gtk_snapshot_append_color (snapshot, &tint, region);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ line, line, line, line }, (GdkRGBA[4]){ *colour, *colour, *colour, *colour });
}

/* @rectangle, whole units from the bottom left of the page, on the view. */
static graphene_rect_t
place_rectangle (ChoshoPagesView *self, guint index, const ChoshoContentRect *part, const graphene_rect_t *area)
{
  double scale = chosho_pages_view_get_scale (self);
  double x, y, width, height;

  chosho_page_layout_to_view (self->layout, index, part, &x, &y, &width, &height);
  return GRAPHENE_RECT_INIT (area->origin.x + (float) (x * scale), area->origin.y + (float) (y * scale), (float) (width * scale),
                             (float) (height * scale));
}

static ChoshoContentRect
read_rectangle (ChoshoValue *rectangle)
{
  double edges[4];

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    edges[i] = (double) chosho_value_as_integer (chosho_value_get_item (rectangle, i), 0);
  return (ChoshoContentRect){ edges[0], edges[1], edges[2], edges[3] };
}

static gboolean
is_on (ChoshoValue *row, guint index)
{
  return chosho_value_get_integer (row, "page", 0) == (gint64) index + 1;
}

void
chosho_pages_view_draw_marks (ChoshoPagesView *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *area)
{
  for (guint i = 0; i < chosho_value_get_length (self->marks); i++)
    {
      ChoshoValue *row = chosho_value_get_item (self->marks, i);
      ChoshoValue *rectangle = chosho_value_get (row, "rectangle");
      const GdkRGBA *colour = chosho_mark_words_get_colour (row);
      graphene_rect_t region = *area;

      if (!is_on (row, index))
        continue;
      if (chosho_value_get_length (rectangle) == 4)
        {
          ChoshoContentRect part = read_rectangle (rectangle);

          region = place_rectangle (self, index, &part, area);
          draw_frame (snapshot, &region, colour, g_strcmp0 (chosho_value_get_string (row, "id"), self->current_mark) == 0);
        }
      draw_badge (self, snapshot, row, colour, &region, area);
    }
}

void
chosho_pages_view_set_marks (ChoshoPagesView *self, ChoshoValue *marks)
{
  g_clear_pointer (&self->marks, chosho_value_unref);
  self->marks = marks != NULL ? chosho_value_ref (marks) : NULL;
  chosho_pages_view_forget_badges (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
chosho_pages_view_show_mark (ChoshoPagesView *self, ChoshoValue *row)
{
  gint64 page = chosho_value_get_integer (row, "page", 0) - 1;
  ChoshoValue *rectangle = chosho_value_get (row, "rectangle");

  g_free (self->current_mark);
  self->current_mark = g_strdup (chosho_value_get_string (row, "id"));
  if (page < 0 || page >= chosho_pages_view_get_n_pages (self))
    return;
  if (chosho_value_get_length (rectangle) == 4)
    {
      ChoshoContentRect part = read_rectangle (rectangle);
      double x, y, width, height;

      chosho_page_layout_to_view (self->layout, (guint) page, &part, &x, &y, &width, &height);
      chosho_pages_view_set_page (self, (guint) page);
      chosho_pages_view_place (self, (guint) page, MAX (y - MARGIN_ABOVE / chosho_pages_view_get_scale (self), 0));
    }
  else
    chosho_pages_view_show_page (self, (guint) page);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- A region ------------------------------------------------------------------------------------- */

static gint64
to_whole (double edge, gboolean up)
{
  gint64 whole = (gint64) edge;

  return MAX (up && edge > (double) whole ? whole + 1 : whole, 0);
}

/* Whole units, outwards. */
static ChoshoValue *
make_rectangle (const ChoshoContentRect *rect)
{
  const gint64 edges[] = { to_whole (rect->left, FALSE), to_whole (rect->bottom, FALSE), to_whole (rect->right, TRUE), to_whole (rect->top, TRUE) };
  ChoshoValue *rectangle = chosho_value_new_array ();

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    chosho_value_append (rectangle, chosho_value_new_integer (edges[i]));
  return rectangle;
}

/* The least rectangle around the characters chosen. */
static ChoshoValue *
cover_selection (ChoshoPagesView *self, const ChoshoPageText *text)
{
  g_autoptr (GArray) runs = chosho_page_text_cover (text, self->selected_first, self->selected_count);
  ChoshoContentRect all = { G_MAXDOUBLE, G_MAXDOUBLE, 0, 0 };

  for (guint i = 0; i < runs->len; i++)
    {
      const ChoshoContentRect *run = &g_array_index (runs, ChoshoContentRect, i);

      all = (ChoshoContentRect){ MIN (all.left, run->left), MIN (all.bottom, run->bottom), MAX (all.right, run->right), MAX (all.top, run->top) };
    }
  return all.left < all.right && all.bottom < all.top ? make_rectangle (&all) : NULL;
}

ChoshoValue *
chosho_pages_view_dup_marked_place (ChoshoPagesView *self)
{
  gboolean region = self->region_page >= 0;
  g_autofree char *words = region ? NULL : chosho_pages_view_dup_selection (self);
  guint page = region ? (guint) self->region_page : words != NULL ? (guint) self->selected_page : self->page;
  g_autofree char *place = g_strdup_printf ("page=%u", page + 1);
  ChoshoShownPage *shown = words != NULL ? g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page)) : NULL;
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "place", place);
  chosho_value_set_string (value, "quote", words);
  if (region)
    chosho_value_set (value, "rectangle", make_rectangle (&self->region));
  else if (shown != NULL)
    chosho_value_set (value, "rectangle", cover_selection (self, shown->text));
  return value;
}

void
chosho_pages_view_draw_region (ChoshoPagesView *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *area)
{
  static const GdkRGBA ink = { 0.2f, 0.5f, 0.9f, 1 };
  graphene_rect_t region;

  if (self->region_page != (int) index)
    return;
  region = place_rectangle (self, index, &self->region, area);
  draw_frame (snapshot, &region, &ink, TRUE);
}
