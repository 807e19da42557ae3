/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "chosho-error.h"
#include "chosho-find-text.h"
#include "chosho-pages-view.h"

#define GAP 12.0           /* pixels between pages and around them */
#define KEPT_PAGES 8       /* pages whose pixels are kept: what is visible and a little around it */
#define MAX_PIXELS 8.0e6   /* of one page's image: beyond, it is drawn enlarged (32 MB) */
#define MIN_ZOOM 0.1
#define MAX_ZOOM 8.0
#define ZOOM_STEP 1.2

/* What is known of one page that was looked at. */
typedef struct
{
  GdkTexture     *texture;     /* (owned) (nullable) */
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
  GHashTable          *pages;     /* (owned) index -> Page; those near the view */
  double               zoom;      /* 0: fit the width */
  guint                page;      /* in the middle of the view, as last told */

  /* Selection: characters of one page. */
  int                  selected_page; /* -1: none */
  guint                selected_first, selected_count;
  guint                anchor;

  /* Search */
  char                *needle;    /* (owned) (nullable) */
  int                  direction;
  guint                search_page, search_left; /* pages still to look at */
  int                  hit_page;  /* -1: none */
  ChoshoHit            hit;
  GCancellable        *searching; /* (owned) (nullable) */
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

static const ChoshoPageSize *
get_size (ChoshoPagesView *self, guint index)
{
  return &g_array_index (chosho_document_get_info (self->document)->pages, ChoshoPageSize, index);
}

guint
chosho_pages_view_get_n_pages (ChoshoPagesView *self)
{
  return self->document != NULL ? chosho_document_get_info (self->document)->pages->len : 0;
}

/* --- Layout --------------------------------------------------------------------------------------------------- */

static double
get_value (ChoshoPagesView *self, GtkOrientation orientation)
{
  return self->adjustments[orientation] != NULL ? gtk_adjustment_get_value (self->adjustments[orientation]) : 0;
}

static double
get_widest (ChoshoPagesView *self)
{
  double widest = 1;

  for (guint i = 0; i < chosho_pages_view_get_n_pages (self); i++)
    widest = MAX (widest, get_size (self, i)->width);
  return widest;
}

/* Pixels a unit now. */
static double
get_scale (ChoshoPagesView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * GAP;

  return self->zoom > 0 ? self->zoom : CLAMP (width / get_widest (self), MIN_ZOOM, MAX_ZOOM);
}

/* Damaged pages have no size: room to say so. */
static double
get_height (ChoshoPagesView *self, guint index, double scale)
{
  double height = get_size (self, index)->height;

  return (height > 0 ? height : get_widest (self) / 4) * scale;
}

/* Calls back for the pages that overlap the view, with their place in it. */
typedef void (*VisibleFunc) (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data);

static void
foreach_visible (ChoshoPagesView *self, VisibleFunc function, gpointer user_data)
{
  double scale = get_scale (self);
  double top = GAP - get_value (self, GTK_ORIENTATION_VERTICAL);
  double left = get_value (self, GTK_ORIENTATION_HORIZONTAL);
  int view_height = gtk_widget_get_height (GTK_WIDGET (self));
  double room = MAX (gtk_widget_get_width (GTK_WIDGET (self)), get_widest (self) * scale + 2 * GAP);

  for (guint i = 0; i < chosho_pages_view_get_n_pages (self) && top < view_height; i++)
    {
      double height = get_height (self, i, scale);

      if (top + height > 0)
        {
          double width = (get_size (self, i)->width > 0 ? get_size (self, i)->width : get_widest (self)) * scale;
          graphene_rect_t area = GRAPHENE_RECT_INIT ((float) ((room - width) / 2 - left), (float) top, (float) width, (float) height);

          function (self, i, &area, user_data);
        }
      top += height + GAP;
    }
}

static double
get_top (ChoshoPagesView *self, guint index)
{
  double scale = get_scale (self);
  double top = 0;

  for (guint i = 0; i < index; i++)
    top += get_height (self, i, scale) + GAP;
  return top;
}

static void
configure_adjustments (ChoshoPagesView *self)
{
  double scale = get_scale (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double whole = GAP;

  for (guint i = 0; i < chosho_pages_view_get_n_pages (self); i++)
    whole += get_height (self, i, scale) + GAP;
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_VERTICAL], get_value (self, GTK_ORIENTATION_VERTICAL), 0,
                              MAX (whole, height), height * 0.1, height * 0.9, height);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], get_value (self, GTK_ORIENTATION_HORIZONTAL), 0,
                              MAX (get_widest (self) * scale + 2 * GAP, width), width * 0.1, width * 0.9, width);
}

static void
find_middle (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data)
{
  if (area->origin.y <= gtk_widget_get_height (GTK_WIDGET (self)) / 2.0f)
    *(guint *) user_data = index;
}

static void
on_scrolled_cb (ChoshoPagesView *self)
{
  guint page = self->page;

  foreach_visible (self, find_middle, &page);
  if (page != self->page)
    {
      self->page = page;
      g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
    }
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

static double
get_render_scale (ChoshoPagesView *self, guint index)
{
  const ChoshoPageSize *size = get_size (self, index);
  double scale = get_scale (self) * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return MIN (scale, sqrt (MAX_PIXELS / (size->width * size->height)));
}

static void
ask_for_page (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data)
{
  Page *page = ensure_page (self, index);
  double scale;

  g_hash_table_add (user_data, GUINT_TO_POINTER (index));
  if (get_size (self, index)->width <= 0)
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

  if (self->document == NULL || gtk_widget_get_width (GTK_WIDGET (self)) <= 2 * GAP)
    return;
  foreach_visible (self, ask_for_page, visible);
  g_hash_table_foreach_remove (self->pages, is_out_of_sight, context);
}

/* --- Drawing --------------------------------------------------------------------------------------------------- */

/* Rectangles of a range of characters over the page at @area. */
static void
draw_range (ChoshoPagesView *self, GtkSnapshot *snapshot, const Page *page, guint first, guint count, const graphene_rect_t *area, const GdkRGBA *colour)
{
  g_autoptr (GArray) cover = chosho_page_text_cover (page->text, first, count);
  float scale = (float) get_scale (self);

  for (guint i = 0; i < cover->len; i++)
    {
      ChoshoContentRect *part = &g_array_index (cover, ChoshoContentRect, i);

      gtk_snapshot_append_color (snapshot, colour,
                                 &GRAPHENE_RECT_INIT (area->origin.x + (float) part->left * scale, area->origin.y + area->size.height - (float) part->top * scale,
                                                      (float) (part->right - part->left) * scale, (float) (part->top - part->bottom) * scale));
    }
}

static void
draw_hits (ChoshoPagesView *self, GtkSnapshot *snapshot, guint index, const Page *page, const graphene_rect_t *area)
{
  static const GdkRGBA other = { 1.0f, 0.85f, 0.2f, 0.35f };
  static const GdkRGBA current = { 1.0f, 0.6f, 0.1f, 0.55f };
  g_autoptr (GArray) hits = chosho_find_text (page->text->text, self->needle);

  for (guint i = 0; i < hits->len; i++)
    {
      ChoshoHit *hit = &g_array_index (hits, ChoshoHit, i);
      gboolean is_current = self->hit_page == (int) index && self->hit.first == hit->first;

      draw_range (self, snapshot, page, hit->first, hit->n_characters, area, is_current ? &current : &other);
    }
}

static void
draw_notice (ChoshoPagesView *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  static const GdkRGBA ink = { 0.4f, 0.4f, 0.4f, 1.0f };
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), _("This page could not be shown"));

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area->origin.x + (float) GAP, area->origin.y + (float) GAP));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_page (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data)
{
  static const GdkRGBA paper = { 1, 1, 1, 1 };
  static const GdkRGBA edge = { 0, 0, 0, 0.2f };
  static const GdkRGBA selection = { 0.2f, 0.5f, 0.9f, 0.3f };
  GtkSnapshot *snapshot = user_data;
  const Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));
  GskRoundedRect outline;

  gtk_snapshot_append_color (snapshot, &paper, area);
  if (page != NULL && page->texture != NULL)
    gtk_snapshot_append_texture (snapshot, page->texture, area);
  else if (get_size (self, index)->width <= 0 || (page != NULL && page->failed))
    draw_notice (self, snapshot, area);
  if (page != NULL && page->text != NULL && self->needle != NULL)
    draw_hits (self, snapshot, index, page, area);
  if (page != NULL && page->text != NULL && self->selected_page == (int) index && self->selected_count > 0)
    draw_range (self, snapshot, page, self->selected_first, self->selected_count, area, &selection);
  gsk_rounded_rect_init_from_rect (&outline, area, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { edge, edge, edge, edge });
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
  point->page_x = (point->x - area->origin.x) / scale;
  point->page_y = (area->origin.y + area->size.height - point->y) / scale;
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

void
chosho_pages_view_show_page (ChoshoPagesView *self, guint page)
{
  if (page < chosho_pages_view_get_n_pages (self) && self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL], get_top (self, page));
}

/* The same page stays in view. */
void
chosho_pages_view_set_zoom (ChoshoPagesView *self, double zoom)
{
  guint page = self->page;

  self->zoom = zoom > 0 ? CLAMP (zoom, MIN_ZOOM, MAX_ZOOM) : 0;
  configure_adjustments (self);
  chosho_pages_view_show_page (self, page);
  on_scrolled_cb (self);
  g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}

void
chosho_pages_view_step_zoom (ChoshoPagesView *self, int steps)
{
  chosho_pages_view_set_zoom (self, get_scale (self) * pow (ZOOM_STEP, steps));
}

/* --- Searching ------------------------------------------------------------------------------------------------------ */

static void search_page (ChoshoPagesView *self);

static void
end_search (ChoshoPagesView *self, gboolean found)
{
  g_clear_object (&self->searching);
  g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, found);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The next hit on this page in the direction, after the current one where that is on this page. */
static gboolean
take_hit (ChoshoPagesView *self, const ChoshoPageText *text)
{
  g_autoptr (GArray) hits = chosho_find_text (text->text, self->needle);
  gboolean from_hit = self->hit_page == (int) self->search_page;

  for (guint n = 0; n < hits->len; n++)
    {
      ChoshoHit *hit = &g_array_index (hits, ChoshoHit, self->direction > 0 ? n : hits->len - 1 - n);

      if (from_hit && (self->direction > 0 ? hit->first <= self->hit.first : hit->first >= self->hit.first))
        continue;
      self->hit_page = (int) self->search_page;
      self->hit = *hit;
      return TRUE;
    }
  return FALSE;
}

static void
show_hit (ChoshoPagesView *self, const ChoshoPageText *text)
{
  g_autoptr (GArray) cover = chosho_page_text_cover (text, self->hit.first, self->hit.n_characters);
  double scale = get_scale (self);
  double y = get_top (self, (guint) self->hit_page);

  if (cover->len > 0)
    y += (get_size (self, (guint) self->hit_page)->height - g_array_index (cover, ChoshoContentRect, 0).top) * scale
         - gtk_widget_get_height (GTK_WIDGET (self)) / 3.0;
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL], y);
}

static void
on_search_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (ChoshoPagesView) self = ask->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPageText) text = chosho_document_read_page_text_finish (CHOSHO_DOCUMENT (source), result, &error);
  guint n_pages;

  if (G_OBJECT (self->document) != source || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    return;
  if (text != NULL && take_hit (self, text))
    {
      show_hit (self, text);
      end_search (self, TRUE);
      return;
    }
  n_pages = chosho_pages_view_get_n_pages (self);
  if (self->search_left-- == 0)
    {
      end_search (self, FALSE);
      return;
    }
  self->search_page = (self->search_page + n_pages + (guint) self->direction) % n_pages;
  if (self->search_left == 0)
    self->hit_page = -1; /* round the end: the page begun on is looked at whole */
  search_page (self);
}

static void
search_page (ChoshoPagesView *self)
{
  chosho_document_read_page_text_async (self->document, self->search_page, self->searching, on_search_text_cb, ask_new (self, self->search_page, 0));
}

void
chosho_pages_view_search (ChoshoPagesView *self, const char *needle, int direction)
{
  gboolean other = g_strcmp0 (needle, self->needle) != 0;

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (other)
    {
      g_free (self->needle);
      self->needle = needle != NULL && needle[0] != '\0' ? g_strdup (needle) : NULL;
      self->hit_page = -1;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->document == NULL || self->needle == NULL || !chosho_document_get_info (self->document)->has_text)
    {
      g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, FALSE);
      return;
    }
  self->direction = direction;
  self->search_page = self->hit_page >= 0 ? (guint) self->hit_page : self->page;
  self->search_left = chosho_pages_view_get_n_pages (self);
  self->searching = g_cancellable_new ();
  search_page (self);
}

/* --- Class ------------------------------------------------------------------------------------------------------------ */

void
chosho_pages_view_set_document (ChoshoPagesView *self, ChoshoDocument *document)
{
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_hash_table_remove_all (self->pages);
  g_set_object (&self->document, document);
  g_clear_pointer (&self->needle, g_free);
  self->page = 0;
  self->selected_page = self->hit_page = -1;
  self->selected_count = 0;
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL], 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
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
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_set_object (&self->document, document);
  self->selected_page = self->hit_page = -1;
  self->selected_count = 0;
  g_hash_table_foreach_remove (self->pages, make_outdated, self);
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
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_hash_table_remove_all (self->pages);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (chosho_pages_view_parent_class)->dispose (object);
}

static void
chosho_pages_view_finalize (GObject *object)
{
  ChoshoPagesView *self = CHOSHO_PAGES_VIEW (object);

  g_hash_table_unref (self->pages);
  g_free (self->needle);
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
  signals[SIGNAL_SEARCHED] = g_signal_new ("searched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "page-view.copy", NULL, on_copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "page-view.copy", NULL);
  gtk_widget_class_set_css_name (widget_class, "pageview");
}

static void
chosho_pages_view_init (ChoshoPagesView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  self->selected_page = self->hit_page = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
