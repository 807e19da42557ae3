/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "chosho-exchange-resources.h"
#include "chosho-settings-wording.h"

#define LIST_FORMAT 1

/* Quotation marks within which a phrase is somebody else's. */
static const char *const quotes[] = { "「」", "『』", "“”", "\"\"" };

/* The resource is part of the program: a fault in it is a broken build. */
static ChoshoValue *
read_built_in (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_resource_lookup_data (chosho_exchange_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  ChoshoValue *list
      = bytes != NULL ? chosho_value_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error) : NULL;

  if (list == NULL)
    g_error ("%s: %s", path, error->message);
  return list;
}

static ChoshoValue *
make_list (const char *language, const ChoshoValue *phrases)
{
  ChoshoValue *list = chosho_value_new_object (), *marks = chosho_value_new_array (), *rules = chosho_value_new_array ();
  gboolean is_english = g_str_equal (language, "en");

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    chosho_value_append_string (marks, quotes[i]);
  for (guint i = 0; i < chosho_value_get_length (phrases); i++)
    {
      g_autofree char *id = g_strdup_printf ("firm-%s-%u", language, i + 1);
      g_autofree char *pattern
          = g_regex_escape_string (chosho_value_as_string (chosho_value_get_item (phrases, i)), -1);
      ChoshoValue *rule = chosho_value_new_object ();

      chosho_value_set_string (rule, "id", id);
      chosho_value_set_string (rule, "pattern", pattern);
      chosho_value_set_string (rule, "suggestion", "");
      chosho_value_append (rules, rule);
    }
  chosho_value_set_integer (list, "format", LIST_FORMAT);
  chosho_value_set_string (list, "language", language);
  chosho_value_set_boolean (list, "join", !is_english);
  chosho_value_set_boolean (list, "ignore-case", is_english);
  chosho_value_set (list, "quotes", marks);
  chosho_value_set (list, "rules", rules);
  return list;
}

ChoshoValue *
chosho_settings_add_phrases (const ChoshoValue *lists, const ChoshoValue *words)
{
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (lists); i++)
    chosho_value_append (out, chosho_value_ref (chosho_value_get_item (lists, i)));
  if (lists == NULL)
    {
      chosho_value_append (out, read_built_in ("/chosho/wording/ja.json"));
      chosho_value_append (out, read_built_in ("/chosho/wording/en.json"));
    }
  for (guint i = 0; i < chosho_value_get_length (words); i++)
    chosho_value_append (out, make_list (chosho_value_get_key (words, i), chosho_value_get_member_at (words, i)));
  return out;
}
