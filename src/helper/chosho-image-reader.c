/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-image-reader.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "chosho-exif.h"
#include "chosho-helper-limits.h"
#include "chosho-tiff-pages.h"

#define PIECE_BYTES (64 * 1024)
/* Until the size is known: a kilobyte may hold a thousand times its size in pixels. */
#define FIRST_PIECE_BYTES 1024

struct _ChoshoImage
{
  guint8          *data;       /* (owned) */
  gsize            size_bytes;
  ChoshoMagic      magic;
  const char      *type;       /* (static): gdk-pixbuf's name of the format */
  GArray          *tiff_pages; /* (owned) (nullable) (element-type ChoshoTiffPage) */
  cairo_surface_t *surface;    /* (owned) (nullable): of the page decoded last */
  guint            page;       /* that page */
};

/* One decoding. */
typedef struct
{
  gint64   width, height;  /* as stored */
  gboolean measured;       /* stop once the orientation is known */
  gboolean prepared;
  int      orientation;    /* EXIF, 1 to 8 */
} Decoding;

void
chosho_image_prepare (ChoshoMagic magic)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;

  if (!chosho_image_can_read (magic))
    return;
  /* Making a loader loads its module; where that fails, opening the picture says so. */
  loader = gdk_pixbuf_loader_new_with_type (chosho_magic_get_format (magic), NULL);
  if (loader != NULL)
    gdk_pixbuf_loader_close (loader, NULL);
}

gboolean
chosho_image_can_read (ChoshoMagic magic)
{
  return magic >= CHOSHO_MAGIC_PNG && magic <= CHOSHO_MAGIC_WEBP;
}

static int
get_orientation (GdkPixbuf *pixbuf)
{
  const char *text = gdk_pixbuf_get_option (pixbuf, "orientation");
  gint64 orientation = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 1;

  return orientation >= 1 && orientation <= 8 ? (int) orientation : 1;
}

static gboolean
is_too_large (const Decoding *decoding)
{
  return decoding->height > 0 && decoding->width > CHOSHO_HELPER_LIMIT_IMAGE_PIXELS / decoding->height;
}

static void
on_size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Decoding *decoding = user_data;

  decoding->width = width;
  decoding->height = height;
  /* The decoder is asked for next to nothing, so that it takes no memory for what is refused. */
  if (is_too_large (decoding))
    gdk_pixbuf_loader_set_size (loader, 1, 1);
}

static void
on_area_prepared_cb (GdkPixbufLoader *loader, gpointer user_data)
{
  Decoding *decoding = user_data;

  decoding->orientation = get_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  decoding->prepared = TRUE;
}

static gboolean
feed (ChoshoImage *self, GdkPixbufLoader *loader, Decoding *decoding, GError **error)
{
  gsize at = 0;

  while (at < self->size_bytes && !is_too_large (decoding) && !(decoding->measured && decoding->prepared))
    {
      gsize piece = MIN (decoding->prepared ? PIECE_BYTES : FIRST_PIECE_BYTES, self->size_bytes - at);

      if (!gdk_pixbuf_loader_write (loader, self->data + at, piece, error))
        return FALSE;
      at += piece;
    }
  return TRUE;
}

/* Decodes as far as @decoding says. (transfer full) (nullable): with @fault set where the page
 * cannot be read; a picture that is cut short is shown as far as it goes. */
static GdkPixbuf *
decode (ChoshoImage *self, guint page, Decoding *decoding, ChoshoFault *fault)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (self->type, NULL);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixbuf;

  if (loader == NULL)
    {
      chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_IMAGE_READER, self->type);
      return NULL;
    }
  if (self->tiff_pages != NULL)
    chosho_tiff_pages_select (self->data, g_array_index (self->tiff_pages, ChoshoTiffPage, page).offset);
  decoding->orientation = 1;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared_cb), decoding);
  g_signal_connect (loader, "area-prepared", G_CALLBACK (on_area_prepared_cb), decoding);
  feed (self, loader, decoding, &error);
  gdk_pixbuf_loader_close (loader, error == NULL ? &error : NULL);
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (is_too_large (decoding))
    {
      chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_LIMIT_IMAGE_PIXELS, page, CHOSHO_HELPER_LIMIT_IMAGE_PIXELS);
      return NULL;
    }
  if (pixbuf == NULL)
    {
      chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_IMAGE_DAMAGED, page, 0);
      chosho_fault_add_detail (fault, error != NULL ? error->message : NULL);
      return NULL;
    }
  return g_object_ref (pixbuf);
}

ChoshoImage *
chosho_image_open (char *data, gsize size_bytes, ChoshoMagic magic, ChoshoFault *fault)
{
  ChoshoImage *self = g_new0 (ChoshoImage, 1);

  self->data = (guint8 *) data;
  self->size_bytes = size_bytes;
  self->magic = magic;
  self->type = chosho_magic_get_format (magic);
  if (magic != CHOSHO_MAGIC_TIFF)
    return self;
  self->tiff_pages = chosho_tiff_pages_find (self->data, size_bytes, CHOSHO_HELPER_LIMIT_IMAGE_PAGES + 1);
  if (self->tiff_pages->len == 0)
    chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_IMAGE_DAMAGED, 0, 0);
  else if (self->tiff_pages->len > CHOSHO_HELPER_LIMIT_IMAGE_PAGES)
    chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_PAGES, CHOSHO_HELPER_LIMIT_IMAGE_PAGES, NULL);
  else
    return self;
  chosho_image_free (self);
  return NULL;
}

void
chosho_image_free (ChoshoImage *self)
{
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->tiff_pages, g_array_unref);
  g_free (self->data);
  g_free (self);
}

void
chosho_image_write_claim (ChoshoImage *self, ChoshoRecordWriter *writer)
{
  g_auto (ChoshoExif) exif = { 0 };

  chosho_exif_read (self->data, self->size_bytes, self->magic, &exif);
  if (exif.time == NULL && exif.device == NULL && exif.place == NULL)
    return;
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_CLAIM);
  chosho_record_writer_string (writer, exif.time);
  chosho_record_writer_string (writer, exif.device);
  chosho_record_writer_string (writer, exif.place);
  chosho_record_writer_end (writer);
}

guint
chosho_image_get_n_pages (ChoshoImage *self)
{
  return self->tiff_pages != NULL ? self->tiff_pages->len : 1;
}

void
chosho_image_get_page_size (ChoshoImage *self, guint page, double *width, double *height, ChoshoFault *fault)
{
  Decoding decoding = { .measured = TRUE, .orientation = 1 };

  *width = *height = 0;
  if (self->tiff_pages != NULL)
    {
      /* not by decoding: a fax has hundreds of pages */
      const ChoshoTiffPage *found = &g_array_index (self->tiff_pages, ChoshoTiffPage, page);

      decoding = (Decoding){ .width = found->width, .height = found->height, .orientation = found->orientation };
    }
  else
    {
      g_autoptr (GdkPixbuf) pixbuf = decode (self, page, &decoding, fault);

      if (pixbuf == NULL)
        return;
    }
  if (decoding.width <= 0 || decoding.height <= 0 || is_too_large (&decoding))
    return;
  *width = decoding.orientation >= 5 ? decoding.height : decoding.width;
  *height = decoding.orientation >= 5 ? decoding.width : decoding.height;
}

/* Where a stored pixel goes, as EXIF has it: the first pixel's place, and the steps from one column
 * and from one row to the next, in pixels of the upright picture. */
typedef struct
{
  gssize first, column_step, row_step;
} Placing;

static Placing
place (int orientation, int width, int height)
{
  /* of the upright picture */
  gssize across = orientation >= 5 ? height : width, down = orientation >= 5 ? width : height;
  gssize right = across - 1, bottom = (down - 1) * across;

  switch (orientation)
    {
    case 2: return (Placing){ right, -1, across };
    case 3: return (Placing){ right + bottom, -1, -across };
    case 4: return (Placing){ bottom, 1, -across };
    case 5: return (Placing){ 0, across, 1 };
    case 6: return (Placing){ right, across, -1 };
    case 7: return (Placing){ right + bottom, -across, -1 };
    case 8: return (Placing){ bottom, -across, 1 };
    default: return (Placing){ 0, 1, across };
    }
}

static guint32
premultiply (const guint8 *pixel, guint32 alpha)
{
  guint32 red = (pixel[0] * alpha + 127) / 255, green = (pixel[1] * alpha + 127) / 255, blue = (pixel[2] * alpha + 127) / 255;

  return alpha << 24 | red << 16 | green << 8 | blue;
}

/* An upright copy as cairo has it. (transfer full) (nullable) */
static cairo_surface_t *
to_surface (GdkPixbuf *pixbuf, int orientation)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf);
  gboolean has_alpha = gdk_pixbuf_get_has_alpha (pixbuf), turned = orientation >= 5;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, turned ? height : width, turned ? width : height);
  Placing placing = place (orientation, width, height);
  guint32 *pixels;

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }
  cairo_surface_flush (surface);
  pixels = (guint32 *) (void *) cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    {
      const guint8 *from = gdk_pixbuf_read_pixels (pixbuf) + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf);
      gssize to = placing.first + y * placing.row_step;

      for (int x = 0; x < width; x++, from += channels, to += placing.column_step)
        pixels[to] = premultiply (from, has_alpha ? from[3] : 255);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* Decodes @page, unless it is the last one that was. */
static gboolean
need_page (ChoshoImage *self, guint page, ChoshoFault *fault)
{
  Decoding decoding = { 0 };
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (self->surface != NULL && self->page == page)
    return TRUE;
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  pixbuf = decode (self, page, &decoding, fault);
  if (pixbuf == NULL)
    return FALSE;
  self->surface = to_surface (pixbuf, decoding.orientation);
  self->page = page;
  return self->surface != NULL || chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_MEMORY, NULL);
}

cairo_t *
chosho_image_draw (ChoshoImage *self, const ChoshoPageView *view, ChoshoFault *fault)
{
  cairo_t *cr;

  if (!need_page (self, view->page, fault))
    return NULL;
  cr = chosho_page_view_begin (view);
  if (cr == NULL)
    {
      chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_MEMORY, NULL);
      return NULL;
    }
  cairo_set_source_surface (cr, self->surface, 0, 0);
  /* enlarged, pixels stay pixels: a screenshot is read, not admired */
  cairo_pattern_set_filter (cairo_get_source (cr), view->scale > 2 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  return cr;
}
