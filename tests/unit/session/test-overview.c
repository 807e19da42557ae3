/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-overview.h"
#include "chosho-review-queue.h"

#include <string.h>

#define TODAY "2026-11-25" /* a Wednesday */

/* An object of arrays as the index would give them; what a case changes stands in @controls. */
static ChoshoValue *
make (const char *controls, const char *member)
{
  g_autofree char *text = g_strdup_printf (
    "{\"engagement\":[{\"period_start\":\"2025-10-01\",\"period_end\":\"2026-09-30\"}],"
    "\"member\":[{\"id\":\"L\",\"name\":\"Lead\",\"roles\":[\"leader\"],\"state\":\"active\"},"
    "{\"id\":\"E\",\"name\":\"Exec\",\"roles\":[\"executive\"],\"state\":\"active\"},"
    "{\"id\":\"P\",\"name\":\"Prac\",\"roles\":[\"practitioner\"],\"state\":\"active\"},"
    "{\"id\":\"X\",\"name\":\"Gone\",\"roles\":[\"practitioner\"],\"state\":\"left\"}],"
    "\"catalog\":[{\"number\":\"ac\",\"title\":\"Access\"},{\"number\":\"ac-2\",\"parent\":\"ac\"},{\"number\":\"ac-2.1\",\"parent\":\"ac-2\"}],"
    "\"note\":[{\"state\":\"open\"},{\"state\":\"answered\"},{\"state\":\"cleared\"},{\"state\":\"open\"}],"
    "\"finding\":[{\"state\":\"candidate\"},{\"state\":\"confirmed\"},{\"state\":\"confirmed\"}],"
    "\"request\":[{\"state\":\"requested\",\"due\":\"2020-01-01\"},{\"state\":\"returned\",\"due\":\"2020-01-01\"},{\"state\":\"returned\"},"
    "{\"state\":\"accepted\",\"due\":\"2020-01-01\"},{\"state\":\"requested\",\"due\":\"2999-01-01\"}],"
    "\"setting\":[{\"name\":\"deadlines\",\"value\":{\"assembly_days\":30}}],"
    "\"report\":[{\"report_date\":\"2026-11-01\"},{\"report_date\":\"2026-11-20\"}],"
    "\"control\":[%s]}", controls);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) rows = chosho_value_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return chosho_overview_make (rows, member, TODAY);
}

static gint64
get (ChoshoValue *value, const char *key)
{
  return chosho_value_get_integer (value, key, -1);
}

/* "a b c": what @field says of the items of the list @name. */
static char *
list_items (ChoshoValue *overview, const char *name, const char *field)
{
  ChoshoValue *items = chosho_value_get (chosho_value_get (overview, name), "items");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (items); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", chosho_value_get_string (chosho_value_get_item (items, i), field));
  return g_string_free (text, FALSE);
}

static void
test_chapters (void)
{
  g_autoptr (ChoshoValue) overview = make ("{\"number\":\"9.2.3.1\",\"state\":\"approved\",\"tier\":\"controls\"},"
                                           "{\"number\":\"9.2.3.11.PB\",\"state\":\"prepared\",\"stale\":true},"
                                           "{\"number\":\"10.1.1.1\",\"state\":\"out_of_scope\",\"suspended\":true},"
                                           "{\"number\":\"ac-2.1\",\"state\":\"not_started\"},{\"number\":\"loose\",\"state\":\"in_progress\"}",
                                           NULL);
  ChoshoValue *chapters = chosho_value_get (overview, "chapters");
  ChoshoValue *first = chosho_value_get_item (chapters, 0);
  ChoshoValue *group = chosho_value_get_item (chapters, 2);

  g_assert_cmpuint (chosho_value_get_length (chapters), ==, 4);
  g_assert_cmpstr (chosho_value_get_string (first, "chapter"), ==, "9");
  g_assert_cmpstr (chosho_value_get_string (first, "tier"), ==, "controls");
  g_assert_cmpint (get (first, "total"), ==, 2);
  g_assert_cmpint (get (first, "approved"), ==, 1);
  g_assert_cmpint (get (first, "prepared"), ==, 1);
  g_assert_cmpint (get (first, "stale"), ==, 1);
  g_assert_cmpstr (chosho_value_get_string (group, "chapter"), ==, "ac");
  g_assert_cmpstr (chosho_value_get_string (group, "title"), ==, "Access");
  g_assert_cmpint (get (chosho_value_get (overview, "controls"), "total"), ==, 5);
  g_assert_cmpint (get (chosho_value_get (overview, "controls"), "out_of_scope"), ==, 1);
  g_assert_cmpint (get (overview, "stale"), ==, 1);
  g_assert_cmpint (get (overview, "suspended"), ==, 1);
}

#define CONTROLS_OF_PEOPLE                                                                                                              \
  "{\"number\":\"a\",\"state\":\"prepared\",\"next_stage\":\"review\",\"assignee_id\":\"P\",\"due\":\"2026-11-24\"},"                        \
  "{\"number\":\"b\",\"state\":\"prepared\",\"next_stage\":\"review\",\"assignee_id\":\"P\",\"reviewer_id\":\"X\","                         \
  "\"blockers\":[{\"severity\":\"warn\"}]},"                                                                                                  \
  "{\"number\":\"c\",\"state\":\"prepared\",\"next_stage\":\"review\",\"blockers\":[{\"severity\":\"warn\"},{\"severity\":\"block\"}]},"   \
  "{\"number\":\"d\",\"state\":\"reviewed\",\"next_stage\":\"approve\",\"assignee_id\":\"P\",\"due\":\"2026-11-25\"},"                       \
  "{\"number\":\"e\",\"state\":\"approved\",\"assignee_id\":\"P\",\"due\":\"2026-01-01\"},"                                                  \
  "{\"number\":\"f\",\"state\":\"in_progress\",\"next_stage\":\"complete\",\"assignee_id\":\"P\",\"due\":\"2026-11-10\",\"open_notes\":2}," \
  "{\"number\":\"g\",\"state\":\"out_of_scope\",\"assignee_id\":\"P\",\"due\":\"2026-01-01\"}"

static void
test_lists (void)
{
  g_autoptr (ChoshoValue) practitioner = make (CONTROLS_OF_PEOPLE, "P");
  g_autoptr (ChoshoValue) leader = make (CONTROLS_OF_PEOPLE, "L");
  g_autoptr (ChoshoValue) executive = make (CONTROLS_OF_PEOPLE, "E");
  g_autoptr (ChoshoValue) designated = make (CONTROLS_OF_PEOPLE, "X");
  g_autoptr (ChoshoValue) nobody = make (CONTROLS_OF_PEOPLE, NULL);
  g_autofree char *mine = list_items (practitioner, "mine", "number");
  g_autofree char *late = list_items (nobody, "late", "number");
  g_autofree char *to_review = list_items (leader, "waiting", "number");
  g_autofree char *to_approve = list_items (executive, "waiting", "stage");
  g_autofree char *of_designated = list_items (designated, "waiting", "number");

  g_assert_cmpstr (mine, ==, "f a d b"); /* by due date, the undated one last */
  g_assert_cmpint (get (practitioner, "returned"), ==, 1);
  g_assert_cmpint (get (practitioner, "mine_late"), ==, 2);
  g_assert_cmpint (get (practitioner, "asking"), ==, 2);
  g_assert_cmpint (get (leader, "asking"), ==, 2);
  g_assert_cmpint (get (executive, "asking"), ==, 1); /* what is to be reviewed waits for the leader */
  g_assert_cmpint (get (nobody, "asking"), ==, 0);
  g_assert_true (chosho_value_get_boolean (leader, "leads", FALSE));
  g_assert_false (chosho_value_get_boolean (executive, "leads", TRUE));
  g_assert_cmpint (get (chosho_value_get (practitioner, "waiting"), "count"), ==, 0);
  g_assert_cmpstr (late, ==, "f a"); /* today is not late; what is approved or out of scope never is */
  g_assert_cmpstr (to_review, ==, "a b"); /* a warning does not stand against it */
  g_assert_cmpint (get (chosho_value_get (leader, "waiting"), "review"), ==, 2);
  g_assert_cmpstr (to_approve, ==, "approve");
  g_assert_cmpstr (of_designated, ==, "b");
  g_assert_cmpint (get (chosho_value_get (nobody, "mine"), "count"), ==, 0);
  g_assert_cmpint (get (chosho_value_get (nobody, "waiting"), "count"), ==, 0);
}

/* Whether @row waits for the member @id of a team with a leader, one who left, and an executive. */
static gboolean
waits_for (const char *row_text, const char *id)
{
  static const char team_text[] = "[{\"id\":\"L\",\"roles\":[\"leader\"]},{\"id\":\"M\",\"roles\":[\"leader\"],\"state\":\"left\"},"
                                  "{\"id\":\"E\",\"roles\":[\"executive\"]}]";
  g_autoptr (ChoshoValue) team = chosho_value_parse (team_text, strlen (team_text), NULL);
  g_autoptr (ChoshoValue) row = chosho_value_parse (row_text, strlen (row_text), NULL);

  g_assert_nonnull (row);
  for (guint i = 0; i < chosho_value_get_length (team); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (team, i), "id"), id) == 0)
      return chosho_review_queue_get_why (row, chosho_value_get_item (team, i), team) != NULL;
  g_assert_not_reached ();
}

/* An executive reviews where no leader can: each that is still there did some of the work, and nobody was designated. */
static void
test_review_waits (void)
{
  const char *others = "{\"state\":\"prepared\",\"next_stage\":\"review\",\"own_work\":[\"P\"]}";
  const char *leaders = "{\"state\":\"prepared\",\"next_stage\":\"review\",\"own_work\":[\"L\"]}";
  const char *designated = "{\"state\":\"prepared\",\"next_stage\":\"review\",\"own_work\":[\"L\"],\"reviewer_id\":\"M\"}";
  const char *changed = "{\"state\":\"in_progress\",\"next_stage\":\"complete\",\"sign_offs\":[{\"by_id\":\"E\",\"state\":\"stale\"}]}";

  g_assert_true (waits_for (others, "L"));
  g_assert_false (waits_for (others, "E"));
  g_assert_false (waits_for (leaders, "L"));
  g_assert_true (waits_for (leaders, "E"));
  g_assert_false (waits_for (designated, "E"));
  g_assert_true (waits_for (changed, "E"));
  g_assert_false (waits_for (changed, "L"));
}

/* What "asking" counts is what is listed by it. */
static void
test_asking (void)
{
  static const char rows_text[] = "[" CONTROLS_OF_PEOPLE "]";
  static const char team_text[] = "[{\"id\":\"P\",\"roles\":[\"practitioner\"]},{\"id\":\"L\",\"roles\":[\"leader\"]},"
                                  "{\"id\":\"E\",\"roles\":[\"executive\"]}]";
  static const char *const asking[] = { "af", "ab", "d" };
  g_autoptr (ChoshoValue) rows = chosho_value_parse (rows_text, strlen (rows_text), NULL);
  g_autoptr (ChoshoValue) team = chosho_value_parse (team_text, strlen (team_text), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (asking); i++)
    {
      ChoshoValue *member = chosho_value_get_item (team, i);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint j = 0; j < chosho_value_get_length (rows); j++)
        if (chosho_overview_asks (chosho_value_get_item (rows, j), member, team, TODAY))
          g_string_append (found, chosho_value_get_string (chosho_value_get_item (rows, j), "number"));
      g_assert_cmpstr (found->str, ==, asking[i]);
      g_assert_false (chosho_overview_asks (chosho_value_get_item (rows, i), NULL, team, TODAY));
    }
}

static void
test_long_list (void)
{
  GString *controls = g_string_new (NULL);
  g_autoptr (ChoshoValue) overview = NULL;

  for (guint i = 0; i < CHOSHO_OVERVIEW_LIST_ROWS + 3; i++)
    g_string_append_printf (controls, "%s{\"number\":\"%u\",\"state\":\"in_progress\",\"assignee_id\":\"P\"}", i > 0 ? "," : "", i);
  overview = make (controls->str, "P");
  g_string_free (controls, TRUE);
  g_assert_cmpint (get (chosho_value_get (overview, "mine"), "count"), ==, CHOSHO_OVERVIEW_LIST_ROWS + 3);
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (chosho_value_get (overview, "mine"), "items")), ==, CHOSHO_OVERVIEW_LIST_ROWS);
}

/* "name open late undated later|w w w w w w", one a line. */
static char *
describe_people (ChoshoValue *overview)
{
  ChoshoValue *people = chosho_value_get (overview, "people");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (people); i++)
    {
      ChoshoValue *person = chosho_value_get_item (people, i);
      ChoshoValue *weeks = chosho_value_get (person, "weeks");
      const char *name = chosho_value_get_string (person, "name");

      g_string_append_printf (text, "%s %d %d %d %d|", name != NULL ? name : "-", (int) get (person, "open"), (int) get (person, "late"),
                              (int) get (person, "undated"), (int) get (person, "later"));
      for (guint j = 0; j < chosho_value_get_length (weeks); j++)
        g_string_append_printf (text, " %d", (int) chosho_value_as_integer (chosho_value_get_item (weeks, j), -1));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
test_people (void)
{
  g_autoptr (ChoshoValue) overview = make (
    "{\"number\":\"1\",\"state\":\"in_progress\",\"assignee_id\":\"P\",\"due\":\"2026-11-24\"}," /* yesterday: late, though of this week */
    "{\"number\":\"2\",\"state\":\"in_progress\",\"assignee_id\":\"P\",\"due\":\"2026-11-25\"},"
    "{\"number\":\"3\",\"state\":\"in_progress\",\"assignee_id\":\"P\",\"due\":\"2026-11-29\"}," /* Sunday */
    "{\"number\":\"4\",\"state\":\"in_progress\",\"assignee_id\":\"P\",\"due\":\"2026-11-30\"}," /* Monday */
    "{\"number\":\"5\",\"state\":\"prepared\",\"assignee_id\":\"P\",\"due\":\"2027-01-03\"},"    /* the last day of the last column */
    "{\"number\":\"6\",\"state\":\"prepared\",\"assignee_id\":\"P\",\"due\":\"2027-01-04\"},"
    "{\"number\":\"7\",\"state\":\"approved\",\"assignee_id\":\"P\",\"due\":\"2026-11-25\"},"
    "{\"number\":\"8\",\"state\":\"not_started\"},{\"number\":\"9\",\"state\":\"not_started\",\"assignee_id\":\"X\"}", NULL);
  g_autofree char *people = describe_people (overview);
  ChoshoValue *weeks = chosho_value_get (overview, "weeks");

  g_assert_cmpstr (people, ==,
                   "Lead 0 0 0 0| 0 0 0 0 0 0\nExec 0 0 0 0| 0 0 0 0 0 0\nPrac 6 1 0 1| 2 1 0 0 0 1\n"
                   "Gone 1 0 1 0| 0 0 0 0 0 0\n- 1 0 1 0| 0 0 0 0 0 0\n");
  g_assert_cmpuint (chosho_value_get_length (weeks), ==, CHOSHO_OVERVIEW_WEEKS);
  g_assert_cmpstr (chosho_value_get_string (overview, "later_from"), ==, "2027-01-04");
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (weeks, 0), "from"), ==, "2026-11-23");
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (weeks, 5), "to"), ==, "2027-01-03");
}

/* "VISIT DUE" of each, and "NAME OPEN NO-VISIT| PER VISIT" of each person with open work. (transfer full) */
static char *
describe_visits (ChoshoValue *overview)
{
  ChoshoValue *visits = chosho_value_get (overview, "visits"), *people = chosho_value_get (overview, "people");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (visits); i++)
    {
      const char *due = chosho_value_get_string (chosho_value_get_item (visits, i), "due");

      g_string_append_printf (text, "%s %s\n", chosho_value_get_string (chosho_value_get_item (visits, i), "name"), due != NULL ? due : "-");
    }
  for (guint i = 0; i < chosho_value_get_length (people); i++)
    {
      ChoshoValue *person = chosho_value_get_item (people, i), *counts = chosho_value_get (person, "visits");
      const char *name = chosho_value_get_string (person, "name");

      if (get (person, "open") == 0)
        continue;
      g_string_append_printf (text, "%s %d %d|", name != NULL ? name : "-", (int) get (person, "open"), (int) get (person, "no_visit"));
      for (guint j = 0; j < chosho_value_get_length (counts); j++)
        g_string_append_printf (text, " %d", (int) chosho_value_as_integer (chosho_value_get_item (counts, j), -1));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* Visits stand in the order of their first due day, those without one last; one without open work has no column. */
static void
test_visits (void)
{
  g_autoptr (ChoshoValue) overview = make (
    "{\"number\":\"1\",\"state\":\"in_progress\",\"assignee_id\":\"P\",\"visit\":\"A\",\"due\":\"2026-12-20\"},"
    "{\"number\":\"2\",\"state\":\"in_progress\",\"assignee_id\":\"P\",\"visit\":\"B\",\"due\":\"2026-12-24\"},"
    "{\"number\":\"3\",\"state\":\"prepared\",\"assignee_id\":\"P\",\"visit\":\"B\",\"due\":\"2026-11-30\"},"
    "{\"number\":\"4\",\"state\":\"prepared\",\"assignee_id\":\"P\"},"
    "{\"number\":\"5\",\"state\":\"prepared\",\"assignee_id\":\"P\",\"visit\":\"0\"},"
    "{\"number\":\"6\",\"state\":\"approved\",\"assignee_id\":\"P\",\"visit\":\"Z\",\"due\":\"2026-01-01\"},"
    "{\"number\":\"7\",\"state\":\"not_started\",\"visit\":\"A\"}", NULL);
  g_autofree char *visits = describe_visits (overview);

  g_assert_cmpstr (visits, ==, "B 2026-11-30\nA 2026-12-20\n0 -\nPrac 5 1| 2 1 1\n- 1 0| 0 1 0\n");
}

static void
test_notes_findings_dates (void)
{
  g_autoptr (ChoshoValue) overview = make ("", NULL);
  ChoshoValue *dates = chosho_value_get (overview, "dates");

  g_assert_cmpint (get (chosho_value_get (overview, "notes"), "open"), ==, 2);
  g_assert_cmpint (get (chosho_value_get (overview, "notes"), "answered"), ==, 1);
  g_assert_cmpint (get (chosho_value_get (overview, "findings"), "confirmed"), ==, 2);
  g_assert_cmpint (get (chosho_value_get (overview, "findings"), "withdrawn"), ==, 0);
  g_assert_cmpint (get (chosho_value_get (overview, "requests"), "overdue"), ==, 2);
  g_assert_cmpint (get (chosho_value_get (overview, "requests"), "returned"), ==, 2);
  g_assert_cmpint (get (chosho_value_get (overview, "requests"), "asking"), ==, 3); /* late and returned is one that asks */
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (dates, 2), "state"), ==, "done");
  g_assert_cmpstr (chosho_value_get_string (chosho_value_get_item (dates, 3), "date"), ==, "2026-12-20"); /* 30 days after the later report */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overview/chapters", test_chapters);
  g_test_add_func ("/overview/lists", test_lists);
  g_test_add_func ("/overview/asking", test_asking);
  g_test_add_func ("/overview/review-waits", test_review_waits);
  g_test_add_func ("/overview/long-list", test_long_list);
  g_test_add_func ("/overview/people", test_people);
  g_test_add_func ("/overview/visits", test_visits);
  g_test_add_func ("/overview/notes-findings-dates", test_notes_findings_dates);
  return g_test_run ();
}
