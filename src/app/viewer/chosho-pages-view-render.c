/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "chosho-error.h"
#include "chosho-pages-view-private.h"

/* What is known of the pages near the view: rendered by the helper, and their text. */

#define KEPT_PAGES 8       /* pages whose pixels are kept: what is visible and a little around it */
#define MAX_PIXELS 8.0e6   /* of one page's image: beyond, it is drawn enlarged (32 MB) */

void
chosho_pages_view_page_free (gpointer data)
{
  ChoshoShownPage *self = data;

  if (self->rendering != NULL)
    g_cancellable_cancel (self->rendering);
  g_clear_object (&self->rendering);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->text, chosho_page_text_free);
  g_free (self);
}

static ChoshoShownPage *
ensure_page (ChoshoPagesView *self, guint index)
{
  ChoshoShownPage *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));

  if (page == NULL)
    {
      page = g_new0 (ChoshoShownPage, 1);
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (index), page);
    }
  return page;
}

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
static ChoshoShownPage *
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
  ChoshoShownPage *page = find_asked (ask, source);

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
  ChoshoShownPage *page = find_asked (ask, source);

  if (page == NULL || text == NULL)
    return;
  g_clear_pointer (&page->text, chosho_page_text_free);
  page->text = g_steal_pointer (&text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
chosho_pages_view_is_damaged (ChoshoPagesView *self, guint index)
{
  return chosho_page_layout_get_upright (self->layout, index).width <= 0;
}

static double
get_render_scale (ChoshoPagesView *self, guint index)
{
  ChoshoPageSize size = chosho_page_layout_get_upright (self->layout, index);
  double scale = chosho_pages_view_get_scale (self) * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return MIN (scale, sqrt (MAX_PIXELS / (size.width * size.height)));
}

static void
ask_for_page (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data)
{
  ChoshoShownPage *page = ensure_page (self, index);
  double scale;

  g_hash_table_add (user_data, GUINT_TO_POINTER (index));
  if (chosho_pages_view_is_damaged (self, index))
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
  ChoshoShownPage *page = value;
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

void
chosho_pages_view_ask_for_visible (ChoshoPagesView *self)
{
  g_autoptr (GHashTable) visible = g_hash_table_new (NULL, NULL);
  gpointer context[] = { self, visible };

  if (self->document == NULL || gtk_widget_get_width (GTK_WIDGET (self)) <= 2 * CHOSHO_PAGE_GAP)
    return;
  chosho_pages_view_foreach_visible (self, ask_for_page, visible);
  g_hash_table_foreach_remove (self->pages, is_out_of_sight, context);
}
