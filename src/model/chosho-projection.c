/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-control-state.h"
#include "chosho-evidence.h"
#include "chosho-number.h"
#include "chosho-projection.h"
#include "chosho-text.h"

/* --- What was touched ------------------------------------------------------------------------ */

/* Touch powers, gates or words of everything. (What ends or admits events changes these events' effect, which
 * the state tells.) */
static gboolean
touches_all (const char *action)
{
  static const char *const all[] = { "engagement", "engagement-facts", "setting", "member-add", "member-change",
                                     "member-key", "member-key-revoke", "independence", "member-leave" };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (strcmp (all[i], action) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_general (const char *action)
{
  static const char *const general[] = { "catalogue", "procedure-source", "procedure-template", "statement-file", "prior-file",
                                         "representation", "subsequent-events", "report-issue", "ending", "assembly", "addition", "wording-accept",
                                         "individual-control" };

  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    if (strcmp (general[i], action) == 0)
      return TRUE;
  return FALSE;
}

typedef struct
{
  ChoshoState *state;
  GPtrArray   *subjects; /* (owned) (element-type utf8, owned) whose rows may be others now */
  GHashTable  *listed;   /* (owned) (element-type utf8, borrowed from @subjects) */
  GHashTable  *changed;  /* (owned) (element-type utf8, owned) things already followed upwards */
} Affected;

static void
affected_init (Affected *self, ChoshoState *state)
{
  self->state = state;
  self->subjects = g_ptr_array_new_with_free_func (g_free);
  self->listed = g_hash_table_new (chosho_text_hash, g_str_equal);
  self->changed = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
}

/* (transfer full): the subjects, in the order in which they were found */
static GPtrArray *
affected_finish (Affected *self)
{
  g_hash_table_unref (self->listed);
  g_hash_table_unref (self->changed);
  return self->subjects;
}

static void
add_row (Affected *self, const char *prefix, const char *name)
{
  g_autofree char *subject = name != NULL && name[0] != '\0' ? g_strconcat (prefix, name, NULL) : NULL;

  /* Looked up first: adding what is there already would put the text that is freed here in its place. */
  if (subject == NULL || g_hash_table_contains (self->listed, subject))
    return;
  g_hash_table_add (self->listed, subject);
  g_ptr_array_add (self->subjects, g_steal_pointer (&subject));
}

static void
add_rows (Affected *self, const char *prefix, ChoshoValue *list)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    add_row (self, prefix, chosho_value_as_string (chosho_value_get_item (list, i)));
}

/* What an item merely names: its controls, and the things that show that they are named. */
static void
add_named (Affected *self, ChoshoValue *item)
{
  static const char *const controls[] = { "control", "number", "target" };
  static const char *const things[] = { "to", "paper", "target", "population" };

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      const char *name = chosho_value_get_string (item, controls[i]);

      if (name != NULL && !chosho_target_is_paper (name))
        add_row (self, "control:", name);
    }
  add_rows (self, "control:", chosho_value_get (item, "controls"));
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      const char *id = chosho_value_get_string (item, things[i]);

      if (id != NULL && chosho_target_is_paper (id))
        add_row (self, "thing:", id);
    }
  if (chosho_value_get (item, "on") != NULL)
    add_row (self, "content:", chosho_value_get_string (item, "sha256"));
}

/* A thing that is another now: what it names, what is said of it, and upwards all that takes it into its view,
 * which is found by the links and, for evidence of a sample, by its results. What stands in an archive is part of it. */
static void add_thing (Affected *self, const char *id);

/* What a write about a thing says something of, which is another now as well: a sample whose evidence it is, what stands
 * in an archive, marks on it, and the marks on what it took the place of. */
static void
add_carried (Affected *self, ChoshoWrite *write)
{
  static const char *const things[] = { "sample", "mark", "older" };
  const char *action = write->action->name;
  gboolean whole = strcmp (action, "sample") == 0 || strcmp (action, "mark") == 0 || chosho_evidence_is_member (write->item);
  g_autofree char *own = whole ? chosho_write_dup_id (write) : NULL;

  add_thing (self, own);
  for (guint i = 0; own == NULL && i < G_N_ELEMENTS (things); i++)
    add_thing (self, chosho_value_get_string (write->item, things[i]));
}

static void
add_thing (Affected *self, const char *id)
{
  static const char *const prefixes[] = { "thing:", "linked:" };
  ChoshoWrite *made = chosho_state_lookup_write (self->state, id);

  if (id == NULL || !g_hash_table_add (self->changed, g_strdup (id)))
    return;
  add_row (self, "thing:", id);
  if (made != NULL)
    add_named (self, made->item);
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autofree char *subject = g_strconcat (prefixes[i], id, NULL);
      GPtrArray *about = chosho_state_get_writes_about (self->state, subject);

      for (guint j = 0; about != NULL && j < about->len; j++)
        {
          add_named (self, ((ChoshoWrite *) g_ptr_array_index (about, j))->item);
          add_carried (self, g_ptr_array_index (about, j));
        }
    }
}

/* What an item says something of. */
static void
add_item (Affected *self, ChoshoValue *item)
{
  static const char *const things[] = { "evidence", "older", "sample", "finding", "note", "paper", "mark", "request", "pack", "comment" };

  add_named (self, item);
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    add_thing (self, chosho_value_get_string (item, things[i]));
}

/* A value at a register touches what the others at it speak of: it replaced them, or stands beside them. */
static void
add_others (Affected *self, ChoshoWrite *write)
{
  ChoshoValue *replaces = chosho_value_get (write->item, "replaces");

  for (guint i = 0; write->action->mode == CHOSHO_WRITE_REGISTER && i < write->key->writes->len; i++)
    add_item (self, ((ChoshoWrite *) g_ptr_array_index (write->key->writes, i))->item);
  for (guint i = 0; write->action->mode == CHOSHO_WRITE_REMOVE && i < chosho_value_get_length (replaces); i++)
    {
      ChoshoWrite *old = chosho_state_lookup_write (self->state, chosho_value_as_string (chosho_value_get_item (replaces, i)));

      if (old != NULL)
        add_item (self, old->item);
    }
}

static void
add_write (Affected *self, ChoshoWrite *write)
{
  if (is_general (write->action->name))
    add_row (self, "", "general");
  if (chosho_action_creates (write->action))
    {
      g_autofree char *own = chosho_write_dup_id (write);

      add_thing (self, own);
    }
  add_item (self, write->item);
  add_others (self, write);
}

GPtrArray *
chosho_projection_list_affected (ChoshoState *state)
{
  GPtrArray *changed = chosho_state_get_changed (state);
  g_autoptr (GPtrArray) subjects = NULL;
  gboolean all = FALSE;
  Affected affected;

  affected_init (&affected, state);
  for (guint i = 0; i < changed->len && !all; i++)
    {
      ChoshoNode *node = g_ptr_array_index (changed, i);
      GPtrArray *writes = chosho_node_get_writes (node);

      all = writes->len > 0 && touches_all (chosho_node_get_event (node)->action);
      for (guint j = 0; j < writes->len && !all; j++)
        add_write (&affected, g_ptr_array_index (writes, j));
    }
  subjects = affected_finish (&affected);
  return all ? NULL : g_steal_pointer (&subjects);
}

/* --- All subjects ---------------------------------------------------------------------------- */

GPtrArray *
chosho_projection_list_subjects (ChoshoState *state)
{
  Affected all;

  affected_init (&all, state);
  add_row (&all, "", "general");
  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      GPtrArray *writes = chosho_node_get_writes (chosho_state_get_nth (state, i));

      for (guint j = 0; j < writes->len; j++)
        {
          ChoshoWrite *write = g_ptr_array_index (writes, j);
          g_autofree char *own = chosho_action_creates (write->action) ? chosho_write_dup_id (write) : NULL;

          add_row (&all, "thing:", own);
          add_named (&all, write->item);
        }
    }
  return affected_finish (&all);
}

void
chosho_projection_render (ChoshoView *view, const char *subject, ChoshoRowFunc function, gpointer user_data)
{
  ChoshoRender render = { view, function, user_data };

  if (g_str_has_prefix (subject, "control:"))
    chosho_render_control (&render, subject + strlen ("control:"));
  else if (g_str_has_prefix (subject, "thing:"))
    chosho_render_thing (&render, subject + strlen ("thing:"));
  else if (g_str_has_prefix (subject, "content:"))
    chosho_render_content (&render, subject + strlen ("content:"));
  else
    chosho_render_general (&render);
}

const char *const *
chosho_projection_get_control_kinds (void)
{
  static const char *const kinds[] = { "catalog", "control", "procedure", "step", "statement", "scope", "assignment",
                                       "subjects", "consent", "prior", "prior-scope", "links", NULL };

  return kinds;
}

const char *const *
chosho_projection_get_general_kinds (void)
{
  static const char *const kinds[] = { "engagement", "member", "setting", "catalogue", "procedure-source", "template",
                                       "statement-file", "prior-file", "representation", "subsequent-events", "report", "ending", "assembly", "addition", "wording",
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
  const ChoshoMember *member = person != NULL ? chosho_team_lookup (self->view, person) : NULL;

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

static const char *const summary_kinds[] = { "control", "note", "finding", "evidence", NULL };

gboolean
chosho_summary_counts (const char *kind)
{
  return g_strv_contains (summary_kinds, kind);
}

static void
add_control (ChoshoSummary *self, ChoshoValue *row, int count)
{
  const char *state = chosho_value_get_string (row, "state");

  self->total += count;
  for (guint i = 0; i < CHOSHO_N_WORK_STATES; i++)
    if (g_strcmp0 (state, chosho_work_state_get_code (i)) == 0)
      self->states[i] += count;
  if (chosho_value_get_boolean (row, "stale", FALSE))
    self->stale += count;
  if (chosho_value_get_boolean (row, "suspended", FALSE))
    self->suspended += count;
}

void
chosho_summary_add (ChoshoSummary *self, const char *kind, ChoshoValue *row, int count)
{
  if (strcmp (kind, "control") == 0)
    add_control (self, row, count);
  else if (strcmp (kind, "finding") == 0)
    self->findings += count;
  else if (strcmp (kind, "note") == 0 && g_strcmp0 (chosho_value_get_string (row, "state"), "cleared") != 0)
    self->open_notes += count;
  else if (strcmp (kind, "evidence") == 0 && !chosho_value_get_boolean (row, "withdrawn", FALSE))
    self->evidence += count;
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
  self->open_notes = (int) chosho_value_get_integer (value, "open_notes", 0);
  self->findings = (int) chosho_value_get_integer (value, "findings", 0);
  self->evidence = (int) chosho_value_get_integer (value, "evidence", 0);
}

ChoshoValue *
chosho_summary_to_value (const ChoshoSummary *self, ChoshoState *state)
{
  ChoshoValue *value = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_new_object ();

  chosho_value_set_integer (controls, "total", self->total);
  for (guint i = 0; i < CHOSHO_N_WORK_STATES; i++)
    chosho_value_set_integer (controls, chosho_work_state_get_code (i), self->states[i]);
  chosho_value_set (value, "controls", controls);
  chosho_value_set_integer (value, "stale", self->stale);
  chosho_value_set_integer (value, "suspended", self->suspended);
  chosho_value_set_integer (value, "open_notes", self->open_notes);
  chosho_value_set_integer (value, "findings", self->findings);
  chosho_value_set_integer (value, "evidence", self->evidence);
  chosho_value_set_integer (value, "events", chosho_state_get_n_events (state));
  return value;
}
