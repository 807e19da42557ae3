/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-settings-wording.h"
#include "chosho-wording.h"

#define LIST_FORMAT 1

/* Quotation marks within which a phrase is somebody else's. */
static const char *const quotes[] = { "「」", "『』", "“”", "\"\"" };

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

static gboolean
has_language (const ChoshoValue *lists, const char *language)
{
  for (guint i = 0; i < chosho_value_get_length (lists); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (lists, i), "language"), language) == 0)
      return TRUE;
  return FALSE;
}

ChoshoValue *
chosho_settings_complete_lists (const ChoshoValue *lists)
{
  g_autoptr (ChoshoValue) built_in = chosho_wording_dup_default_lists ();
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (lists); i++)
    chosho_value_append (out, chosho_value_ref (chosho_value_get_item (lists, i)));
  for (guint i = 0; i < chosho_value_get_length (built_in); i++)
    {
      ChoshoValue *list = chosho_value_get_item (built_in, i);

      if (!has_language (lists, chosho_value_get_string (list, "language")))
        chosho_value_append (out, chosho_value_ref (list));
    }
  return out;
}

ChoshoValue *
chosho_settings_add_phrases (const ChoshoValue *lists, const ChoshoValue *words)
{
  ChoshoValue *out = chosho_settings_complete_lists (lists);

  for (guint i = 0; i < chosho_value_get_length (words); i++)
    chosho_value_append (out, make_list (chosho_value_get_key (words, i), chosho_value_get_member_at (words, i)));
  return out;
}
