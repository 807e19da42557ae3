/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-mending-step.h"

/* From what stands against a sign-off to the step that mends it. */

#define STEP(id, procedure, phase, unit, technique, more)                                                                                             \
  "{\"id\":\"" id "\",\"procedure\":\"" procedure "\",\"phase\":\"" phase "\",\"unit\":\"" unit "\",\"technique\":\"" technique                             \
  "\",\"individual\":\"IC-1\",\"version\":\"1\"" more "}"
#define ASKED ",\"performance\":\"p\",\"recorded_technique\":\"inquiry\""
#define INSPECTED ",\"performance\":\"p\",\"recorded_technique\":\"inspection\""

/* Tokyo is done but for its second inspection; Osaka was asked alone; the operation was not begun. */
static const char steps[] = "[" STEP ("t1", "P-1", "design", "Tokyo", "inquiry", ASKED) "," STEP ("t2", "P-1", "design", "Tokyo", "inspection", INSPECTED) ","
    STEP ("t3", "P-1", "design", "Tokyo", "inspection", "") "," STEP ("o1", "P-1", "design", "Osaka", "inquiry", ASKED) ","
    STEP ("o2", "P-1", "design", "Osaka", "inquiry", "") "," STEP ("o3", "P-1", "design", "Osaka", "inspection", "") ","
    STEP ("u1", "P-2", "update", "Tokyo", "inspection", "") "," STEP ("r1", "P-3", "operation", "Tokyo", "inspection", "") "]";

static ChoshoValue *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  ChoshoValue *value = chosho_value_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return value;
}

static void
assert_leads (const char *blocker, const char *wanted)
{
  g_autoptr (ChoshoValue) rows = parse (steps);
  g_autoptr (ChoshoValue) value = parse (blocker);

  g_assert_cmpstr (chosho_value_get_string (chosho_mending_step_find (rows, value), "id"), ==, wanted);
}

static void
test_leads (void)
{
  assert_leads ("{\"code\":\"question-only\",\"procedure\":\"P-1\",\"phase\":\"design\"}", "o3");
  assert_leads ("{\"code\":\"update-missing\",\"procedure\":\"P-1\",\"phase\":\"design\"}", "u1");
  assert_leads ("{\"code\":\"individual-control-uncovered\",\"procedure\":\"P-3\",\"phase\":\"operation\",\"detail\":\"IC-1 1\"}", "r1");
  assert_leads ("{\"code\":\"individual-control-uncovered\",\"procedure\":\"P-3\",\"phase\":\"operation\",\"detail\":\"IC-1 2\"}", NULL);
  assert_leads ("{\"code\":\"question-only\",\"procedure\":\"P-3\",\"phase\":\"operation\"}", NULL);
  assert_leads ("{\"code\":\"step-open\"}", NULL);
}

/* Each line says which of several steps it is about. */
static void
test_names (void)
{
  g_autoptr (ChoshoValue) rows = parse (steps);
  g_autoptr (ChoshoValue) row = parse ("{\"blockers\":[{\"code\":\"update-missing\",\"procedure\":\"P-2\",\"phase\":\"update\",\"step\":\"u1\"},"
                                       "{\"code\":\"question-only\",\"procedure\":\"P-1\",\"phase\":\"design\"}]}");
  g_autoptr (ChoshoValue) told = chosho_mending_step_dup_row (row, rows);
  ChoshoValue *blockers = chosho_value_get (told, "blockers");

  g_assert_cmpuint (chosho_value_get_length (blockers), ==, 2);
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (blockers, 0), "where"), ==, "Inspection  ·  Tokyo");
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (blockers, 1), "where"), ==, "still to be performed: Inspection  ·  Osaka");
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (row, "blockers")), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/mending-step/leads", test_leads);
  g_test_add_func ("/app/mending-step/names", test_names);
  return g_test_run ();
}
