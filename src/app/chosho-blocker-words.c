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
  /* Sign-offs and roles come as codes. */
  return strcmp (chosho_word_stage (detail), detail) != 0 ? chosho_word_stage (detail) : chosho_word_role (detail);
}
