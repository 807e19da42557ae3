/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-blocker.h"
#include "chosho-code-words.h"
#include "chosho-merge-words.h"
#include "chosho-zone.h"

char *
chosho_merge_words_dup_person (ChoshoValue *person)
{
  guint events = (guint) chosho_value_get_integer (person, "events", 0);
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry", "%u entries", events), events);

  return g_strjoin (" · ", chosho_value_get_string (person, "name"), count, NULL);
}

char *
chosho_merge_words_dup_deeds (ChoshoValue *person)
{
  g_autofree char *from = chosho_zone_dup_time (chosho_value_get_string (person, "from"));
  g_autofree char *to = chosho_zone_dup_time (chosho_value_get_string (person, "to"));
  ChoshoValue *actions = chosho_value_get (person, "actions");
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("%s to %s"), from, to);
  for (guint i = 0; i < chosho_value_get_length (actions); i++)
    {
      ChoshoValue *action = chosho_value_get_item (actions, i);

      g_string_append_printf (text, "%s%s %u", i == 0 ? "\n" : _(", "), chosho_word_action (chosho_value_get_string (action, "action")),
                              (guint) chosho_value_get_integer (action, "items", 0));
    }
  return g_string_free (text, FALSE);
}

char *
chosho_merge_words_dup_without (ChoshoValue *event)
{
  const char *code = chosho_value_get_string (event, "code"), *rule = chosho_value_get_string (event, "rule");
  const char *sentence = rule != NULL ? chosho_blocker_describe (rule) : NULL;
  const char *reason = g_strcmp0 (code, "fork") == 0 ? _("its chain was forked: an executive admits one branch")
                       : g_strcmp0 (code, "awaiting-admit") == 0 ? _("it came after its author's last accepted entry and waits for an executive")
                       : g_strcmp0 (code, "void") == 0 ? _("an executive voided it")
                       : g_strcmp0 (code, "incomplete") == 0 ? _("parts of its operation are missing") : sentence != NULL ? sentence : code;

  return g_strjoin (" · ", chosho_word_action (chosho_value_get_string (event, "action")), reason, NULL);
}
