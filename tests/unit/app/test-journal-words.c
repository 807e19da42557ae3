/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-action.h"
#include "chosho-action-groups.h"
#include "chosho-code-words.h"
#include "chosho-field-words.h"

/* Whatever the record can hold is told in words by the journal. */

static guint
count_in_groups (const char *action)
{
  const ChoshoActionGroup *group;
  guint count = 0;

  for (guint i = 0; (group = chosho_action_group_nth (i)) != NULL; i++)
    for (guint j = 0; group->actions[j] != NULL; j++)
      count += strcmp (group->actions[j], action) == 0;
  return count;
}

static void
test_actions (void)
{
  const ChoshoAction *action;
  const ChoshoActionGroup *group;

  for (guint i = 0; (action = chosho_action_nth (i)) != NULL; i++)
    {
      g_test_message ("%s", action->name);
      g_assert_cmpuint (count_in_groups (action->name), ==, 1);
      g_assert_cmpstr (chosho_word_action (action->name), !=, action->name);
    }
  for (guint i = 0; (group = chosho_action_group_nth (i)) != NULL; i++)
    for (guint j = 0; group->actions[j] != NULL; j++)
      g_assert_nonnull (chosho_action_lookup (group->actions[j]));
}

/* But for what the program alone reads. */
static void
test_fields (void)
{
  static const char *const silent[] = { "nonce", "creator", "view_version", "format", "path", "made_from", NULL };
  const ChoshoAction *action;

  for (guint i = 0; (action = chosho_action_nth (i)) != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (action->fields, " ", -1);

      for (guint j = 0; fields[j] != NULL; j++)
        {
          fields[j][strcspn (fields[j], ":")] = '\0';
          g_test_message ("%s %s", action->name, fields[j]);
          g_assert_true ((chosho_field_word_label (fields[j]) != NULL) != g_strv_contains (silent, fields[j]));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/journal-words/actions", test_actions);
  g_test_add_func ("/app/journal-words/fields", test_fields);
  return g_test_run ();
}
