/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-text.h"

#include <string.h>

#define FULL_WIDTH_FIRST 0xff01 /* full-width form of U+0021; the block runs in ASCII order */
#define FULL_WIDTH_LAST 0xff5e
#define FULL_WIDTH_OFFSET 0xfee0
#define IDEOGRAPHIC_FULL_STOP 0x3002
#define HALF_WIDTH_FULL_STOP 0xff61
#define PROLONGED_SOUND_MARK 0x30fc

/* NFKC, folded, NFKC again: folding can leave a text that is no longer composed. Bytes that are no
 * UTF-8 become U+FFFD rather than losing the whole text from search. */
static char *
compose_and_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);
}

/* Whether NFKC and folding leave @c as it is, whatever stands beside it within these ranges: the kana that are one
 * character, ideographs, the common punctuation. No mark is among them that joins the character before. */
static gboolean
is_plain (gunichar c)
{
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= PROLONGED_SOUND_MARK) || (c >= 0x3005 && c <= 0x3011)
         || c == 0x3001 || c == IDEOGRAPHIC_FULL_STOP;
}

/* What chosho_text_normalise() makes of a text in which only the case of Latin letters and spaces change, as of most; GLib
 * decomposes and composes each character. NULL where there is anything else. */
static char *
normalise_plain (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  gboolean space = FALSE;
  guint length;

  for (const guchar *p = (const guchar *) text; *p != '\0'; p += length)
    {
      gboolean three = (p[0] & 0xf0) == 0xe0 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80;
      gboolean blank = *p == ' ' || *p == '\t' || *p == '\n' || *p == '\r';

      length = three ? 3 : 1;
      if (three ? !is_plain ((gunichar) ((p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f))) : !blank && (*p < ' ' || *p >= 0x7f))
        {
          g_string_free (out, TRUE);
          return NULL;
        }
      if (space && !blank && out->len > 0)
        g_string_append_c (out, ' ');
      space = blank;
      if (three)
        g_string_append_len (out, (const char *) p, 3);
      else if (!blank)
        g_string_append_c (out, g_ascii_tolower ((char) *p));
    }
  return g_string_free (out, FALSE);
}

static char *
normalise_any (const char *text)
{
  g_autofree char *folded = compose_and_fold (text);
  GString *out = g_string_sized_new (64);
  gboolean space = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          space = TRUE;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = FALSE;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

char *
chosho_text_normalise (const char *text)
{
  char *plain = text != NULL ? normalise_plain (text) : NULL;

  return plain != NULL ? plain : normalise_any (text);
}

/* Space, punctuation, and what is invisible (control, format: a byte order mark, a zero-width
 * space). Symbols stay: a column may be headed "○". */
static gboolean
separates_words (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
      return TRUE;
    default:
      return FALSE;
    }
}

char *
chosho_text_header_key (const char *text)
{
  g_autofree char *folded = compose_and_fold (text);
  GString *out = g_string_sized_new (32);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!separates_words (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_hyphen (gunichar c)
{
  return (c >= 0x2010 && c <= 0x2015) /* hyphens and dashes */
         || c == 0x2212               /* minus sign */
         || c == 0xfe63               /* small hyphen */
         || c == 0xff70;              /* half-width sound mark, the hyphen of many keyboards */
}

/* The ASCII character that a person meant by @c, or @c itself. @previous is the last character
 * put out: after an ASCII one 。 is a dot and ー a hyphen; within Japanese words they stay. */
static gunichar
to_ascii (gunichar c, gunichar previous)
{
  gboolean after_ascii = previous < 0x80 && g_ascii_isalnum ((char) previous);

  if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
    {
      gunichar ascii = c - FULL_WIDTH_OFFSET;

      if (g_ascii_isalnum ((char) ascii) || ascii == '.' || ascii == '-' || ascii == '/')
        return ascii;
      return c;
    }
  if (after_ascii && (c == IDEOGRAPHIC_FULL_STOP || c == HALF_WIDTH_FULL_STOP))
    return '.';
  if (after_ascii && (c == PROLONGED_SOUND_MARK || is_hyphen (c)))
    return '-';
  return c;
}

char *
chosho_text_fold_width (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_sized_new (32);
  gunichar previous = 0;
  gsize end = 0; /* bytes up to the last character that is no space */

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = to_ascii (g_utf8_get_char (p), previous);

      previous = c;
      if (g_unichar_isspace (c) && out->len == 0)
        continue;
      g_string_append_unichar (out, c);
      if (!g_unichar_isspace (c))
        end = out->len;
    }
  g_string_truncate (out, end);
  return g_string_free (out, FALSE);
}

gboolean
chosho_text_is_valid (const char *text, gsize size_bytes)
{
  return size_bytes == 0 || (text != NULL && g_utf8_validate_len (text, size_bytes, NULL));
}

/* Eight bytes at a time: multiply, and let the high bits, which depend on all below, work on. */
guint
chosho_text_hash (gconstpointer text)
{
  static const guint64 odd = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  const char *p = text;
  gsize left = strlen (p);
  guint64 hash = left;

  while (left > 0)
    {
      gsize bytes = MIN (left, sizeof (guint64));
      guint64 word = 0;

      memcpy (&word, p, bytes);
      hash = (hash ^ word) * odd;
      hash ^= hash >> 32;
      p += bytes;
      left -= bytes;
    }
  return (guint) hash;
}
