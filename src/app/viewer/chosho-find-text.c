/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-find-text.h"

/* A text as it is compared: folded characters, each with the place it came from. */
typedef struct
{
  GArray *characters; /* (element-type gunichar) */
  GArray *places;     /* (element-type guint) character offsets into the original */
} Folded;

static void
folded_clear (Folded *self)
{
  g_array_unref (self->characters);
  g_array_unref (self->places);
}

static void
append_folded (Folded *self, gunichar character, guint place)
{
  if (g_unichar_isspace (character))
    return;
  g_array_append_val (self->characters, character);
  g_array_append_val (self->places, place);
}

/* Letters of English and kanji fold to one character, without any allocation: nearly all of a log, half of a page. */
static gboolean
is_plain (gunichar character)
{
  return character < 0x80 || (character >= 0x4e00 && character <= 0x9fff);
}

/* One character folds by itself: the places stay known. Taken apart, so that half-width kana, whose
 * voicing marks are characters of their own, and full-width kana are the same. */
static void
fold_character (Folded *self, gunichar character, guint place)
{
  char text[6];
  g_autofree char *wide = NULL;
  g_autofree char *folded = NULL;

  if (is_plain (character))
    {
      append_folded (self, character < 0x80 ? (gunichar) g_ascii_tolower ((char) character) : character, place);
      return;
    }
  wide = g_utf8_normalize (text, g_unichar_to_utf8 (character, text), G_NORMALIZE_ALL);
  folded = g_utf8_casefold (wide != NULL ? wide : "", -1);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (self, g_utf8_get_char (p), place);
}

static void
fold_text (Folded *self, const char *text)
{
  guint place = 0;

  self->characters = g_array_new (FALSE, FALSE, sizeof (gunichar));
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    fold_character (self, g_utf8_get_char (p), place++);
}

/* A place in the middle of a character, か of が, is none. */
static gboolean
is_hit (const Folded *in, const Folded *wanted, guint at)
{
  guint end = at + wanted->characters->len;

  return memcmp (&g_array_index (in->characters, gunichar, at), wanted->characters->data, wanted->characters->len * sizeof (gunichar)) == 0
         && (end == in->characters->len || !g_unichar_ismark (g_array_index (in->characters, gunichar, end)));
}

GArray *
chosho_find_text (const char *text, const char *needle)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (ChoshoHit));
  Folded in, wanted;

  fold_text (&in, text);
  fold_text (&wanted, needle);
  for (guint i = 0; wanted.characters->len > 0 && i + wanted.characters->len <= in.characters->len;)
    {
      ChoshoHit hit;
      guint last = i + wanted.characters->len - 1;

      if (!is_hit (&in, &wanted, i))
        {
          i++;
          continue;
        }
      hit.first = g_array_index (in.places, guint, i);
      hit.n_characters = g_array_index (in.places, guint, last) - hit.first + 1;
      g_array_append_val (hits, hit);
      i = last + 1;
    }
  folded_clear (&in);
  folded_clear (&wanted);
  return hits;
}
