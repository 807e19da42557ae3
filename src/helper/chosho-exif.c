/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-exif.h"

#include <string.h>

#define ENTRY_BYTES 12
#define TIFF_HEADER_BYTES 8
#define TEXT_BYTES 128 /* of a text that is read; the longest names of devices have 40 */

typedef enum
{
  TAG_LATITUDE_REF = 1,
  TAG_LATITUDE = 2,
  TAG_LONGITUDE_REF = 3,
  TAG_LONGITUDE = 4,
  TAG_MAKE = 271,
  TAG_MODEL = 272,
  TAG_TIME = 306,
  TAG_EXIF = 34665,
  TAG_GPS = 34853,
  TAG_TIME_TAKEN = 36867,
  TAG_OFFSET_TAKEN = 36881,
} Tag;

typedef enum
{
  TYPE_ASCII = 2,
  TYPE_LONG = 4,
  TYPE_RATIONAL = 5,
} Type;

/* A TIFF structure in memory. */
typedef struct
{
  const guint8 *data; /* (borrowed) */
  gsize         size_bytes;
  gboolean      big_endian;
} Block;

static guint32
get (const Block *block, const guint8 *at, gsize bytes)
{
  guint32 value = 0;

  for (gsize i = 0; i < bytes; i++)
    value |= (guint32) at[block->big_endian ? bytes - 1 - i : i] << (8 * i);
  return value;
}

/* Entry @tag of the directory at @offset: where its value stands, and how many elements it has. NULL where there is none of
 * @type, or it stands outside. */
static const guint8 *
find_entry (const Block *block, guint32 offset, Tag tag, Type type, guint32 *count)
{
  const gsize element_bytes = type == TYPE_ASCII ? 1 : type == TYPE_LONG ? 4 : 8;
  guint entries;

  if (offset < TIFF_HEADER_BYTES || (guint64) offset + 2 > block->size_bytes)
    return NULL;
  entries = get (block, block->data + offset, 2);
  for (guint64 at = (guint64) offset + 2; entries > 0 && at + ENTRY_BYTES <= block->size_bytes; entries--, at += ENTRY_BYTES)
    {
      const guint8 *entry = block->data + at;
      guint64 size, where;

      if (get (block, entry, 2) != tag || get (block, entry + 2, 2) != type)
        continue;
      *count = get (block, entry + 4, 4);
      size = *count * (guint64) element_bytes;
      where = size <= 4 ? at + 8 : get (block, entry + 8, 4);
      return where + size <= block->size_bytes ? block->data + where : NULL;
    }
  return NULL;
}

static guint32
find_directory (const Block *block, guint32 offset, Tag tag)
{
  guint32 count = 0;
  const guint8 *value = find_entry (block, offset, tag, TYPE_LONG, &count);

  return value != NULL && count == 1 ? get (block, value, 4) : 0;
}

/* A text as it can be shown in one line; NULL where nothing of it can. (transfer full) */
static char *
dup_text (const Block *block, guint32 offset, Tag tag)
{
  guint32 count = 0;
  const guint8 *value = find_entry (block, offset, tag, TYPE_ASCII, &count);
  g_autofree char *raw = value != NULL ? g_strndup ((const char *) value, MIN (count, TEXT_BYTES)) : NULL;
  g_autofree char *valid = raw != NULL ? g_utf8_make_valid (raw, -1) : NULL;
  GString *text = g_string_new (NULL);

  for (const char *p = valid; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isprint (g_utf8_get_char (p)))
      g_string_append_unichar (text, g_utf8_get_char (p));
  g_strstrip (text->str);
  return g_string_free (text, text->str[0] == '\0');
}

/* "2026:04:01 09:12:34" as people write it; NULL where it is no time, as cameras without a clock write. (transfer full) */
static char *
dup_time (const Block *block, guint32 directory, Tag tag)
{
  static const char form[] = "dddd:dd:dd dd:dd:dd";
  g_autofree char *text = dup_text (block, directory, tag);
  gboolean sound = text != NULL && strlen (text) == strlen (form);

  for (gsize i = 0; sound && form[i] != '\0'; i++)
    sound = form[i] == 'd' ? g_ascii_isdigit (text[i]) : text[i] == form[i];
  if (!sound || g_str_has_prefix (text, "0000"))
    return NULL;
  text[4] = text[7] = '-';
  return g_steal_pointer (&text);
}

static char *
find_time (const Block *block, guint32 directory)
{
  guint32 exif = find_directory (block, directory, TAG_EXIF);
  g_autofree char *taken = dup_time (block, exif, TAG_TIME_TAKEN), *offset = dup_text (block, exif, TAG_OFFSET_TAKEN);

  if (taken == NULL)
    return dup_time (block, directory, TAG_TIME);
  return offset != NULL ? g_strdup_printf ("%s %s", taken, offset) : g_steal_pointer (&taken);
}

static char *
find_device (const Block *block, guint32 directory)
{
  g_autofree char *make = dup_text (block, directory, TAG_MAKE), *model = dup_text (block, directory, TAG_MODEL);

  if (make == NULL || model == NULL)
    return g_strdup (make != NULL ? make : model);
  /* many models begin with their maker */
  return g_str_has_prefix (model, make) ? g_steal_pointer (&model) : g_strdup_printf ("%s %s", make, model);
}

/* Degrees, minutes, seconds as degrees; FALSE where they are none. */
static gboolean
find_degrees (const Block *block, guint32 directory, Tag tag, Tag ref_tag, const char *negative, double limit, double *degrees)
{
  static const double parts[] = { 1, 60, 3600 };
  g_autofree char *ref = dup_text (block, directory, ref_tag);
  guint32 count = 0;
  const guint8 *value = find_entry (block, directory, tag, TYPE_RATIONAL, &count);

  if (value == NULL || count != G_N_ELEMENTS (parts) || ref == NULL)
    return FALSE;
  *degrees = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint32 over = get (block, value + 8 * i, 4), under = get (block, value + 8 * i + 4, 4);

      if (under == 0)
        return FALSE;
      *degrees += over / (double) under / parts[i];
    }
  if (g_str_equal (ref, negative))
    *degrees = -*degrees;
  return *degrees >= -limit && *degrees <= limit;
}

static char *
find_place (const Block *block, guint32 directory)
{
  guint32 gps = find_directory (block, directory, TAG_GPS);
  char north_text[G_ASCII_DTOSTR_BUF_SIZE], east_text[G_ASCII_DTOSTR_BUF_SIZE];
  double north, east;

  if (!find_degrees (block, gps, TAG_LATITUDE, TAG_LATITUDE_REF, "S", 90, &north)
      || !find_degrees (block, gps, TAG_LONGITUDE, TAG_LONGITUDE_REF, "W", 180, &east))
    return NULL;
  return g_strdup_printf ("%s, %s", g_ascii_formatd (north_text, sizeof north_text, "%.5f", north), g_ascii_formatd (east_text, sizeof east_text, "%.5f", east));
}

static void
read_block (const guint8 *data, gsize size_bytes, ChoshoExif *self)
{
  Block block = { data, size_bytes, size_bytes > 0 && data[0] == 'M' };
  guint32 directory;

  if (size_bytes < TIFF_HEADER_BYTES || (memcmp (data, "II*\0", 4) != 0 && memcmp (data, "MM\0*", 4) != 0))
    return;
  directory = get (&block, data + 4, 4);
  self->time = find_time (&block, directory);
  self->device = find_device (&block, directory);
  self->place = find_place (&block, directory);
}

/* --- Where it stands ---------------------------------------------------------------------------------------- */

static guint32
get_big (const guint8 *at, gsize bytes)
{
  guint32 value = 0;

  for (gsize i = 0; i < bytes; i++)
    value = value << 8 | at[i];
  return value;
}

/* A JPEG's segments, up to its picture: FF, a marker, u16 size with itself. */
static void
read_jpeg (const guint8 *data, gsize size_bytes, ChoshoExif *self)
{
  static const char mark[] = "Exif\0";

  for (gsize at = 2; at + 4 <= size_bytes && data[at] == 0xff && data[at + 1] != 0xda;)
    {
      gsize segment = get_big (data + at + 2, 2);

      if (segment < 2 || segment > size_bytes - at - 2)
        return;
      if (data[at + 1] == 0xe1 && segment > 2 + sizeof mark && memcmp (data + at + 4, mark, sizeof mark) == 0)
        {
          read_block (data + at + 4 + sizeof mark, segment - 2 - sizeof mark, self);
          return;
        }
      at += 2 + segment;
    }
}

/* A PNG's chunks: u32 size, type, bytes, u32 sum. */
static void
read_png (const guint8 *data, gsize size_bytes, ChoshoExif *self)
{
  for (gsize at = 8; at + 12 <= size_bytes;)
    {
      gsize chunk = get_big (data + at, 4);

      if (chunk > size_bytes - at - 12)
        return;
      if (memcmp (data + at + 4, "eXIf", 4) == 0)
        {
          read_block (data + at + 8, chunk, self);
          return;
        }
      at += 12 + chunk;
    }
}

/* A WebP's chunks: type, u32 size from the little end, bytes, filled up to two. */
static void
read_webp (const guint8 *data, gsize size_bytes, ChoshoExif *self)
{
  const Block little = { data, size_bytes, FALSE };

  for (gsize at = 12; at + 8 <= size_bytes;)
    {
      gsize chunk = get (&little, data + at + 4, 4), skipped;

      if (chunk > size_bytes - at - 8)
        return;
      if (memcmp (data + at, "EXIF", 4) == 0)
        {
          /* some programs write the mark that a JPEG needs */
          skipped = chunk >= 6 && memcmp (data + at + 8, "Exif\0", 6) == 0 ? 6 : 0;
          read_block (data + at + 8 + skipped, chunk - skipped, self);
          return;
        }
      at += 8 + chunk + chunk % 2;
    }
}

void
chosho_exif_read (const guint8 *data, gsize size_bytes, ChoshoMagic magic, ChoshoExif *self)
{
  *self = (ChoshoExif){ 0 };
  if (magic == CHOSHO_MAGIC_JPEG)
    read_jpeg (data, size_bytes, self);
  else if (magic == CHOSHO_MAGIC_TIFF)
    read_block (data, size_bytes, self);
  else if (magic == CHOSHO_MAGIC_PNG)
    read_png (data, size_bytes, self);
  else if (magic == CHOSHO_MAGIC_WEBP)
    read_webp (data, size_bytes, self);
}

void
chosho_exif_clear (ChoshoExif *self)
{
  g_clear_pointer (&self->time, g_free);
  g_clear_pointer (&self->device, g_free);
  g_clear_pointer (&self->place, g_free);
}
