/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-package-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-checksum.h"
#include "chosho-error.h"

/* Of APPNOTE.TXT, the format's specification: sections 4.3.7, 4.3.12 and 4.3.16. */
#define LOCAL_MARK 0x04034b50u
#define CENTRAL_MARK 0x02014b50u
#define END_MARK 0x06054b50u
#define VERSION 20          /* folders and deflate */
#define FLAG_UTF8 (1u << 11)
#define METHOD_DEFLATE 8
#define FIRST_DATE 0x21     /* 1980-01-01, the first day that the format knows */
#define LEVEL 6
#define CHUNK (64 * 1024)

struct _ChoshoPackageWriter
{
  GByteArray *data;    /* owned: the parts */
  GByteArray *central; /* owned: their directory */
  guint       count;
};

static void
add_u16 (GByteArray *array, guint value)
{
  const guint8 bytes[2] = { value & 0xff, (value >> 8) & 0xff };

  g_byte_array_append (array, bytes, sizeof bytes);
}

static void
add_u32 (GByteArray *array, guint32 value)
{
  add_u16 (array, value & 0xffff);
  add_u16 (array, value >> 16);
}

static guint32
get_crc (const guint8 *data, gsize size_bytes)
{
  g_autoptr (ChoshoChecksum) checksum = chosho_checksum_new (CHOSHO_CHECKSUM_CRC32);

  chosho_checksum_update (checksum, data, size_bytes);
  return chosho_checksum_get_crc32 (checksum);
}

/* (transfer full); NULL with @error. */
static GByteArray *
compress (const guint8 *data, gsize size_bytes, GError **error)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, LEVEL);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  g_autoptr (GError) local = NULL;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize taken = 0, made = 0;

      result = g_converter_convert (G_CONVERTER (compressor), data, size_bytes, chunk, CHUNK, G_CONVERTER_INPUT_AT_END, &taken, &made, &local);
      if (result == G_CONVERTER_ERROR)
        {
          g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, local->message);
          return NULL;
        }
      data += taken;
      size_bytes -= taken;
      g_byte_array_append (out, chunk, (guint) made);
    }
  return g_steal_pointer (&out);
}

/* What the local and the central header have in common. */
static void
add_common (GByteArray *array, guint32 crc, gsize packed, gsize size_bytes, gsize name_bytes)
{
  add_u16 (array, VERSION);
  add_u16 (array, FLAG_UTF8);
  add_u16 (array, METHOD_DEFLATE);
  add_u16 (array, 0);
  add_u16 (array, FIRST_DATE);
  add_u32 (array, crc);
  add_u32 (array, (guint32) packed);
  add_u32 (array, (guint32) size_bytes);
  add_u16 (array, (guint) name_bytes);
  add_u16 (array, 0); /* no extra field */
}

ChoshoPackageWriter *
chosho_package_writer_new (void)
{
  ChoshoPackageWriter *self = g_new0 (ChoshoPackageWriter, 1);

  self->data = g_byte_array_new ();
  self->central = g_byte_array_new ();
  return self;
}

void
chosho_package_writer_free (ChoshoPackageWriter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->data, g_byte_array_unref);
  g_byte_array_unref (self->central);
  g_free (self);
}

gboolean
chosho_package_writer_add (ChoshoPackageWriter *self, const char *name, const void *data, gsize size_bytes, GError **error)
{
  g_autoptr (GByteArray) packed = NULL;
  gsize name_bytes = strlen (name);
  guint32 crc;
  guint offset = self->data->len;

  if (size_bytes > G_MAXINT32 || self->count >= G_MAXUINT16 || name_bytes > G_MAXUINT16)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s is too large for the file that is to hold it"), name);
      return FALSE;
    }
  packed = compress (data, size_bytes, error);
  if (packed == NULL)
    return FALSE;
  if ((guint64) offset + packed->len > G_MAXINT32)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s is too large for the file that is to hold it"), name);
      return FALSE;
    }
  crc = get_crc (data, size_bytes);
  add_u32 (self->data, LOCAL_MARK);
  add_common (self->data, crc, packed->len, size_bytes, name_bytes);
  g_byte_array_append (self->data, (const guint8 *) name, (guint) name_bytes);
  g_byte_array_append (self->data, packed->data, packed->len);

  add_u32 (self->central, CENTRAL_MARK);
  add_u16 (self->central, VERSION);
  add_common (self->central, crc, packed->len, size_bytes, name_bytes);
  add_u16 (self->central, 0); /* no comment */
  add_u16 (self->central, 0); /* first disk */
  add_u16 (self->central, 0);
  add_u32 (self->central, 0); /* no attributes */
  add_u32 (self->central, offset);
  g_byte_array_append (self->central, (const guint8 *) name, (guint) name_bytes);
  self->count++;
  return TRUE;
}

GBytes *
chosho_package_writer_finish (ChoshoPackageWriter *self)
{
  guint offset = self->data->len;

  g_byte_array_append (self->data, self->central->data, self->central->len);
  add_u32 (self->data, END_MARK);
  add_u16 (self->data, 0);
  add_u16 (self->data, 0);
  add_u16 (self->data, self->count);
  add_u16 (self->data, self->count);
  add_u32 (self->data, self->central->len);
  add_u32 (self->data, offset);
  add_u16 (self->data, 0); /* no comment */
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->data));
}
