/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-history.h"

static void
expect (const ChoshoLocation *location, const char *place, const char *target)
{
  g_assert_nonnull (location);
  g_assert_cmpstr (location->place, ==, place);
  g_assert_cmpstr (location->target, ==, target);
}

static void
test_back_and_forward (void)
{
  g_autoptr (ChoshoHistory) history = chosho_history_new ();

  g_assert_false (chosho_history_can_go (history, -1));
  g_assert_null (chosho_history_go (history, -1));
  g_assert_true (chosho_history_visit (history, "controls", NULL));
  g_assert_true (chosho_history_visit (history, "controls", "9.2.3.1"));
  g_assert_true (chosho_history_visit (history, "evidence", NULL));
  expect (chosho_history_go (history, -1), "controls", "9.2.3.1");
  expect (chosho_history_go (history, -1), "controls", NULL);
  g_assert_null (chosho_history_go (history, -1));
  expect (chosho_history_go (history, 1), "controls", "9.2.3.1");
}

static void
test_new_way_forgets_what_was_ahead (void)
{
  g_autoptr (ChoshoHistory) history = chosho_history_new ();

  chosho_history_visit (history, "controls", NULL);
  chosho_history_visit (history, "evidence", NULL);
  chosho_history_go (history, -1);
  chosho_history_visit (history, "findings", NULL);
  g_assert_false (chosho_history_can_go (history, 1));
  expect (chosho_history_go (history, -1), "controls", NULL);
}

static void
test_same_place_is_one_visit (void)
{
  g_autoptr (ChoshoHistory) history = chosho_history_new ();

  g_assert_true (chosho_history_visit (history, "controls", "9.2.3.1"));
  g_assert_false (chosho_history_visit (history, "controls", "9.2.3.1"));
  g_assert_false (chosho_history_can_go (history, -1));
}

static void
test_oldest_fall_out (void)
{
  g_autoptr (ChoshoHistory) history = chosho_history_new ();
  guint steps = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *target = g_strdup_printf ("%u", i);

      chosho_history_visit (history, "controls", target);
    }
  while (chosho_history_go (history, -1) != NULL)
    steps++;
  g_assert_cmpuint (steps, ==, 199);
}

/* Who was led on from evidence comes back to it, with the place in it. */
static void
test_evidence (void)
{
  g_autoptr (ChoshoHistory) history = chosho_history_new ();
  const ChoshoLocation *location;

  chosho_history_visit_evidence (history, "e0", "line=1"); /* nowhere yet: nothing to be beside */
  g_assert_false (chosho_history_can_go (history, -1));
  chosho_history_visit (history, "controls", "8.1.2.1");
  chosho_history_set_evidence (history, "e1", "line=2");
  chosho_history_visit_evidence (history, "e2", NULL);
  location = chosho_history_go (history, -1);
  g_assert_cmpstr (location->target, ==, "8.1.2.1");
  g_assert_cmpstr (location->evidence, ==, "e1");
  g_assert_cmpstr (location->point, ==, "line=2");
  location = chosho_history_go (history, 1);
  g_assert_cmpstr (location->place, ==, "controls");
  g_assert_cmpstr (location->evidence, ==, "e2");
  g_assert_null (location->point);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/history/back-and-forward", test_back_and_forward);
  g_test_add_func ("/app/history/new-way-forgets-what-was-ahead", test_new_way_forgets_what_was_ahead);
  g_test_add_func ("/app/history/same-place-is-one-visit", test_same_place_is_one_visit);
  g_test_add_func ("/app/history/oldest-fall-out", test_oldest_fall_out);
  g_test_add_func ("/app/history/evidence", test_evidence);
  return g_test_run ();
}
