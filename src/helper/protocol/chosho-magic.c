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
  { CHOSHO_MAGIC_ZIP, "zip", 0, "PK\3\4", 4 },
  { CHOSHO_MAGIC_ZIP, "zip", 0, "PK\5\6", 4 },
  { CHOSHO_MAGIC_7Z, "7z", 0, "7z\xbc\xaf\x27\x1c", 6 },
  { CHOSHO_MAGIC_TAR, "tar", 257, "ustar", 5 },
  { CHOSHO_MAGIC_GZIP, "gzip", 0, "\x1f\x8b\x08", 3 },
  { CHOSHO_MAGIC_BZIP2, "bzip2", 0, "BZh", 3 },
  { CHOSHO_MAGIC_XZ, "xz", 0, "\xfd" "7zXZ", 6 },
  { CHOSHO_MAGIC_ZSTD, "zstd", 0, "\x28\xb5\x2f\xfd", 4 },
  { CHOSHO_MAGIC_RAR, "rar", 0, "Rar!\x1a\x07", 6 },
  { CHOSHO_MAGIC_LZH, "lzh", 2, "-lh", 3 },
  { CHOSHO_MAGIC_CAB, "cab", 0, "MSCF", 4 },
  { CHOSHO_MAGIC_OLE, "ole", 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 },
  { CHOSHO_MAGIC_HEIC, "heic", 4, "ftypheic", 8 },
  { CHOSHO_MAGIC_HEIC, "heic", 4, "ftypheix", 8 },
  { CHOSHO_MAGIC_HEIC, "heic", 4, "ftypmif1", 8 },
  { CHOSHO_MAGIC_QUICKTIME, "mov", 4, "ftypqt  ", 8 },
  { CHOSHO_MAGIC_QUICKTIME, "mov", 4, "moov\0", 5 },
  { CHOSHO_MAGIC_MP4, "mp4", 4, "ftyp", 4 },
  { CHOSHO_MAGIC_MATROSKA, "mkv", 0, "\x1a\x45\xdf\xa3", 4 },
  { CHOSHO_MAGIC_AVI, "avi", 8, "AVI LIST", 8 },
  { CHOSHO_MAGIC_ASF, "asf", 0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", 8 },
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
