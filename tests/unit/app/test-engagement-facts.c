/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-engagement-facts.h"

/* The form of a new engagement: what it asks for, what it warns of, the name of the folder. */

#define COMPLETE                                                                                                                          \
  "\"title\":\"T\",\"firm\":\"F\",\"client\":\"C\",\"service\":[\"S\"],\"time_zone\":\"Asia/Tokyo\",\"kind\":\"initial\","

static ChoshoValue *
parse (const char *members)
{
  g_autofree char *text = g_strdup_printf ("{%s}", members);
  g_autoptr (GError) error = NULL;
  ChoshoValue *value = chosho_value_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return value;
}

static void
expect_problem (const char *members, const char *part)
{
  g_autoptr (ChoshoValue) args = parse (members);
  const char *problem = chosho_engagement_facts_get_problem (args);

  if (part == NULL)
    g_assert_cmpstr (problem, ==, NULL);
  else
    {
      g_assert_nonnull (problem);
      g_assert_nonnull (strstr (problem, part));
    }
}

static void
test_problems (void)
{
  expect_problem ("\"title\":\" \xe3\x80\x80\"", "title"); /* blank, in full width too */
  expect_problem ("\"title\":\"T\"", "firm");
  expect_problem ("\"title\":\"T\",\"firm\":\"F\"", "provider");
  expect_problem ("\"title\":\"T\",\"firm\":\"F\",\"client\":\"C\",\"service\":[]", "service");
  expect_problem (COMPLETE "\"period_start\":\"2025-4-1\"", "first day");
  expect_problem (COMPLETE "\"period_start\":\"2025-04-01\",\"period_end\":\"2026-02-29\"", "last day");
  expect_problem (COMPLETE "\"period_start\":\"2025-04-01\",\"period_end\":\"2025-03-31\"", "ends before");
}

static void
test_time_zone (void)
{
  expect_problem ("\"title\":\"T\",\"firm\":\"F\",\"client\":\"C\",\"service\":[\"S\"],\"time_zone\":\"Tokio\","
                  "\"period_start\":\"2025-04-01\",\"period_end\":\"2026-03-31\"", "time zone");
  expect_problem (COMPLETE "\"period_start\":\"2025-04-01\",\"period_end\":\"2026-03-31\"", NULL);
}

static void
expect_warning (const char *members, const char *part)
{
  g_autofree char *all = g_strconcat ("\"title\":\"T\",", members, NULL);
  g_autoptr (ChoshoValue) args = parse (all);
  const char *warning = chosho_engagement_facts_get_warning (args);

  if (part == NULL)
    g_assert_cmpstr (warning, ==, NULL);
  else
    g_assert_nonnull (strstr (warning, part));
}

static void
test_warnings (void)
{
  expect_warning ("\"period_start\":\"2025-04-01\",\"period_end\":\"2026-03-31\"", NULL); /* a year to the day */
  expect_warning ("\"period_start\":\"2025-04-01\",\"period_end\":\"2026-04-01\"", "longer");
  expect_warning ("\"period_start\":\"2024-02-29\",\"period_end\":\"2025-02-27\"", NULL);
  expect_warning ("\"period_start\":\"2025-04-01\",\"period_end\":\"2025-06-30\"", NULL); /* three months */
  expect_warning ("\"period_start\":\"2025-04-01\",\"period_end\":\"2025-06-29\"", "shorter");
  expect_warning ("\"kind\":\"reaudit\",\"period_start\":\"2025-04-01\",\"period_end\":\"2026-03-31\"", "belongs");
  expect_warning ("\"kind\":\"reaudit\",\"parent\":\"/x\",\"period_start\":\"2025-04-01\",\"period_end\":\"2026-03-31\"", NULL);
}

static void
test_folder_names (void)
{
  static const char *const cases[][2] = { { "みほんクラウド 2025年度", "みほんクラウド 2025年度.chosho" },
                                          { "a/b\\c:d", "a-b-c-d.chosho" },
                                          { "..hidden ", "hidden.chosho" },
                                          { "  ", "engagement.chosho" },
                                          { "", "engagement.chosho" } };
  g_autofree char *endless = g_strnfill (1000, 'x');
  g_autofree char *clipped = chosho_engagement_facts_dup_folder_name (endless);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = chosho_engagement_facts_dup_folder_name (cases[i][0]);

      g_assert_cmpstr (name, ==, cases[i][1]);
    }
  g_assert_cmpuint (strlen (clipped), <=, 255);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engagement-facts/problems", test_problems);
  g_test_add_func ("/engagement-facts/time-zone", test_time_zone);
  g_test_add_func ("/engagement-facts/warnings", test_warnings);
  g_test_add_func ("/engagement-facts/folder-names", test_folder_names);
  return g_test_run ();
}
