/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Searching and copying: both read rows by windows, however many there are. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-find-text.h"
#include "chosho-grid-signals.h"
#include "chosho-grid-view-private.h"

#define ROWS_AT_ONCE 1000
#define LIMIT_COPIED_BYTES (16 * 1024 * 1024) /* the clipboard of a desktop, and what Excel pastes at once */

/* --- Searching ------------------------------------------------------------------------------------------------ */

static gboolean
has_needle (ChoshoGridView *self, const char *text)
{
  g_autoptr (GArray) hits = chosho_find_text (text, self->needle);

  return hits->len > 0;
}

static int
compare_places (ChoshoGridPlace a, ChoshoGridPlace b)
{
  if (a.row != b.row)
    return a.row < b.row ? -1 : 1;
  return a.column < b.column ? -1 : a.column > b.column;
}

/* @place becomes the hit where it comes next behind (or before) where the search began. */
static void
take_if_next (ChoshoGridView *self, ChoshoGridPlace place, ChoshoGridPlace *best, gboolean *found)
{
  if (compare_places (place, self->search_from) * self->direction <= 0)
    return;
  if (*found && compare_places (place, *best) * self->direction >= 0)
    return;
  *best = place;
  *found = TRUE;
}

static void
end_search (ChoshoGridView *self, gboolean found)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, chosho_grid_signals[CHOSHO_GRID_SIGNAL_SEARCHED], 0, found);
}

static void search_window (ChoshoGridView *self);

/* What lies over the rows of the window counts at its first cell. */
static void
search_objects (ChoshoGridView *self, guint32 first, guint32 last, ChoshoGridPlace *best, gboolean *found)
{
  for (guint i = 0; i < self->layout->objects->len; i++)
    {
      const ChoshoSheetObject *object = g_ptr_array_index (self->layout->objects, i);

      if (object->row >= first && object->row <= last && (has_needle (self, object->text) || has_needle (self, object->name)))
        take_if_next (self, (ChoshoGridPlace){ object->row, object->column }, best, found);
    }
}

static void
on_window_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoGridView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTable) table = chosho_document_read_rows_finish (CHOSHO_DOCUMENT (source), result, &error);
  const ChoshoTableSheet *rows;
  ChoshoGridPlace best = { 0 };
  gboolean found = FALSE;
  gint64 next;

  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED) || G_OBJECT (self->document) != source || self->needle == NULL)
    return;
  if (table == NULL)
    {
      end_search (self, FALSE);
      return;
    }
  rows = g_ptr_array_index (table->sheets, 0);
  for (guint i = 0; i < rows->rows->len; i++)
    {
      const ChoshoTableRow *row = g_ptr_array_index (rows->rows, i);

      for (guint column = 0; column < row->cells->len; column++)
        if (chosho_table_row_get (row, column) != NULL && has_needle (self, chosho_table_row_get (row, column)))
          take_if_next (self, (ChoshoGridPlace){ row->number, column }, &best, &found);
    }
  search_objects (self, self->search_row, self->search_row + ROWS_AT_ONCE - 1, &best, &found);
  if (found)
    {
      chosho_grid_view_show_cell (self, best.row, best.column);
      end_search (self, TRUE);
      return;
    }
  next = (gint64) self->search_row + self->direction * ROWS_AT_ONCE;
  if (next < 1 || next > (gint64) self->layout->n_rows)
    {
      end_search (self, FALSE);
      return;
    }
  self->search_row = (guint32) next;
  search_window (self);
}

static void
search_window (ChoshoGridView *self)
{
  chosho_document_read_rows_async (self->document, self->sheet, self->search_row, ROWS_AT_ONCE, self->charset, self->cancellable, on_window_cb,
                                   g_object_ref (self));
}

void
chosho_grid_view_search (ChoshoGridView *self, const char *needle, int direction, gboolean from_edge)
{
  g_free (self->needle);
  self->needle = needle != NULL && needle[0] != '\0' ? g_strdup (needle) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->needle == NULL || self->layout == NULL)
    {
      end_search (self, FALSE);
      return;
    }
  self->direction = direction;
  self->search_from = self->cursor;
  if (from_edge)
    self->search_from = direction > 0 ? (ChoshoGridPlace){ 0, 0 } : (ChoshoGridPlace){ G_MAXUINT32, 0 };
  /* windows begin at 1, 1001 … whatever the direction */
  self->search_row = MIN (MAX (self->search_from.row, 1), MAX (self->layout->n_rows, 1));
  self->search_row -= (self->search_row - 1) % ROWS_AT_ONCE;
  search_window (self);
}

/* --- Copying --------------------------------------------------------------------------------------------------- */

/* A copy on its way: rows are collected until the last one is there. */
typedef struct
{
  ChoshoGridView *view;    /* (owned) */
  ChoshoDocument *document; /* (owned) */
  ChoshoGridPlace first, last;
  guint32         next;    /* row */
  GString        *text;    /* (owned) */
} Copy;

static void
copy_free (Copy *self)
{
  g_object_unref (self->view);
  g_object_unref (self->document);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* A cell with tabs, breaks or quotes stands in quotes, as Excel copies it. */
static void
append_field (GString *out, const char *text)
{
  if (text == NULL)
    return;
  if (strpbrk (text, "\t\r\n\"") == NULL)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_row (Copy *self, const ChoshoTableRow *row)
{
  for (guint32 column = self->first.column; column <= self->last.column; column++)
    {
      if (column > self->first.column)
        g_string_append_c (self->text, '\t');
      append_field (self->text, row != NULL ? chosho_table_row_get (row, column) : NULL);
    }
  g_string_append_c (self->text, '\n');
}

static void copy_next (Copy *self);

static void
on_copied_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Copy *self = user_data;
  g_autoptr (ChoshoTable) table = chosho_document_read_rows_finish (CHOSHO_DOCUMENT (source), result, NULL);
  const ChoshoTableSheet *rows;
  guint index = 0;
  guint32 end;

  if (table == NULL)
    {
      copy_free (self);
      return;
    }
  rows = g_ptr_array_index (table->sheets, 0);
  end = MIN (self->last.row, self->next + ROWS_AT_ONCE - 1);
  for (; self->next <= end && self->text->len < LIMIT_COPIED_BYTES; self->next++)
    {
      const ChoshoTableRow *row = index < rows->rows->len ? g_ptr_array_index (rows->rows, index) : NULL;
      gboolean is_this = row != NULL && row->number == self->next;

      append_row (self, is_this ? row : NULL);
      index += is_this;
    }
  if (self->next <= self->last.row && self->text->len < LIMIT_COPIED_BYTES)
    {
      copy_next (self);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->view)), self->text->str);
  if (self->next <= self->last.row)
    {
      g_autofree char *words = g_strdup_printf (_("Copied up to row %u only: there is too much for the clipboard"), self->next - 1);

      chosho_error_view_toast (GTK_WIDGET (self->view), words);
    }
  copy_free (self);
}

static void
copy_next (Copy *self)
{
  chosho_document_read_rows_async (self->document, self->view->sheet, self->next, MIN (ROWS_AT_ONCE, self->last.row - self->next + 1),
                                   self->view->charset, self->view->cancellable, on_copied_rows_cb, self);
}

void
chosho_grid_view_copy (ChoshoGridView *self)
{
  Copy *copy;

  if (self->layout == NULL)
    return;
  copy = g_new0 (Copy, 1);
  copy->view = g_object_ref (self);
  copy->document = g_object_ref (self->document);
  copy->text = g_string_new (NULL);
  chosho_grid_view_get_selection (self, &copy->first, &copy->last);
  copy->last.row = MIN (copy->last.row, MAX (self->layout->n_rows, copy->first.row));
  copy->next = copy->first.row;
  copy_next (copy);
}
