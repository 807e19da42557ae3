/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-sample-private.h"

/*
 * A stored ZIP of a few small files. libarchive would write it, too, but only the helper program may
 * be linked with libarchive (design §6), and its ZIP writer sets the UTF-8 flag that old Japanese
 * archives lack.
 */

#define LOCAL_MAGIC 0x04034b50u
#define CENTRAL_MAGIC 0x02014b50u
#define END_MAGIC 0x06054b50u
#define VERSION 20
/* 2025-08-29 18:00, in MS-DOS form. */
#define DOS_TIME ((18u << 11))
#define DOS_DATE (((2025u - 1980u) << 9) | (8u << 5) | 29u)

static void
put16 (GByteArray *out, guint32 value)
{
  const guint8 bytes[] = { (guint8) value, (guint8) (value >> 8) };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
put32 (GByteArray *out, guint32 value)
{
  put16 (out, value & 0xffff);
  put16 (out, value >> 16);
}

/* CRC-32 as ZIP wants it; bit by bit, for a few kilobytes. */
static guint32
checksum (const guint8 *data, gsize size_bytes)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < size_bytes; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1u)));
    }
  return ~crc;
}

/* What local and central header share. */
static void
put_common (GByteArray *out, guint32 crc, guint32 size_bytes, guint32 name_bytes)
{
  put16 (out, VERSION);
  put16 (out, 0); /* no flags: the name is in the writer's own encoding */
  put16 (out, 0); /* stored */
  put16 (out, DOS_TIME);
  put16 (out, DOS_DATE);
  put32 (out, crc);
  put32 (out, size_bytes);
  put32 (out, size_bytes);
  put16 (out, name_bytes);
  put16 (out, 0); /* extra field */
}

static void
put_central (GByteArray *central, const char *name, gsize name_bytes, guint32 crc, guint32 size_bytes, guint32 offset)
{
  put32 (central, CENTRAL_MAGIC);
  put16 (central, VERSION);
  put_common (central, crc, size_bytes, (guint32) name_bytes);
  put16 (central, 0); /* comment */
  put16 (central, 0); /* disk */
  put16 (central, 0); /* internal attributes */
  put32 (central, 0); /* external attributes */
  put32 (central, offset);
  g_byte_array_append (central, (const guint8 *) name, (guint) name_bytes);
}

GBytes *
chosho_sample_make_zip (const char *const *names, GBytes *const *contents, guint n, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new (), central = g_byte_array_new ();
  guint32 central_offset;

  for (guint i = 0; i < n; i++)
    {
      gsize name_bytes, size_bytes;
      g_autofree char *name = g_convert (names[i], -1, "CP932", "UTF-8", NULL, &name_bytes, error);
      const guint8 *data = g_bytes_get_data (contents[i], &size_bytes);
      guint32 crc;

      if (name == NULL)
        return NULL;
      crc = checksum (data, size_bytes);
      put_central (central, name, name_bytes, crc, (guint32) size_bytes, out->len);
      put32 (out, LOCAL_MAGIC);
      put_common (out, crc, (guint32) size_bytes, (guint32) name_bytes);
      g_byte_array_append (out, (const guint8 *) name, (guint) name_bytes);
      g_byte_array_append (out, data, (guint) size_bytes);
    }
  central_offset = out->len;
  g_byte_array_append (out, central->data, central->len);
  put32 (out, END_MAGIC);
  put32 (out, 0); /* disks */
  put16 (out, n);
  put16 (out, n);
  put32 (out, central->len);
  put32 (out, central_offset);
  put16 (out, 0); /* comment */
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
