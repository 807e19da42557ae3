/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-action.h"
#include "chosho-action-groups.h"
#include "chosho-code-words.h"
#include "chosho-field-words.h"
#include "chosho-zone.h"

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

static void
check_day (const char *zone, const char *at, const char *expected)
{
  g_autofree char *day = NULL;

  chosho_zone_set (zone);
  day = chosho_zone_dup_day (at);
  g_assert_cmpstr (day, ==, expected);
}

/* The day where the engagement is, neither that of the record's clock nor the machine's, which is another here. */
static void
test_days (void)
{
  check_day ("Asia/Tokyo", "2025-06-30T15:00:00Z", "2025-07-01");
  check_day ("Asia/Tokyo", "2025-06-30T14:59:59Z", "2025-06-30");
  check_day ("Asia/Tokyo", "2025-06-30", "2025-06-30");
  check_day ("Asia/Tokyo", NULL, NULL);
  check_day ("Nowhere/Town", "2025-06-30T15:00:00Z", "2025-06-30");
  check_day (NULL, "2025-07-01T01:00:00Z", "2025-06-30");
}

static void
test_settings (void)
{
  static const char *const names[] = { "frequency_table", "techniques", "ticks", "wording", "deadlines", "paper_templates", "role_requirements" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ChoshoValue) value = chosho_value_new_string (names[i]);
      g_autofree char *word = chosho_field_word_dup_value (NULL, "setting", "name", value, NULL);

      g_assert_cmpstr (word, !=, names[i]);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "America/New_York", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/journal-words/actions", test_actions);
  g_test_add_func ("/app/journal-words/fields", test_fields);
  g_test_add_func ("/app/journal-words/days", test_days);
  g_test_add_func ("/app/journal-words/settings", test_settings);
  return g_test_run ();
}
