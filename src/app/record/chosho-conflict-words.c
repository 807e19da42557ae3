/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-conflict-words.h"
#include "chosho-field-words.h"

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
  g_autofree char *at = chosho_word_dup_time (chosho_value_get_string (value, "at"));

  return g_strjoin (" · ", chosho_value_get_string (value, "by"), at, NULL);
}

/* Whether some of @beside has another value in @field than @item, or none. */
static gboolean
differs (ChoshoValue *item, const char *field, ChoshoValue *beside)
{
  ChoshoValue *own = chosho_value_get (item, field);

  for (guint i = 0; i < chosho_value_get_length (beside); i++)
    {
      ChoshoValue *other = chosho_value_get (chosho_value_get (chosho_value_get_item (beside, i), "value"), field);

      if (other == NULL || !chosho_value_equal (own, other))
        return TRUE;
    }
  return FALSE;
}

char *
chosho_conflict_words_dup_value (ChoshoContext *context, ChoshoValue *value, ChoshoValue *beside)
{
  ChoshoValue *item = chosho_value_get (value, "value");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (item); i++)
    {
      const char *field = chosho_value_get_key (item, i);
      const char *label = chosho_field_word_label (field);
      g_autofree char *words = NULL;

      if (label == NULL || (beside != NULL && !differs (item, field, beside)))
        continue;
      words = chosho_field_word_dup_value (context, get_action (value), field, chosho_value_get_member_at (item, i), NULL);
      if (words != NULL)
        g_string_append_printf (text, _("%s%s: %s"), text->len > 0 ? "\n" : "", label, words);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
