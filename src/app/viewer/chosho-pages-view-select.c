/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-pages-view-private.h"

/* Selecting the text of one page, or a region of it, with the pointer, and copying the text. */

typedef struct
{
  double x, y;       /* in the view */
  int    page;       /* -1: beside the pages */
  double page_x, page_y; /* on the page, in its unit from the bottom left */
} Point;

static void
find_point (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data)
{
  Point *point = user_data;
  double scale = chosho_pages_view_get_scale (self);

  if (point->y < area->origin.y || point->y > area->origin.y + area->size.height)
    return;
  point->page = (int) index;
  chosho_page_layout_to_page (self->layout, index, (point->x - area->origin.x) / scale, (point->y - area->origin.y) / scale, &point->page_x, &point->page_y);
}

/* The character at a place of the view; FALSE where there is no text. */
static gboolean
find_character (ChoshoPagesView *self, double x, double y, int *page_index, guint *character)
{
  Point point = { .x = x, .y = y, .page = -1 };
  ChoshoShownPage *page;
  int found;

  if (self->document == NULL)
    return FALSE;
  chosho_pages_view_foreach_visible (self, find_point, &point);
  page = point.page >= 0 ? g_hash_table_lookup (self->pages, GINT_TO_POINTER (point.page)) : NULL;
  found = page != NULL && page->text != NULL ? chosho_page_text_find_point (page->text, point.page_x, point.page_y) : -1;
  *page_index = point.page;
  *character = (guint) MAX (found, 0);
  return found >= 0;
}

/* --- Regions ------------------------------------------------------------------------------------------ */

/* The place of a page under a place of the view; FALSE beside the pages. */
static gboolean
find_place (ChoshoPagesView *self, double x, double y, Point *point)
{
  *point = (Point){ .x = x, .y = y, .page = -1 };
  if (self->document != NULL)
    chosho_pages_view_foreach_visible (self, find_point, point);
  return point->page >= 0;
}

/* With Ctrl, and where there is no text that could be selected. */
static gboolean
wants_region (ChoshoPagesView *self, GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  return (state & GDK_CONTROL_MASK) != 0 || self->selected_page < 0;
}

static void
begin_region (ChoshoPagesView *self, double x, double y)
{
  Point point;

  self->selected_page = -1;
  if (!find_place (self, x, y, &point))
    return;
  self->region_page = point.page;
  self->region_x = point.page_x;
  self->region_y = point.page_y;
  self->region = (ChoshoContentRect){ point.page_x, point.page_y, point.page_x, point.page_y };
}

/* Within its page, wherever the pointer is. */
static void
extend_region (ChoshoPagesView *self, double x, double y)
{
  ChoshoPageSize size = chosho_page_layout_get_upright (self->layout, (guint) self->region_page);
  Point point;

  if (!find_place (self, x, y, &point) || point.page != self->region_page)
    return;
  point.page_x = CLAMP (point.page_x, 0, size.width);
  point.page_y = CLAMP (point.page_y, 0, size.height);
  self->region = (ChoshoContentRect){ MIN (self->region_x, point.page_x), MIN (self->region_y, point.page_y), MAX (self->region_x, point.page_x),
                                      MAX (self->region_y, point.page_y) };
}

/* A click is no region; on the sign of a reference it leads on. */
static void
on_drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, ChoshoPagesView *self)
{
  double x, y;

  if (dx == 0 && dy == 0 && gtk_gesture_drag_get_start_point (gesture, &x, &y) && chosho_pages_view_follow_mark (self, x, y))
    return;
  if (self->region.right - self->region.left < 1 || self->region.top - self->region.bottom < 1)
    self->region_page = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Text --------------------------------------------------------------------------------------------- */

static void
on_drag_begin_cb (GtkGestureDrag *gesture, double x, double y, ChoshoPagesView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->selected_count = 0;
  self->region_page = -1;
  if (!find_character (self, x, y, &self->selected_page, &self->anchor))
    self->selected_page = -1;
  if (wants_region (self, gesture))
    begin_region (self, x, y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, ChoshoPagesView *self)
{
  double x, y;
  int page;
  guint character;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->region_page >= 0)
    {
      extend_region (self, x + dx, y + dy);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  if (self->selected_page < 0 || !find_character (self, x + dx, y + dy, &page, &character) || page != self->selected_page)
    return;
  self->selected_first = MIN (self->anchor, character);
  self->selected_count = MAX (self->anchor, character) - self->selected_first + 1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

char *
chosho_pages_view_dup_selection (ChoshoPagesView *self)
{
  ChoshoShownPage *page = self->selected_page >= 0 ? g_hash_table_lookup (self->pages, GINT_TO_POINTER (self->selected_page)) : NULL;

  if (page == NULL || page->text == NULL || self->selected_count == 0)
    return NULL;
  return chosho_page_text_dup_range (page->text, self->selected_first, self->selected_count);
}

static void
on_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = chosho_pages_view_dup_selection (CHOSHO_PAGES_VIEW (widget));

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

void
chosho_pages_view_install_selecting (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page-view.copy", NULL, on_copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "page-view.copy", NULL);
}

void
chosho_pages_view_add_selecting (ChoshoPagesView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->selected_page = self->region_page = -1;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
