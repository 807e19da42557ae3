/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-find-text.h"

#define FIRST_MARK 0x300 /* below it no character joins the one before */

/* Where a folded character came from, in characters of the original. */
typedef struct
{
  guint first, end;
} Place;

/* A text as it is compared. */
typedef struct
{
  GString *text;
  GArray  *places; /* (nullable) (element-type Place) one for each character */
} Folded;

static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff;
}

static void
append (Folded *self, gunichar c, Place place)
{
  g_string_append_unichar (self->text, c);
  if (self->places != NULL)
    g_array_append_val (self->places, place);
}

/* What folds by itself to one character, without any allocation: nearly all of a Japanese page or of a log. */
static gboolean
is_plain (gunichar c)
{
  return c < 0x80 || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fc)
         || (c >= 0x3001 && c <= 0x3011 && c != 0x3004);
}

/* Marks, the voicing marks of half-width kana, the later parts of a Hangul syllable. */
static gboolean
joins (gunichar c)
{
  return c >= FIRST_MARK && (g_unichar_ismark (c) || c == 0xff9e || c == 0xff9f || (c >= 0x1160 && c <= 0x11ff));
}

/* Microsoft's tables and those of JIS read the same bytes of a Japanese text as two characters, which NFKC leaves apart: 〜 and
 * ～, − and －, ‖ and ∥, — and ―. Which one stands in a file depends on who wrote or decoded it, never on what is meant. */
static gunichar
unify (gunichar c)
{
  switch (c)
    {
    case 0x301c:
      return '~';
    case 0x2212:
      return '-';
    case 0x2016:
      return 0x2225;
    case 0x2014:
      return 0x2015;
    default:
      return c;
    }
}

static void
fold_cluster (Folded *self, const char *start, const char *end, Place place)
{
  g_autofree char *cluster = g_strndup (start, (gsize) (end - start));
  g_autofree char *composed = g_utf8_normalize (cluster, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed, -1);
  g_autofree char *again = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC); /* folding can take apart */

  for (const char *p = again; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && !is_invisible (g_utf8_get_char (p)))
      append (self, unify (g_utf8_get_char (p)), place);
}

/* "exam-" at the end of a line and "ple" on the next are one word. */
static gboolean
parts_word (const char *text, const char *p)
{
  const char *next = p + 1;

  if (*p != '-' || p == text || !g_ascii_islower (p[-1]))
    return FALSE;
  if (*next == '\r')
    next++;
  return *next == '\n' && g_ascii_islower (next[1]);
}

/* @text must be valid UTF-8. */
static void
fold_text (Folded *self, const char *text)
{
  Place place = { 0, 0 };

  for (const char *p = text; *p != '\0';)
    {
      gunichar c = g_utf8_get_char (p);
      const char *end = g_utf8_next_char (p);

      for (place.end++; joins (g_utf8_get_char (end)); end = g_utf8_next_char (end))
        place.end++;
      if (place.end > place.first + 1 || !is_plain (c))
        fold_cluster (self, p, end, place);
      else if (!(c < 0x80 && g_ascii_isspace ((char) c)) && c != '\v' && !parts_word (text, p))
        append (self, c < 0x80 ? (gunichar) g_ascii_tolower ((char) c) : c, place);
      place.first = place.end;
      p = end;
    }
}

char *
chosho_find_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  Folded folded = { g_string_sized_new (strlen (text)), NULL };

  fold_text (&folded, valid);
  return g_string_free (folded.text, FALSE);
}

/* Appends the places of @needle, which is folded, to @hits. */
static void
find_places (const Folded *in, const char *needle, GArray *hits)
{
  gsize length = strlen (needle);
  glong n_characters = g_utf8_strlen (needle, -1), at = 0;
  const char *seen = in->text->str;

  for (const char *p = strstr (seen, needle); p != NULL; p = strstr (seen, needle))
    {
      ChoshoHit hit;

      at += g_utf8_pointer_to_offset (seen, p);
      hit.first = g_array_index (in->places, Place, at).first;
      hit.n_characters = g_array_index (in->places, Place, at + n_characters - 1).end - hit.first;
      g_array_append_val (hits, hit);
      at += n_characters;
      seen = p + length;
    }
}

GArray *
chosho_find_text (const char *text, const char *needle)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (ChoshoHit));
  g_autofree char *wanted = chosho_find_text_fold (needle);
  g_autofree char *plain = wanted[0] != '\0' ? chosho_find_text_fold (text) : NULL;

  /* Most lines and pages have none: only where there is one the places are noted. */
  if (plain != NULL && strstr (plain, wanted) != NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);
      Folded in = { g_string_sized_new (strlen (text)), g_array_new (FALSE, FALSE, sizeof (Place)) };

      fold_text (&in, valid);
      find_places (&in, wanted, hits);
      g_string_free (in.text, TRUE);
      g_array_unref (in.places);
    }
  return hits;
}
