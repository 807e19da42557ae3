/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-find-text.h"
#include "chosho-grid-view-private.h"

#define PADDING 4.0
#define LINE_HEIGHT 20.0      /* about one line of text */
#define SHOWN_BYTES 2000      /* of one cell; the bar shows all */
#define OVERFLOW_COLUMNS 12   /* a long text runs over so many blank cells */
#define NOTE_MARK 6.0

/* Everything one drawing needs. */
typedef struct
{
  ChoshoGridView *view;
  GtkSnapshot    *snapshot;
  PangoLayout    *text, *head;
  GdkRGBA         ink, faint, line, head_paper, paper, accent;
  guint32         first_row, last_row, first_column, last_column; /* in view */
  gboolean        on_paper; /* nothing is chosen there */
  gboolean        waiting;  /* something is not there yet */
} Drawing;

static GdkRGBA
get_colour (GtkWidget *widget, const char *name, GdkRGBA fallback)
{
  GdkRGBA colour;

  return gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour) ? colour : fallback;
}

static GdkRGBA
fade (GdkRGBA colour, float alpha)
{
  colour.alpha *= alpha;
  return colour;
}

static void
take_colours (Drawing *self)
{
  static const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 }, grey = { 0.93f, 0.93f, 0.93f, 1 };
  GtkWidget *widget = GTK_WIDGET (self->view);
  gboolean contrast;

  if (self->on_paper)
    {
      self->ink = self->accent = black;
      self->paper = white;
      self->head_paper = grey;
    }
  else
    {
      gtk_style_context_get_color (gtk_widget_get_style_context (widget), &self->ink);
      self->paper = get_colour (widget, "view_bg_color", white);
      self->head_paper = get_colour (widget, "window_bg_color", (GdkRGBA){ 0.95f, 0.95f, 0.95f, 1 });
      self->accent = get_colour (widget, "accent_bg_color", (GdkRGBA){ 0.2f, 0.5f, 0.9f, 1 });
    }
  contrast = !self->on_paper && adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  self->faint = fade (self->ink, contrast ? 1 : 0.6f);
  self->line = fade (self->ink, contrast ? 0.6f : self->on_paper ? 0.35f : 0.15f);
}

static void
drawing_init (Drawing *self, ChoshoGridView *view, GtkSnapshot *snapshot, gboolean on_paper)
{
  *self = (Drawing){ .view = view, .snapshot = snapshot, .on_paper = on_paper };
  take_colours (self);
  self->text = chosho_grid_view_create_layout (view);
  self->head = chosho_grid_view_create_layout (view);
  pango_layout_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (self->text, PANGO_WRAP_WORD_CHAR);
}

/* What the widget shows now. */
static void
take_visible (Drawing *self, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET (self->view);
  const ChoshoGridGeometry *geometry = self->view->geometry;

  self->first_row = chosho_grid_geometry_find_row (geometry, y);
  self->last_row = chosho_grid_geometry_find_row (geometry, y + gtk_widget_get_height (widget) / self->view->zoom);
  self->first_column = chosho_grid_geometry_find_column (geometry, x);
  self->last_column = chosho_grid_geometry_find_column (geometry, x + gtk_widget_get_width (widget) / self->view->zoom);
}

static void
drawing_clear (Drawing *self)
{
  g_object_unref (self->text);
  g_object_unref (self->head);
}

static graphene_rect_t
get_area (Drawing *self, guint32 first_row, guint32 first_column, guint32 last_row, guint32 last_column)
{
  const ChoshoGridGeometry *geometry = self->view->geometry;
  double x = chosho_grid_geometry_get_x (geometry, first_column), y = chosho_grid_geometry_get_y (geometry, first_row);
  double right = chosho_grid_geometry_get_x (geometry, last_column + 1);
  double bottom = chosho_grid_geometry_get_y (geometry, MIN (last_row, chosho_grid_geometry_get_n_rows (geometry)) + 1);

  return GRAPHENE_RECT_INIT ((float) x, (float) y, (float) (right - x), (float) (bottom - y));
}

static void
draw_frame (Drawing *self, const graphene_rect_t *area, const GdkRGBA *colour, float width)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, 0);
  gtk_snapshot_append_border (self->snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { *colour, *colour, *colour, *colour });
}

/* Cut between characters: a cell may hold a book. */
static gsize
get_shown_bytes (const char *text)
{
  gsize size_bytes = strnlen (text, SHOWN_BYTES);

  while (size_bytes > 0 && (text[size_bytes] & 0xc0) == 0x80)
    size_bytes--;
  return size_bytes;
}

/* @text in @area, as many lines as fit, middled. */
static void
draw_words (Drawing *self, const char *text, const graphene_rect_t *area, const GdkRGBA *colour, PangoAlignment alignment)
{
  float room = area->size.width - 2 * (float) PADDING;
  int lines = MAX ((int) (area->size.height / LINE_HEIGHT), 1);
  int height;

  if (room <= 2)
    return;
  pango_layout_set_width (self->text, (int) (room * PANGO_SCALE));
  pango_layout_set_height (self->text, -lines);
  pango_layout_set_single_paragraph_mode (self->text, lines == 1);
  pango_layout_set_alignment (self->text, alignment);
  pango_layout_set_text (self->text, text, (int) get_shown_bytes (text));
  pango_layout_get_pixel_size (self->text, NULL, &height);
  gtk_snapshot_push_clip (self->snapshot, area);
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot, &GRAPHENE_POINT_INIT (area->origin.x + (float) PADDING,
                                                                area->origin.y + MAX ((area->size.height - (float) height) / 2, 0)));
  gtk_snapshot_append_layout (self->snapshot, self->text, colour);
  gtk_snapshot_restore (self->snapshot);
  gtk_snapshot_pop (self->snapshot);
}

/* Amounts and dates in digits stand on the right, as spreadsheets have them. */
static gboolean
is_number (const char *text)
{
  gboolean digit = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_ascii_isdigit (*p))
        digit = TRUE;
      else if (character != 0xa5 && character != 0x20ac && (character > 0x7f || strchr ("+-,.%$() ", (int) character) == NULL))
        return FALSE;
    }
  return digit;
}

/* How far a text may run over blank cells to its right. */
static guint32
find_end (Drawing *self, guint32 row, guint32 column, const char *text)
{
  guint32 end = column;

  if (is_number (text) || chosho_grid_view_find_merge (self->view, row, column) != NULL)
    return column;
  while (end - column < OVERFLOW_COLUMNS && end + 1 < chosho_grid_geometry_get_n_columns (self->view->geometry)
         && chosho_grid_view_peek_text (self->view, row, end + 1, FALSE) == NULL
         && chosho_grid_view_find_merge (self->view, row, end + 1) == NULL)
    end++;
  return end;
}

static void
draw_hit (Drawing *self, const char *text, const graphene_rect_t *area)
{
  static const GdkRGBA hit = { 1.0f, 0.85f, 0.2f, 0.35f };
  g_autoptr (GArray) hits = self->view->needle != NULL ? chosho_find_text (text, self->view->needle) : NULL;

  if (hits != NULL && hits->len > 0)
    gtk_snapshot_append_color (self->snapshot, &hit, area);
}

/* Half an amount would be another amount: as spreadsheets do, signs stand for one that does not fit. */
static const char *
fit_number (Drawing *self, const char *text, const graphene_rect_t *area)
{
  int width;

  pango_layout_set_width (self->text, -1);
  pango_layout_set_text (self->text, text, (int) get_shown_bytes (text));
  pango_layout_get_pixel_size (self->text, &width, NULL);
  return width <= area->size.width - 2 * PADDING ? text : "###";
}

static void
draw_cell (Drawing *self, guint32 row, guint32 column)
{
  const char *text = chosho_grid_view_peek_text (self->view, row, column, TRUE);
  graphene_rect_t area;

  if (text == NULL)
    return;
  area = get_area (self, row, column, row, column);
  draw_hit (self, text, &area);
  area = get_area (self, row, column, row, find_end (self, row, column, text));
  if (is_number (text))
    draw_words (self, fit_number (self, text, &area), &area, &self->ink, PANGO_ALIGN_RIGHT);
  else
    draw_words (self, text, &area, &self->ink, PANGO_ALIGN_LEFT);
}

static void
draw_merge (Drawing *self, const ChoshoSheetMerge *merge)
{
  graphene_rect_t area = get_area (self, merge->first_row, merge->first_column, merge->last_row, merge->last_column);
  const char *text = chosho_grid_view_peek_text (self->view, merge->first_row, merge->first_column, TRUE);

  gtk_snapshot_append_color (self->snapshot, &self->paper, &area);
  draw_frame (self, &area, &self->line, 1);
  if (text == NULL)
    return;
  draw_hit (self, text, &area);
  draw_words (self, text, &area, &self->ink, PANGO_ALIGN_LEFT);
}

static void
draw_lines (Drawing *self)
{
  const ChoshoGridGeometry *geometry = self->view->geometry;
  graphene_rect_t whole = get_area (self, self->first_row, self->first_column, self->last_row, self->last_column);

  gtk_snapshot_append_color (self->snapshot, &self->paper, &whole);
  for (guint32 row = self->first_row; row <= self->last_row; row++)
    gtk_snapshot_append_color (self->snapshot, &self->line,
                               &GRAPHENE_RECT_INIT (whole.origin.x, (float) chosho_grid_geometry_get_y (geometry, row + 1) - 1, whole.size.width, 1));
  for (guint32 column = self->first_column; column <= self->last_column; column++)
    gtk_snapshot_append_color (self->snapshot, &self->line,
                               &GRAPHENE_RECT_INIT ((float) chosho_grid_geometry_get_x (geometry, column + 1) - 1, whole.origin.y, 1, whole.size.height));
}

static void
draw_cells (Drawing *self)
{
  g_autoptr (GHashTable) merges = g_hash_table_new (NULL, NULL);
  /* a text from further left may run into view */
  guint32 first = self->first_column - MIN (self->first_column, OVERFLOW_COLUMNS);
  GHashTableIter iter;
  gpointer merge;

  for (guint32 row = self->first_row; row <= self->last_row; row++)
    for (guint32 column = first; column <= self->last_column; column++)
      {
        const ChoshoSheetMerge *found = chosho_grid_view_find_merge (self->view, row, column);

        if (found != NULL)
          g_hash_table_add (merges, (gpointer) found);
        else
          draw_cell (self, row, column);
      }
  g_hash_table_iter_init (&iter, merges);
  while (g_hash_table_iter_next (&iter, &merge, NULL))
    draw_merge (self, merge);
}

/* --- What lies over the cells ---------------------------------------------------------------------------------- */

/* Within @area, its proportions kept. */
static void
draw_texture (Drawing *self, GdkTexture *texture, const graphene_rect_t *area)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  float width = (float) gdk_texture_get_width (texture), height = (float) gdk_texture_get_height (texture);
  float scale = MIN (area->size.width / width, area->size.height / height);
  graphene_rect_t place = GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, width * scale, height * scale);

  gtk_snapshot_append_color (self->snapshot, &white, &place);
  gtk_snapshot_append_texture (self->snapshot, texture, &place);
  draw_frame (self, &place, &self->line, 1);
}

static void
draw_notice (Drawing *self, const char *words, const char *name, const graphene_rect_t *area)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s", name, words);

  gtk_snapshot_append_color (self->snapshot, &self->head_paper, area);
  draw_frame (self, area, &self->faint, 1);
  draw_words (self, text, area, &self->faint, PANGO_ALIGN_CENTER);
}

static void
draw_picture (Drawing *self, const ChoshoSheetObject *object, const graphene_rect_t *area)
{
  gboolean failed = FALSE;
  GdkTexture *texture = object->member >= 0 ? chosho_member_pictures_get (self->view->pictures, (guint) object->member, &failed) : NULL;

  self->waiting |= texture == NULL && object->member >= 0 && !failed;
  if (texture != NULL)
    draw_texture (self, texture, area);
  else if (object->member < 0)
    draw_notice (self, _("This picture stands outside the file and was not fetched"), object->name, area);
  else
    draw_notice (self, failed ? _("A picture of this kind is not shown here") : "…", object->name, area);
}

static void
draw_object (Drawing *self, const ChoshoSheetObject *object)
{
  double x, y, width, height;
  graphene_rect_t area, view = get_area (self, self->first_row, self->first_column, self->last_row, self->last_column);

  chosho_grid_geometry_place_object (self->view->geometry, object, &x, &y, &width, &height);
  area = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height);
  if (object->kind != CHOSHO_OBJECT_NOTE && !graphene_rect_intersection (&area, &view, NULL))
    return;
  if (object->kind == CHOSHO_OBJECT_PICTURE)
    draw_picture (self, object, &area);
  else if (object->kind == CHOSHO_OBJECT_OTHER)
    draw_notice (self, _("A chart or diagram: not drawn here"), object->name, &area);
  else if (object->kind == CHOSHO_OBJECT_SHAPE)
    {
      draw_frame (self, &area, &self->accent, 2);
      if (object->text[0] != '\0')
        draw_words (self, object->text, &area, &self->accent, PANGO_ALIGN_LEFT);
    }
  else if (object->row >= self->first_row && object->row <= self->last_row)
    {
      graphene_rect_t cell = get_area (self, object->row, object->column, object->row, object->column);

      gtk_snapshot_append_color (self->snapshot, &self->accent,
                                 &GRAPHENE_RECT_INIT (cell.origin.x + cell.size.width - (float) NOTE_MARK - 1, cell.origin.y, (float) NOTE_MARK, (float) NOTE_MARK));
    }
}

static void
draw_selection (Drawing *self)
{
  ChoshoGridPlace first, last;
  graphene_rect_t area;
  GdkRGBA wash = fade (self->accent, 0.15f);

  chosho_grid_view_get_selection (self->view, &first, &last);
  if (first.row == last.row && first.column == last.column)
    {
      const ChoshoSheetMerge *merge = chosho_grid_view_find_merge (self->view, first.row, first.column);

      if (merge != NULL)
        {
          first = (ChoshoGridPlace){ merge->first_row, merge->first_column };
          last = (ChoshoGridPlace){ merge->last_row, MIN (merge->last_column, chosho_grid_geometry_get_n_columns (self->view->geometry) - 1) };
        }
    }
  else
    {
      area = get_area (self, first.row, first.column, last.row, last.column);
      gtk_snapshot_append_color (self->snapshot, &wash, &area);
    }
  area = get_area (self, first.row, first.column, last.row, last.column);
  draw_frame (self, &area, &self->accent, 2);
}

/* --- Heads ----------------------------------------------------------------------------------------------------- */

/* A hidden row's or column's head stands in brackets. */
static void
draw_head (Drawing *self, const char *text, gboolean hidden, gboolean chosen, const graphene_rect_t *area)
{
  g_autofree char *words = hidden ? g_strdup_printf ("(%s)", text) : g_strdup (text);
  GdkRGBA wash = fade (self->accent, 0.25f);
  int width, height;

  gtk_snapshot_append_color (self->snapshot, &self->head_paper, area);
  if (chosen)
    gtk_snapshot_append_color (self->snapshot, &wash, area);
  draw_frame (self, area, &self->line, 1);
  pango_layout_set_text (self->head, words, -1);
  pango_layout_get_pixel_size (self->head, &width, &height);
  gtk_snapshot_push_clip (self->snapshot, area);
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot, &GRAPHENE_POINT_INIT (area->origin.x + (area->size.width - (float) width) / 2,
                                                                area->origin.y + (area->size.height - (float) height) / 2));
  gtk_snapshot_append_layout (self->snapshot, self->head, hidden ? &self->faint : &self->ink);
  gtk_snapshot_restore (self->snapshot);
  gtk_snapshot_pop (self->snapshot);
}

static void
draw_heads (Drawing *self, double x, double y)
{
  const ChoshoGridGeometry *geometry = self->view->geometry;
  float head_width = (float) chosho_grid_view_get_head_width (self->view), head_height = (float) CHOSHO_GRID_HEAD_HEIGHT;
  ChoshoGridPlace first, last;

  chosho_grid_view_get_selection (self->view, &first, &last);
  for (guint32 column = self->first_column; column <= self->last_column; column++)
    {
      g_autofree char *name = chosho_table_column_name (column);
      double left = chosho_grid_geometry_get_x (geometry, column), right = chosho_grid_geometry_get_x (geometry, column + 1);

      draw_head (self, name, chosho_grid_geometry_column_is_hidden (geometry, column), !self->on_paper && column >= first.column && column <= last.column,
                 &GRAPHENE_RECT_INIT ((float) (left - x) + head_width, 0, (float) (right - left), head_height));
    }
  for (guint32 row = self->first_row; row <= self->last_row; row++)
    {
      g_autofree char *name = g_strdup_printf ("%u", row);
      double top = chosho_grid_geometry_get_y (geometry, row), bottom = chosho_grid_geometry_get_y (geometry, row + 1);

      draw_head (self, name, chosho_grid_geometry_row_is_hidden (geometry, row), !self->on_paper && row >= first.row && row <= last.row,
                 &GRAPHENE_RECT_INIT (0, (float) (top - y) + head_height, head_width, (float) (bottom - top)));
    }
  draw_head (self, "", FALSE, FALSE, &GRAPHENE_RECT_INIT (0, 0, head_width, head_height));
}

/* The part of the sheet whose corner is @x, @y, with its heads. */
static void
draw_sheet (Drawing *self, double x, double y)
{
  GtkSnapshot *snapshot = self->snapshot;
  const GPtrArray *objects = self->view->layout->objects;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (chosho_grid_view_get_head_width (self->view) - x), (float) (CHOSHO_GRID_HEAD_HEIGHT - y)));
  draw_lines (self);
  draw_cells (self);
  for (guint i = 0; i < objects->len; i++)
    draw_object (self, g_ptr_array_index (objects, i));
  if (!self->on_paper)
    {
      chosho_grid_view_draw_marks (self->view, snapshot, self->head, &(ChoshoGridPlace){ self->first_row, self->first_column },
                                   &(ChoshoGridPlace){ self->last_row, self->last_column });
      draw_selection (self);
    }
  gtk_snapshot_restore (snapshot);
  draw_heads (self, x, y);
}

void
chosho_grid_view_draw (ChoshoGridView *self, GtkSnapshot *snapshot)
{
  Drawing drawing;
  double x, y;

  if (self->geometry == NULL || self->adjustments[0] == NULL || self->adjustments[1] == NULL)
    return;
  x = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]) / self->zoom;
  y = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]) / self->zoom;
  drawing_init (&drawing, self, snapshot, FALSE);
  take_visible (&drawing, x, y);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, (float) self->zoom, (float) self->zoom);
  draw_sheet (&drawing, x, y);
  gtk_snapshot_restore (snapshot);
  drawing_clear (&drawing);
}

gboolean
chosho_grid_view_draw_part (ChoshoGridView *self, GtkSnapshot *snapshot, const ChoshoGridPlace *first, const ChoshoGridPlace *last)
{
  gboolean there = chosho_grid_view_need_rows (self, first->row, last->row);
  graphene_rect_t area;
  Drawing drawing;

  drawing_init (&drawing, self, snapshot, TRUE);
  drawing.first_row = first->row;
  drawing.last_row = last->row;
  drawing.first_column = first->column;
  drawing.last_column = last->column;
  area = get_area (&drawing, first->row, first->column, last->row, last->column);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) chosho_grid_view_get_head_width (self) + area.size.width,
                                                         (float) CHOSHO_GRID_HEAD_HEIGHT + area.size.height));
  draw_sheet (&drawing, area.origin.x, area.origin.y);
  gtk_snapshot_pop (snapshot);
  drawing_clear (&drawing);
  return there && !drawing.waiting;
}
