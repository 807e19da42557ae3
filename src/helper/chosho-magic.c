/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-magic.h"

#include <string.h>

typedef struct
{
  ChoshoMagic magic;
  const char *format;
  gsize       offset;
  const char *bytes;
  gsize       size_bytes;
} Mark;

static const Mark marks[] = {
  { CHOSHO_MAGIC_PDF, "pdf", 0, "%PDF-", 5 },
  { CHOSHO_MAGIC_PNG, "png", 0, "\x89PNG\r\n\x1a\n", 8 },
  { CHOSHO_MAGIC_JPEG, "jpeg", 0, "\xff\xd8\xff", 3 },
  { CHOSHO_MAGIC_GIF, "gif", 0, "GIF87a", 6 },
  { CHOSHO_MAGIC_GIF, "gif", 0, "GIF89a", 6 },
  { CHOSHO_MAGIC_TIFF, "tiff", 0, "II*\0", 4 },
  { CHOSHO_MAGIC_TIFF, "tiff", 0, "MM\0*", 4 },
  { CHOSHO_MAGIC_WEBP, "webp", 8, "WEBPVP8", 7 },
};

static gboolean
has (const guint8 *data, gsize size_bytes, const Mark *mark)
{
  return size_bytes >= mark->offset + mark->size_bytes
         && memcmp (data + mark->offset, mark->bytes, mark->size_bytes) == 0;
}

/* "BM" alone begins many a text: the size of the header that follows must be a known one too. */
static gboolean
is_bmp (const guint8 *data, gsize size_bytes)
{
  static const guint8 headers[] = { 12, 40, 52, 56, 64, 108, 124 };

  return size_bytes > 18 && memcmp (data, "BM", 2) == 0 && memchr (headers, data[14], sizeof headers) != NULL
         && data[15] == 0 && data[16] == 0 && data[17] == 0;
}

ChoshoMagic
chosho_magic_find (const guint8 *data, gsize size_bytes)
{
  size_bytes = MIN (size_bytes, CHOSHO_MAGIC_BYTES);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (has (data, size_bytes, &marks[i]))
      return marks[i].magic;
  if (is_bmp (data, size_bytes))
    return CHOSHO_MAGIC_BMP;
  /* Mail programs and printers put lines before a PDF; every reader looks within the first kilobyte. */
  if (memmem (data, size_bytes, marks[0].bytes, marks[0].size_bytes) != NULL)
    return CHOSHO_MAGIC_PDF;
  return CHOSHO_MAGIC_NONE;
}

const char *
chosho_magic_get_format (ChoshoMagic magic)
{
  if (magic == CHOSHO_MAGIC_BMP)
    return "bmp";
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i].magic == magic)
      return marks[i].format;
  return "";
}
