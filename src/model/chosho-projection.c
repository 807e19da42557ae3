/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-control-state.h"
#include "chosho-number.h"
#include "chosho-projection.h"

/* --- What was touched ------------------------------------------------------------------------ */

/* Touch powers, gates or words of everything. */
static gboolean
touches_all (const char *action)
{
  static const char *const all[] = { "engagement", "engagement-facts", "setting", "member-add", "member-change",
                                     "member-key", "member-key-revoke", "independence", "member-leave", "admit" };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (strcmp (all[i], action) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_general (const char *action)
{
  static const char *const general[] = { "catalogue", "procedure-source", "procedure-template", "statement-file",
                                         "representation", "subsequent-events", "report-issue", "wording-accept",
                                         "individual-control" };

  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    if (strcmp (general[i], action) == 0)
      return TRUE;
  return FALSE;
}

static void
add_subject (GHashTable *subjects, const char *prefix, const char *name)
{
  if (name != NULL && name[0] != '\0')
    g_hash_table_add (subjects, g_strconcat (prefix, name, NULL));
}

static void add_thing (ChoshoState *state, GHashTable *subjects, const char *id);

static void
add_item (ChoshoState *state, GHashTable *subjects, ChoshoValue *item)
{
  static const char *const controls[] = { "control", "number", "target" };
  static const char *const things[] = { "evidence", "sample", "finding", "note", "paper", "to", "population", "target" };
  ChoshoValue *list = chosho_value_get (item, "controls");

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      const char *name = chosho_value_get_string (item, controls[i]);

      if (name != NULL && !chosho_target_is_paper (name))
        add_subject (subjects, "control:", name);
    }
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    add_subject (subjects, "control:", chosho_value_as_string (chosho_value_get_item (list, i)));
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      const char *id = chosho_value_get_string (item, things[i]);

      if (id != NULL && chosho_target_is_paper (id))
        add_thing (state, subjects, id);
    }
  list = chosho_value_get (item, "evidence");
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    add_thing (state, subjects, chosho_value_as_string (chosho_value_get_item (list, i)));
}

/* A thing, what it was made about, and the controls it is linked to. */
static void
add_thing (ChoshoState *state, GHashTable *subjects, const char *id)
{
  g_autofree char *subject = g_strconcat ("thing:", id, NULL);
  g_autofree char *linked = g_strconcat ("linked:", id, NULL);
  GPtrArray *keys = chosho_state_get_keys_of (state, linked);
  ChoshoWrite *made = chosho_state_lookup_write (state, id);

  if (!g_hash_table_add (subjects, g_steal_pointer (&subject)))
    return;
  if (made != NULL)
    add_item (state, subjects, made->item);
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      ChoshoKey *key = g_ptr_array_index (keys, i);

      for (guint j = 0; j < key->writes->len; j++)
        {
          ChoshoWrite *write = g_ptr_array_index (key->writes, j);
          ChoshoValue *item = write->item;

          add_subject (subjects, "control:", chosho_value_get_string (item, "control"));
          if (strcmp (write->action->name, "sample") == 0)
            {
              g_autofree char *sample = chosho_write_dup_id (write);

              add_thing (state, subjects, sample);
            }
        }
    }
}

static void
add_write (ChoshoState *state, GHashTable *subjects, ChoshoWrite *write)
{
  ChoshoValue *replaces = chosho_value_get (write->item, "replaces");

  if (is_general (write->action->name))
    add_subject (subjects, "", "general");
  if (strstr (write->action->key, "{@}") != NULL)
    {
      g_autofree char *own = chosho_write_dup_id (write);

      add_thing (state, subjects, own);
    }
  add_item (state, subjects, write->item);
  for (guint i = 0; i < chosho_value_get_length (replaces); i++)
    {
      ChoshoWrite *old = chosho_state_lookup_write (state, chosho_value_as_string (chosho_value_get_item (replaces, i)));

      if (old != NULL)
        add_item (state, subjects, old->item);
    }
}

gboolean
chosho_projection_collect_affected (ChoshoState *state, guint first, GHashTable *subjects)
{
  for (guint i = first; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      GPtrArray *writes = chosho_node_get_writes (node);

      if (touches_all (chosho_node_get_event (node)->action) || chosho_node_get_waiting_code (node) != NULL)
        return FALSE;
      for (guint j = 0; j < writes->len; j++)
        add_write (state, subjects, g_ptr_array_index (writes, j));
    }
  return TRUE;
}

/* --- All subjects ---------------------------------------------------------------------------- */

GPtrArray *
chosho_projection_list_subjects (ChoshoView *view)
{
  ChoshoState *state = chosho_view_get_state (view);
  g_autoptr (GHashTable) subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer subject;

  g_hash_table_add (subjects, g_strdup ("general"));
  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      GPtrArray *writes = chosho_node_get_writes (chosho_state_get_nth (state, i));

      for (guint j = 0; j < writes->len; j++)
        add_write (state, subjects, g_ptr_array_index (writes, j));
    }
  g_hash_table_iter_init (&iter, subjects);
  while (g_hash_table_iter_next (&iter, &subject, NULL))
    {
      g_hash_table_iter_steal (&iter);
      g_ptr_array_add (out, subject);
    }
  return out;
}

void
chosho_projection_render (ChoshoView *view, const char *subject, ChoshoRowFunc function, gpointer user_data)
{
  ChoshoRender render = { view, function, user_data };

  if (g_str_has_prefix (subject, "control:"))
    chosho_render_control (&render, subject + strlen ("control:"));
  else if (g_str_has_prefix (subject, "thing:"))
    chosho_render_thing (&render, subject + strlen ("thing:"));
  else
    chosho_render_general (&render);
}

const char *const *
chosho_projection_get_control_kinds (void)
{
  static const char *const kinds[] = { "catalog", "control", "procedure", "step", "statement", "scope", "assignment",
                                       "subjects", "consent", NULL };

  return kinds;
}

const char *const *
chosho_projection_get_general_kinds (void)
{
  static const char *const kinds[] = { "engagement", "member", "setting", "catalogue", "procedure-source", "template",
                                       "statement-file", "representation", "subsequent-events", "report", "wording",
                                       "individual", NULL };

  return kinds;
}

/* --- Shared ---------------------------------------------------------------------------------- */

void
chosho_render_emit (ChoshoRender *self, const char *kind, const char *id, const char *sort, const char *control, ChoshoValue *json)
{
  ChoshoRow row = { kind, id, sort, control, json };

  self->function (&row, self->user_data);
  chosho_value_unref (json);
}

void
chosho_render_set_author (ChoshoRender *self, ChoshoValue *json, const char *by, const char *at, const ChoshoWrite *write)
{
  const char *person = chosho_write_get_author_member (write);
  ChoshoEvent *event = chosho_node_get_event (write->node);
  g_autofree char *time = chosho_time_format (event->time_us);
  g_autoptr (ChoshoMember) member = person != NULL ? chosho_team_lookup (self->view, person) : NULL;

  chosho_value_set_string (json, by, member != NULL ? member->name : event->author);
  chosho_value_set_string (json, at, time);
  chosho_value_set_string (json, "event", event->id_hex);
  if (chosho_node_is_clock_reversed (write->node))
    chosho_value_set_boolean (json, "clock_reversed", TRUE);
}

ChoshoValue *
chosho_render_copy_item (const ChoshoWrite *write)
{
  ChoshoValue *copy = chosho_value_new_object ();

  for (guint i = 0; i < chosho_value_get_length (write->item); i++)
    if (strcmp (chosho_value_get_key (write->item, i), "replaces") != 0)
      chosho_value_set (copy, chosho_value_get_key (write->item, i), chosho_value_ref (chosho_value_get_member_at (write->item, i)));
  return copy;
}

/* By clock, then id: the same on every machine whatever the order of arrival. */
char *
chosho_render_dup_order (const ChoshoWrite *write)
{
  ChoshoEvent *event = chosho_node_get_event (write->node);

  return g_strdup_printf ("%020" G_GINT64_FORMAT "%.16s%06u", event->time_us, event->id_hex, write->index);
}

char *
chosho_render_dup_position (ChoshoRender *self, const char *number)
{
  ChoshoValue *entry = chosho_view_get_item_printf (self->view, "entry:%s", number);
  g_autofree char *key = chosho_number_sort_key (number);

  return g_strdup_printf ("%010" G_GINT64_FORMAT " %s", chosho_value_get_integer (entry, "position", 9999999999), key);
}

/* --- Summary --------------------------------------------------------------------------------- */

void
chosho_summary_add (ChoshoSummary *self, ChoshoValue *control_row, int count)
{
  const char *state = chosho_value_get_string (control_row, "state");

  self->total += count;
  for (guint i = 0; i < CHOSHO_N_WORK_STATES; i++)
    if (g_strcmp0 (state, chosho_work_state_get_code (i)) == 0)
      self->states[i] += count;
  if (chosho_value_get_boolean (control_row, "stale", FALSE))
    self->stale += count;
  if (chosho_value_get_boolean (control_row, "suspended", FALSE))
    self->suspended += count;
}

void
chosho_summary_from_value (ChoshoSummary *self, ChoshoValue *value)
{
  ChoshoValue *controls = chosho_value_get (value, "controls");

  self->total = (int) chosho_value_get_integer (controls, "total", 0);
  for (guint i = 0; i < CHOSHO_N_WORK_STATES; i++)
    self->states[i] = (int) chosho_value_get_integer (controls, chosho_work_state_get_code (i), 0);
  self->stale = (int) chosho_value_get_integer (value, "stale", 0);
  self->suspended = (int) chosho_value_get_integer (value, "suspended", 0);
}

static guint
count_open_notes (ChoshoView *view)
{
  g_autoptr (GPtrArray) notes = chosho_view_list_action (view, "note");
  guint open = 0;

  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (notes, i));

      open += chosho_view_get_item_printf (view, "note-clear:%s", id) == NULL;
    }
  return open;
}

static guint
count_made (ChoshoView *view, const char *action, const char *ended)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (view, action);
  guint count = 0;

  for (guint i = 0; i < writes->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (writes, i));

      count += ended == NULL || chosho_view_get_item_printf (view, "%s:%s", ended, id) == NULL;
    }
  return count;
}

ChoshoValue *
chosho_summary_to_value (const ChoshoSummary *self, ChoshoView *view)
{
  ChoshoValue *value = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_new_object ();

  chosho_value_set_integer (controls, "total", self->total);
  for (guint i = 0; i < CHOSHO_N_WORK_STATES; i++)
    chosho_value_set_integer (controls, chosho_work_state_get_code (i), self->states[i]);
  chosho_value_set (value, "controls", controls);
  chosho_value_set_integer (value, "stale", self->stale);
  chosho_value_set_integer (value, "suspended", self->suspended);
  chosho_value_set_integer (value, "open_notes", count_open_notes (view));
  chosho_value_set_integer (value, "findings", count_made (view, "finding", NULL) + count_made (view, "finding-change", NULL));
  chosho_value_set_integer (value, "evidence", count_made (view, "evidence", "evidence-withdrawn"));
  chosho_value_set_integer (value, "events", chosho_state_get_n_events (chosho_view_get_state (view)));
  return value;
}
