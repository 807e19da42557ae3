/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-cycle-lines.h"
#include "chosho-test-parse.h"

/* The rows of the cycle, one a year, as lines with a cell for each period. */

/* What was tested when, else the state. */
static char *
dup_cell (ChoshoValue *row, gpointer user_data)
{
  const char *tested = chosho_value_get_string (row, "tested_on");

  g_assert_cmpstr (user_data, ==, "data");
  return g_strdup (tested != NULL ? tested : chosho_value_get_string (row, "state"));
}

/* A line ends with this year's row; an earlier year that knows nothing of it leaves its cell empty. */
static void
test_lines (void)
{
  g_autoptr (ChoshoValue) rows = chosho_test_parse ("["
    "{'control':'8.1.2.1','period':'2024-04-01〜2025-03-31','state':'in','basis':null,'tested_on':'2024-10-01','current':false,'due_now':false},"
    "{'control':'8.1.2.1','period':'2025-04-01〜2026-03-31','state':'out-of-cycle','basis':'二年目（見本）','tested_on':null,'current':true,'due_now':false},"
    "{'control':'8.1.2.2','period':'2025-04-01〜2026-03-31','state':'in','basis':null,'tested_on':null,'current':true,'due_now':true}]");
  g_autoptr (ChoshoCycleLines) lines = chosho_cycle_lines_new (rows, dup_cell, (gpointer) "data");

  g_assert_cmpuint (lines->periods->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (lines->periods, 0), ==, "2024-04-01〜2025-03-31");
  g_assert_cmpuint (lines->lines->len, ==, 2);
  g_assert_cmpstr (chosho_cycle_lines_get_cell (lines, 0, 0), ==, "2024-10-01");
  g_assert_cmpstr (chosho_cycle_lines_get_cell (lines, 0, 1), ==, "out-of-cycle");
  g_assert_null (chosho_cycle_lines_get_cell (lines, 1, 0));
  g_assert_cmpstr (chosho_cycle_lines_get_cell (lines, 1, 1), ==, "in");
}

/* What was tested this year is due no more. */
static void
test_due (void)
{
  g_autoptr (ChoshoValue) rows = chosho_test_parse ("["
    "{'control':'1','period':'P','state':'in','tested_on':null,'current':true,'due_now':true},"
    "{'control':'2','period':'P','state':'in','tested_on':'2025-05-01','current':true,'due_now':true},"
    "{'control':'3','period':'P','state':'not-selected','tested_on':null,'current':true,'due_now':false}]");
  g_autoptr (ChoshoCycleLines) lines = chosho_cycle_lines_new (rows, dup_cell, (gpointer) "data");

  g_assert_true (chosho_cycle_lines_is_due (lines, 0));
  g_assert_false (chosho_cycle_lines_is_due (lines, 1));
  g_assert_false (chosho_cycle_lines_is_due (lines, 2));
  g_assert_cmpstr (chosho_cycle_lines_get_cell (lines, 2, 0), ==, "not-selected");
}

static void
test_nothing (void)
{
  g_autoptr (ChoshoValue) rows = chosho_test_parse ("[]");
  g_autoptr (ChoshoCycleLines) lines = chosho_cycle_lines_new (rows, dup_cell, (gpointer) "data");

  g_assert_cmpuint (lines->lines->len, ==, 0);
  g_assert_cmpuint (lines->periods->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/cycle-lines/lines", test_lines);
  g_test_add_func ("/session/cycle-lines/due", test_due);
  g_test_add_func ("/session/cycle-lines/nothing", test_nothing);
  return g_test_run ();
}
