/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-word-diff.h"

#include <string.h>

/* Cells of the table of common subsequences: 8 MB and some 10 ms. Beyond it (two texts of 2,000
 * different words) the difference would be all colour and tell nothing. */
#define MAX_CELLS (4 * 1000 * 1000)
/* A piece in common that is shorter, between two changes, only tears them apart. */
#define MIN_COMMON_WORDS 2

typedef struct
{
  const char *text;
  gsize       size; /* bytes */
} Word;

/* --- Words -------------------------------------------------------------------------------------- */

/* What divides words: characters of different classes never make one, those of 0 none with anybody. */
static int
class_of (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
      return 0;
    case G_UNICODE_SCRIPT_KATAKANA:
      return 1;
    default:
      return c == 0x30FC ? 1 : g_unichar_isalnum (c) ? 2 : 0; /* the long vowel mark belongs to katakana */
    }
}

static GArray *
split (const char *text)
{
  /* zero-terminated: even the words of an empty text are an array that pointers may be made from */
  GArray *words = g_array_new (TRUE, FALSE, sizeof (Word));

  for (const char *p = text; *p != '\0';)
    {
      Word word = { p, 0 };
      int class = class_of (g_utf8_get_char (p));

      do
        p = g_utf8_next_char (p);
      while (class != 0 && *p != '\0' && class_of (g_utf8_get_char (p)) == class);
      word.size = (gsize) (p - word.text);
      g_array_append_val (words, word);
    }
  return words;
}

static gboolean
equal (const Word *a, const Word *b)
{
  return a->size == b->size && memcmp (a->text, b->text, a->size) == 0;
}

/* --- Parts -------------------------------------------------------------------------------------- */

static void
part_free (gpointer data)
{
  ChoshoDiffPart *self = data;

  g_free (self->text);
  g_free (self);
}

/* A stretch of one kind, in words of the old text (of the new one for ADDED). */
typedef struct
{
  ChoshoDiffKind kind;
  guint          first;
  guint          count;
} Run;

static void
add_run (GArray *runs, ChoshoDiffKind kind, guint first, guint count)
{
  Run *last = runs->len > 0 ? &g_array_index (runs, Run, runs->len - 1) : NULL;
  Run run = { kind, first, count };

  if (count == 0)
    return;
  if (last != NULL && last->kind == kind)
    last->count += count;
  else
    g_array_append_val (runs, run);
}

/* The longest common subsequence of the @n and @m words between what is common at both ends. */
static void
compare (const Word *old, guint n, const Word *new, guint m, guint first_old, guint first_new, GArray *runs)
{
  guint width = m + 1;
  g_autofree guint16 *lengths = NULL; /* of the words from i and j on */
  guint i = 0, j = 0;

  if (n == 0 || m == 0 || (guint64) (n + 1) * width > MAX_CELLS)
    {
      add_run (runs, CHOSHO_DIFF_REMOVED, first_old, n);
      add_run (runs, CHOSHO_DIFF_ADDED, first_new, m);
      return;
    }
  lengths = g_new0 (guint16, (gsize) (n + 1) * width);
  for (guint a = n; a-- > 0;)
    for (guint b = m; b-- > 0;)
      lengths[a * width + b] = equal (&old[a], &new[b]) ? (guint16) (lengths[(a + 1) * width + b + 1] + 1)
                                                        : MAX (lengths[(a + 1) * width + b], lengths[a * width + b + 1]);
  while (i < n || j < m)
    if (i < n && j < m && equal (&old[i], &new[j]))
      {
        add_run (runs, CHOSHO_DIFF_SAME, first_old + i, 1);
        i++, j++;
      }
    else if (j == m || (i < n && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]))
      add_run (runs, CHOSHO_DIFF_REMOVED, first_old + i++, 1);
    else
      add_run (runs, CHOSHO_DIFF_ADDED, first_new + j++, 1);
}

static void
append_words (GString *text, GArray *words, guint first, guint count)
{
  for (guint i = first; i < first + count; i++)
    g_string_append_len (text, g_array_index (words, Word, i).text, (gssize) g_array_index (words, Word, i).size);
}

static void
take_part (GPtrArray *parts, ChoshoDiffKind kind, GString *text)
{
  ChoshoDiffPart *part;

  if (text->len == 0)
    return;
  part = g_new0 (ChoshoDiffPart, 1);
  part->kind = kind;
  part->text = g_strndup (text->str, text->len);
  g_ptr_array_add (parts, part);
  g_string_truncate (text, 0);
}

/* Whether the run in common at @index is too short to be shown between two changes. */
static gboolean
is_torn (GArray *runs, guint index)
{
  return index > 0 && index + 1 < runs->len && g_array_index (runs, Run, index).count < MIN_COMMON_WORDS;
}

static GPtrArray *
make_parts (GArray *runs, GArray *old, GArray *new)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  g_autoptr (GString) removed = g_string_new (NULL);
  g_autoptr (GString) added = g_string_new (NULL);
  g_autoptr (GString) same = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);

      if (run->kind == CHOSHO_DIFF_ADDED)
        append_words (added, new, run->first, run->count);
      else if (run->kind == CHOSHO_DIFF_REMOVED || is_torn (runs, i))
        append_words (removed, old, run->first, run->count);
      if (run->kind == CHOSHO_DIFF_SAME && is_torn (runs, i))
        append_words (added, old, run->first, run->count);
      if (run->kind != CHOSHO_DIFF_SAME || is_torn (runs, i))
        continue;
      take_part (parts, CHOSHO_DIFF_REMOVED, removed);
      take_part (parts, CHOSHO_DIFF_ADDED, added);
      append_words (same, old, run->first, run->count);
      take_part (parts, CHOSHO_DIFF_SAME, same);
    }
  take_part (parts, CHOSHO_DIFF_REMOVED, removed);
  take_part (parts, CHOSHO_DIFF_ADDED, added);
  return parts;
}

GPtrArray *
chosho_word_diff (const char *old, const char *new)
{
  g_autoptr (GArray) a = split (old);
  g_autoptr (GArray) b = split (new);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  const Word *old_words = (const Word *) (gpointer) a->data;
  const Word *new_words = (const Word *) (gpointer) b->data;
  guint head = 0, tail = 0;

  while (head < a->len && head < b->len && equal (&old_words[head], &new_words[head]))
    head++;
  while (tail < a->len - head && tail < b->len - head && equal (&old_words[a->len - tail - 1], &new_words[b->len - tail - 1]))
    tail++;
  add_run (runs, CHOSHO_DIFF_SAME, 0, head);
  compare (old_words + head, a->len - head - tail, new_words + head, b->len - head - tail, head, head, runs);
  add_run (runs, CHOSHO_DIFF_SAME, a->len - tail, tail);
  return make_parts (runs, a, b);
}
