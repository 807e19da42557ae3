/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-charset.h"

#include <string.h>
#include <uchardet/uchardet.h>

/* Errors in a hundred characters above which a text is not in that encoding. */
#define ERROR_PERCENT 2
/* Valid sequences of UTF-8 for each broken one. */
#define UTF8_TIMES 4
/* Units of UTF-16 in a hundred that a text is made of; numbers and programs have far fewer. */
#define PLAUSIBLE_PERCENT 80

static gboolean
has_high_bytes (const guint8 *data, gsize size_bytes)
{
  for (gsize i = 0; i < size_bytes; i++)
    if (data[i] >= 0x80)
      return TRUE;
  return FALSE;
}

/* What lines and Japanese are made of. */
static gboolean
is_plausible (guint unit)
{
  return (unit >= 0x20 && unit < 0x7f) || unit == '\t' || unit == '\n' || unit == '\r' || (unit >= 0x3000 && unit <= 0x30ff)
         || (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0xff00 && unit <= 0xff9f);
}

/* Text without U+0000 everywhere else: it has them in UTF-16. */
static ChoshoCharset
detect_utf16 (const guint8 *data, gsize size_bytes)
{
  gsize little = 0, big = 0, units = size_bytes / 2;

  if (memchr (data, '\0', size_bytes) == NULL)
    return CHOSHO_CHARSET_UNKNOWN;
  for (gsize i = 0; i < units; i++)
    {
      little += is_plausible (data[2 * i + 1] << 8 | data[2 * i]);
      big += is_plausible (data[2 * i] << 8 | data[2 * i + 1]);
    }
  if (MAX (little, big) * 100 < units * PLAUSIBLE_PERCENT)
    return CHOSHO_CHARSET_UNKNOWN;
  return little > big ? CHOSHO_CHARSET_UTF16LE : CHOSHO_CHARSET_UTF16BE;
}

/* Without a high byte: the escape to a two-byte set, in pairs. */
static gboolean
is_iso2022 (const guint8 *data, gsize size_bytes)
{
  const guint8 *p = data, *end = data + size_bytes;

  while ((p = memchr (p, '\033', end - p)) != NULL)
    {
      if (end - p >= 5 && p[1] == '$' && (p[2] == 'B' || p[2] == '@') && p[3] >= 0x21 && p[4] >= 0x21)
        return TRUE;
      if (end - p >= 4 && p[1] == '(' && (p[2] == 'I' || p[2] == 'J') && p[3] >= 0x21)
        return TRUE;
      p++;
    }
  return FALSE;
}

/* How well a decoded text reads as Japanese: half-width katakana in numbers is what EUC-JP looks
 * like in CP932, and private or rare characters what CP932 looks like in EUC-JP. */
static gint64
score (const GString *text, guint replaced)
{
  gint64 sum = -20 * (gint64) replaced;

  for (const char *p = text->str; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x3040 && c <= 0x30ff)
        sum += 3;
      else if ((c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff5e))
        sum += 2;
      else if (c >= 0xff61 && c <= 0xff9f)
        sum -= 1;
      else if (c >= 0xe000 && c <= 0xf8ff)
        sum -= 10;
    }
  return sum;
}

static gint64
try_charset (ChoshoCharset charset, const guint8 *data, gsize size_bytes, gboolean *fits)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint replaced = 0;

  chosho_charset_decode (charset, data, size_bytes, TRUE, text, &replaced);
  *fits = replaced * 100 <= (guint64) g_utf8_strlen (text->str, text->len) * ERROR_PERCENT;
  return score (text, replaced);
}

/* Characters beyond ASCII, and next to nothing that is none: no other encoding looks like that. */
static gboolean
is_utf8 (const guint8 *data, gsize size_bytes)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint replaced = 0, beyond = 0;

  chosho_charset_decode (CHOSHO_CHARSET_UTF8, data, size_bytes, TRUE, text, &replaced);
  for (const char *p = text->str; *p != '\0'; p = g_utf8_next_char (p))
    beyond += (*p & 0x80) != 0;
  return beyond - replaced >= UTF8_TIMES * replaced;
}

static gboolean
is_western (const guint8 *data, gsize size_bytes)
{
  uchardet_t detector = uchardet_new ();
  g_autofree char *name = NULL;

  uchardet_handle_data (detector, (const char *) data, size_bytes);
  uchardet_data_end (detector);
  name = g_ascii_strup (uchardet_get_charset (detector), -1);
  uchardet_delete (detector);
  return g_str_has_prefix (name, "WINDOWS-125") || g_str_has_prefix (name, "ISO-8859-");
}

ChoshoCharset
chosho_charset_detect (const guint8 *sample, gsize size_bytes)
{
  gboolean fits_cp932, fits_euc;
  gint64 cp932, euc;
  ChoshoCharset utf16;

  for (int charset = CHOSHO_CHARSET_UTF8; charset <= CHOSHO_CHARSET_UTF16BE; charset++)
    if (chosho_charset_mark_bytes (charset, sample, size_bytes) > 0)
      return charset;
  utf16 = detect_utf16 (sample, size_bytes);
  if (utf16 != CHOSHO_CHARSET_UNKNOWN)
    return utf16;
  if (!has_high_bytes (sample, size_bytes))
    return is_iso2022 (sample, size_bytes) ? CHOSHO_CHARSET_ISO2022_JP : CHOSHO_CHARSET_UTF8;
  if (is_utf8 (sample, size_bytes))
    return CHOSHO_CHARSET_UTF8;
  cp932 = try_charset (CHOSHO_CHARSET_CP932, sample, size_bytes, &fits_cp932);
  euc = try_charset (CHOSHO_CHARSET_EUC_JP, sample, size_bytes, &fits_euc);
  if (!fits_cp932 && !fits_euc && is_western (sample, size_bytes))
    return CHOSHO_CHARSET_CP1252;
  return euc > cp932 ? CHOSHO_CHARSET_EUC_JP : CHOSHO_CHARSET_CP932;
}
