/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-blocker-words.h"
#include "chosho-blocker.h"
#include "chosho-code-words.h"

char *
chosho_blocker_dup_sentence (ChoshoValue *blocker)
{
  const char *sentence = chosho_blocker_describe (chosho_value_get_string (blocker, "code"));
  const char *phase = chosho_value_get_string (blocker, "phase");

  if (sentence == NULL)
    sentence = chosho_value_get_string (blocker, "code");
  return phase != NULL ? g_strdup_printf ("%s: %s", chosho_word_phase (phase), sentence) : g_strdup (sentence);
}

const char *
chosho_blocker_get_detail (ChoshoValue *blocker)
{
  const char *detail = chosho_value_get_string (blocker, "detail");

  if (detail == NULL || strchr (detail, '#') != NULL || strchr (detail, ':') != NULL)
    return NULL;
  /* Sign-offs, techniques and roles come as codes. */
  if (strcmp (chosho_word_technique (detail), detail) != 0)
    return chosho_word_technique (detail);
  return strcmp (chosho_word_stage (detail), detail) != 0 ? chosho_word_stage (detail) : chosho_word_role (detail);
}

char *
chosho_blocker_dup_of_team (ChoshoValue *blocker)
{
  gboolean role = g_strcmp0 (chosho_value_get_string (blocker, "code"), "role-unfilled") == 0; /* else it is a person's name */
  const char *detail = role ? chosho_blocker_get_detail (blocker) : chosho_value_get_string (blocker, "detail");
  g_autofree char *sentence = chosho_blocker_dup_sentence (blocker);

  return detail != NULL ? g_strdup_printf ("%s  ·  %s", sentence, detail) : g_steal_pointer (&sentence);
}

char *
chosho_blockers_dup_sentences (ChoshoValue *blockers, ChoshoValue **first)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = NULL;

  *first = NULL;
  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (blockers, i);
      g_autofree char *sentence = chosho_blocker_dup_sentence (blocker);

      if (g_strcmp0 (chosho_value_get_string (blocker, "severity"), "block") != 0)
        continue;
      if (*first == NULL)
        *first = blocker;
      if (!g_hash_table_contains (seen, sentence))
        g_strv_builder_add (builder, sentence);
      g_hash_table_add (seen, g_steal_pointer (&sentence));
    }
  lines = g_strv_builder_end (builder);
  return lines[0] != NULL ? g_strjoinv ("\n", lines) : NULL;
}
