/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-charset.h"

#include <errno.h>
#include <string.h>

typedef struct
{
  ChoshoCharset charset;
  const char   *name;
  const char   *table; /* iconv's; NULL where no table is needed */
  GIConv        converter; /* (owned by the process): opened once, reset before each use */
} Entry;

static Entry entries[] = {
  { CHOSHO_CHARSET_UTF8, "UTF-8", NULL, (GIConv) -1 },
  { CHOSHO_CHARSET_UTF16LE, "UTF-16LE", NULL, (GIConv) -1 },
  { CHOSHO_CHARSET_UTF16BE, "UTF-16BE", NULL, (GIConv) -1 },
  { CHOSHO_CHARSET_CP932, "CP932", "CP932", (GIConv) -1 },
  { CHOSHO_CHARSET_EUC_JP, "EUC-JP", "EUCJP-MS", (GIConv) -1 },
  { CHOSHO_CHARSET_ISO2022_JP, "ISO-2022-JP", NULL, (GIConv) -1 }, /* by the table of EUC-JP */
  { CHOSHO_CHARSET_CP1252, "WINDOWS-1252", "CP1252", (GIConv) -1 },
};

void
chosho_charset_prepare (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].table != NULL && entries[i].converter == (GIConv) -1)
      entries[i].converter = g_iconv_open ("UTF-8", entries[i].table);
}

static Entry *
find_entry (ChoshoCharset self)
{
  g_assert (self > CHOSHO_CHARSET_UNKNOWN && self <= G_N_ELEMENTS (entries));
  return &entries[self - 1];
}

const char *
chosho_charset_get_name (ChoshoCharset self)
{
  return self == CHOSHO_CHARSET_UNKNOWN ? "" : find_entry (self)->name;
}

ChoshoCharset
chosho_charset_from_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_ascii_strcasecmp (entries[i].name, name) == 0)
      return entries[i].charset;
  return CHOSHO_CHARSET_UNKNOWN;
}

gsize
chosho_charset_mark_bytes (ChoshoCharset self, const guint8 *data, gsize size_bytes)
{
  static const char *const marks[] = { [CHOSHO_CHARSET_UTF8] = "\xef\xbb\xbf",
                                       [CHOSHO_CHARSET_UTF16LE] = "\xff\xfe",
                                       [CHOSHO_CHARSET_UTF16BE] = "\xfe\xff" };
  const char *mark = self < G_N_ELEMENTS (marks) ? marks[self] : NULL;
  gsize mark_bytes = mark != NULL ? strlen (mark) : 0;

  return mark_bytes > 0 && size_bytes >= mark_bytes && memcmp (data, mark, mark_bytes) == 0 ? mark_bytes : 0;
}

/* --- Decoding ------------------------------------------------------------------------------------------ */

static void
replace (GString *text, guint *replaced)
{
  g_string_append (text, "\xef\xbf\xbd");
  (*replaced)++;
}

static gsize
decode_utf8 (const guint8 *data, gsize size_bytes, gboolean more, GString *text, guint *replaced)
{
  const char *p = (const char *) data, *end = p + size_bytes;

  while (p < end)
    {
      const char *bad;

      g_utf8_validate_len (p, end - p, &bad);
      g_string_append_len (text, p, bad - p);
      p = bad;
      if (p == end)
        break;
      if (more && end - p < 4 && g_utf8_get_char_validated (p, end - p) == (gunichar) -2)
        return p - (const char *) data;
      replace (text, replaced);
      p++;
    }
  return size_bytes;
}

static gunichar2
unit_at (const guint8 *p, gboolean big_endian)
{
  return big_endian ? p[0] << 8 | p[1] : p[1] << 8 | p[0];
}

static gsize
decode_utf16 (const guint8 *data, gsize size_bytes, gboolean big_endian, gboolean more, GString *text, guint *replaced)
{
  gsize at = 0;

  while (at + 2 <= size_bytes)
    {
      gunichar c = unit_at (data + at, big_endian);
      gsize used = 2;

      if (c >= 0xd800 && c < 0xdc00)
        {
          gunichar2 low = at + 4 <= size_bytes ? unit_at (data + at + 2, big_endian) : 0;

          if (at + 4 > size_bytes && more)
            return at;
          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              used = 4;
            }
        }
      if (c != 0 && g_unichar_validate (c))
        g_string_append_unichar (text, c);
      else
        replace (text, replaced);
      at += used;
    }
  if (at < size_bytes && !more)
    replace (text, replaced);
  return more ? at : size_bytes;
}

/* Pieces between U+0000, which iconv would let pass. */
static gsize
decode_by_table (Entry *entry, const guint8 *data, gsize size_bytes, gboolean more, GString *text, guint *replaced)
{
  char *in = (char *) data;
  gsize in_left = size_bytes;

  if (entry->converter == (GIConv) -1)
    chosho_charset_prepare ();
  if (entry->converter == (GIConv) -1)
    {
      replace (text, replaced);
      return size_bytes;
    }
  g_iconv (entry->converter, NULL, NULL, NULL, NULL);
  while (in_left > 0)
    {
      const char *nul = memchr (in, '\0', in_left);
      gsize piece = nul != NULL ? (gsize) (nul - in) : in_left, left_before = piece;
      gsize before = text->len, room = 3 * piece + 16, left = room;
      char *to;
      gsize result;

      g_string_set_size (text, before + room);
      to = text->str + before;
      result = g_iconv (entry->converter, &in, &piece, &to, &left);
      g_string_set_size (text, before + room - left);
      in_left -= left_before - piece;
      if (result == (gsize) -1 && errno == E2BIG)
        continue;
      /* EINVAL: cut off at the end, where more comes, or before a U+0000 */
      if (result == (gsize) -1 && errno == EINVAL && more && nul == NULL)
        break;
      if (result == (gsize) -1 || nul != NULL)
        {
          replace (text, replaced);
          in++;
          in_left--;
          g_iconv (entry->converter, NULL, NULL, NULL, NULL);
        }
    }
  return size_bytes - in_left;
}

/* The sets of ISO-2022-JP by their escape sequences. */
typedef struct
{
  const char *escape;
  guint       bytes;  /* of a character */
  guint8      prefix; /* of the character in EUC-JP; 0: none */
  gboolean    high;   /* EUC-JP sets the high bits */
} Set;

static const Set sets[] = {
  { "\033(B", 1, 0, FALSE },   /* ASCII */
  { "\033(J", 1, 0, FALSE },   /* JIS X 0201 Roman: but for \ and ~ the same */
  { "\033$@", 2, 0, TRUE },    /* JIS X 0208 of 1978 */
  { "\033$B", 2, 0, TRUE },    /* JIS X 0208 */
  { "\033(I", 1, 0x8e, TRUE }, /* half-width katakana */
  { "\033$(D", 2, 0x8f, TRUE }, /* JIS X 0212 */
};

static const Set *
find_set (const guint8 *data, gsize size_bytes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    if (size_bytes >= strlen (sets[i].escape) && memcmp (data, sets[i].escape, strlen (sets[i].escape)) == 0)
      return &sets[i];
  return NULL;
}

/* One character into EUC-JP. 0: it is cut off. Control characters stand for themselves in every
 * set, and a line's end returns to ASCII. */
static gsize
to_euc (const guint8 *data, gsize size_bytes, const Set **set, GByteArray *euc)
{
  guint8 high = (*set)->high ? 0x80 : 0;
  const Set *found = data[0] == '\033' ? find_set (data, size_bytes) : NULL;

  if (found != NULL)
    {
      *set = found;
      return strlen (found->escape);
    }
  if (data[0] == '\n')
    *set = &sets[0];
  if (data[0] < 0x21 || (*set)->bytes == 1)
    {
      guint8 byte = data[0] < 0x21 ? data[0] : data[0] | high;

      if (data[0] >= 0x21 && (*set)->prefix != 0)
        g_byte_array_append (euc, &(*set)->prefix, 1);
      g_byte_array_append (euc, &byte, 1);
      return 1;
    }
  if (size_bytes < 2)
    return 0;
  if ((*set)->prefix != 0)
    g_byte_array_append (euc, &(*set)->prefix, 1);
  for (gsize i = 0; i < 2; i++)
    g_byte_array_append (euc, &(guint8){ data[i] | high }, 1);
  return 2;
}

static gsize
decode_iso2022 (const guint8 *data, gsize size_bytes, gboolean more, GString *text, guint *replaced)
{
  g_autoptr (GByteArray) euc = g_byte_array_sized_new (size_bytes + 16);
  const Set *set = &sets[0];
  gsize at = 0;

  while (at < size_bytes)
    {
      gsize used = to_euc (data + at, size_bytes - at, &set, euc);

      if (used == 0)
        break;
      at += used;
    }
  decode_by_table (find_entry (CHOSHO_CHARSET_EUC_JP), euc->data, euc->len, FALSE, text, replaced);
  if (at < size_bytes && !more)
    replace (text, replaced);
  return more ? at : size_bytes;
}

gsize
chosho_charset_decode (ChoshoCharset self, const guint8 *data, gsize size_bytes, gboolean more, GString *text, guint *replaced)
{
  switch (self)
    {
    case CHOSHO_CHARSET_UTF16LE: case CHOSHO_CHARSET_UTF16BE:
      return decode_utf16 (data, size_bytes, self == CHOSHO_CHARSET_UTF16BE, more, text, replaced);
    case CHOSHO_CHARSET_CP932: case CHOSHO_CHARSET_EUC_JP: case CHOSHO_CHARSET_CP1252:
      return decode_by_table (find_entry (self), data, size_bytes, more, text, replaced);
    case CHOSHO_CHARSET_ISO2022_JP:
      return decode_iso2022 (data, size_bytes, more, text, replaced);
    case CHOSHO_CHARSET_UNKNOWN: case CHOSHO_CHARSET_UTF8: default:
      return decode_utf8 (data, size_bytes, more, text, replaced);
    }
}
