/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "chosho-exchange-resources.h"
#include "chosho-request-words.h"
#include "chosho-words.h"

struct _ChoshoRequestWords
{
  gboolean    english;
  GHashTable *texts; /* (owned) "group/key" → text */
};

/* The resource is part of the program: a fault in it is a broken build, not an input error. */
static ChoshoRequestWords *
load (gboolean english)
{
  const char *path = english ? "/chosho/requests/en.ini" : "/chosho/requests/ja.ini";
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = g_resource_lookup_data (chosho_exchange_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  ChoshoRequestWords *self = g_new0 (ChoshoRequestWords, 1);
  g_auto (GStrv) groups = NULL;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error))
    g_error ("%s: %s", path, error->message);
  self->english = english;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);

      for (guint j = 0; keys[j] != NULL; j++)
        g_hash_table_insert (self->texts, g_strdup_printf ("%s/%s", groups[i], keys[j]),
                             g_key_file_get_string (file, groups[i], keys[j], NULL));
    }
  return self;
}

const ChoshoRequestWords *
chosho_request_words_get (const char *language)
{
  static gsize words[2];
  gboolean english = g_strcmp0 (language, "en") == 0;

  if (g_once_init_enter (&words[english]))
    g_once_init_leave (&words[english], (gsize) load (english));
  return (const ChoshoRequestWords *) words[english];
}

gboolean
chosho_request_words_is_english (const ChoshoRequestWords *self)
{
  return self->english;
}

const char *
chosho_request_words_text (const ChoshoRequestWords *self, const char *group, const char *key)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", group, key);
  const char *text = g_hash_table_lookup (self->texts, name);

  if (text == NULL)
    g_error ("there is no text %s", name);
  return text;
}

static void
append_filled (GString *out, const char *text, GHashTable *values)
{
  while (*text != '\0')
    {
      const char *open = strchrnul (text, '{');
      const char *close = strchrnul (open, '}');
      g_autofree char *name = *close == '}' ? g_strndup (open + 1, close - open - 1) : NULL;

      g_string_append_len (out, text, open - text);
      if (name == NULL)
        return;
      g_string_append (out, (const char *) g_hash_table_lookup (values, name));
      text = close + 1;
    }
}

char *
chosho_request_words_format (const ChoshoRequestWords *self, const char *group, const char *key, ...)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  GString *out = g_string_new (NULL);
  const char *name;
  va_list args;

  va_start (args, key);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      const char *value = va_arg (args, const char *);

      g_hash_table_insert (values, (gpointer) name, (gpointer) (value != NULL ? value : ""));
    }
  va_end (args);
  append_filled (out, chosho_request_words_text (self, group, key), values);
  return g_string_free (out, FALSE);
}

const char *
chosho_request_words_state (const ChoshoRequestWords *self, const char *code)
{
  const char *word = code != NULL ? chosho_words_get_label ("request_state", code, self->english) : NULL;

  return word != NULL ? word : code;
}

const char *const *
chosho_request_states (void)
{
  static const char *const states[] = { "not-requested", "requested", "received", "checking", "accepted", "returned", "withdrawn", NULL };

  return states;
}
