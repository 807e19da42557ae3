/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-content-place.h"
#include "chosho-grid-view-private.h"
#include "chosho-mark-signs.h"
#include "chosho-mark-words.h"

/* Marks on cells: a frame in the colour of the step, and the sign at the cell's right, where a text leaves room first. */

#define CELL "cell="
#define FRAME 1.5f
#define BADGE_PADDING 2.0f

typedef struct
{
  ChoshoGridPlace place;
  ChoshoValue    *row; /* (borrowed) of the view's marks */
} Mark;

/* Of this sheet; a place without a sheet's name is one of the first. */
static gboolean
find_place (ChoshoGridView *self, ChoshoValue *row, ChoshoGridPlace *place)
{
  const char *text = chosho_value_get_string (row, "place");
  g_autofree char *sheet = NULL;

  if (text == NULL || !g_str_has_prefix (text, CELL) || !chosho_content_place_parse (text + strlen (CELL), &sheet, &place->row, &place->column))
    return FALSE;
  return sheet != NULL ? g_strcmp0 (sheet, self->name) == 0 : self->sheet == 0;
}

void
chosho_grid_view_place_marks (ChoshoGridView *self)
{
  g_clear_pointer (&self->marked, g_array_unref);
  self->marked = g_array_new (FALSE, FALSE, sizeof (Mark));
  for (guint i = 0; self->name != NULL && i < chosho_value_get_length (self->marks); i++)
    {
      Mark mark = { .row = chosho_value_get_item (self->marks, i) };

      if (find_place (self, mark.row, &mark.place))
        g_array_append_val (self->marked, mark);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* All of a merged range is one cell. */
static void
get_corners (ChoshoGridView *self, const ChoshoGridPlace *place, ChoshoGridPlace *first, ChoshoGridPlace *last)
{
  const ChoshoSheetMerge *merge = chosho_grid_view_find_merge (self, place->row, place->column);

  *first = merge != NULL ? (ChoshoGridPlace){ merge->first_row, merge->first_column } : *place;
  *last = merge != NULL ? (ChoshoGridPlace){ merge->last_row, merge->last_column } : *place;
}

static graphene_rect_t
get_area (ChoshoGridView *self, const ChoshoGridPlace *place)
{
  ChoshoGridPlace first, last;
  double x, y;

  get_corners (self, place, &first, &last);
  x = chosho_grid_geometry_get_x (self->geometry, first.column);
  y = chosho_grid_geometry_get_y (self->geometry, first.row);
  return GRAPHENE_RECT_INIT ((float) x, (float) y, (float) (chosho_grid_geometry_get_x (self->geometry, last.column + 1) - x),
                             (float) (chosho_grid_geometry_get_y (self->geometry, last.row + 1) - y));
}

/* How many marks of the same cell stand before number @index. */
static guint
count_before (ChoshoGridView *self, guint index)
{
  const Mark *mark = &g_array_index (self->marked, Mark, index);
  guint n = 0;

  for (guint i = 0; i < index; i++)
    {
      const Mark *other = &g_array_index (self->marked, Mark, i);

      n += other->place.row == mark->place.row && other->place.column == mark->place.column;
    }
  return n;
}

/* Of several one stands left of the other. */
static graphene_rect_t
get_badge_area (ChoshoGridView *self, guint index, PangoLayout *layout)
{
  const Mark *mark = &g_array_index (self->marked, Mark, index);
  graphene_rect_t area = get_area (self, &mark->place);
  g_autofree char *badge = chosho_mark_words_dup_badge (mark->row);
  int width, height;
  float whole;

  pango_layout_set_text (layout, badge, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  whole = (float) width + 2 * BADGE_PADDING;
  return GRAPHENE_RECT_INIT (area.origin.x + area.size.width - whole * (float) (count_before (self, index) + 1), area.origin.y, whole, (float) height);
}

void
chosho_grid_view_draw_marks (ChoshoGridView *self, GtkSnapshot *snapshot, PangoLayout *layout, const ChoshoGridPlace *first, const ChoshoGridPlace *last)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };

  for (guint i = 0; i < self->marked->len; i++)
    {
      const Mark *mark = &g_array_index (self->marked, Mark, i);
      const GdkRGBA *colour = chosho_mark_words_get_colour (mark->row);
      graphene_rect_t area, badge;
      GskRoundedRect outline;

      if (mark->place.row < first->row || mark->place.row > last->row || mark->place.column < first->column || mark->place.column > last->column)
        continue;
      area = get_area (self, &mark->place);
      badge = get_badge_area (self, i, layout);
      gsk_rounded_rect_init_from_rect (&outline, &area, 0);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]){ FRAME, FRAME, FRAME, FRAME }, (GdkRGBA[4]){ *colour, *colour, *colour, *colour });
      gtk_snapshot_append_color (snapshot, colour, &badge);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (badge.origin.x + BADGE_PADDING, badge.origin.y));
      gtk_snapshot_append_layout (snapshot, layout, &white);
      gtk_snapshot_restore (snapshot);
    }
}

ChoshoValue *
chosho_grid_view_find_mark (ChoshoGridView *self, double x, double y)
{
  g_autoptr (PangoLayout) layout = chosho_grid_view_create_layout (self);

  for (guint i = 0; i < self->marked->len; i++)
    {
      graphene_rect_t badge = get_badge_area (self, i, layout);

      if (graphene_rect_contains_point (&badge, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        return g_array_index (self->marked, Mark, i).row;
    }
  return NULL;
}

static gboolean
is_at_cursor (ChoshoValue *row, gpointer user_data)
{
  ChoshoGridView *self = user_data;
  ChoshoGridPlace place, first, last;

  if (!find_place (self, row, &place))
    return FALSE;
  get_corners (self, &place, &first, &last);
  return self->cursor.row >= first.row && self->cursor.row <= last.row && self->cursor.column >= first.column && self->cursor.column <= last.column;
}

ChoshoValue *
chosho_grid_view_list_chosen_marks (ChoshoGridView *self)
{
  return chosho_mark_signs_list (self->marks, is_at_cursor, self);
}

void
chosho_grid_view_set_marks (ChoshoGridView *self, ChoshoValue *marks)
{
  g_clear_pointer (&self->marks, chosho_value_unref);
  self->marks = marks != NULL ? chosho_value_ref (marks) : NULL;
  chosho_grid_view_place_marks (self);
  if (self->geometry != NULL)
    chosho_grid_view_tell_selection (self);
}
