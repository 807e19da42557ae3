/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-sample-order.h"
#include "chosho-text.h"

#define ORDER_TAG "chosho-sample-1\n"
/* Rows between two looks at the cancellable: some 10 ms. */
#define ROWS_PER_CHECK 20000

/* The digest's head is enough to sort by; equal heads are settled by the whole digest. */
typedef struct
{
  guint64 head;
  guint32 row;
} Entry;

static void
digest_row (GString *text, gsize prefix_bytes, guint32 row, guint8 digest[CHOSHO_DIGEST_SIZE])
{
  g_string_truncate (text, prefix_bytes);
  g_string_append_printf (text, "%u", row);
  chosho_digest_bytes (text->str, text->len, digest);
}

static GString *
make_prefix (const char *seed)
{
  GString *text = g_string_new (ORDER_TAG);

  g_string_append (text, seed);
  g_string_append_c (text, '\n');
  return text;
}

static int
compare_whole (const Entry *a, const Entry *b, const char *seed)
{
  g_autoptr (GString) text = make_prefix (seed);
  gsize prefix_bytes = text->len;
  guint8 x[CHOSHO_DIGEST_SIZE], y[CHOSHO_DIGEST_SIZE];
  int order;

  digest_row (text, prefix_bytes, a->row, x);
  digest_row (text, prefix_bytes, b->row, y);
  order = memcmp (x, y, sizeof x);
  return order != 0 ? order : (a->row < b->row ? -1 : a->row > b->row);
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer seed)
{
  const Entry *x = a, *y = b;

  if (x->head != y->head)
    return x->head < y->head ? -1 : 1;
  return x->row == y->row ? 0 : compare_whole (x, y, seed);
}

gboolean
chosho_sample_seed_is_valid (const char *seed)
{
  gsize size = seed != NULL ? strlen (seed) : 0;

  if (size == 0 || size > CHOSHO_SAMPLE_SEED_BYTES || !chosho_text_is_valid (seed, size))
    return FALSE;
  for (const char *p = seed; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

char *
chosho_sample_dup_random_seed (GError **error)
{
  guint8 bytes[16];

  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    {
      chosho_error_set_errno (error, errno, _ ("The system gave no random numbers for a seed"));
      return NULL;
    }
  return chosho_hex_encode (bytes, sizeof bytes);
}

static gboolean
check_arguments (const char *seed, guint population_count, guint size, GError **error)
{
  if (!chosho_sample_seed_is_valid (seed))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                 _ ("A seed is one line of 1 to %d bytes without control characters"), CHOSHO_SAMPLE_SEED_BYTES);
  else if (population_count > CHOSHO_SAMPLE_POPULATION_LIMIT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _ ("A population has at most %d rows, this one has %u"),
                 CHOSHO_SAMPLE_POPULATION_LIMIT, population_count);
  else if (size > population_count)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                 _ ("The population has only %u rows; %u cannot be drawn"), population_count, size);
  else
    return TRUE;
  return FALSE;
}

/* Digests are evenly spread, so the first @size of @count rows almost surely lie below this head. */
static guint64
guess_ceiling (guint count, guint size)
{
  double share = (size * 2.0 + 1000.0) / count;

  return share < 1.0 ? (guint64) (share * (double) G_MAXUINT64) : G_MAXUINT64;
}

/* Rows whose digest's head is at most @ceiling, in row order; NULL where cancelled. */
static GArray *
collect_entries (const char *seed, guint population_count, guint64 ceiling, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) text = make_prefix (seed);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  gsize prefix_bytes = text->len;

  for (guint32 row = 1; row <= population_count; row++)
    {
      guint8 digest[CHOSHO_DIGEST_SIZE];
      Entry entry = { .row = row };

      digest_row (text, prefix_bytes, row, digest);
      memcpy (&entry.head, digest, sizeof entry.head);
      entry.head = GUINT64_FROM_BE (entry.head);
      if (entry.head <= ceiling)
        g_array_append_val (entries, entry);
      if (row % ROWS_PER_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _ ("Drawing the sample was cancelled"));
          return NULL;
        }
    }
  return g_steal_pointer (&entries);
}

GArray *
chosho_sample_order (const char *seed, guint population_count, guint size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) entries = NULL;
  GArray *rows;
  guint64 ceiling;

  if (!check_arguments (seed, population_count, size, error))
    return NULL;
  ceiling = guess_ceiling (MAX (population_count, 1), size);
  entries = collect_entries (seed, population_count, ceiling, cancellable, error);
  if (entries != NULL && entries->len < size)
    {
      g_array_unref (entries);
      entries = collect_entries (seed, population_count, G_MAXUINT64, cancellable, error);
    }
  if (entries == NULL)
    return NULL;
  g_array_sort_with_data (entries, compare_entries, (gpointer) seed);
  rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), size);
  for (guint i = 0; i < size; i++)
    g_array_append_val (rows, g_array_index (entries, Entry, i).row);
  return rows;
}

static gboolean
bears_name (const ChoshoValue *entry, const char *wanted)
{
  static const char *const members[] = { "frequency", "label_ja", "label_en" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = chosho_value_get_string (entry, members[i]);
      g_autofree char *name = text != NULL ? chosho_text_normalise (text) : NULL;

      if (g_strcmp0 (name, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
chosho_sample_size_for_frequency (const ChoshoValue *frequency_table, const char *frequency, guint *size,
                                  GError **error)
{
  g_autofree char *wanted = chosho_text_normalise (frequency);

  if (chosho_value_get_length (frequency_table) == 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED,
                           _ ("The firm's frequency table is not loaded; import the settings or give a size"));
      return FALSE;
    }
  for (guint i = 0; i < chosho_value_get_length (frequency_table); i++)
    {
      const ChoshoValue *entry = chosho_value_get_item (frequency_table, i);

      if (bears_name (entry, wanted))
        {
          *size = (guint) chosho_value_get_integer (entry, "size", 0);
          return TRUE;
        }
    }
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _ ("The firm's frequency table has no frequency “%s”"),
               frequency);
  return FALSE;
}
