/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-overview-private.h"

/* Who has how much open, by the week in which it is due and by the visit at which it is worked on. */

#define DAYS_OF_WEEK 7

/* --- Visits ---------------------------------------------------------------------------------------------- */

static int
compare_visits (gconstpointer a, gconstpointer b)
{
  ChoshoValue *first = *(ChoshoValue *const *) a, *second = *(ChoshoValue *const *) b;
  const char *x = chosho_value_get_string (first, "due"), *y = chosho_value_get_string (second, "due");

  if ((x == NULL) != (y == NULL))
    return x == NULL ? 1 : -1;
  return g_strcmp0 (x, y) != 0 ? g_strcmp0 (x, y)
                               : g_strcmp0 (chosho_value_get_string (first, "name"), chosho_value_get_string (second, "name"));
}

ChoshoValue *
chosho_overview_list_visits (ChoshoValue *controls)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      const char *name = chosho_value_get_string (chosho_value_get_item (controls, i), "visit");
      const char *due = chosho_value_get_string (chosho_value_get_item (controls, i), "due");
      ChoshoValue *visit = name != NULL ? g_hash_table_lookup (by_name, name) : NULL;
      const char *first;

      if (name == NULL)
        continue;
      if (visit == NULL)
        {
          visit = chosho_value_new_object ();
          chosho_value_set_string (visit, "name", name);
          g_hash_table_insert (by_name, (gpointer) name, visit);
          g_ptr_array_add (visits, visit);
        }
      first = chosho_value_get_string (visit, "due");
      if (due != NULL && (first == NULL || strcmp (due, first) < 0))
        chosho_value_set_string (visit, "due", due);
    }
  g_ptr_array_sort (visits, compare_visits);
  for (guint i = 0; i < visits->len; i++)
    chosho_value_append (out, chosho_value_ref (g_ptr_array_index (visits, i)));
  return out;
}

/* --- Who has how much open ------------------------------------------------------------------------------ */

/* Weeks begin on Monday. (transfer full) */
static char *
dup_monday (const char *today)
{
  gint64 day_of_week = (chosho_date_to_days (today) + 3) % DAYS_OF_WEEK; /* 1970-01-01 was a Thursday */

  return chosho_date_add_days (today, (int) -day_of_week);
}

static ChoshoValue *
make_weeks (const char *monday)
{
  ChoshoValue *weeks = chosho_value_new_array ();

  for (int i = 0; i < CHOSHO_OVERVIEW_WEEKS; i++)
    {
      g_autofree char *from = chosho_date_add_days (monday, i * DAYS_OF_WEEK);
      g_autofree char *to = chosho_date_add_days (monday, i * DAYS_OF_WEEK + DAYS_OF_WEEK - 1);
      ChoshoValue *week = chosho_value_new_object ();

      chosho_value_set_string (week, "from", from);
      chosho_value_set_string (week, "to", to);
      chosho_value_append (weeks, week);
    }
  return weeks;
}

/* One person's counts while they are made. */
typedef struct
{
  gint64  open, late, undated, later, no_visit;
  gint64  weeks[CHOSHO_OVERVIEW_WEEKS];
  gint64 *visits; /* (owned) in the order of the list of visits */
} Load;

static Load *
load_new (ChoshoValue *visits)
{
  Load *self = g_new0 (Load, 1);

  self->visits = g_new0 (gint64, chosho_value_get_length (visits) + 1);
  return self;
}

static void
load_free (gpointer data)
{
  g_free (((Load *) data)->visits);
  g_free (data);
}

static void
count_visit (Load *self, ChoshoValue *row, ChoshoValue *visits)
{
  const char *visit = chosho_value_get_string (row, "visit");

  self->no_visit += visit == NULL;
  for (guint i = 0; i < chosho_value_get_length (visits); i++)
    self->visits[i] += chosho_overview_is_of (chosho_value_get_item (visits, i), "name", visit);
}

static void
count_load (Load *self, ChoshoValue *row, const char *monday, const char *today)
{
  const char *due = chosho_value_get_string (row, "due");
  gint64 week;

  self->open++;
  if (!chosho_date_is_valid (due))
    {
      self->undated++;
      return;
    }
  if (strcmp (due, today) < 0)
    {
      self->late++;
      return;
    }
  week = (chosho_date_to_days (due) - chosho_date_to_days (monday)) / DAYS_OF_WEEK;
  if (week < CHOSHO_OVERVIEW_WEEKS)
    self->weeks[week]++;
  else
    self->later++;
}

static ChoshoValue *
new_counts (const gint64 *counts, guint length)
{
  ChoshoValue *array = chosho_value_new_array ();

  for (guint i = 0; i < length; i++)
    chosho_value_append (array, chosho_value_new_integer (counts[i]));
  return array;
}

static ChoshoValue *
describe_load (const Load *self, ChoshoValue *member, guint n_visits)
{
  ChoshoValue *person = chosho_value_new_object ();

  chosho_value_set_string (person, "member", chosho_value_get_string (member, "id"));
  chosho_value_set_string (person, "name", chosho_value_get_string (member, "name"));
  chosho_value_set_integer (person, "open", self->open);
  chosho_value_set_integer (person, "late", self->late);
  chosho_value_set_integer (person, "undated", self->undated);
  chosho_value_set_integer (person, "later", self->later);
  chosho_value_set_integer (person, "no_visit", self->no_visit);
  chosho_value_set (person, "weeks", new_counts (self->weeks, CHOSHO_OVERVIEW_WEEKS));
  chosho_value_set (person, "visits", new_counts (self->visits, n_visits));
  return person;
}

/* The open ones of @rows. (transfer full) */
static ChoshoValue *
list_open (ChoshoValue *rows)
{
  ChoshoValue *open = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    if (chosho_overview_is_open (chosho_value_get_item (rows, i)))
      chosho_value_append (open, chosho_value_ref (chosho_value_get_item (rows, i)));
  return open;
}

void
chosho_overview_add_people (ChoshoValue *out, ChoshoValue *rows, ChoshoValue *members, const char *today)
{
  g_autofree char *monday = dup_monday (today);
  g_autofree char *later = chosho_date_add_days (monday, CHOSHO_OVERVIEW_WEEKS * DAYS_OF_WEEK);
  g_autoptr (ChoshoValue) open = list_open (rows);
  ChoshoValue *visits = chosho_overview_list_visits (open);
  guint n_visits = chosho_value_get_length (visits);
  g_autoptr (GHashTable) loads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, load_free);
  ChoshoValue *people = chosho_value_new_array ();
  Load *nobody = load_new (visits);

  g_hash_table_insert (loads, (gpointer) "", nobody); /* no member has that id */
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    g_hash_table_insert (loads, (gpointer) chosho_value_get_string (chosho_value_get_item (members, i), "id"), load_new (visits));
  for (guint i = 0; i < chosho_value_get_length (open); i++)
    {
      ChoshoValue *row = chosho_value_get_item (open, i);
      const char *assignee = chosho_value_get_string (row, "assignee_id");
      Load *load = assignee != NULL ? g_hash_table_lookup (loads, assignee) : NULL;

      count_load (load != NULL ? load : nobody, row, monday, today);
      count_visit (load != NULL ? load : nobody, row, visits);
    }
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);
      Load *load = g_hash_table_lookup (loads, chosho_value_get_string (member, "id"));

      if (load->open > 0 || chosho_overview_is_state (member, "active"))
        chosho_value_append (people, describe_load (load, member, n_visits));
    }
  if (nobody->open > 0)
    chosho_value_append (people, describe_load (nobody, NULL, n_visits));
  chosho_value_set (out, "weeks", make_weeks (monday));
  chosho_value_set_string (out, "later_from", later);
  chosho_value_set (out, "visits", visits);
  chosho_value_set (out, "people", people);
}
