/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-tiff-pages.h"

#define HEADER_BYTES 8
#define FIRST_OFFSET_AT 4
#define COUNT_BYTES 2
#define ENTRY_BYTES 12

#define TAG_WIDTH 256
#define TAG_HEIGHT 257
#define TAG_ORIENTATION 274
#define TYPE_SHORT 3
#define TYPE_LONG 4

static guint32
get (const guint8 *data, gsize bytes, gboolean big_endian)
{
  guint32 value = 0;

  for (gsize i = 0; i < bytes; i++)
    value |= (guint32) data[big_endian ? bytes - 1 - i : i] << (8 * i);
  return value;
}

/* An entry: u16 tag, u16 type, u32 count, four bytes that hold a single number. */
static void
take_entry (ChoshoTiffPage *page, const guint8 *entry, gboolean big_endian)
{
  guint32 tag = get (entry, 2, big_endian), type = get (entry + 2, 2, big_endian);
  guint32 value = get (entry + 8, type == TYPE_SHORT ? 2 : 4, big_endian);

  if ((type != TYPE_SHORT && type != TYPE_LONG) || get (entry + 4, 4, big_endian) != 1)
    return;
  if (tag == TAG_WIDTH)
    page->width = value;
  else if (tag == TAG_HEIGHT)
    page->height = value;
  else if (tag == TAG_ORIENTATION && value >= 1 && value <= 8)
    page->orientation = value;
}

GArray *
chosho_tiff_pages_find (const guint8 *data, gsize size_bytes, guint limit)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (ChoshoTiffPage));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gboolean big_endian = size_bytes > 0 && data[0] == 'M';
  guint64 offset = size_bytes >= HEADER_BYTES ? get (data + FIRST_OFFSET_AT, 4, big_endian) : 0;

  /* A directory: u16 entries, the entries, u32 offset of the next directory or 0. */
  while (offset >= HEADER_BYTES && offset + COUNT_BYTES <= size_bytes && pages->len < limit
         && g_hash_table_add (seen, GUINT_TO_POINTER (offset)))
    {
      ChoshoTiffPage page = { .offset = offset, .orientation = 1 };
      guint entries = get (data + offset, COUNT_BYTES, big_endian);

      for (offset += COUNT_BYTES; entries > 0 && offset + ENTRY_BYTES <= size_bytes; entries--, offset += ENTRY_BYTES)
        take_entry (&page, data + offset, big_endian);
      g_array_append_val (pages, page);
      offset = entries == 0 && offset + 4 <= size_bytes ? get (data + offset, 4, big_endian) : 0;
    }
  return pages;
}

void
chosho_tiff_pages_select (guint8 *data, guint32 offset)
{
  gboolean big_endian = data[0] == 'M';

  for (gsize i = 0; i < 4; i++)
    data[FIRST_OFFSET_AT + (big_endian ? 3 - i : i)] = offset >> (8 * i);
}
