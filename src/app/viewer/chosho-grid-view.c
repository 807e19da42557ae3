/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-accessible.h"
#include "chosho-grid-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chosho-content-place.h"
#include "chosho-error.h"
#include "chosho-grid-signals.h"
#include "chosho-mark-signs.h"
#include "chosho-mark-words.h"
#include "chosho-text-scale.h"

#define USUAL_RESOLUTION 96.0 /* points an inch */
#define PIECE 256          /* rows read at once */
#define KEPT_PIECES 24     /* 6,000 rows: far more than a screen */
#define LIMIT_MERGED 20000 /* cells of merged ranges that are found by their place; larger ranges are searched */
#define MIN_ZOOM 0.4
#define MAX_ZOOM 4.0
#define ZOOM_STEP 1.2
#define DIGIT_WIDTH 8.0    /* of a row's number */
#define HEAD_PADDING 14.0
#define LEAST_WIDTH 60.0   /* of a column whose width the file does not say */
#define MOST_WIDTH 320.0

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

guint chosho_grid_signals[CHOSHO_GRID_N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (ChoshoGridView, chosho_grid_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void configure_adjustments (ChoshoGridView *self);

/* --- Rows ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoGridView *view; /* (owned) */
  guint           piece;
} RowsAsk;

/* Something that was asked for has come. */
static void
tell_read (ChoshoGridView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, chosho_grid_signals[CHOSHO_GRID_SIGNAL_READ], 0);
}

/* A piece that was only asked for is NULL. */
static void
piece_free (gpointer data)
{
  if (data != NULL)
    chosho_table_free (data);
}

PangoLayout *
chosho_grid_view_create_layout (ChoshoGridView *self)
{
  PangoContext *context = gtk_widget_create_pango_context (GTK_WIDGET (self));
  PangoLayout *layout;

  pango_cairo_context_set_resolution (context, USUAL_RESOLUTION);
  layout = pango_layout_new (context);
  g_object_unref (context);
  return layout;
}

/* A sheet that says no widths – a CSV – gets those of its first rows' texts. */
static void
measure_columns (ChoshoGridView *self, const ChoshoTableSheet *rows)
{
  g_autoptr (PangoLayout) layout = chosho_grid_view_create_layout (self);

  self->measured = TRUE;
  for (guint32 column = 0; column < MIN (self->layout->n_columns, 200); column++)
    {
      double widest = LEAST_WIDTH;

      for (guint i = 0; i < MIN (rows->rows->len, 50); i++)
        {
          const char *text = chosho_table_row_get (g_ptr_array_index (rows->rows, i), column);
          int width;

          if (text == NULL)
            continue;
          pango_layout_set_text (layout, text, (int) MIN (strlen (text), 200));
          pango_layout_get_pixel_size (layout, &width, NULL);
          widest = MAX (widest, width + 16.0);
        }
      chosho_grid_geometry_set_width (self->geometry, column, MIN (widest, MOST_WIDTH));
    }
  configure_adjustments (self);
}

static void
on_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree RowsAsk *ask = user_data;
  g_autoptr (ChoshoGridView) self = ask->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTable) table = chosho_document_read_rows_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED) || G_OBJECT (self->document) != source)
    return;
  if (table == NULL)
    {
      g_signal_emit (self, chosho_grid_signals[CHOSHO_GRID_SIGNAL_FAILED], 0, error);
      return;
    }
  if (!g_hash_table_contains (self->pieces, GUINT_TO_POINTER (ask->piece)))
    return; /* scrolled away meanwhile */
  if (self->layout->column_width == 0 && !self->measured)
    measure_columns (self, g_ptr_array_index (table->sheets, 0));
  g_hash_table_replace (self->pieces, GUINT_TO_POINTER (ask->piece), g_steal_pointer (&table));
  tell_read (self);
  if (self->cursor.row / PIECE == ask->piece)
    chosho_grid_view_tell_selection (self);
}

static ChoshoTable *
need_piece (ChoshoGridView *self, guint piece)
{
  RowsAsk *ask;

  if (g_hash_table_contains (self->pieces, GUINT_TO_POINTER (piece)))
    {
      g_queue_remove (&self->order, GUINT_TO_POINTER (piece));
      g_queue_push_head (&self->order, GUINT_TO_POINTER (piece));
      return g_hash_table_lookup (self->pieces, GUINT_TO_POINTER (piece));
    }
  g_hash_table_insert (self->pieces, GUINT_TO_POINTER (piece), NULL);
  g_queue_push_head (&self->order, GUINT_TO_POINTER (piece));
  if (g_queue_get_length (&self->order) > KEPT_PIECES)
    g_hash_table_remove (self->pieces, g_queue_pop_tail (&self->order));
  ask = g_new0 (RowsAsk, 1);
  ask->view = g_object_ref (self);
  ask->piece = piece;
  chosho_document_read_rows_async (self->document, self->sheet, MAX (piece * PIECE, 1), PIECE, self->charset, self->cancellable, on_rows_cb, ask);
  return NULL;
}

static const ChoshoTableRow *
find_row (const ChoshoTable *table, guint32 number)
{
  const ChoshoTableSheet *sheet = g_ptr_array_index (table->sheets, 0);
  guint low = 0, high = sheet->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const ChoshoTableRow *row = g_ptr_array_index (sheet->rows, middle);

      if (row->number == number)
        return row;
      if (row->number < number)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

gboolean
chosho_grid_view_need_rows (ChoshoGridView *self, guint32 first, guint32 last)
{
  gboolean there = TRUE;

  for (guint piece = first / PIECE; piece <= last / PIECE; piece++)
    there = need_piece (self, piece) != NULL && there;
  return there;
}

const char *
chosho_grid_view_peek_text (ChoshoGridView *self, guint32 row, guint32 column, gboolean ask)
{
  guint piece = row / PIECE;
  ChoshoTable *table;
  const ChoshoTableRow *found;

  if (self->layout == NULL || row > self->layout->n_rows)
    return NULL;
  table = ask ? need_piece (self, piece) : g_hash_table_lookup (self->pieces, GUINT_TO_POINTER (piece));
  found = table != NULL ? find_row (table, row) : NULL;
  return found != NULL ? chosho_table_row_get (found, column) : NULL;
}

/* --- Merged cells --------------------------------------------------------------------------------------------- */

static gint64
get_key (guint32 row, guint32 column)
{
  return (gint64) row << 20 | column;
}

static void
index_merges (ChoshoGridView *self)
{
  guint64 cells = 0;

  g_hash_table_remove_all (self->merged);
  for (guint i = 0; i < self->layout->merges->len; i++)
    {
      const ChoshoSheetMerge *merge = &g_array_index (self->layout->merges, ChoshoSheetMerge, i);
      guint32 last_row = MIN (merge->last_row, chosho_grid_geometry_get_n_rows (self->geometry));
      guint32 last_column = MIN (merge->last_column, chosho_grid_geometry_get_n_columns (self->geometry) - 1);

      for (guint32 row = merge->first_row; row <= last_row && cells < LIMIT_MERGED; row++)
        for (guint32 column = merge->first_column; column <= last_column && cells < LIMIT_MERGED; column++, cells++)
          {
            gint64 key = get_key (row, column);

            g_hash_table_insert (self->merged, g_memdup2 (&key, sizeof key), (gpointer) merge);
          }
    }
}

const ChoshoSheetMerge *
chosho_grid_view_find_merge (ChoshoGridView *self, guint32 row, guint32 column)
{
  gint64 key = get_key (row, column);

  return g_hash_table_lookup (self->merged, &key);
}

/* --- Scrolling ------------------------------------------------------------------------------------------------ */

double
chosho_grid_view_get_head_width (ChoshoGridView *self)
{
  guint digits = 1;

  for (guint32 rows = self->geometry != NULL ? chosho_grid_geometry_get_n_rows (self->geometry) : 1; rows >= 10; rows /= 10)
    digits++;
  return MAX (digits, 2) * DIGIT_WIDTH + HEAD_PADDING;
}

static void
configure_adjustments (ChoshoGridView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double whole_width = width, whole_height = height;
  GtkAdjustment *across = self->adjustments[GTK_ORIENTATION_HORIZONTAL], *down = self->adjustments[GTK_ORIENTATION_VERTICAL];

  if (self->geometry != NULL)
    {
      whole_width = (chosho_grid_geometry_get_x (self->geometry, chosho_grid_geometry_get_n_columns (self->geometry))
                     + chosho_grid_view_get_head_width (self)) * self->zoom;
      whole_height = (chosho_grid_geometry_get_y (self->geometry, chosho_grid_geometry_get_n_rows (self->geometry) + 1)
                      + CHOSHO_GRID_HEAD_HEIGHT) * self->zoom;
    }
  if (across != NULL)
    gtk_adjustment_configure (across, gtk_adjustment_get_value (across), 0, MAX (whole_width, width), 40, width * 0.9, width);
  if (down != NULL)
    gtk_adjustment_configure (down, gtk_adjustment_get_value (down), 0, MAX (whole_height, height), 40, height * 0.9, height);
}

static double
get_value (ChoshoGridView *self, GtkOrientation orientation)
{
  return self->adjustments[orientation] != NULL ? gtk_adjustment_get_value (self->adjustments[orientation]) : 0;
}

/* So that the stretch from @start to @end, of the sheet, is in view behind heads of @head. */
static void
clamp (ChoshoGridView *self, GtkOrientation orientation, double start, double end, double head)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  double size = orientation == GTK_ORIENTATION_HORIZONTAL ? gtk_widget_get_width (GTK_WIDGET (self)) : gtk_widget_get_height (GTK_WIDGET (self));
  double value = get_value (self, orientation);

  if (adjustment == NULL)
    return;
  if (end * self->zoom > value + size - head * self->zoom)
    value = end * self->zoom - size + head * self->zoom;
  if (start * self->zoom < value)
    value = start * self->zoom;
  gtk_adjustment_set_value (adjustment, value);
}

static void
bring_into_view (ChoshoGridView *self)
{
  if (self->geometry == NULL || gtk_widget_get_height (GTK_WIDGET (self)) <= 0)
    {
      self->wanted = TRUE;
      return;
    }
  self->wanted = FALSE;
  clamp (self, GTK_ORIENTATION_HORIZONTAL, chosho_grid_geometry_get_x (self->geometry, self->cursor.column),
         chosho_grid_geometry_get_x (self->geometry, self->cursor.column + 1), chosho_grid_view_get_head_width (self));
  clamp (self, GTK_ORIENTATION_VERTICAL, chosho_grid_geometry_get_y (self->geometry, self->cursor.row),
         chosho_grid_geometry_get_y (self->geometry, self->cursor.row + 1), CHOSHO_GRID_HEAD_HEIGHT);
}

/* --- Choosing ------------------------------------------------------------------------------------------------- */

void
chosho_grid_view_get_selection (ChoshoGridView *self, ChoshoGridPlace *first, ChoshoGridPlace *last)
{
  *first = (ChoshoGridPlace){ MIN (self->cursor.row, self->anchor.row), MIN (self->cursor.column, self->anchor.column) };
  *last = (ChoshoGridPlace){ MAX (self->cursor.row, self->anchor.row), MAX (self->cursor.column, self->anchor.column) };
}

void
chosho_grid_view_tell_selection (ChoshoGridView *self)
{
  g_autofree char *place = chosho_grid_view_dup_place (self), *text = chosho_grid_view_dup_text (self);
  g_autoptr (ChoshoValue) marks = chosho_grid_view_list_chosen_marks (self);
  g_autofree char *signs = chosho_mark_signs_dup_text (marks);
  g_autofree char *words = g_strjoin (" ", place, text, signs[0] != '\0' ? signs : NULL, NULL);

  chosho_accessible_set_name (self, words);
  g_signal_emit (self, chosho_grid_signals[CHOSHO_GRID_SIGNAL_SELECTED], 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
choose (ChoshoGridView *self, guint32 row, guint32 column, gboolean extend)
{
  if (self->geometry == NULL)
    return;
  self->cursor.row = CLAMP (row, 1, chosho_grid_geometry_get_n_rows (self->geometry));
  self->cursor.column = MIN (column, chosho_grid_geometry_get_n_columns (self->geometry) - 1);
  if (!extend)
    self->anchor = self->cursor;
  chosho_grid_view_tell_selection (self);
}

void
chosho_grid_view_show_cell (ChoshoGridView *self, guint32 row, guint32 column)
{
  if (self->geometry == NULL)
    self->cursor = self->anchor = (ChoshoGridPlace){ MAX (row, 1), column };
  else
    choose (self, row, column, FALSE);
  bring_into_view (self);
}

char *
chosho_grid_view_dup_place (ChoshoGridView *self)
{
  ChoshoGridPlace first, last;

  chosho_grid_view_get_selection (self, &first, &last);
  return chosho_content_place_of_range (self->name, first.row, first.column, last.row, last.column);
}

char *
chosho_grid_view_dup_text (ChoshoGridView *self)
{
  const ChoshoSheetMerge *merge = chosho_grid_view_find_merge (self, self->cursor.row, self->cursor.column);
  ChoshoGridPlace place = merge != NULL ? (ChoshoGridPlace){ merge->first_row, merge->first_column } : self->cursor;
  const char *text = chosho_grid_view_peek_text (self, place.row, place.column, FALSE);
  GString *whole = g_string_new (text);

  for (guint i = 0; self->layout != NULL && i < self->layout->objects->len; i++)
    {
      const ChoshoSheetObject *object = g_ptr_array_index (self->layout->objects, i);

      if (object->kind == CHOSHO_OBJECT_NOTE && object->row == place.row && object->column == place.column)
        g_string_append_printf (whole, _(" [Note of %s: %s]"), object->name, object->text);
    }
  return g_string_free (whole, FALSE);
}

/* --- Pointer and keys ------------------------------------------------------------------------------------------ */

/* A point of the widget as one of the sheet; FALSE on the heads. */
static gboolean
to_sheet (ChoshoGridView *self, double *x, double *y)
{
  if (self->geometry == NULL || *x < chosho_grid_view_get_head_width (self) * self->zoom || *y < CHOSHO_GRID_HEAD_HEIGHT * self->zoom)
    return FALSE;
  *x = (*x + get_value (self, GTK_ORIENTATION_HORIZONTAL)) / self->zoom - chosho_grid_view_get_head_width (self);
  *y = (*y + get_value (self, GTK_ORIENTATION_VERTICAL)) / self->zoom - CHOSHO_GRID_HEAD_HEIGHT;
  return TRUE;
}

/* The topmost picture at a point of the sheet. */
static const ChoshoSheetObject *
find_picture (ChoshoGridView *self, double x, double y)
{
  for (guint i = self->layout->objects->len; i-- > 0;)
    {
      const ChoshoSheetObject *object = g_ptr_array_index (self->layout->objects, i);
      double left, top, width, height;

      if (object->kind != CHOSHO_OBJECT_PICTURE || object->member < 0)
        continue;
      chosho_grid_geometry_place_object (self->geometry, object, &left, &top, &width, &height);
      if (x >= left && x < left + width && y >= top && y < top + height)
        return object;
    }
  return NULL;
}

static void
open_picture (ChoshoGridView *self, const ChoshoSheetObject *object)
{
  if (object != NULL)
    g_signal_emit (self, chosho_grid_signals[CHOSHO_GRID_SIGNAL_OPEN_MEMBER], 0, (guint) object->member, object->name);
}

/* Where a reference leads; FALSE of any other mark. */
static gboolean
follow (ChoshoGridView *self, ChoshoValue *mark)
{
  return mark != NULL && chosho_mark_words_is_reference (mark)
         && gtk_widget_activate_action (GTK_WIDGET (self), "win.follow-mark", "s", chosho_value_get_string (mark, "id"));
}

static gboolean
follow_chosen (ChoshoGridView *self)
{
  g_autoptr (ChoshoValue) marks = chosho_grid_view_list_chosen_marks (self);

  for (guint i = 0; i < chosho_value_get_length (marks); i++)
    if (follow (self, chosho_value_get_item (marks, i)))
      return TRUE;
  return FALSE;
}

static void
on_drag_begin_cb (GtkGestureDrag *gesture, double x, double y, ChoshoGridView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (to_sheet (self, &x, &y))
    choose (self, chosho_grid_geometry_find_row (self->geometry, y), chosho_grid_geometry_find_column (self->geometry, x),
            (state & GDK_SHIFT_MASK) != 0);
}

static void
on_drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, ChoshoGridView *self)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  x += dx;
  y += dy;
  if (!to_sheet (self, &x, &y))
    return;
  choose (self, chosho_grid_geometry_find_row (self->geometry, y), chosho_grid_geometry_find_column (self->geometry, x), TRUE);
  bring_into_view (self);
}

/* A click on a picture opens it large; a drag over it chooses cells. */
static void
on_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, ChoshoGridView *self)
{
  ChoshoGridPlace first, last;

  chosho_grid_view_get_selection (self, &first, &last);
  if (first.row == last.row && first.column == last.column && to_sheet (self, &x, &y) && !follow (self, chosho_grid_view_find_mark (self, x, y)))
    open_picture (self, find_picture (self, x, y));
}

static void
on_move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoGridView *self = CHOSHO_GRID_VIEW (widget);
  int rows, columns;
  gboolean extend;

  if (self->geometry == NULL)
    return;
  g_variant_get (parameter, "(iib)", &rows, &columns, &extend);
  choose (self, (guint32) CLAMP ((gint64) self->cursor.row + rows, 1, G_MAXINT32), (guint32) CLAMP ((gint64) self->cursor.column + columns, 0, G_MAXINT32),
          extend);
  bring_into_view (self);
}

/* By a screen. */
static void
on_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoGridView *self = CHOSHO_GRID_VIEW (widget);
  double height = gtk_widget_get_height (widget) / self->zoom - CHOSHO_GRID_HEAD_HEIGHT;
  double y;

  if (self->geometry == NULL)
    return;
  y = chosho_grid_geometry_get_y (self->geometry, self->cursor.row) + g_variant_get_int32 (parameter) * height;
  choose (self, chosho_grid_geometry_find_row (self->geometry, y), self->cursor.column, FALSE);
  bring_into_view (self);
}

static void
on_open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoGridView *self = CHOSHO_GRID_VIEW (widget);

  if (self->geometry != NULL && !follow_chosen (self))
    open_picture (self, find_picture (self, chosho_grid_geometry_get_x (self->geometry, self->cursor.column) + 1,
                                      chosho_grid_geometry_get_y (self->geometry, self->cursor.row) + 1));
}

static void
on_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_grid_view_copy (CHOSHO_GRID_VIEW (widget));
}

/* --- The sheet ------------------------------------------------------------------------------------------------- */

static void
on_layout_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoGridView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoSheetLayout) layout = chosho_document_read_layout_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED) || G_OBJECT (self->document) != source)
    return;
  if (layout == NULL)
    {
      g_signal_emit (self, chosho_grid_signals[CHOSHO_GRID_SIGNAL_FAILED], 0, error);
      return;
    }
  self->layout = g_steal_pointer (&layout);
  self->geometry = chosho_grid_geometry_new (self->layout);
  index_merges (self);
  configure_adjustments (self); /* not in the middle of an allocation, which would lose the scrolled window's own */
  choose (self, self->cursor.row, self->cursor.column, FALSE);
  if (self->wanted)
    bring_into_view (self);
  tell_read (self);
}

static void
drop_sheet (ChoshoGridView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->pictures != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->pictures, tell_read, self);
      g_object_run_dispose (G_OBJECT (self->pictures));
    }
  g_clear_object (&self->pictures);
  g_hash_table_remove_all (self->merged);
  g_hash_table_remove_all (self->pieces);
  g_queue_clear (&self->order);
  g_clear_pointer (&self->geometry, chosho_grid_geometry_free);
  g_clear_pointer (&self->layout, chosho_sheet_layout_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->charset, g_free);
  g_clear_object (&self->document);
  self->cursor = self->anchor = (ChoshoGridPlace){ 1, 0 };
  self->measured = self->wanted = FALSE;
}

void
chosho_grid_view_set_sheet (ChoshoGridView *self, ChoshoDocument *document, guint sheet, const char *name, const char *charset)
{
  drop_sheet (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    if (self->adjustments[i] != NULL)
      gtk_adjustment_set_value (self->adjustments[i], 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (document == NULL)
    return;
  self->document = g_object_ref (document);
  self->sheet = sheet;
  self->name = g_strdup (name);
  self->charset = g_strdup (charset);
  self->cancellable = g_cancellable_new ();
  chosho_grid_view_place_marks (self);
  self->pictures = chosho_member_pictures_new (document);
  g_signal_connect_object (self->pictures, "loaded", G_CALLBACK (tell_read), self, G_CONNECT_SWAPPED);
  chosho_document_read_layout_async (document, sheet, charset, self->cancellable, on_layout_cb, g_object_ref (self));
}

const ChoshoSheetLayout *
chosho_grid_view_get_layout (ChoshoGridView *self)
{
  return self->layout;
}

void
chosho_grid_view_step_zoom (ChoshoGridView *self, int steps)
{
  self->zoom = steps == 0 ? chosho_text_scale_get (GTK_WIDGET (self)) : CLAMP (self->zoom * pow (ZOOM_STEP, steps), MIN_ZOOM, MAX_ZOOM);
  configure_adjustments (self);
  bring_into_view (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

static void
chosho_grid_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  chosho_grid_view_draw (CHOSHO_GRID_VIEW (widget), snapshot);
}

static void
chosho_grid_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ChoshoGridView *self = CHOSHO_GRID_VIEW (widget);

  configure_adjustments (self);
  if (self->wanted)
    bring_into_view (self);
}

static void
set_adjustment (ChoshoGridView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment *old = self->adjustments[orientation];

  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, gtk_widget_queue_draw, self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self);
  configure_adjustments (self);
}

static void
chosho_grid_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ChoshoGridView *self = CHOSHO_GRID_VIEW (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    set_adjustment (self, id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
  else
    self->policies[id == PROP_HSCROLL_POLICY ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL] = (GtkScrollablePolicy) g_value_get_enum (value);
}

static void
chosho_grid_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ChoshoGridView *self = CHOSHO_GRID_VIEW (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    g_value_set_object (value, self->adjustments[id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL]);
  else
    g_value_set_enum (value, (int) self->policies[id == PROP_HSCROLL_POLICY ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL]);
}

static void
chosho_grid_view_dispose (GObject *object)
{
  ChoshoGridView *self = CHOSHO_GRID_VIEW (object);

  drop_sheet (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->adjustments[i], gtk_widget_queue_draw, self);
      g_clear_object (&self->adjustments[i]);
    }
  G_OBJECT_CLASS (chosho_grid_view_parent_class)->dispose (object);
}

static void
chosho_grid_view_finalize (GObject *object)
{
  ChoshoGridView *self = CHOSHO_GRID_VIEW (object);

  g_hash_table_unref (self->pieces);
  g_hash_table_unref (self->merged);
  g_array_unref (self->marked);
  g_clear_pointer (&self->marks, chosho_value_unref);
  g_free (self->needle);
  G_OBJECT_CLASS (chosho_grid_view_parent_class)->finalize (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    int   rows, columns;
  } moves[] = {
    { GDK_KEY_Up, -1, 0 }, { GDK_KEY_Down, 1, 0 }, { GDK_KEY_Left, 0, -1 }, { GDK_KEY_Right, 0, 1 },
    { GDK_KEY_Home, 0, -G_MAXINT16 }, { GDK_KEY_End, 0, G_MAXINT16 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, moves[i].key, 0, "grid.move", "(iib)", moves[i].rows, moves[i].columns, FALSE);
      gtk_widget_class_add_binding_action (widget_class, moves[i].key, GDK_SHIFT_MASK, "grid.move", "(iib)", moves[i].rows, moves[i].columns, TRUE);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, GDK_CONTROL_MASK, "grid.move", "(iib)", -G_MAXINT32, -G_MAXINT32, FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_End, GDK_CONTROL_MASK, "grid.move", "(iib)", G_MAXINT32, G_MAXINT32, FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "grid.page", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "grid.page", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "grid.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "grid.copy", NULL);
}

static void
chosho_grid_view_class_init (ChoshoGridViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = chosho_grid_view_dispose;
  object_class->finalize = chosho_grid_view_finalize;
  object_class->set_property = chosho_grid_view_set_property;
  object_class->get_property = chosho_grid_view_get_property;
  widget_class->snapshot = chosho_grid_view_snapshot;
  widget_class->size_allocate = chosho_grid_view_size_allocate;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  chosho_grid_signals[CHOSHO_GRID_SIGNAL_SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  chosho_grid_signals[CHOSHO_GRID_SIGNAL_OPEN_MEMBER]
    = g_signal_new ("open-member", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  chosho_grid_signals[CHOSHO_GRID_SIGNAL_SEARCHED] = g_signal_new ("searched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  chosho_grid_signals[CHOSHO_GRID_SIGNAL_READ] = g_signal_new ("read", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  chosho_grid_signals[CHOSHO_GRID_SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_install_action (widget_class, "grid.move", "(iib)", on_move_action);
  gtk_widget_class_install_action (widget_class, "grid.page", "i", on_page_action);
  gtk_widget_class_install_action (widget_class, "grid.open", NULL, on_open_action);
  gtk_widget_class_install_action (widget_class, "grid.copy", NULL, on_copy_action);
  install_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "gridsheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
chosho_grid_view_init (ChoshoGridView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->zoom = chosho_text_scale_get (GTK_WIDGET (self));
  self->cursor = self->anchor = (ChoshoGridPlace){ 1, 0 };
  self->pieces = g_hash_table_new_full (NULL, NULL, NULL, piece_free);
  self->merged = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->order);
  chosho_grid_view_place_marks (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (click, "released", G_CALLBACK (on_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
