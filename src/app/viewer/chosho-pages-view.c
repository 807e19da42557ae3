/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chosho-error.h"
#include "chosho-find-text.h"
#include "chosho-page-layout.h"
#include "chosho-page-paint.h"
#include "chosho-page-search.h"
#include "chosho-pages-view.h"

#define KEPT_PAGES 8       /* pages whose pixels are kept: what is visible and a little around it */
#define MAX_PIXELS 8.0e6   /* of one page's image: beyond, it is drawn enlarged (32 MB) */
#define MIN_ZOOM 0.1
#define MAX_ZOOM 8.0
#define ZOOM_STEP 1.2

/* What is known of one page that was looked at. */
typedef struct
{
  GdkTexture     *texture;     /* (owned) (nullable) upright */
  double          scale;       /* that @texture was rendered at */
  GCancellable   *rendering;   /* (owned) (nullable) under way */
  ChoshoPageText *text;        /* (owned) (nullable) */
  gboolean        text_asked;
  gboolean        failed;      /* it cannot be rendered */
} Page;

struct _ChoshoPagesView
{
  GtkWidget parent_instance;

  GtkAdjustment       *adjustments[2]; /* (owned) (nullable) by GtkOrientation */
  GtkScrollablePolicy  policies[2];

  ChoshoDocument      *document;  /* (owned) (nullable) */
  ChoshoPageLayout    *layout;    /* (owned) of its pages as they are turned */
  GHashTable          *pages;     /* (owned) index -> Page; those near the view */
  double               zoom;      /* 0: fit the width */
  guint                page;      /* the one that was gone to, or that is in the middle of the view */

  /* What stays at the top of the view when sizes change. */
  guint                top_page;
  double               top_offset; /* below its top, in its units */
  gboolean             placing;    /* that is being restored: nobody scrolls */

  /* Selection: characters of one page. */
  int                  selected_page; /* -1: none */
  guint                selected_first, selected_count;
  guint                anchor;

  ChoshoPageSearch    *search;    /* (owned) (nullable) of the words that are marked */
};

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

enum
{
  SIGNAL_PAGE_CHANGED,
  SIGNAL_SEARCHING,
  SIGNAL_SEARCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (ChoshoPagesView, chosho_pages_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void ask_for_visible (ChoshoPagesView *self);

/* --- Pages ---------------------------------------------------------------------------------------------------- */

static void
page_free (gpointer data)
{
  Page *self = data;

  if (self->rendering != NULL)
    g_cancellable_cancel (self->rendering);
  g_clear_object (&self->rendering);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->text, chosho_page_text_free);
  g_free (self);
}

static Page *
ensure_page (ChoshoPagesView *self, guint index)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));

  if (page == NULL)
    {
      page = g_new0 (Page, 1);
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (index), page);
    }
  return page;
}

guint
chosho_pages_view_get_n_pages (ChoshoPagesView *self)
{
  return chosho_page_layout_get_n_pages (self->layout);
}

/* --- Layout --------------------------------------------------------------------------------------------------- */

static double
get_value (ChoshoPagesView *self, GtkOrientation orientation)
{
  return self->adjustments[orientation] != NULL ? gtk_adjustment_get_value (self->adjustments[orientation]) : 0;
}

/* Pixels a unit now. */
static double
get_scale (ChoshoPagesView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * CHOSHO_PAGE_GAP;

  return self->zoom > 0 ? self->zoom : CLAMP (width / chosho_page_layout_get_widest (self->layout), MIN_ZOOM, MAX_ZOOM);
}

/* Pixels from the left end of what can be scrolled to its right end. */
static double
get_room (ChoshoPagesView *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)), chosho_page_layout_get_widest (self->layout) * get_scale (self) + 2 * CHOSHO_PAGE_GAP);
}

/* Calls back for the pages that overlap the view, with their place in it. */
typedef void (*VisibleFunc) (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data);

static void
foreach_visible (ChoshoPagesView *self, VisibleFunc function, gpointer user_data)
{
  double scale = get_scale (self);
  double value = get_value (self, GTK_ORIENTATION_VERTICAL);
  double left = get_value (self, GTK_ORIENTATION_HORIZONTAL);
  int view_height = gtk_widget_get_height (GTK_WIDGET (self));
  double room = get_room (self);

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

/* What stood at the top of the view stands there again, whatever its size and that of all above is now. */
static void
configure_adjustments (ChoshoPagesView *self)
{
  double scale = get_scale (self), top = 0;

  if (self->top_page < chosho_pages_view_get_n_pages (self))
    top = chosho_page_layout_get_top (self->layout, self->top_page, scale) - CHOSHO_PAGE_GAP + self->top_offset * scale;
  self->placing = TRUE;
  configure_one (self, GTK_ORIENTATION_VERTICAL, top, chosho_page_layout_get_height (self->layout, scale), gtk_widget_get_height (GTK_WIDGET (self)));
  configure_one (self, GTK_ORIENTATION_HORIZONTAL, get_value (self, GTK_ORIENTATION_HORIZONTAL), get_room (self), gtk_widget_get_width (GTK_WIDGET (self)));
  self->placing = FALSE;
}

static void
set_page (ChoshoPagesView *self, guint page)
{
  if (page == self->page)
    return;
  self->page = page;
  g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}

/* Somebody scrolled: the page in the middle is the one that is read. */
static void
follow_view (ChoshoPagesView *self)
{
  double scale = get_scale (self), value = get_value (self, GTK_ORIENTATION_VERTICAL);

  if (chosho_pages_view_get_n_pages (self) == 0)
    return;
  self->top_page = chosho_page_layout_find (self->layout, value, scale);
  self->top_offset = (value - chosho_page_layout_get_top (self->layout, self->top_page, scale) + CHOSHO_PAGE_GAP) / scale;
  set_page (self, chosho_page_layout_find (self->layout, value + gtk_widget_get_height (GTK_WIDGET (self)) / 2.0, scale));
}

static void
on_scrolled_cb (ChoshoPagesView *self)
{
  if (!self->placing)
    follow_view (self);
  ask_for_visible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Rendering ------------------------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoPagesView *view;
  guint           index;
  double          scale;
} Ask;

static Ask *
ask_new (ChoshoPagesView *view, guint index, double scale)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->view = g_object_ref (view);
  ask->index = index;
  ask->scale = scale;
  return ask;
}

/* The page that was asked for, where it is still of this document and near; frees nothing. */
static Page *
find_asked (Ask *ask, GObject *source)
{
  if (G_OBJECT (ask->view->document) != source)
    return NULL;
  return g_hash_table_lookup (ask->view->pages, GUINT_TO_POINTER (ask->index));
}

static void
on_rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (ChoshoPagesView) self = ask->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentImage) image = chosho_document_render_finish (CHOSHO_DOCUMENT (source), result, &error);
  Page *page = find_asked (ask, source);

  if (page == NULL || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    return;
  g_clear_object (&page->rendering);
  page->failed = image == NULL;
  page->scale = ask->scale;
  if (image != NULL)
    {
      g_clear_object (&page->texture);
      page->texture = gdk_memory_texture_new ((int) image->width, (int) image->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, image->pixels, image->stride);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (ChoshoPagesView) self = ask->view;
  g_autoptr (ChoshoPageText) text = chosho_document_read_page_text_finish (CHOSHO_DOCUMENT (source), result, NULL);
  Page *page = find_asked (ask, source);

  if (page == NULL || text == NULL)
    return;
  g_clear_pointer (&page->text, chosho_page_text_free);
  page->text = g_steal_pointer (&text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_damaged (ChoshoPagesView *self, guint index)
{
  return chosho_page_layout_get_upright (self->layout, index).width <= 0;
}

static double
get_render_scale (ChoshoPagesView *self, guint index)
{
  ChoshoPageSize size = chosho_page_layout_get_upright (self->layout, index);
  double scale = get_scale (self) * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return MIN (scale, sqrt (MAX_PIXELS / (size.width * size.height)));
}

static void
ask_for_page (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data)
{
  Page *page = ensure_page (self, index);
  double scale;

  g_hash_table_add (user_data, GUINT_TO_POINTER (index));
  if (is_damaged (self, index))
    return;
  scale = get_render_scale (self, index);
  if (page->rendering == NULL && (page->texture == NULL || page->scale != scale) && !(page->failed && page->scale == scale))
    {
      page->rendering = g_cancellable_new ();
      chosho_document_render_async (self->document, index, scale, NULL, page->rendering, on_rendered_cb, ask_new (self, index, scale));
    }
  if (!page->text_asked && chosho_document_get_info (self->document)->has_text)
    {
      page->text_asked = TRUE;
      chosho_document_read_page_text_async (self->document, index, NULL, on_text_cb, ask_new (self, index, 0));
    }
}

/* Pages out of sight: what is under way for them ends, and far ones are forgotten. */
static gboolean
is_out_of_sight (gpointer key, gpointer value, gpointer user_data)
{
  gpointer *context = user_data;
  ChoshoPagesView *self = context[0];
  Page *page = value;
  guint index = GPOINTER_TO_UINT (key);
  guint distance = index > self->page ? index - self->page : self->page - index;

  if (g_hash_table_contains (context[1], key))
    return FALSE;
  if (page->rendering != NULL)
    {
      g_cancellable_cancel (page->rendering);
      g_clear_object (&page->rendering);
    }
  return distance > KEPT_PAGES / 2;
}

static void
ask_for_visible (ChoshoPagesView *self)
{
  g_autoptr (GHashTable) visible = g_hash_table_new (NULL, NULL);
  gpointer context[] = { self, visible };

  if (self->document == NULL || gtk_widget_get_width (GTK_WIDGET (self)) <= 2 * CHOSHO_PAGE_GAP)
    return;
  foreach_visible (self, ask_for_page, visible);
  g_hash_table_foreach_remove (self->pages, is_out_of_sight, context);
}

/* --- Drawing --------------------------------------------------------------------------------------------------- */

/* Rectangles of a range of characters over the page at @area. */
static void
draw_range (ChoshoPagesView *self, GtkSnapshot *snapshot, guint index, const Page *page, guint first, guint count, const graphene_rect_t *area,
            const GdkRGBA *colour)
{
  g_autoptr (GArray) cover = chosho_page_text_cover (page->text, first, count);
  double scale = get_scale (self);

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
draw_hits (ChoshoPagesView *self, GtkSnapshot *snapshot, guint index, const Page *page, const graphene_rect_t *area)
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
  const Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));

  gtk_snapshot_append_color (snapshot, &paper, area);
  if (page != NULL && page->texture != NULL)
    chosho_page_paint_texture (snapshot, page->texture, area, chosho_page_layout_get_quarters (self->layout));
  else if (is_damaged (self, index) || (page != NULL && page->failed))
    draw_notice (self, snapshot, area);
  if (page != NULL && page->text != NULL && self->search != NULL)
    draw_hits (self, snapshot, index, page, area);
  if (page != NULL && page->text != NULL && self->selected_page == (int) index && self->selected_count > 0)
    draw_range (self, snapshot, index, page, self->selected_first, self->selected_count, area, &selection);
  chosho_page_paint_edge (snapshot, area);
}

static void
chosho_pages_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (widget);

  if (self->document != NULL)
    foreach_visible (self, draw_page, snapshot);
}

/* --- Selecting --------------------------------------------------------------------------------------------------- */

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
  double scale = get_scale (self);

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
  Page *page;
  int found;

  if (self->document == NULL)
    return FALSE;
  foreach_visible (self, find_point, &point);
  page = point.page >= 0 ? g_hash_table_lookup (self->pages, GINT_TO_POINTER (point.page)) : NULL;
  found = page != NULL && page->text != NULL ? chosho_page_text_find_point (page->text, point.page_x, point.page_y) : -1;
  *page_index = point.page;
  *character = (guint) MAX (found, 0);
  return found >= 0;
}

static void
on_drag_begin_cb (GtkGestureDrag *gesture, double x, double y, ChoshoPagesView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->selected_count = 0;
  if (!find_character (self, x, y, &self->selected_page, &self->anchor))
    self->selected_page = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, ChoshoPagesView *self)
{
  double x, y;
  int page;
  guint character;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->selected_page < 0 || !find_character (self, x + dx, y + dy, &page, &character) || page != self->selected_page)
    return;
  self->selected_first = MIN (self->anchor, character);
  self->selected_count = MAX (self->anchor, character) - self->selected_first + 1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

char *
chosho_pages_view_dup_selection (ChoshoPagesView *self)
{
  Page *page = self->selected_page >= 0 ? g_hash_table_lookup (self->pages, GINT_TO_POINTER (self->selected_page)) : NULL;

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

/* --- Moving and zooming ------------------------------------------------------------------------------------------ */

guint
chosho_pages_view_get_page (ChoshoPagesView *self)
{
  return self->page;
}

/* Places @offset units below the top of @page at the top of the view, or as near as the end allows. */
static void
place (ChoshoPagesView *self, guint page, double offset)
{
  self->top_page = page;
  self->top_offset = offset;
  configure_adjustments (self);
  ask_for_visible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
chosho_pages_view_show_page (ChoshoPagesView *self, guint page)
{
  if (page >= chosho_pages_view_get_n_pages (self))
    return;
  place (self, page, 0);
  set_page (self, page);
}

void
chosho_pages_view_set_zoom (ChoshoPagesView *self, double zoom)
{
  self->zoom = zoom > 0 ? CLAMP (zoom, MIN_ZOOM, MAX_ZOOM) : 0;
  place (self, self->top_page, self->top_offset);
}

void
chosho_pages_view_step_zoom (ChoshoPagesView *self, int steps)
{
  chosho_pages_view_set_zoom (self, get_scale (self) * pow (ZOOM_STEP, steps));
}

static void
lay_out (ChoshoPagesView *self, guint quarters)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (ChoshoPageSize));

  g_clear_pointer (&self->layout, chosho_page_layout_free);
  self->layout = chosho_page_layout_new (self->document != NULL ? chosho_document_get_info (self->document)->pages : none, quarters);
}

guint
chosho_pages_view_get_quarters (ChoshoPagesView *self)
{
  return chosho_page_layout_get_quarters (self->layout);
}

void
chosho_pages_view_turn (ChoshoPagesView *self, int quarters)
{
  lay_out (self, (guint) (4 + (int) chosho_pages_view_get_quarters (self) + quarters % 4));
  place (self, self->page, 0);
  g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}

/* --- Searching ------------------------------------------------------------------------------------------------------ */

/* Scrolls sideways where a place of the page, in units from its left, is out of sight. */
static void
show_across (ChoshoPagesView *self, guint page, double x, double width)
{
  double scale = get_scale (self);
  double left = (get_room (self) - chosho_page_layout_get_size (self->layout, page).width * scale) / 2 + x * scale;

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
  place (self, page, y - gtk_widget_get_height (GTK_WIDGET (self)) / 3.0 / get_scale (self));
  show_across (self, page, x, width);
  follow_view (self); /* what the view begins with may be the page before */
  set_page (self, page);
}

static void
on_search_progress_cb (ChoshoPagesView *self, guint looked, guint pages)
{
  g_autofree char *words = g_strdup_printf (_("%u of %u pages searched"), looked, pages);

  g_signal_emit (self, signals[SIGNAL_SEARCHING], 0, words);
}

static void
on_search_ended_cb (ChoshoPagesView *self, gboolean found)
{
  if (found)
    show_hit (self);
  g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, found);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drop_search (ChoshoPagesView *self)
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
    drop_search (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!any)
    {
      g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, FALSE);
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

/* --- Class ------------------------------------------------------------------------------------------------------------ */

void
chosho_pages_view_set_document (ChoshoPagesView *self, ChoshoDocument *document)
{
  drop_search (self);
  g_hash_table_remove_all (self->pages);
  g_set_object (&self->document, document);
  lay_out (self, 0);
  self->page = self->top_page = 0;
  self->top_offset = 0;
  self->selected_page = -1;
  self->selected_count = 0;
  configure_adjustments (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}

/* A page of the document before: its picture stands until the new one comes. TRUE where there is no such page now. */
static gboolean
make_outdated (gpointer key, gpointer value, gpointer user_data)
{
  Page *page = value;

  if (page->rendering != NULL)
    g_cancellable_cancel (page->rendering);
  g_clear_object (&page->rendering);
  g_clear_pointer (&page->text, chosho_page_text_free);
  page->text_asked = page->failed = FALSE;
  page->scale = 0;
  return GPOINTER_TO_UINT (key) >= chosho_pages_view_get_n_pages (user_data);
}

void
chosho_pages_view_replace_document (ChoshoPagesView *self, ChoshoDocument *document)
{
  drop_search (self);
  g_set_object (&self->document, document);
  lay_out (self, chosho_pages_view_get_quarters (self));
  self->selected_page = -1;
  self->selected_count = 0;
  g_hash_table_foreach_remove (self->pages, make_outdated, self);
  self->top_page = MIN (self->top_page, MAX (chosho_pages_view_get_n_pages (self), 1) - 1);
  configure_adjustments (self);
  on_scrolled_cb (self);
  g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}

static void
chosho_pages_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (widget);

  configure_adjustments (self);
  ask_for_visible (self);
}

static void
set_adjustment (ChoshoPagesView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment *old = self->adjustments[orientation];

  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, on_scrolled_cb, self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (on_scrolled_cb), self);
  configure_adjustments (self);
}

static void
chosho_pages_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    set_adjustment (self, id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
  else
    self->policies[id == PROP_HSCROLL_POLICY ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL] = (GtkScrollablePolicy) g_value_get_enum (value);
}

static void
chosho_pages_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    g_value_set_object (value, self->adjustments[id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL]);
  else
    g_value_set_enum (value, (int) self->policies[id == PROP_HSCROLL_POLICY ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL]);
}

static void
chosho_pages_view_dispose (GObject *object)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->adjustments[i], on_scrolled_cb, self);
      g_clear_object (&self->adjustments[i]);
    }
  drop_search (self);
  g_hash_table_remove_all (self->pages);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (chosho_pages_view_parent_class)->dispose (object);
}

static void
chosho_pages_view_finalize (GObject *object)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (object);

  g_hash_table_unref (self->pages);
  chosho_page_layout_free (self->layout);
  G_OBJECT_CLASS (chosho_pages_view_parent_class)->finalize (object);
}

static void
chosho_pages_view_class_init (ChoshoPagesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = chosho_pages_view_dispose;
  object_class->finalize = chosho_pages_view_finalize;
  object_class->set_property = chosho_pages_view_set_property;
  object_class->get_property = chosho_pages_view_get_property;
  widget_class->snapshot = chosho_pages_view_snapshot;
  widget_class->size_allocate = chosho_pages_view_size_allocate;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[SIGNAL_PAGE_CHANGED] = g_signal_new ("page-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SEARCHING] = g_signal_new ("searching", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SEARCHED] = g_signal_new ("searched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "page-view.copy", NULL, on_copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "page-view.copy", NULL);
  /* here and not at the viewer: what scrolls the pages would take them */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, "viewer.turn-left", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, "viewer.turn-right", NULL);
  gtk_widget_class_set_css_name (widget_class, "pageview");
}

static void
chosho_pages_view_init (ChoshoPagesView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  lay_out (self, 0);
  self->selected_page = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
