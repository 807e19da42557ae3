/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-likeness.h"
#include "chosho-text.h"

struct _ChoshoLikeness
{
  GArray *words; /* (owned) (element-type guint) ascending, each once */
};

GHashTable *
chosho_likeness_new_words (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
is_undivided (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
}

static void
add (ChoshoLikeness *self, GHashTable *words, const char *from, const char *to)
{
  g_autofree char *word = g_strndup (from, (gsize) (to - from));
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (words, word));

  if (number == 0)
    {
      number = g_hash_table_size (words) + 1;
      g_hash_table_insert (words, g_steal_pointer (&word), GUINT_TO_POINTER (number));
    }
  g_array_append_val (self->words, number);
}

/* The pairs of the undivided characters from @p on; a single one is a word. Returns the character after them. */
static const char *
add_pairs (ChoshoLikeness *self, GHashTable *words, const char *p)
{
  const char *next = g_utf8_next_char (p);

  if (!is_undivided (g_utf8_get_char (next)))
    add (self, words, p, next);
  for (; is_undivided (g_utf8_get_char (next)); p = next, next = g_utf8_next_char (next))
    add (self, words, p, g_utf8_next_char (next));
  return next;
}

static const char *
add_word (ChoshoLikeness *self, GHashTable *words, const char *p)
{
  const char *end = p;

  while (g_unichar_isalnum (g_utf8_get_char (end)) && !is_undivided (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  add (self, words, p, end);
  return end;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return (x > y) - (x < y);
}

static void
sort_once (GArray *words)
{
  guint kept = 0;

  g_array_sort (words, compare_numbers);
  for (guint i = 0; i < words->len; i++)
    if (kept == 0 || g_array_index (words, guint, kept - 1) != g_array_index (words, guint, i))
      g_array_index (words, guint, kept++) = g_array_index (words, guint, i);
  g_array_set_size (words, kept);
}

ChoshoLikeness *
chosho_likeness_new (const char *text, GHashTable *words)
{
  g_autofree char *normalised = chosho_text_normalise (text);
  ChoshoLikeness *self = g_new0 (ChoshoLikeness, 1);

  self->words = g_array_new (FALSE, FALSE, sizeof (guint));
  for (const char *p = normalised; *p != '\0'; )
    {
      gunichar c = g_utf8_get_char (p);

      if (is_undivided (c))
        p = add_pairs (self, words, p);
      else
        p = g_unichar_isalnum (c) ? add_word (self, words, p) : g_utf8_next_char (p);
    }
  sort_once (self->words);
  return self;
}

void
chosho_likeness_free (ChoshoLikeness *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->words);
  g_free (self);
}

guint
chosho_likeness_compare (const ChoshoLikeness *a, const ChoshoLikeness *b)
{
  guint common = 0, total = a->words->len + b->words->len;

  for (guint i = 0, j = 0; i < a->words->len && j < b->words->len; )
    {
      guint x = g_array_index (a->words, guint, i), y = g_array_index (b->words, guint, j);

      common += x == y;
      i += x <= y;
      j += y <= x;
    }
  return total > 0 ? 200 * common / total : 0;
}
