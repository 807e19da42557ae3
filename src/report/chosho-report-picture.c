/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-picture.h"

#include <gio/gio.h>

#define PIXEL_BYTES 4
#define PACK_LEVEL 1 /* pages are mostly white: the quickest makes a tenth of them */

struct _ChoshoReportPicture
{
  gatomicrefcount references;
  guint           width;
  guint           height;
  GBytes         *packed; /* owned */
};

static GBytes *
pack (GBytes *pixels)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, PACK_LEVEL));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packing = g_converter_output_stream_new (memory, compressor);

  if (!g_output_stream_write_all (packing, g_bytes_get_data (pixels, NULL), g_bytes_get_size (pixels), NULL, NULL, NULL)
      || !g_output_stream_close (packing, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

ChoshoReportPicture *
chosho_report_picture_new (guint width, guint height, GBytes *pixels)
{
  ChoshoReportPicture *self;
  GBytes *packed;

  if (width == 0 || height == 0 || g_bytes_get_size (pixels) != (gsize) width * height * PIXEL_BYTES)
    return NULL;
  packed = pack (pixels);
  if (packed == NULL)
    return NULL;
  self = g_new0 (ChoshoReportPicture, 1);
  g_atomic_ref_count_init (&self->references);
  self->width = width;
  self->height = height;
  self->packed = packed;
  return self;
}

ChoshoReportPicture *
chosho_report_picture_ref (ChoshoReportPicture *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
chosho_report_picture_unref (ChoshoReportPicture *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_bytes_unref (self->packed);
  g_free (self);
}

guint
chosho_report_picture_get_width (const ChoshoReportPicture *self)
{
  return self->width;
}

guint
chosho_report_picture_get_height (const ChoshoReportPicture *self)
{
  return self->height;
}

gboolean
chosho_report_picture_unpack (const ChoshoReportPicture *self, guchar *out, gsize size_bytes)
{
  g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (self->packed);
  g_autoptr (GInputStream) unpacking = g_converter_input_stream_new (memory, decompressor);
  gsize read_bytes = 0;

  return size_bytes == (gsize) self->width * self->height * PIXEL_BYTES
         && g_input_stream_read_all (unpacking, out, size_bytes, &read_bytes, NULL, NULL) && read_bytes == size_bytes;
}
