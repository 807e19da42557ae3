/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-event-subject.h"

/* What a line of the journal says an event speaks of. */

#define VERSION 1
#define MADE "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define STEP "0123456789abcdef0123456789abcdef"

typedef struct
{
  ChoshoIndex *index;
} Fixture;

static void
put (Fixture *fixture, const char *kind, const char *id, const char *json)
{
  g_autoptr (GError) error = NULL;

  chosho_index_put_row (fixture->index, kind, id, id, NULL, json, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->index = chosho_index_new_in_memory (VERSION, &error);
  g_assert_no_error (error);
  chosho_index_begin (fixture->index, &error);
  put (fixture, "evidence", MADE "#0", "{\"reference\":\"E-0001\",\"name\":\"台帳.xlsx\"}");
  put (fixture, "request", MADE "#1", "{\"reference\":\"R-005\"}");
  put (fixture, "member", MADE "#2", "{\"name\":\"田中（見本）\"}");
  put (fixture, "link", MADE "#3", "{\"name\":\"x\"}");
  put (fixture, "step", STEP, "{\"technique\":\"inspection\",\"control\":\"8.1.2.1\"}");
  chosho_index_commit (fixture->index, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  chosho_index_free (fixture->index);
}

static void
expect (Fixture *fixture, const char *id, const char *about, const char *words, guint n_more)
{
  const ChoshoEventFacts facts = { .id = id, .about = about };
  guint found;
  g_autofree char *text = chosho_event_subject_dup_words (fixture->index, &facts, &found);

  g_assert_cmpstr (text, ==, words);
  g_assert_cmpuint (found, ==, n_more);
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "x", "8.1.2.1", "8.1.2.1", 0);
  expect (fixture, "x", "8.1.2.1\n" STEP, "8.1.2.1", 0); /* the step is the control's */
  expect (fixture, "x", MADE "#1\n" MADE "#0", "R-005, E-0001", 0);
  expect (fixture, "x", MADE "#2", "田中（見本）", 0);
  expect (fixture, "x", "1.1.1.1\n1.1.1.2\n1.1.1.3\n1.1.1.4\n" STEP "\n1.1.1.5", "1.1.1.1, 1.1.1.2, 1.1.1.3", 2);
}

/* An event that names nothing speaks of what it made, if that is a thing that has a name. */
static void
test_made (Fixture *fixture, gconstpointer data)
{
  expect (fixture, MADE, NULL, "E-0001", 0);
  expect (fixture, MADE, "", "E-0001", 0);
  expect (fixture, STEP STEP, NULL, NULL, 0);
}

/* What the index does not know has no name: nothing is said, and no id is shown for one. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "x", MADE "#7", NULL, 0);
  expect (fixture, "x", MADE "#7\n" MADE "#1", "R-005", 0);
}

/* One thing's rows of other kinds are not what is asked for. */
static void
test_row (Fixture *fixture, gconstpointer data)
{
  const char *kind = NULL;
  g_autoptr (ChoshoValue) step = chosho_event_subject_find_row (fixture->index, STEP, &kind);

  g_assert_cmpstr (chosho_value_get_string (step, "control"), ==, "8.1.2.1");
  g_assert_cmpstr (kind, ==, "step");
  g_assert_null (chosho_event_subject_find_row (fixture->index, MADE "#3", &kind)); /* a kind that has no name */
  g_assert_null (chosho_event_subject_find_row (fixture->index, "8.1.2.1", &kind));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/event-subject/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/session/event-subject/made", Fixture, NULL, set_up, test_made, tear_down);
  g_test_add ("/session/event-subject/row", Fixture, NULL, set_up, test_row, tear_down);
  g_test_add ("/session/event-subject/unknown", Fixture, NULL, set_up, test_unknown, tear_down);
  return g_test_run ();
}
