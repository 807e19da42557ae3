/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-code-words.h"
#include "chosho-conflict-words.h"
#include "chosho-zone.h"

static const char *
get_action (ChoshoValue *value)
{
  const char *action = chosho_value_get_string (value, "action");

  return action != NULL ? action : "";
}

char *
chosho_conflict_words_dup_title (ChoshoValue *conflict)
{
  const char *action = get_action (chosho_value_get_item (chosho_value_get (conflict, "values"), 0));
  const char *control = chosho_value_get_string (conflict, "control");

  if (control == NULL)
    control = chosho_value_as_string (chosho_value_get_item (chosho_value_get (conflict, "controls"), 0));
  return g_strjoin (" · ", chosho_word_action (action), control, NULL);
}

char *
chosho_conflict_words_dup_author (ChoshoValue *value)
{
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (value, "at"));

  return g_strjoin (" · ", chosho_value_get_string (value, "by"), at, NULL);
}
