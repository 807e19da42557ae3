/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-command-check.h"
#include "chosho-cycle.h"
#include "chosho-instance.h"
#include "chosho-team.h"

#define MONTHS_OF_YEAR 12

static const char *const phases[] = { "design", "operation", "update" };

char *
chosho_cycle_dup_period (ChoshoValue *facts)
{
  gboolean english = g_strcmp0 (chosho_value_get_string (facts, "language"), "en") == 0;

  return g_strdup_printf ("%s%s%s", chosho_value_get_string (facts, "period_start"), english ? " to " : "〜",
                          chosho_value_get_string (facts, "period_end"));
}

/* --- One year ----------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoView  *view;   /* (borrowed) */
  ChoshoValue *facts;  /* (borrowed) */
  char        *period; /* (owned) */
  ChoshoValue *out;    /* (borrowed) */
} Year;

/* The last day on which a step of the phase was performed, of @individual ("": of any); NULL. Borrowed. */
static const char *
find_tested (GPtrArray *instances, const char *individual, const char *phase)
{
  const char *last = NULL;

  for (guint i = 0; i < instances->len; i++)
    {
      const ChoshoInstance *instance = g_ptr_array_index (instances, i);

      for (guint j = 0; j < instance->steps->len && (individual[0] == '\0' || strcmp (individual, instance->individual) == 0); j++)
        {
          const ChoshoStep *step = g_ptr_array_index (instance->steps, j);
          const char *day = chosho_step_is_performed (step) ? chosho_value_get_string (step->performance->item, "performed_on") : NULL;

          if (day != NULL && strcmp (step->phase, phase) == 0 && (last == NULL || strcmp (day, last) > 0))
            last = day;
        }
    }
  return last;
}

static void
add (Year *self, const char *control, const char *individual, const char *phase, ChoshoWrite *scope, GPtrArray *instances)
{
  ChoshoValue *line = chosho_view_get_item_printf (self->view, "statement:%s", control);
  gboolean selected = chosho_value_get_boolean (line, "selected", TRUE);
  ChoshoValue *said = selected ? scope != NULL ? scope->item : NULL : line;
  const char *basis = chosho_value_get_string (said, "basis");
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "control", control);
  chosho_value_set_string (item, "individual", individual);
  chosho_value_set_string (item, "phase", phase);
  chosho_value_set_string (item, "period", self->period);
  chosho_value_set_string (item, "period_start", chosho_value_get_string (self->facts, "period_start"));
  chosho_value_set_string (item, "period_end", chosho_value_get_string (self->facts, "period_end"));
  chosho_value_set_string (item, "state", !selected ? "not-selected" : said != NULL ? chosho_value_get_string (said, "state") : "in");
  if (basis != NULL && basis[0] != '\0')
    chosho_value_set_string (item, "basis", basis);
  chosho_value_set_string (item, "tested_on", find_tested (instances, individual, phase));
  chosho_value_append (self->out, item);
}

static gboolean
has_procedure (GPtrArray *definitions, const char *phase)
{
  for (guint i = 0; i < definitions->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (definitions, i))->item;

      if (!chosho_item_is_withdrawn (item) && strcmp (chosho_value_get_string (item, "phase"), phase) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_control (Year *self, const char *control)
{
  g_autofree char *subject = g_strconcat ("control:", control, NULL);
  g_autoptr (GPtrArray) definitions = chosho_view_list_about (self->view, subject, "procedure-step");
  g_autoptr (GPtrArray) scopes = chosho_view_list_about (self->view, subject, "scope");
  g_autoptr (GPtrArray) instances = chosho_instance_list (self->view, control);

  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      ChoshoWrite *scope = NULL;

      chosho_scope_get (self->view, control, "", phases[i], &scope);
      if (scope != NULL || has_procedure (definitions, phases[i]))
        add (self, control, "", phases[i], scope, instances);
    }
  for (guint i = 0; i < scopes->len; i++)
    {
      ChoshoWrite *scope = g_ptr_array_index (scopes, i);
      const char *individual = chosho_value_get_string (scope->item, "individual");

      if (individual[0] != '\0' && !chosho_view_has_conflict (self->view, scope->key))
        add (self, control, individual, chosho_value_get_string (scope->item, "phase"), scope, instances);
    }
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  gint64 x = chosho_value_get_integer (*(ChoshoValue *const *) a, "position", 0);
  gint64 y = chosho_value_get_integer (*(ChoshoValue *const *) b, "position", 0);

  return (x > y) - (x < y);
}

/* The controls in the criteria's order. (transfer full) (element-type ChoshoValue, borrowed) */
static GPtrArray *
list_controls (ChoshoView *view)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (view, "catalogue-entry");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *entries = g_ptr_array_new ();

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (writes, i))->item;

      if (g_strcmp0 (chosho_value_get_string (item, "level"), "control") == 0
          && g_hash_table_add (seen, (gpointer) chosho_value_get_string (item, "number")))
        g_ptr_array_add (entries, item);
    }
  g_ptr_array_sort (entries, compare_positions);
  return entries;
}

ChoshoValue *
chosho_cycle_list_year (ChoshoView *view)
{
  g_autoptr (GPtrArray) controls = list_controls (view);
  Year year = { .view = view, .facts = chosho_view_get_item (view, "engagement"), .out = chosho_value_new_array () };

  year.period = chosho_cycle_dup_period (year.facts);
  for (guint i = 0; i < controls->len; i++)
    add_control (&year, chosho_value_get_string (g_ptr_array_index (controls, i), "number"));
  g_free (year.period);
  return year.out;
}

/* --- All years ---------------------------------------------------------------------------------- */

static char *
dup_key (ChoshoValue *item)
{
  return g_strdup_printf ("%s\n%s\n%s", chosho_value_get_string (item, "control"), chosho_value_get_string (item, "individual"),
                          chosho_value_get_string (item, "phase"));
}

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  return strcmp (chosho_value_get_string (*(ChoshoValue *const *) a, "period_end"), chosho_value_get_string (*(ChoshoValue *const *) b, "period_end"));
}

static void
file_by_key (GHashTable *table, ChoshoValue *item)
{
  g_autofree char *key = dup_key (item);
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
      g_hash_table_insert (table, g_steal_pointer (&key), list);
    }
  g_ptr_array_add (list, chosho_value_ref (item));
}

/* What the record knows of earlier years. (transfer full) */
static GHashTable *
index_earlier (ChoshoView *view)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (view, "prior-scope");
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);

      if (!chosho_item_is_withdrawn (write->item) && !chosho_view_has_conflict (view, write->key))
        file_by_key (table, write->item);
    }
  return table;
}

/* The year that was tested last; NULL. Borrowed. */
static ChoshoValue *
find_last (GPtrArray *years)
{
  ChoshoValue *last = NULL;

  for (guint i = 0; i < years->len; i++)
    if (chosho_value_get (g_ptr_array_index (years, i), "tested_on") != NULL)
      last = g_ptr_array_index (years, i);
  return last;
}

/* (transfer full) (nullable) */
static char *
dup_due (ChoshoView *view, ChoshoValue *last)
{
  ChoshoValue *deadlines = chosho_value_get (chosho_view_get_item (view, "setting:deadlines"), "value");
  int years = (int) chosho_value_get_integer (deadlines, "cycle_years", 0);

  if (years <= 0)
    return NULL;
  if (last == NULL)
    return g_strdup (chosho_value_get_string (chosho_view_get_item (view, "engagement"), "period_end"));
  return chosho_date_add_months (chosho_value_get_string (last, "period_end"), years * MONTHS_OF_YEAR);
}

static void
set_or_null (ChoshoValue *object, const char *key, const char *text)
{
  chosho_value_set (object, key, text != NULL ? chosho_value_new_string (text) : chosho_value_new_null ());
}

/* Adds the rows of one control, phase and individual control, the oldest year first. */
static void
add_rows (ChoshoView *view, GPtrArray *years, ChoshoValue *out)
{
  const char *end = chosho_value_get_string (chosho_view_get_item (view, "engagement"), "period_end");
  ChoshoValue *last = find_last (years);
  const char *tested = chosho_value_get_string (last, "tested_on");
  g_autofree char *due = dup_due (view, last);

  for (guint i = 0; i < years->len; i++)
    {
      ChoshoValue *year = g_ptr_array_index (years, i), *row = chosho_command_copy_item (year);
      ChoshoValue *entry = chosho_view_get_item_printf (view, "entry:%s", chosho_value_get_string (year, "control"));

      set_or_null (row, "title", chosho_value_get_string (entry, "title"));
      set_or_null (row, "basis", chosho_value_get_string (year, "basis"));
      set_or_null (row, "tested_on", chosho_value_get_string (year, "tested_on"));
      chosho_value_set_boolean (row, "current", i + 1 == years->len);
      set_or_null (row, "last_tested", tested);
      set_or_null (row, "due", due);
      chosho_value_set_boolean (row, "due_now", due != NULL && strcmp (due, end) <= 0);
      chosho_value_append (out, row);
    }
}

ChoshoValue *
chosho_cycle_list (ChoshoView *view, const char *control)
{
  g_autoptr (ChoshoValue) year = chosho_cycle_list_year (view);
  g_autoptr (GHashTable) earlier = index_earlier (view);
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (year); i++)
    {
      ChoshoValue *item = chosho_value_get_item (year, i);
      g_autofree char *key = dup_key (item);
      GPtrArray *years;

      if (control != NULL && strcmp (control, chosho_value_get_string (item, "control")) != 0)
        continue;
      file_by_key (earlier, item);
      years = g_hash_table_lookup (earlier, key);
      g_ptr_array_sort (years, compare_periods);
      add_rows (view, years, out);
    }
  return out;
}
