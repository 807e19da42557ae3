/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The encodings of text files that Japanese systems write, and the one of Western Windows. */
typedef enum
{
  CHOSHO_CHARSET_UNKNOWN,
  CHOSHO_CHARSET_UTF8,
  CHOSHO_CHARSET_UTF16LE,
  CHOSHO_CHARSET_UTF16BE,
  CHOSHO_CHARSET_CP932,      /* as Windows has it, not SHIFT_JIS: ① 髙 ～ */
  CHOSHO_CHARSET_EUC_JP,     /* with the same additions */
  CHOSHO_CHARSET_ISO2022_JP, /* with the same additions, half-width katakana and JIS X 0212 */
  CHOSHO_CHARSET_CP1252,
} ChoshoCharset;

/* Loads the conversion tables, for which files are opened: call it before confinement. */
void          chosho_charset_prepare (void);

/* The name as it is told and asked for: "UTF-8", "CP932" … (static); "" for UNKNOWN. */
const char   *chosho_charset_get_name (ChoshoCharset self);
/* UNKNOWN where no such name is known. */
ChoshoCharset chosho_charset_from_name (const char *name);

/* Which one @sample is in, which may begin and end inside a character. Never UNKNOWN: what fits
 * nothing is told as the one that fits best. */
ChoshoCharset chosho_charset_detect (const guint8 *sample, gsize size_bytes);
/* The bytes of the byte order mark at the beginning of @data, or 0. */
gsize         chosho_charset_mark_bytes (ChoshoCharset self, const guint8 *data, gsize size_bytes);

/*
 * Appends @data as UTF-8 to @text. What is no character becomes U+FFFD, U+0000 too, and is counted
 * in @replaced. With @more a character cut off at the end is left for the next call; returns the
 * bytes that were used. Each call begins in the initial state (of ISO-2022-JP: ASCII).
 */
gsize         chosho_charset_decode (ChoshoCharset self, const guint8 *data, gsize size_bytes,
                                     gboolean more, GString *text, guint *replaced);

G_END_DECLS
