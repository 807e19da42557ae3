/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-exchange-resources.h"
#include "chosho-text.h"
#include "chosho-value.h"
#include "chosho-words.h"

typedef struct
{
  const char *code; /* (borrowed) of the immortal value */
  guint       rank;
} Entry;

typedef struct
{
  ChoshoValue *value;   /* (owned) the file: list → code → array of words */
  GHashTable  *by_text; /* (owned) "list\nnormalised text" → Entry */
  GHashTable  *by_key;  /* (owned) "list\nheader key" → Entry */
} Words;

static char *
make_key (const char *list, const char *text)
{
  return g_strconcat (list, "\n", text, NULL);
}

static void
add (GHashTable *table, const char *list, const char *text, const char *code, guint rank)
{
  g_autofree char *key = make_key (list, text);
  Entry *entry;

  if (*text == '\0' || g_hash_table_contains (table, key))
    return;
  entry = g_new (Entry, 1);
  entry->code = code;
  entry->rank = rank;
  g_hash_table_insert (table, g_steal_pointer (&key), entry);
}

static void
add_code (Words *self, const char *list, const char *code, const ChoshoValue *words)
{
  for (guint i = 0; i < chosho_value_get_length (words); i++)
    {
      const char *word = chosho_value_as_string (chosho_value_get_item (words, i));
      g_autofree char *text = chosho_text_normalise (word);
      g_autofree char *key = chosho_text_header_key (word);

      add (self->by_text, list, text, code, i);
      add (self->by_key, list, key, code, i);
    }
}

/* The resource is part of the program: a fault in it is a broken build, not an input error. */
static Words *
load (const char *path)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  Words *self = g_new0 (Words, 1);

  bytes = g_resource_lookup_data (chosho_exchange_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes != NULL)
    self->value = chosho_value_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (self->value == NULL)
    g_error ("%s: %s", path, error->message);
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < chosho_value_get_length (self->value); i++)
    {
      const ChoshoValue *list = chosho_value_get_member_at (self->value, i);

      for (guint j = 0; j < chosho_value_get_length (list); j++)
        add_code (self, chosho_value_get_key (self->value, i), chosho_value_get_key (list, j),
                  chosho_value_get_member_at (list, j));
    }
  return self;
}

static const Words *
get_words (void)
{
  static gsize words;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize) load ("/chosho/synonyms/words.json"));
  return (const Words *) words;
}

static const Words *
get_columns (void)
{
  static gsize columns;

  if (g_once_init_enter (&columns))
    g_once_init_leave (&columns, (gsize) load ("/chosho/synonyms/columns.json"));
  return (const Words *) columns;
}

const char *
chosho_words_find (const char *list, const char *text)
{
  const Words *words = get_words ();
  g_autofree char *normalised = chosho_text_normalise (text);
  g_autofree char *text_key = make_key (list, g_strstrip (normalised));
  const Entry *entry = g_hash_table_lookup (words->by_text, text_key);

  if (entry == NULL)
    {
      g_autofree char *header = chosho_text_header_key (text);
      g_autofree char *key = make_key (list, header);

      entry = g_hash_table_lookup (words->by_key, key);
    }
  return entry != NULL ? entry->code : NULL;
}

const char *
chosho_words_find_suffix (const char *list, const char *key, char **rest)
{
  const ChoshoValue *codes = chosho_value_get (get_words ()->value, list);
  const char *found = NULL;
  gsize longest = 0;

  for (guint i = 0; i < chosho_value_get_length (codes); i++)
    {
      const ChoshoValue *items = chosho_value_get_member_at (codes, i);

      for (guint j = 0; j < chosho_value_get_length (items); j++)
        {
          g_autofree char *suffix = chosho_text_header_key (chosho_value_as_string (chosho_value_get_item (items, j)));
          gsize size = strlen (suffix);

          if (size <= longest || strlen (key) <= size || !g_str_has_suffix (key, suffix))
            continue;
          longest = size;
          found = chosho_value_get_key (codes, i);
        }
    }
  if (found != NULL)
    *rest = g_strndup (key, strlen (key) - longest);
  return found;
}

const char *
chosho_words_get_label (const char *list, const char *code, gboolean english)
{
  const ChoshoValue *items = chosho_value_get (chosho_value_get (get_words ()->value, list), code);

  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      const char *word = chosho_value_as_string (chosho_value_get_item (items, i));

      if (!english || g_ascii_isalpha (*word))
        return word;
    }
  return NULL;
}

/* Of a code people are told the first word of the language that most files are in, beside the English one. */
static void
append_known (GString *out, const char *list, const char *code)
{
  const ChoshoValue *items = chosho_value_get (chosho_value_get (get_words ()->value, list), code);
  const char *english = chosho_words_get_label (list, code, TRUE);
  const char *word = NULL;

  for (guint i = 0; word == NULL && i < chosho_value_get_length (items); i++)
    {
      const char *item = chosho_value_as_string (chosho_value_get_item (items, i));

      word = g_str_is_ascii (item) ? NULL : item;
    }
  if (word != NULL && english != NULL)
    g_string_append_printf (out, "%s (%s)", word, english);
  else
    g_string_append (out, word != NULL ? word : english);
}

char *
chosho_words_dup_known (const char *list)
{
  const ChoshoValue *codes = chosho_value_get (get_words ()->value, list);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (codes); i++)
    {
      if (i > 0)
        g_string_append (out, _ (", "));
      append_known (out, list, chosho_value_get_key (codes, i));
    }
  return g_string_free (out, FALSE);
}

const char *
chosho_words_find_field (const char *set, const char *key, guint *rank)
{
  g_autofree char *full = make_key (set, key);
  const Entry *entry = g_hash_table_lookup (get_columns ()->by_key, full);

  if (entry == NULL)
    return NULL;
  if (rank != NULL)
    *rank = entry->rank;
  return entry->code;
}

gboolean
chosho_words_has_field (const char *set, const char *field)
{
  return chosho_value_get (chosho_value_get (get_columns ()->value, set), field) != NULL;
}
