/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-media-type.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "chosho-magic.h"

G_STATIC_ASSERT (CHOSHO_MEDIA_TYPE_BYTES == CHOSHO_MAGIC_BYTES);

#define UNKNOWN "application/octet-stream"

typedef struct
{
  ChoshoMagic magic;
  const char *type;
} Mark;

static const Mark marks[] = {
  { CHOSHO_MAGIC_PDF, "application/pdf" },
  { CHOSHO_MAGIC_PNG, "image/png" },
  { CHOSHO_MAGIC_JPEG, "image/jpeg" },
  { CHOSHO_MAGIC_GIF, "image/gif" },
  { CHOSHO_MAGIC_BMP, "image/bmp" },
  { CHOSHO_MAGIC_TIFF, "image/tiff" },
  { CHOSHO_MAGIC_WEBP, "image/webp" },
  { CHOSHO_MAGIC_ZIP, "application/zip" },
  { CHOSHO_MAGIC_7Z, "application/x-7z-compressed" },
  { CHOSHO_MAGIC_TAR, "application/x-tar" },
  { CHOSHO_MAGIC_GZIP, "application/gzip" },
  { CHOSHO_MAGIC_BZIP2, "application/x-bzip2" },
  { CHOSHO_MAGIC_XZ, "application/x-xz" },
  { CHOSHO_MAGIC_ZSTD, "application/zstd" },
  { CHOSHO_MAGIC_RAR, "application/vnd.rar" },
  { CHOSHO_MAGIC_LZH, "application/x-lzh-compressed" },
  { CHOSHO_MAGIC_CAB, "application/vnd.ms-cab-compressed" },
  { CHOSHO_MAGIC_OLE, "application/x-ole-storage" },
  { CHOSHO_MAGIC_HEIC, "image/heic" },
  { CHOSHO_MAGIC_QUICKTIME, "video/quicktime" },
  { CHOSHO_MAGIC_MP4, "video/mp4" },
  { CHOSHO_MAGIC_MATROSKA, "video/x-matroska" },
  { CHOSHO_MAGIC_AVI, "video/x-msvideo" },
  { CHOSHO_MAGIC_ASF, "video/x-ms-asf" },
};

/* What an ending means in a file whose first bytes are those of @magic. */
typedef struct
{
  ChoshoMagic magic;
  const char *ending;
  const char *type;
} Ending;

#define OOXML "application/vnd.openxmlformats-officedocument."

static const Ending endings[] = {
  { CHOSHO_MAGIC_ZIP, ".xlsx", OOXML "spreadsheetml.sheet" },
  { CHOSHO_MAGIC_ZIP, ".xlsm", "application/vnd.ms-excel.sheet.macroenabled.12" },
  { CHOSHO_MAGIC_ZIP, ".docx", OOXML "wordprocessingml.document" },
  { CHOSHO_MAGIC_ZIP, ".docm", "application/vnd.ms-word.document.macroenabled.12" },
  { CHOSHO_MAGIC_ZIP, ".pptx", OOXML "presentationml.presentation" },
  { CHOSHO_MAGIC_ZIP, ".pptm", "application/vnd.ms-powerpoint.presentation.macroenabled.12" },
  { CHOSHO_MAGIC_ZIP, ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
  { CHOSHO_MAGIC_ZIP, ".odt", "application/vnd.oasis.opendocument.text" },
  { CHOSHO_MAGIC_ZIP, ".odp", "application/vnd.oasis.opendocument.presentation" },
  { CHOSHO_MAGIC_OLE, ".xls", "application/vnd.ms-excel" },
  { CHOSHO_MAGIC_OLE, ".doc", "application/msword" },
  { CHOSHO_MAGIC_OLE, ".ppt", "application/vnd.ms-powerpoint" },
  { CHOSHO_MAGIC_OLE, ".msg", "application/vnd.ms-outlook" },
  { CHOSHO_MAGIC_MP4, ".m4a", "audio/mp4" },
  { CHOSHO_MAGIC_MATROSKA, ".webm", "video/webm" },
  { CHOSHO_MAGIC_ASF, ".wmv", "video/x-ms-wmv" },
  { CHOSHO_MAGIC_ASF, ".wma", "audio/x-ms-wma" },
  { CHOSHO_MAGIC_NONE, ".txt", "text/plain" },
  { CHOSHO_MAGIC_NONE, ".log", "text/plain" },
  { CHOSHO_MAGIC_NONE, ".conf", "text/plain" },
  { CHOSHO_MAGIC_NONE, ".ini", "text/plain" },
  { CHOSHO_MAGIC_NONE, ".md", "text/markdown" },
  { CHOSHO_MAGIC_NONE, ".csv", "text/csv" },
  { CHOSHO_MAGIC_NONE, ".tsv", "text/tab-separated-values" },
  { CHOSHO_MAGIC_NONE, ".html", "text/html" },
  { CHOSHO_MAGIC_NONE, ".htm", "text/html" },
  { CHOSHO_MAGIC_NONE, ".json", "application/json" },
  { CHOSHO_MAGIC_NONE, ".xml", "application/xml" },
  { CHOSHO_MAGIC_NONE, ".yaml", "application/yaml" },
  { CHOSHO_MAGIC_NONE, ".yml", "application/yaml" },
  { CHOSHO_MAGIC_NONE, ".svg", "image/svg+xml" },
  { CHOSHO_MAGIC_NONE, ".eml", "message/rfc822" },
};

const char *
chosho_media_type_guess (const guint8 *head, gsize size_bytes, const char *name)
{
  ChoshoMagic magic = chosho_magic_find (head, size_bytes);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (endings[i].magic == magic && g_str_has_suffix (lower, endings[i].ending))
      return endings[i].type;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i].magic == magic)
      return marks[i].type;
  return UNKNOWN;
}

const char *
chosho_media_type_of_object (ChoshoObjectStore *store, const char *sha256, const char *name)
{
  guint8 head[CHOSHO_MEDIA_TYPE_BYTES];
  int fd = chosho_object_store_open_object (store, sha256, NULL);
  gssize length = 0;

  if (fd >= 0)
    {
      length = TEMP_FAILURE_RETRY (pread (fd, head, sizeof head, 0));
      (void) close (fd);
    }
  return chosho_media_type_guess (head, (gsize) MAX (length, 0), name);
}
