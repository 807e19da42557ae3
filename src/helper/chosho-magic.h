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
} ChoshoMagic;

/* Compares bytes and interprets none of them, so it may run before confinement. */
ChoshoMagic chosho_magic_find (const guint8 *data, gsize size_bytes);
/* The stable code of the format: "pdf", "jpeg" …; "" for NONE. (static) */
const char *chosho_magic_get_format (ChoshoMagic magic);

G_END_DECLS
