/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-page-view.h"

#include <math.h>
#include <string.h>

#include "chosho-helper-limits.h"

/* What one BYTES record carries: the writer sends at about this size anyway. */
#define PIECE_BYTES (60 * 1024)
/* A page of 595.28 points at 72 dpi has 596 pixels; rounding errors must not make it 597. */
#define ROUNDING 1e-6

gboolean
chosho_page_view_init (ChoshoPageView *self, guint32 page, guint32 scale, const guint32 clip[4],
                       double width, double height, ChoshoFault *fault)
{
  double factor = (double) scale / CHOSHO_HELPER_SCALE_ONE;
  double all_width = MAX (ceil (width * factor - ROUNDING), 1);
  double all_height = MAX (ceil (height * factor - ROUNDING), 1);
  gboolean whole = clip[2] == 0 && clip[3] == 0;
  double x = whole ? 0 : clip[0], y = whole ? 0 : clip[1];

  if (width <= 0 || height <= 0)
    return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_PAGE_DAMAGED, page, 0);
  if (scale == 0 || factor > CHOSHO_HELPER_LIMIT_SCALE || x >= all_width || y >= all_height)
    return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_LIMIT_PIXELS, page, CHOSHO_HELPER_LIMIT_PIXELS);
  all_width = MIN (all_width - x, whole ? all_width : clip[2]);
  all_height = MIN (all_height - y, whole ? all_height : clip[3]);
  if (all_width > CHOSHO_HELPER_LIMIT_SIDE || all_height > CHOSHO_HELPER_LIMIT_SIDE
      || all_width * all_height > CHOSHO_HELPER_LIMIT_PIXELS)
    return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_LIMIT_PIXELS, page, CHOSHO_HELPER_LIMIT_PIXELS);
  *self = (ChoshoPageView){
    page, factor, (int) x, (int) y, MAX ((int) all_width, 1), MAX ((int) all_height, 1),
  };
  return TRUE;
}

cairo_t *
chosho_page_view_begin (const ChoshoPageView *self)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  if (cairo_status (cr) != CAIRO_STATUS_SUCCESS)
    {
      cairo_destroy (cr);
      return NULL;
    }
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_translate (cr, -self->x, -self->y);
  cairo_scale (cr, self->scale, self->scale);
  return cr;
}

static void
write_bytes (ChoshoRecordWriter *writer, const guint8 *data, gsize size_bytes)
{
  for (gsize at = 0; at < size_bytes; at += PIECE_BYTES)
    {
      chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_BYTES);
      chosho_record_writer_bytes (writer, data + at, MIN (PIECE_BYTES, size_bytes - at));
      chosho_record_writer_end (writer);
    }
}

static void
write_header (ChoshoRecordWriter *writer, cairo_surface_t *surface, guint64 size_bytes)
{
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_IMAGE);
  chosho_record_writer_u32 (writer, cairo_image_surface_get_width (surface));
  chosho_record_writer_u32 (writer, cairo_image_surface_get_height (surface));
  chosho_record_writer_u64 (writer, size_bytes);
  chosho_record_writer_end (writer);
}

static cairo_status_t
append_png (void *closure, const unsigned char *data, unsigned int size_bytes)
{
  g_byte_array_append (closure, data, size_bytes);
  return CAIRO_STATUS_SUCCESS;
}

gboolean
chosho_page_write_image (cairo_surface_t *surface, gboolean as_png, ChoshoRecordWriter *writer,
                         ChoshoFault *fault)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  gsize size_bytes;

  cairo_surface_flush (surface);
  if (!as_png)
    {
      /* cairo's rows of four-byte pixels have no gaps */
      size_bytes = (gsize) cairo_image_surface_get_stride (surface) * cairo_image_surface_get_height (surface);
      write_header (writer, surface, size_bytes);
      write_bytes (writer, cairo_image_surface_get_data (surface), size_bytes);
      return TRUE;
    }
  if (cairo_surface_write_to_png_stream (surface, append_png, png) != CAIRO_STATUS_SUCCESS)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_MEMORY, NULL);
  write_header (writer, surface, png->len);
  write_bytes (writer, png->data, png->len);
  return TRUE;
}

gint32
chosho_page_length (double units)
{
  const double limit = (double) CHOSHO_HELPER_LIMIT_PAGE_LENGTH * CHOSHO_HELPER_LENGTH_ONE;

  return isfinite (units) ? (gint32) lround (CLAMP (units * CHOSHO_HELPER_LENGTH_ONE, -limit, limit)) : 0;
}
