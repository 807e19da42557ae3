/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-digest.h"
#include "chosho-edition-compare.h"
#include "chosho-likeness.h"
#include "chosho-word-diff.h"

/* One entry of either edition. */
typedef struct
{
  ChoshoValue    *item;     /* (borrowed) */
  const char     *number;   /* (borrowed) */
  const char     *text;     /* (borrowed) what is compared */
  char           *digest;   /* (owned) of it */
  ChoshoLikeness *likeness; /* (owned) */
  guint           partner;  /* 1 + its place in the other edition; 0: none */
  gboolean        given;    /* by the file of the renumbering */
} Entry;

typedef struct
{
  GArray     *older, *newer; /* (owned) (element-type Entry) */
  GHashTable *words;         /* (owned) of all likenesses */
} Editions;

/* --- Entries ------------------------------------------------------------------------------------ */

/* Beside which a blank divides nothing: kanji, kana, their punctuation. */
static gboolean
is_undivided (gunichar c)
{
  return c >= 0x2e80 && g_unichar_iswide (c);
}

/* A text that was set anew has other line breaks, and characters of other widths; small and capital letters are words of their
 * own (“may”, “MAY”). (transfer full) */
static char *
dup_digest (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *out = g_string_new (NULL);
  gunichar before = 0;
  gboolean blank = FALSE;
  char *digest;

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c))
        {
          if (blank && before != 0 && !is_undivided (before) && !is_undivided (c))
            g_string_append_c (out, ' ');
          g_string_append_unichar (out, c);
          before = c;
        }
      blank = g_unichar_isspace (c);
    }
  digest = chosho_digest_hex (out->str, out->len);
  g_string_free (out, TRUE);
  return digest;
}

static void
entry_clear (gpointer data)
{
  Entry *self = data;

  g_free (self->digest);
  chosho_likeness_free (self->likeness);
}

static GArray *
read_edition (const ChoshoValue *items, GHashTable *words)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (Entry));

  g_array_set_clear_func (entries, entry_clear);
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      ChoshoValue *item = chosho_value_get_item (items, i);
      const char *text = chosho_value_get_string (item, "text");
      const char *title = chosho_value_get_string (item, "title");
      Entry entry = { item, chosho_value_get_string (item, "number"), text != NULL ? text : title != NULL ? title : "", NULL, NULL, 0, FALSE };

      entry.digest = dup_digest (entry.text);
      entry.likeness = chosho_likeness_new (entry.text, words);
      g_array_append_val (entries, entry);
    }
  return entries;
}

static Entry *
get (GArray *entries, guint index)
{
  return &g_array_index (entries, Entry, index);
}

static void
pair (Editions *self, guint older, guint newer, gboolean given)
{
  get (self->older, older)->partner = newer + 1;
  get (self->newer, newer)->partner = older + 1;
  get (self->older, older)->given = get (self->newer, newer)->given = given;
}

/* Number → 1 + place. */
static GHashTable *
index_numbers (GArray *entries)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    g_hash_table_insert (table, (gpointer) get (entries, i)->number, GUINT_TO_POINTER (i + 1));
  return table;
}

/* First what somebody said, then the same number; a number that was given away is another control's. */
static void
pair_all (Editions *self, const ChoshoValue *renumbering)
{
  g_autoptr (GHashTable) older = index_numbers (self->older);
  g_autoptr (GHashTable) newer = index_numbers (self->newer);

  for (guint i = 0; i < chosho_value_get_length (renumbering); i++)
    {
      ChoshoValue *said = chosho_value_get_item (renumbering, i);
      guint from = GPOINTER_TO_UINT (g_hash_table_lookup (older, chosho_value_get_string (said, "from")));
      guint to = GPOINTER_TO_UINT (g_hash_table_lookup (newer, chosho_value_get_string (said, "number")));

      if (from > 0 && to > 0)
        pair (self, from - 1, to - 1, TRUE);
    }
  for (guint i = 0; i < self->older->len; i++)
    {
      guint to = GPOINTER_TO_UINT (g_hash_table_lookup (newer, get (self->older, i)->number));

      if (to > 0 && get (self->older, i)->partner == 0 && get (self->newer, to - 1)->partner == 0)
        pair (self, i, to - 1, FALSE);
    }
}

/* --- What changed ------------------------------------------------------------------------------- */

static ChoshoValue *
list_words (const char *before, const char *after)
{
  static const char *const kinds[] = { [CHOSHO_DIFF_SAME] = "same", [CHOSHO_DIFF_REMOVED] = "removed", [CHOSHO_DIFF_ADDED] = "added" };
  g_autoptr (GPtrArray) parts = chosho_word_diff (before, after);
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < parts->len; i++)
    {
      const ChoshoDiffPart *part = g_ptr_array_index (parts, i);
      ChoshoValue *word = chosho_value_new_object ();

      chosho_value_set_string (word, "kind", kinds[part->kind]);
      chosho_value_set_string (word, "text", part->text);
      chosho_value_append (out, word);
    }
  return out;
}

/* {number, level, title, text} of @entry, the last two only with @whole. */
static ChoshoValue *
describe (const Entry *entry, gboolean whole)
{
  ChoshoValue *out = chosho_value_new_object ();

  chosho_value_set_string (out, "number", entry->number);
  chosho_value_set_string (out, "level", chosho_value_get_string (entry->item, "level"));
  if (whole)
    chosho_value_set_string (out, "title", chosho_value_get_string (entry->item, "title"));
  if (whole)
    chosho_value_set_string (out, "text", entry->text);
  return out;
}

static ChoshoValue *
describe_pair (const Entry *older, const Entry *newer, gboolean changed)
{
  ChoshoValue *out = describe (newer, FALSE);

  chosho_value_set_string (out, "from", older->number);
  if (!changed)
    return out;
  chosho_value_set_string (out, "title", chosho_value_get_string (newer->item, "title"));
  chosho_value_set_string (out, "before", older->text);
  chosho_value_set_string (out, "after", newer->text);
  chosho_value_set (out, "words", list_words (older->text, newer->text));
  return out;
}

static gboolean
is_same (const Entry *older, const Entry *newer)
{
  return strcmp (older->digest, newer->digest) == 0;
}

static void
list_newer (Editions *self, ChoshoValue *out)
{
  ChoshoValue *unchanged = chosho_value_get (out, "unchanged"), *changed = chosho_value_get (out, "changed");
  ChoshoValue *renumbered = chosho_value_get (out, "renumbered");

  for (guint i = 0; i < self->newer->len; i++)
    {
      const Entry *entry = get (self->newer, i);
      const Entry *before = entry->partner > 0 ? get (self->older, entry->partner - 1) : NULL;
      gboolean other = before != NULL && !is_same (before, entry);

      if (before == NULL)
        chosho_value_append (chosho_value_get (out, "new"), describe (entry, TRUE));
      else
        chosho_value_append (other ? changed : unchanged, describe_pair (before, entry, other));
      if (before != NULL && strcmp (before->number, entry->number) != 0)
        {
          ChoshoValue *moved = describe_pair (before, entry, FALSE);

          chosho_value_set_boolean (moved, "changed", other);
          chosho_value_append (renumbered, moved);
        }
    }
}

/* --- Proposals ---------------------------------------------------------------------------------- */

/* Whose number may say nothing: it has no partner, or a namesake with quite another text. */
static gboolean
is_doubtful (Editions *self, GArray *entries, guint index)
{
  const Entry *entry = get (entries, index);
  GArray *others = entries == self->older ? self->newer : self->older;
  const Entry *partner = entry->partner > 0 ? get (others, entry->partner - 1) : NULL;

  return partner == NULL || (!entry->given && !is_same (entry, partner)
                             && chosho_likeness_compare (entry->likeness, partner->likeness) < CHOSHO_EDITION_LIKENESS_PERCENT);
}

/* Whose text stands elsewhere; the same text under its own number is nothing to ask about. */
static gboolean
is_movable (Editions *self, GArray *entries, guint index)
{
  const Entry *entry = get (entries, index);
  GArray *others = entries == self->older ? self->newer : self->older;

  return !entry->given && (entry->partner == 0 || !is_same (entry, get (others, entry->partner - 1)));
}

typedef struct
{
  guint older, newer, likeness;
  gboolean same;
} Proposal;

/* The best first; then in the order of the editions, so that it is the same every time. */
static int
compare_proposals (gconstpointer a, gconstpointer b)
{
  const Proposal *x = a, *y = b;

  if (x->same != y->same)
    return x->same ? -1 : 1;
  if (x->likeness != y->likeness)
    return x->likeness > y->likeness ? -1 : 1;
  return x->older != y->older ? (x->older > y->older ? 1 : -1) : (x->newer > y->newer) - (x->newer < y->newer);
}

/* Every pair that could be meant. */
static GArray *
list_candidates (Editions *self)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (Proposal));

  for (guint i = 0; i < self->older->len; i++)
    {
      gboolean doubtful = is_doubtful (self, self->older, i);

      for (guint j = 0; j < self->newer->len && is_movable (self, self->older, i); j++)
        {
          const Entry *older = get (self->older, i), *newer = get (self->newer, j);
          Proposal proposal = { i, j, 100, is_same (older, newer) };

          if (strcmp (older->number, newer->number) == 0 || !is_movable (self, self->newer, j)
              || g_strcmp0 (chosho_value_get_string (older->item, "level"), chosho_value_get_string (newer->item, "level")) != 0)
            continue;
          if (!proposal.same && (!doubtful || !is_doubtful (self, self->newer, j)))
            continue;
          if (!proposal.same)
            proposal.likeness = chosho_likeness_compare (older->likeness, newer->likeness);
          if (proposal.likeness >= CHOSHO_EDITION_LIKENESS_PERCENT)
            g_array_append_val (out, proposal);
        }
    }
  g_array_sort (out, compare_proposals);
  return out;
}

/* Each entry once, the best pair first. */
static ChoshoValue *
list_proposals (Editions *self)
{
  g_autoptr (GArray) candidates = list_candidates (self);
  g_autoptr (GHashTable) older = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) newer = g_hash_table_new (NULL, NULL);
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < candidates->len; i++)
    {
      const Proposal *proposal = &g_array_index (candidates, Proposal, i);
      ChoshoValue *item;

      if (g_hash_table_contains (older, GUINT_TO_POINTER (proposal->older)) || g_hash_table_contains (newer, GUINT_TO_POINTER (proposal->newer)))
        continue;
      g_hash_table_add (older, GUINT_TO_POINTER (proposal->older));
      g_hash_table_add (newer, GUINT_TO_POINTER (proposal->newer));
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "from", get (self->older, proposal->older)->number);
      chosho_value_set_string (item, "number", get (self->newer, proposal->newer)->number);
      chosho_value_set_string (item, "why", proposal->same ? "same-text" : "alike");
      chosho_value_set_integer (item, "likeness", proposal->likeness);
      chosho_value_append (out, item);
    }
  return out;
}

/* --- All together ------------------------------------------------------------------------------- */

static const char *const lists[] = { "unchanged", "changed", "new", "withdrawn", "renumbered" };

/* Of the entries of @level. (transfer full) */
static ChoshoValue *
count_level (ChoshoValue *out, const char *level)
{
  ChoshoValue *counts = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      ChoshoValue *list = chosho_value_get (out, lists[i]);
      guint count = 0;

      for (guint j = 0; j < chosho_value_get_length (list); j++)
        count += g_strcmp0 (chosho_value_get_string (chosho_value_get_item (list, j), "level"), level) == 0;
      chosho_value_set_integer (counts, lists[i], count);
    }
  return counts;
}

ChoshoValue *
chosho_edition_compare (const ChoshoValue *older, const ChoshoValue *newer, const ChoshoValue *renumbering)
{
  Editions self = { .words = chosho_likeness_new_words () };
  ChoshoValue *out = chosho_value_new_object ();

  self.older = read_edition (older, self.words);
  self.newer = read_edition (newer, self.words);
  pair_all (&self, renumbering);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    chosho_value_set (out, lists[i], chosho_value_new_array ());
  list_newer (&self, out);
  for (guint i = 0; i < self.older->len; i++)
    if (get (self.older, i)->partner == 0)
      chosho_value_append (chosho_value_get (out, "withdrawn"), describe (get (self.older, i), TRUE));
  chosho_value_set (out, "counts", count_level (out, "control"));
  chosho_value_set (out, "counts_of_objectives", count_level (out, "objective"));
  chosho_value_set (out, "proposals", list_proposals (&self));
  g_array_unref (self.older);
  g_array_unref (self.newer);
  g_hash_table_unref (self.words);
  return out;
}
