/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-overview-private.h"
#include "chosho-review-queue.h"
#include "chosho-signed-view.h"

static const char *const kinds[] = { "engagement", "member", "control", "paper", "note", NULL };

const char *const *
chosho_review_queue_get_kinds (void)
{
  return kinds;
}

/* --- Why ---------------------------------------------------------------------------------------------- */

/* The sign-off of the member @id on @row with @state; NULL. */
static ChoshoValue *
find_sign_off (ChoshoValue *row, const char *id, const char *state)
{
  ChoshoValue *list = chosho_value_get (row, "sign_offs");

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *sign_off = chosho_value_get_item (list, i);

      if (g_strcmp0 (chosho_value_get_string (sign_off, "state"), state) == 0 && chosho_overview_is_of (sign_off, "by_id", id))
        return sign_off;
    }
  return NULL;
}

/* What has to be opened stands against no queue: opening it is what the queue is for. */
static gboolean
is_blocked (ChoshoValue *row)
{
  ChoshoValue *blockers = chosho_value_get (row, "blockers");

  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (blockers, i);

      if (g_strcmp0 (chosho_value_get_string (blocker, "severity"), "block") == 0
          && g_strcmp0 (chosho_value_get_string (blocker, "code"), "not-opened") != 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether every leader who is among @members still did some of the work on @row: then none of them may review it. */
static gboolean
is_work_of_all_leaders (ChoshoValue *row, ChoshoValue *members)
{
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);

      if (chosho_value_has_text (chosho_value_get (member, "roles"), "leader") && !chosho_overview_is_state (member, "left")
          && !chosho_value_has_text (chosho_value_get (row, "own_work"), chosho_value_get_string (member, "id")))
        return FALSE;
    }
  return TRUE;
}

static gboolean
waits_for_review_by (ChoshoValue *row, ChoshoValue *member, ChoshoValue *members)
{
  ChoshoValue *roles = chosho_value_get (member, "roles");

  if (chosho_value_has_text (roles, "leader") || chosho_overview_is_of (row, "reviewer_id", chosho_value_get_string (member, "id")))
    return TRUE;
  return chosho_value_has_text (roles, "executive") && chosho_value_get_string (row, "reviewer_id") == NULL && is_work_of_all_leaders (row, members);
}

const char *
chosho_overview_get_stage_for (ChoshoValue *row, ChoshoValue *member, ChoshoValue *members)
{
  const char *stage = chosho_value_get_string (row, "next_stage");
  const char *id = chosho_value_get_string (member, "id");

  if (id == NULL || !chosho_overview_is_open (row) || is_blocked (row) || chosho_value_has_text (chosho_value_get (row, "own_work"), id))
    return NULL;
  if (g_strcmp0 (stage, chosho_stage_get_code (CHOSHO_STAGE_REVIEW)) == 0 && waits_for_review_by (row, member, members))
    return stage;
  if (g_strcmp0 (stage, chosho_stage_get_code (CHOSHO_STAGE_APPROVE)) == 0
      && chosho_value_has_text (chosho_value_get (member, "roles"), "executive"))
    return stage;
  return NULL;
}

static gboolean
is_returned_to (ChoshoValue *row, const char *id)
{
  ChoshoValue *returned = chosho_value_get (row, "returned");

  return returned != NULL && (chosho_overview_is_of (returned, "to_id", id) || chosho_overview_is_of (row, "assignee_id", id));
}

const char *
chosho_review_queue_get_why (ChoshoValue *row, ChoshoValue *member, ChoshoValue *members)
{
  const char *id = chosho_value_get_string (member, "id");

  if (is_returned_to (row, id))
    return "returned";
  if (find_sign_off (row, id, "stale") != NULL)
    return "changed";
  if (find_sign_off (row, id, "suspended") != NULL)
    return "suspended";
  return chosho_overview_get_stage_for (row, member, members) != NULL ? "ready" : NULL;
}

/* --- Lines -------------------------------------------------------------------------------------------- */

/* The sign-off below the next one, which makes it wait. */
static ChoshoValue *
find_last_current (ChoshoValue *row)
{
  ChoshoValue *list = chosho_value_get (row, "sign_offs");
  ChoshoValue *last = NULL;

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (list, i), "state"), "current") == 0)
      last = chosho_value_get_item (list, i);
  return last;
}

/* What tells since when and by whom. */
static ChoshoValue *
find_cause (ChoshoValue *row, const char *why, const char *id)
{
  if (strcmp (why, "returned") == 0)
    return chosho_value_get (row, "returned");
  if (strcmp (why, "ready") == 0)
    return find_last_current (row);
  return find_sign_off (row, id, strcmp (why, "changed") == 0 ? "stale" : "suspended");
}

static void
set_age (ChoshoValue *line, const char *since, const char *today, const char *zone)
{
  g_autoptr (GDateTime) time = since != NULL ? g_date_time_new_from_iso8601 (since, NULL) : NULL;
  g_autofree char *day = time != NULL ? chosho_date_of_time (g_date_time_to_unix (time) * G_USEC_PER_SEC, zone) : NULL;

  chosho_value_set_string (line, "since", since);
  if (day != NULL)
    chosho_value_set_integer (line, "days", MAX (0, chosho_date_to_days (today) - chosho_date_to_days (day)));
}

/* TRUE where one of the sign-offs, whose dates are those of clocks, was given while a clock ran backwards. */
static gboolean
has_reversed_clock (ChoshoValue *row)
{
  ChoshoValue *list = chosho_value_get (row, "sign_offs");

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (chosho_value_get_boolean (chosho_value_get_item (list, i), "clock_reversed", FALSE))
      return TRUE;
  return FALSE;
}

static ChoshoValue *
new_line (ChoshoValue *row, const char *kind, const char *why, ChoshoValue *cause)
{
  ChoshoValue *line = chosho_value_new_object ();
  gboolean paper = strcmp (kind, "paper") == 0;

  chosho_value_set_string (line, "kind", kind);
  chosho_value_set_string (line, "id", chosho_value_get_string (row, paper ? "id" : "number"));
  chosho_value_set_string (line, "number", chosho_value_get_string (row, "number"));
  chosho_value_set_string (line, "title", chosho_value_get_string (row, "title"));
  chosho_value_set_string (line, "why", why);
  chosho_value_set_string (line, "stage", chosho_value_get_string (row, "next_stage"));
  chosho_value_set_string (line, "by", chosho_value_get_string (cause, "by"));
  chosho_value_set_string (line, "reason", chosho_value_get_string (cause, "reason"));
  chosho_value_set_integer (line, "to_open", chosho_value_get_length (chosho_value_get (row, "to_open")));
  if (has_reversed_clock (row))
    chosho_value_set_boolean (line, "clock_reversed", TRUE);
  return line;
}

static int
compare_since (gconstpointer a, gconstpointer b)
{
  ChoshoValue *one = *(ChoshoValue *const *) a, *other = *(ChoshoValue *const *) b;
  int order = g_strcmp0 (chosho_value_get_string (one, "since"), chosho_value_get_string (other, "since"));

  if (order == 0)
    order = (int) (chosho_value_get_integer (one, "order", 0) - chosho_value_get_integer (other, "order", 0));
  return order;
}

static void
add_rows (GPtrArray *lines, ChoshoValue *all, const char *kind, ChoshoValue *member, const char *today, const char *zone)
{
  ChoshoValue *rows = chosho_value_get (all, kind), *members = chosho_value_get (all, "member");

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      const char *why = chosho_review_queue_get_why (row, member, members);
      ChoshoValue *cause = why != NULL ? find_cause (row, why, chosho_value_get_string (member, "id")) : NULL;
      ChoshoValue *line;

      if (why == NULL)
        continue;
      line = new_line (row, kind, why, cause);
      set_age (line, chosho_value_get_string (cause, "at"), today, zone);
      chosho_value_set_integer (line, "order", i);
      g_ptr_array_add (lines, line);
    }
}

static void
add_notes (GPtrArray *lines, ChoshoValue *notes, ChoshoValue *member, const char *today, const char *zone)
{
  for (guint i = 0; i < chosho_value_get_length (notes); i++)
    {
      ChoshoValue *note = chosho_value_get_item (notes, i);
      const char *paper = chosho_value_get_string (note, "paper");
      gboolean about_paper = paper != NULL && paper[0] != '\0';
      const char *about = about_paper ? paper : chosho_value_get_string (note, "control");
      ChoshoValue *line;

      if (g_strcmp0 (chosho_value_get_string (note, "state"), "answered") != 0
          || !chosho_overview_is_of (note, "by_id", chosho_value_get_string (member, "id")))
        continue;
      line = chosho_value_new_object ();
      chosho_value_set_string (line, "kind", about_paper ? "paper" : "control");
      chosho_value_set_string (line, "id", about);
      chosho_value_set_string (line, "number", about);
      chosho_value_set_string (line, "title", chosho_value_get_string (note, "text"));
      chosho_value_set_string (line, "why", "answered");
      chosho_value_set_string (line, "note", chosho_value_get_string (note, "id"));
      set_age (line, chosho_value_get_string (note, "at"), today, zone);
      chosho_value_set_integer (line, "order", i);
      g_ptr_array_add (lines, line);
    }
}

ChoshoValue *
chosho_review_queue_make (ChoshoValue *rows, ChoshoValue *member, const char *today, const char *zone)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
  ChoshoValue *queue = chosho_value_new_array ();

  add_rows (lines, rows, "control", member, today, zone);
  add_rows (lines, rows, "paper", member, today, zone);
  add_notes (lines, chosho_value_get (rows, "note"), member, today, zone);
  g_ptr_array_sort (lines, compare_since);
  for (guint i = 0; i < lines->len; i++)
    chosho_value_append (queue, chosho_value_ref (g_ptr_array_index (lines, i)));
  return queue;
}
