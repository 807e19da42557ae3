/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many bytes of a file's beginning chosho_magic_find() looks at. */
#define CHOSHO_MAGIC_BYTES 1024

/* What a file's first bytes promise. */
typedef enum
{
  CHOSHO_MAGIC_NONE,
  CHOSHO_MAGIC_PDF,
  CHOSHO_MAGIC_PNG,
  CHOSHO_MAGIC_JPEG,
  CHOSHO_MAGIC_GIF,
  CHOSHO_MAGIC_BMP,
  CHOSHO_MAGIC_TIFF,
  CHOSHO_MAGIC_WEBP,
  CHOSHO_MAGIC_ZIP,
  CHOSHO_MAGIC_7Z,
  CHOSHO_MAGIC_TAR,
  CHOSHO_MAGIC_GZIP,
  CHOSHO_MAGIC_BZIP2,
  CHOSHO_MAGIC_XZ,
  CHOSHO_MAGIC_ZSTD,
  /* kept whole: their readers are not safe */
  CHOSHO_MAGIC_RAR,
  CHOSHO_MAGIC_LZH,
  CHOSHO_MAGIC_CAB,
  CHOSHO_MAGIC_OLE, /* Office before 2007, or a document under a password */
  /* kept whole: nothing here plays or draws them */
  CHOSHO_MAGIC_HEIC,
  CHOSHO_MAGIC_QUICKTIME,
  CHOSHO_MAGIC_MP4,
  CHOSHO_MAGIC_MATROSKA, /* WebM too */
  CHOSHO_MAGIC_AVI,
  CHOSHO_MAGIC_ASF, /* WMV */
} ChoshoMagic;

/* Compares bytes and interprets none of them, so it may run before confinement. */
ChoshoMagic chosho_magic_find (const guint8 *data, gsize size_bytes);
/* The stable code of the format: "pdf", "jpeg" …; "" for NONE. (static) */
const char *chosho_magic_get_format (ChoshoMagic magic);

G_END_DECLS
