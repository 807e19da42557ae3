/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "chosho-action.h"

/* Prints the table of actions as doc/event-format.md holds it; check-doc.py compares. */

static const char *const role_words[] = { "executive", "leader", "practitioner", "quality", "reviewer" };
static const char *const mode_words[] = { "register", "set", "removal" };
static const char *const rule_words[] = {
  [CHOSHO_RULE_NONE] = "", [CHOSHO_RULE_MEMBER_ADD] = "team", [CHOSHO_RULE_OWN] = "own",
  [CHOSHO_RULE_OWN_OR_LEADING] = "own or leading", [CHOSHO_RULE_SIGN_OFF] = "gate", [CHOSHO_RULE_WITHDRAW] = "signer", [CHOSHO_RULE_RETURN] = "reviewer",
  [CHOSHO_RULE_NOTE_CLEAR] = "raiser", [CHOSHO_RULE_SETTING] = "readable", [CHOSHO_RULE_CHECKPOINT] = "", [CHOSHO_RULE_ISSUE] = "issue", [CHOSHO_RULE_ASSEMBLY] = "finished", [CHOSHO_RULE_ENDING] = "ending",
  [CHOSHO_RULE_CONFIRM] = "asked", [CHOSHO_RULE_REQUEST] = "reasoned", [CHOSHO_RULE_EVIDENCE] = "whole", [CHOSHO_RULE_VERSION] = "newer",
  [CHOSHO_RULE_MARK] = "placed", [CHOSHO_RULE_MARK_CONTROL] = "same control",
};

static char *
describe_roles (const ChoshoAction *action)
{
  GString *text = g_string_new (NULL);

  if (action->roles == CHOSHO_ROLES_ALL)
    return g_string_free (g_string_append (text, "all"), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (role_words); i++)
    if ((action->roles & (1 << i)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", role_words[i]);
  return g_string_free (text, FALSE);
}

/* "`name` type" of each field; the bar in "a|b" would end a cell of the table. */
static char *
describe_fields (const char *fields)
{
  g_auto (GStrv) words = g_strsplit (fields, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *colon = strchr (words[i], ':');

      *colon = '\0';
      g_string_append_printf (text, "%s`%s` %s", i > 0 ? " · " : "", words[i], colon + 1 + (colon[1] == '='));
    }
  g_string_replace (text, "|", " / ", 0);
  return g_string_free (text, FALSE);
}

int
main (void)
{
  const ChoshoAction *action;

  setlocale (LC_ALL, "C.UTF-8"); /* the dots between the fields are none of ASCII */
  g_print ("| action | key | kind | who | rule | fields | about | leads to | signed |\n|---|---|---|---|---|---|---|---|---|\n");
  for (guint i = 0; (action = chosho_action_nth (i)) != NULL; i++)
    {
      g_autofree char *roles = describe_roles (action);
      g_autofree char *fields = describe_fields (action->fields);

      g_assert (action->rule < G_N_ELEMENTS (rule_words) && rule_words[action->rule] != NULL);
      g_print ("| `%s` | `%s` | %s | %s | %s | %s | %s | %s | %s |\n", action->name, action->key, mode_words[action->mode], roles,
               rule_words[action->rule], fields, action->subjects != NULL ? action->subjects : "",
               action->follow != NULL ? action->follow : "", action->in_view ? "yes" : "");
    }
  return 0;
}
