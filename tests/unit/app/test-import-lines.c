/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-import-lines.h"

static ChoshoValue *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  ChoshoValue *value = chosho_value_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return value;
}

static void
test_plan (void)
{
  g_autoptr (ChoshoValue) result = parse ("{\"added\":2,\"changed\":1,\"unchanged\":4,\"missing\":1,\"notices\":[{\"message\":\"a column is not known\"}],"
                                          "\"plan\":{\"entries\":{\"added\":[{\"number\":\"8.1.2\",\"title\":\"資産\"},{\"number\":\"8.1.3\"}],"
                                          "\"changed\":[{\"item\":{\"number\":\"8.1.4\"},\"fields\":[\"title\"]}],\"missing\":[{\"number\":\"9.9.9\"}]}}}");
  g_auto (GStrv) lines = chosho_import_lines_of_plan (result);
  g_autofree char *joined = g_strjoinv ("|", lines);
  g_autofree char *summary = chosho_import_lines_dup_summary (result);

  g_assert_cmpstr (joined, ==, "! a column is not known|~ 8.1.4|+ 8.1.2 資産|+ 8.1.3|9.9.9: not in the file, kept");
  g_assert_cmpstr (summary, ==, "2 added, 1 changed, 4 unchanged, 1 not in the file (kept)");
}

/* Codes of the program are no words of an auditor. */
static void
test_plan_in_words (void)
{
  g_autoptr (ChoshoValue) result = parse ("{\"plan\":{\"templates\":{\"added\":[{\"procedure\":\"P-1\",\"phase\":\"design\",\"template\":\"P-1/design/1\","
                                          "\"text\":\"Inspect.\"}]},\"settings\":{\"added\":[{\"name\":\"frequency_table\"}]}}}");
  g_auto (GStrv) lines = chosho_import_lines_of_plan (result);
  g_autofree char *joined = g_strjoinv ("|", lines);

  g_assert_cmpstr (joined, ==, "+ Sample sizes by frequency|+ P-1 Design Inspect.");
}

/* The one thing that a statement is read for. */
static void
test_plan_of_a_statement (void)
{
  g_autoptr (ChoshoValue) result = parse ("{\"added\":1,\"changed\":1,\"unchanged\":0,\"missing\":0,\"selected\":3,\"not_selected\":2,"
                                          "\"plan\":{\"lines\":{\"added\":[{\"control\":\"8.1.2.1\",\"selected\":true}],"
                                          "\"changed\":[{\"item\":{\"control\":\"8.1.2.2\",\"selected\":false},"
                                          "\"fields\":[{\"field\":\"selected\",\"old\":true,\"new\":false}]},"
                                          "{\"item\":{\"control\":\"8.1.2.3\",\"selected\":false},"
                                          "\"fields\":[{\"field\":\"basis\",\"old\":\"a\",\"new\":\"b\"}]}]}}}");
  g_auto (GStrv) lines = chosho_import_lines_of_plan (result);
  g_autofree char *joined = g_strjoinv ("|", lines);
  g_autofree char *summary = chosho_import_lines_dup_summary (result);

  g_assert_cmpstr (joined, ==, "~ 8.1.2.2: stated as selected → stated as not selected|~ 8.1.2.3: stated as not selected|+ 8.1.2.1: stated as selected");
  g_assert_cmpstr (summary, ==, "1 added, 1 changed, 0 unchanged, 0 not in the file (kept); in the file 3 selected, 2 not selected");
}

static void
test_plan_is_bounded (void)
{
  g_autoptr (ChoshoValue) result = chosho_value_new_object ();
  ChoshoValue *plan = chosho_value_new_object (), *part = chosho_value_new_object (), *added = chosho_value_new_array ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < CHOSHO_IMPORT_LINES_MAX + 5; i++)
    chosho_value_append (added, parse ("{\"number\":\"1\"}"));
  chosho_value_set (part, "added", added);
  chosho_value_set (plan, "entries", part);
  chosho_value_set (result, "plan", plan);
  lines = chosho_import_lines_of_plan (result);
  g_assert_cmpuint (g_strv_length (lines), ==, CHOSHO_IMPORT_LINES_MAX);
}

static void
test_problems (void)
{
  g_autoptr (ChoshoValue) result = parse ("{\"problems\":[{\"file\":\"a.xlsx\",\"sheet\":\"S\",\"row\":12,\"column\":\"B\",\"value\":\"x\\ty\\nz\","
                                          "\"reason\":\"no number\",\"message\":\"a.xlsx, row 12: no number\"}]}");
  g_auto (GStrv) lines = chosho_import_lines_of_problems (result);
  g_autofree char *table = chosho_import_lines_dup_table (result);

  g_assert_cmpuint (g_strv_length (lines), ==, 1);
  g_assert_cmpstr (lines[0], ==, "a.xlsx, row 12: no number");
  g_assert_cmpstr (table, ==, "File\tSheet\tRow\tColumn\tValue\tReason\na.xlsx\tS\t12\tB\tx y z\tno number\n");
}

static void
test_changes (void)
{
  g_autoptr (ChoshoValue) result = parse ("{\"changed\":[{\"item\":{\"number\":\"8.1.4\",\"title\":\"資産\"},\"fields\":[\"title\"]}],\"replaceable\":true}");
  g_auto (GStrv) lines = chosho_import_lines_of_changes (result);
  g_auto (GStrv) none = chosho_import_lines_of_changes (NULL);

  g_assert_cmpuint (g_strv_length (lines), ==, 1);
  g_assert_cmpstr (lines[0], ==, "~ 8.1.4 資産");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-lines/plan", test_plan);
  g_test_add_func ("/import-lines/plan-in-words", test_plan_in_words);
  g_test_add_func ("/import-lines/plan-of-a-statement", test_plan_of_a_statement);
  g_test_add_func ("/import-lines/plan-is-bounded", test_plan_is_bounded);
  g_test_add_func ("/import-lines/problems", test_problems);
  g_test_add_func ("/import-lines/changes", test_changes);
  return g_test_run ();
}
