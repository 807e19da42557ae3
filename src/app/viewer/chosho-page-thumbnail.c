/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-page-thumbnail.h"

#include <math.h>

#include "chosho-page-paint.h"

#define BOX_WIDTH 108
#define MIN_HEIGHT 40
#define MAX_HEIGHT 154 /* A4 upright */
#define MIN_SCALE 0.001 /* what the helper counts in; a page of 100 m still comes smaller than a screen */

struct _ChoshoPageThumbnail
{
  GtkWidget parent_instance;

  int             height;        /* of the box */
  ChoshoDocument *document;      /* (owned) (nullable) */
  guint           page, quarters;
  GdkTexture     *texture;       /* (owned) (nullable) upright */
  GCancellable   *rendering;     /* (owned) (nullable) under way */
  gboolean        failed;        /* it cannot be rendered */
};

G_DEFINE_FINAL_TYPE (ChoshoPageThumbnail, chosho_page_thumbnail, GTK_TYPE_WIDGET)

/* As it is turned; square where it is damaged. */
static ChoshoPageSize
turn (ChoshoPageSize size, guint quarters)
{
  if (size.width <= 0 || size.height <= 0)
    return (ChoshoPageSize){ 1, 1 };
  return quarters % 2 == 0 ? size : (ChoshoPageSize){ size.height, size.width };
}

static ChoshoPageSize
get_size (ChoshoPageThumbnail *self)
{
  return turn (g_array_index (chosho_document_get_info (self->document)->pages, ChoshoPageSize, self->page), self->quarters);
}

int
chosho_page_thumbnail_find_height (const GArray *pages, guint quarters)
{
  double height = MIN_HEIGHT;

  for (guint i = 0; i < pages->len; i++)
    {
      ChoshoPageSize size = turn (g_array_index (pages, ChoshoPageSize, i), quarters);

      height = MAX (height, BOX_WIDTH * size.height / size.width);
    }
  return (int) ceil (MIN (height, MAX_HEIGHT));
}

/* Pixels a unit that fit the box. */
static double
get_scale (ChoshoPageThumbnail *self)
{
  ChoshoPageSize size = get_size (self);

  return MIN (BOX_WIDTH / size.width, self->height / size.height);
}

static void
on_rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoPageThumbnail) self = user_data;
  g_autoptr (ChoshoContentImage) image = chosho_document_render_finish (CHOSHO_DOCUMENT (source), result, NULL);

  if (self->rendering == NULL || g_task_get_cancellable (G_TASK (result)) != self->rendering)
    return; /* it was taken back */
  g_clear_object (&self->rendering);
  self->failed = image == NULL;
  if (image != NULL)
    self->texture = gdk_memory_texture_new ((int) image->width, (int) image->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, image->pixels, image->stride);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
chosho_page_thumbnail_render (ChoshoPageThumbnail *self)
{
  double scale;

  if (self->document == NULL || self->texture != NULL || self->rendering != NULL || self->failed)
    return;
  scale = MAX (get_scale (self) * gtk_widget_get_scale_factor (GTK_WIDGET (self)), MIN_SCALE);
  self->rendering = g_cancellable_new ();
  chosho_document_render_small_async (self->document, self->page, scale, self->rendering, on_rendered_cb, g_object_ref (self));
}

void
chosho_page_thumbnail_cancel (ChoshoPageThumbnail *self)
{
  if (self->rendering != NULL)
    g_cancellable_cancel (self->rendering);
  g_clear_object (&self->rendering);
}

void
chosho_page_thumbnail_set_page (ChoshoPageThumbnail *self, ChoshoDocument *document, guint page, guint quarters, int height)
{
  gboolean other = document != self->document || page != self->page;

  self->quarters = quarters;
  self->page = page;
  if (other)
    {
      chosho_page_thumbnail_cancel (self);
      g_clear_object (&self->texture);
      self->failed = FALSE;
      g_set_object (&self->document, document);
    }
  if (height != self->height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->height = height;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
chosho_page_thumbnail_get_page (ChoshoPageThumbnail *self)
{
  return self->page;
}

static void
chosho_page_thumbnail_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA paper = { 1, 1, 1, 1 };
  ChoshoPageThumbnail *self = CHOSHO_PAGE_THUMBNAIL (widget);
  ChoshoPageSize size;
  double scale, width, height;
  graphene_rect_t area;

  if (self->document == NULL)
    return;
  size = get_size (self);
  scale = get_scale (self);
  width = round (size.width * scale);
  height = round (size.height * scale);
  /* at its bottom, where the number is */
  area = GRAPHENE_RECT_INIT ((float) floor ((gtk_widget_get_width (widget) - width) / 2), (float) floor (gtk_widget_get_height (widget) - height), (float) width,
                             (float) height);
  gtk_snapshot_append_color (snapshot, &paper, &area);
  if (self->texture != NULL)
    chosho_page_paint_texture (snapshot, self->texture, &area, self->quarters);
  chosho_page_paint_edge (snapshot, &area);
}

static void
chosho_page_thumbnail_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  ChoshoPageThumbnail *self = CHOSHO_PAGE_THUMBNAIL (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? BOX_WIDTH : self->height;
  *minimum_baseline = *natural_baseline = -1;
}

static void
chosho_page_thumbnail_dispose (GObject *object)
{
  ChoshoPageThumbnail *self = CHOSHO_PAGE_THUMBNAIL (object);

  chosho_page_thumbnail_cancel (self);
  g_clear_object (&self->texture);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (chosho_page_thumbnail_parent_class)->dispose (object);
}

static void
chosho_page_thumbnail_class_init (ChoshoPageThumbnailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_page_thumbnail_dispose;
  widget_class->snapshot = chosho_page_thumbnail_snapshot;
  widget_class->measure = chosho_page_thumbnail_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION); /* its row has the name */
}

static void
chosho_page_thumbnail_init (ChoshoPageThumbnail *self)
{
}

GtkWidget *
chosho_page_thumbnail_new (void)
{
  return g_object_new (CHOSHO_TYPE_PAGE_THUMBNAIL, NULL);
}
