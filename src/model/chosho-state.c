/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-state-private.h"
#include "chosho-team.h"
#include "chosho-text.h"

static void
write_free (gpointer data)
{
  ChoshoWrite *self = data;

  g_clear_pointer (&self->replacers, g_ptr_array_unref);
  g_free (self);
}

static void
key_free (gpointer data)
{
  ChoshoKey *self = data;

  g_ptr_array_unref (self->writes);
  g_free (self->name);
  g_free (self);
}

static void
lane_free (gpointer data)
{
  ChoshoLane *self = data;

  g_ptr_array_unref (self->nodes);
  g_free (self->chain);
  g_free (self);
}

static void
horizon_unref (ChoshoHorizon *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

static void
node_free (gpointer data)
{
  ChoshoNode *self = data;

  chosho_event_unref (self->event);
  g_clear_pointer (&self->last_parts, g_ptr_array_unref);
  horizon_unref (self->horizon);
  g_ptr_array_unref (self->writes);
  g_free (self->member);
  g_free (self->reason);
  g_free (self->words);
  g_free (self);
}

ChoshoState *
chosho_state_new (void)
{
  ChoshoState *self = g_new0 (ChoshoState, 1);

  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->lanes = g_ptr_array_new_with_free_func (lane_free);
  self->changed = g_ptr_array_new ();
  self->specials = g_ptr_array_new ();
  self->branches = g_ptr_array_new ();
  self->by_id = g_hash_table_new (chosho_text_hash, g_str_equal);
  self->keys = g_hash_table_new_full (chosho_text_hash, g_str_equal, NULL, key_free);
  self->subjects = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->by_action = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->by_operation = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->by_fingerprint = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->waiting = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->waiting_ids = g_hash_table_new (chosho_text_hash, g_str_equal);
  self->roots = g_hash_table_new (chosho_text_hash, g_str_equal);
  self->acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_acts_free);
  return self;
}

void
chosho_state_free (ChoshoState *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->acts);
  g_hash_table_unref (self->roots);
  g_hash_table_unref (self->waiting_ids);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->by_fingerprint);
  g_hash_table_unref (self->by_operation);
  g_hash_table_unref (self->by_action);
  g_hash_table_unref (self->subjects);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->branches);
  g_ptr_array_unref (self->specials);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->lanes);
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

void
chosho_state_set_signature_func (ChoshoState *self, ChoshoSignatureFunc function, gpointer user_data)
{
  self->signature_func = function;
  self->signature_data = user_data;
}

/* The list under @name, made where there is none. @owned_name: whether the table frees its names. */
static GPtrArray *
table_list (GHashTable *table, const char *name, gboolean owned_name)
{
  GPtrArray *list = g_hash_table_lookup (table, name);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (table, owned_name ? g_strdup (name) : (char *) name, list);
    }
  return list;
}

/* --- Lanes and horizons ---------------------------------------------------------------------- */

static ChoshoLane *
add_lane (ChoshoState *self, char *chain)
{
  ChoshoLane *lane = g_new0 (ChoshoLane, 1);

  lane->index = self->lanes->len;
  lane->chain = chain;
  lane->nodes = g_ptr_array_new ();
  g_ptr_array_add (self->lanes, lane);
  return lane;
}

/* Chooses the lane of @node: behind its predecessor, or a new one for a beginning or second successor.
 * It joins it only where its author signed it: see join_chain(). */
static void
choose_lane (ChoshoState *self, ChoshoNode *node)
{
  g_autofree char *chain = g_strconcat (node->event->copy, "/", node->event->author, NULL);
  gboolean follows = node->prev != NULL && strcmp (node->prev->lane->chain, chain) == 0;

  node->astray = node->prev != NULL && !follows;
  if (follows && node->prev->first_child == NULL)
    node->lane = node->prev->lane;
  else
    node->lane = add_lane (self, node->astray ? g_strdup ("") : g_steal_pointer (&chain));
  node->position = node->lane->nodes->len;
}

static void
add_branch (ChoshoState *self, ChoshoNode *first, ChoshoNode *second)
{
  if (!g_ptr_array_find (self->branches, first, NULL))
    g_ptr_array_add (self->branches, first);
  g_ptr_array_add (self->branches, second);
  self->n_settled = 0;
}

/* Makes @node part of its chain; a second successor, or a second beginning, is a fork. */
static void
join_chain (ChoshoState *self, ChoshoNode *node)
{
  ChoshoNode *first = node->prev != NULL ? node->prev->first_child : g_hash_table_lookup (self->roots, node->lane->chain);

  g_ptr_array_add (node->lane->nodes, node);
  if (node->astray)
    return;
  if (first != NULL)
    add_branch (self, first, node);
  else if (node->prev != NULL)
    node->prev->first_child = node;
  else
    g_hash_table_insert (self->roots, node->lane->chain, node);
}

static guint32
node_count_seen (ChoshoNode *self, guint lane)
{
  if (lane == self->lane->index)
    return self->position;
  return self->horizon != NULL && lane < self->horizon->length ? self->horizon->counts[lane] : 0;
}

/* Raises @counts to all that @seen had seen, and @seen itself. */
static void
horizon_merge (ChoshoHorizon *horizon, ChoshoNode *seen)
{
  for (guint i = 0; i < horizon->length; i++)
    horizon->counts[i] = MAX (horizon->counts[i], node_count_seen (seen, i));
  horizon->counts[seen->lane->index] = MAX (horizon->counts[seen->lane->index], seen->position + 1);
}

static void
make_horizon (ChoshoState *self, ChoshoNode *node)
{
  guint n_seen = chosho_value_get_length (node->event->seen);
  gboolean same_lane = node->prev != NULL && node->prev->lane == node->lane;

  if (n_seen == 0 && (same_lane || node->prev == NULL))
    {
      node->horizon = same_lane ? node->prev->horizon : NULL;
      if (node->horizon != NULL)
        g_atomic_ref_count_inc (&node->horizon->ref_count);
      return;
    }

  node->horizon = g_malloc0 (sizeof (ChoshoHorizon) + self->lanes->len * sizeof (guint32));
  g_atomic_ref_count_init (&node->horizon->ref_count);
  node->horizon->length = self->lanes->len;
  if (node->prev != NULL)
    horizon_merge (node->horizon, node->prev);
  for (guint i = 0; i < n_seen; i++)
    horizon_merge (node->horizon, chosho_state_lookup (self, chosho_value_as_string (chosho_value_get_item (node->event->seen, i))));
}

/* What its author did not sign is part of no chain: nobody forks another person's. */
static void
move_astray (ChoshoState *self, ChoshoNode *node)
{
  if (node->position == 0 && node->lane->nodes->len == 0)
    {
      g_free (node->lane->chain);
      node->lane->chain = g_strdup ("");
    }
  else
    node->lane = add_lane (self, g_strdup (""));
  node->position = 0;
  node->astray = TRUE;
  horizon_unref (node->horizon);
  make_horizon (self, node);
  g_ptr_array_add (node->lane->nodes, node);
}

gboolean
chosho_node_is_before (ChoshoNode *self, ChoshoNode *of)
{
  return self->position < node_count_seen (of, self->lane->index);
}

/* --- Writes ---------------------------------------------------------------------------------- */

/* Takes @name. */
static ChoshoKey *
ensure_key (ChoshoState *self, char *name)
{
  ChoshoKey *key = g_hash_table_lookup (self->keys, name);

  if (key != NULL)
    {
      g_free (name);
      return key;
    }
  key = g_new0 (ChoshoKey, 1);
  key->name = name;
  key->writes = g_ptr_array_new_with_free_func (write_free);
  g_hash_table_insert (self->keys, key->name, key);
  return key;
}

typedef void (*SubjectFunc) (ChoshoWrite *write, const char *prefix, const char *name, gpointer user_data);

/* Calls @function with each name that @field holds. */
static void
foreach_name (ChoshoWrite *write, const char *field, const char *prefix, SubjectFunc function, gpointer user_data)
{
  ChoshoValue *value = chosho_value_get (write->item, field);
  const char *text = chosho_value_as_string (value);

  if (text != NULL && text[0] != '\0')
    function (write, prefix, text, user_data);
  for (guint i = 0; i < chosho_value_get_length (value); i++)
    function (write, prefix, chosho_value_as_string (chosho_value_get_item (value, i)), user_data);
}

/* Calls @function with each subject of @write. */
static void
foreach_subject (ChoshoWrite *write, SubjectFunc function, gpointer user_data)
{
  if (chosho_action_creates (write->action))
    {
      g_autofree char *own = chosho_write_dup_id (write);

      function (write, "thing:", own, user_data);
    }
  for (const ChoshoActionSubject *subject = chosho_action_get_subjects (write->action); subject->field != NULL; subject++)
    foreach_name (write, subject->field, subject->prefix, function, user_data);
}

/* A write that names something twice is listed once. */
static void
add_subject (ChoshoWrite *write, const char *prefix, const char *name, gpointer user_data)
{
  g_autofree char *subject = g_strconcat (prefix, name, NULL);
  GPtrArray *writes = table_list (((ChoshoState *) user_data)->subjects, subject, TRUE);

  if (writes->len == 0 || g_ptr_array_index (writes, writes->len - 1) != write)
    g_ptr_array_add (writes, write);
}

/* @write is the last of every list. */
static void
remove_subject (ChoshoWrite *write, const char *prefix, const char *name, gpointer user_data)
{
  g_autofree char *subject = g_strconcat (prefix, name, NULL);
  GPtrArray *writes = table_list (((ChoshoState *) user_data)->subjects, subject, TRUE);

  if (writes->len > 0 && g_ptr_array_index (writes, writes->len - 1) == write)
    g_ptr_array_set_size (writes, (int) writes->len - 1);
}

/* Takes @key_name. */
static ChoshoWrite *
add_write (ChoshoState *self, ChoshoNode *node, const ChoshoAction *action, ChoshoValue *item, char *key_name)
{
  ChoshoWrite *write = g_new0 (ChoshoWrite, 1);
  ChoshoValue *replaces = chosho_value_get (item, "replaces");

  write->node = node;
  write->index = node->writes->len;
  write->action = action;
  write->item = item;
  write->key = ensure_key (self, key_name);
  g_ptr_array_add (write->key->writes, write);
  g_ptr_array_add (node->writes, write);
  g_ptr_array_add (table_list (self->by_action, action->name, FALSE), write);
  for (guint i = 0; i < chosho_value_get_length (replaces); i++)
    {
      ChoshoWrite *old = chosho_state_lookup_write (self, chosho_value_as_string (chosho_value_get_item (replaces, i)));

      if (old == NULL || old->node == node || old->key != write->key)
        continue; /* the judge refuses such an event; nothing to note */
      if (old->replacers == NULL)
        old->replacers = g_ptr_array_new ();
      g_ptr_array_add (old->replacers, write);
    }
  /* Noted, so that all about one control or thing is found at once. */
  foreach_subject (write, add_subject, self);
  chosho_team_note_key (self->by_fingerprint, write);
  return write;
}

/* Only events of the right form come here: the judge has validated every item. */
static void
add_writes (ChoshoState *self, ChoshoNode *node)
{
  const ChoshoAction *action = chosho_action_lookup (node->event->action);

  for (guint i = 0; i < chosho_value_get_length (node->event->items); i++)
    {
      ChoshoValue *item = chosho_value_get_item (node->event->items, i);

      add_write (self, node, action, item, chosho_node_dup_key (node, action, i));
    }
  if (chosho_event_is_genesis (node->event))
    {
      /* The creator is the first member: "GENESIS#1", written by the same item's `creator`. */
      ChoshoValue *creator = chosho_value_get (chosho_value_get_item (node->event->items, 0), "creator");

      add_write (self, node, chosho_action_lookup ("member-add"), creator, g_strdup_printf ("member:%s#1", node->event->id_hex));
    }
}

/* --- Adding ---------------------------------------------------------------------------------- */

static const char *
find_missing (ChoshoState *self, ChoshoEvent *event)
{
  if (self->genesis == NULL && !chosho_event_is_genesis (event))
    return event->engagement;
  if (event->prev != NULL && !g_hash_table_contains (self->by_id, event->prev))
    return event->prev;
  for (guint i = 0; i < chosho_value_get_length (event->seen); i++)
    {
      const char *id = chosho_value_as_string (chosho_value_get_item (event->seen, i));

      if (!g_hash_table_contains (self->by_id, id))
        return id;
    }
  return NULL;
}

static void
note_operation (ChoshoState *self, ChoshoNode *node)
{
  g_autofree char *name = g_strconcat (node->event->author, "/", node->event->operation, NULL);

  g_ptr_array_add (table_list (self->by_operation, name, TRUE), node);
}

static void
note_seen (ChoshoNode *node, ChoshoNode *seen)
{
  node->depth = MAX (node->depth, seen->depth + 1);
  if (node->latest_before == NULL || seen->latest->event->time_us > node->latest_before->event->time_us)
    node->latest_before = seen->latest;
}

/* Every event remembers how far from the beginning it is, and the latest of its causal past, so that what lies further
 * back is not hidden by what came in between. */
static void
note_past (ChoshoNode *node)
{
  if (node->prev != NULL)
    note_seen (node, node->prev);
  for (guint i = 0; i < chosho_value_get_length (node->event->seen); i++)
    note_seen (node, chosho_state_lookup (node->state, chosho_value_as_string (chosho_value_get_item (node->event->seen, i))));
  node->latest = chosho_node_is_clock_reversed (node) ? node->latest_before : node;
}

static void
add_node (ChoshoState *self, ChoshoEvent *event)
{
  ChoshoNode *node = g_new0 (ChoshoNode, 1);

  node->state = self;
  node->event = chosho_event_ref (event);
  node->writes = g_ptr_array_new ();
  node->prev = event->prev != NULL ? g_hash_table_lookup (self->by_id, event->prev) : NULL;
  node->index = self->nodes->len;
  g_ptr_array_add (self->nodes, node);
  g_hash_table_insert (self->by_id, node->event->id_hex, node);
  chosho_state_note_changed (self, node);
  choose_lane (self, node);
  make_horizon (self, node);
  note_past (node);
  if (chosho_event_is_genesis (event) && self->genesis == NULL)
    self->genesis = node;

  if (chosho_state_judge_signature (self, node))
    {
      join_chain (self, node);
      note_operation (self, node);
      chosho_state_judge (self, node);
    }
  else
    move_astray (self, node);
  self->has_newer = self->has_newer || g_strcmp0 (node->code, CHOSHO_NODE_NEWER) == 0;
  if (!node->admissible)
    return;
  add_writes (self, node);
  chosho_state_note_complete (self, node);
  if (g_str_equal (event->action, "admit") || g_str_equal (event->action, "member-key-revoke")
      || g_str_equal (event->action, "member-leave") || g_str_equal (event->action, "assembly") || g_str_equal (event->action, "ending"))
    {
      g_ptr_array_add (self->specials, node);
      self->n_settled = 0;
    }
}

/* Moves the events that waited for @id to @ready. */
static void
release_waiting (ChoshoState *self, const char *id, GQueue *ready)
{
  GPtrArray *list;
  g_autofree char *name = NULL;

  if (!g_hash_table_steal_extended (self->waiting, id, (gpointer *) &name, (gpointer *) &list))
    return;
  for (guint i = 0; i < list->len; i++)
    {
      ChoshoEvent *event = g_ptr_array_index (list, i);

      g_hash_table_remove (self->waiting_ids, event->id_hex);
      g_queue_push_tail (ready, chosho_event_ref (event));
    }
  g_ptr_array_unref (list);
}

static void
add_waiting (ChoshoState *self, ChoshoEvent *event, const char *missing)
{
  GPtrArray *list = g_hash_table_lookup (self->waiting, missing);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_event_unref);
      g_hash_table_insert (self->waiting, g_strdup (missing), list);
    }
  g_ptr_array_add (list, chosho_event_ref (event));
  g_hash_table_add (self->waiting_ids, event->id_hex);
}

ChoshoStateAdded
chosho_state_add (ChoshoState *self, ChoshoEvent *event)
{
  GQueue ready = G_QUEUE_INIT;
  ChoshoEvent *next;

  if (g_hash_table_contains (self->by_id, event->id_hex) || g_hash_table_contains (self->waiting_ids, event->id_hex))
    return CHOSHO_STATE_HELD;

  /* A queue, not recursion: a long chain may arrive backwards. */
  g_queue_push_tail (&ready, chosho_event_ref (event));
  while ((next = g_queue_pop_head (&ready)) != NULL)
    {
      const char *missing = find_missing (self, next);

      if (missing != NULL)
        add_waiting (self, next, missing);
      else
        {
          add_node (self, next);
          release_waiting (self, next->id_hex, &ready);
        }
      chosho_event_unref (next);
    }
  return g_hash_table_contains (self->waiting_ids, event->id_hex) ? CHOSHO_STATE_WAITING : CHOSHO_STATE_ADDED;
}

static void
pop (GPtrArray *list, gpointer expected)
{
  g_assert (list->len > 0 && g_ptr_array_index (list, list->len - 1) == expected);
  g_ptr_array_set_size (list, (int) list->len - 1);
}

static void
remove_write (ChoshoState *self, ChoshoWrite *write)
{
  ChoshoValue *replaces = chosho_value_get (write->item, "replaces");

  for (guint i = 0; i < chosho_value_get_length (replaces); i++)
    {
      ChoshoWrite *old = chosho_state_lookup_write (self, chosho_value_as_string (chosho_value_get_item (replaces, i)));

      if (old != NULL && old->replacers != NULL)
        g_ptr_array_remove (old->replacers, write);
    }
  chosho_team_forget_key (self->by_fingerprint, write);
  foreach_subject (write, remove_subject, self);
  pop (g_hash_table_lookup (self->by_action, write->action->name), write);
  pop (write->key->writes, write); /* frees it; the emptied key stays, harmless */
}

/* The first of two branches was noted with the second, @node: without that it is none. */
static void
forget_first_branch (ChoshoState *self, ChoshoNode *node)
{
  ChoshoNode *first = node->prev != NULL ? node->prev->first_child : g_hash_table_lookup (self->roots, node->lane->chain);

  if (first != NULL && self->branches->len > 0 && g_ptr_array_index (self->branches, self->branches->len - 1) == first)
    pop (self->branches, first);
}

/* Takes @node, the last of its lane, out of its chain. */
static void
leave_chain (ChoshoState *self, ChoshoNode *node)
{
  chosho_state_forget_complete (self, node);
  if (node->prev != NULL && node->prev->first_child == node)
    node->prev->first_child = NULL;
  if (g_hash_table_lookup (self->roots, node->lane->chain) == node)
    g_hash_table_remove (self->roots, node->lane->chain);
  if (self->branches->len > 0 && g_ptr_array_index (self->branches, self->branches->len - 1) == node)
    {
      pop (self->branches, node);
      self->n_settled = 0;
      forget_first_branch (self, node);
    }
  pop (node->lane->nodes, node);
  if (node->lane->nodes->len == 0)
    pop (self->lanes, node->lane);
}

void
chosho_state_remove_last (ChoshoState *self)
{
  ChoshoNode *node = g_ptr_array_index (self->nodes, self->nodes->len - 1);
  g_autofree char *operation = g_strconcat (node->event->author, "/", node->event->operation, NULL);

  g_assert (g_hash_table_size (self->waiting_ids) == 0 || !g_hash_table_contains (self->waiting, node->event->id_hex));
  for (guint i = node->writes->len; i > 0; i--)
    remove_write (self, g_ptr_array_index (node->writes, i - 1));
  if (self->specials->len > 0 && g_ptr_array_index (self->specials, self->specials->len - 1) == node)
    {
      pop (self->specials, node);
      self->n_settled = 0;
    }
  if (g_hash_table_contains (self->by_operation, operation)) /* an event that its author did not sign is not there */
    g_ptr_array_remove (g_hash_table_lookup (self->by_operation, operation), node);
  leave_chain (self, node);
  g_hash_table_remove_all (self->acts); /* they know events by their index */
  g_hash_table_remove (self->by_id, node->event->id_hex);
  if (self->genesis == node)
    self->genesis = NULL;
  self->n_settled = MIN (self->n_settled, self->nodes->len - 1);
  g_ptr_array_remove (self->changed, node);
  pop (self->nodes, node);
}

/* --- What changed ---------------------------------------------------------------------------- */

void
chosho_state_note_changed (ChoshoState *self, ChoshoNode *node)
{
  if (!node->changed)
    g_ptr_array_add (self->changed, node);
  node->changed = TRUE;
}

GPtrArray *
chosho_state_get_changed (ChoshoState *self)
{
  return self->changed;
}

void
chosho_state_mark (ChoshoState *self)
{
  for (guint i = 0; i < self->changed->len; i++)
    ((ChoshoNode *) g_ptr_array_index (self->changed, i))->changed = FALSE;
  g_ptr_array_set_size (self->changed, 0);
}

/* --- Reading --------------------------------------------------------------------------------- */

const char *
chosho_state_get_engagement (ChoshoState *self)
{
  return self->genesis != NULL ? self->genesis->event->id_hex : NULL;
}

guint
chosho_state_get_n_events (ChoshoState *self)
{
  return self->nodes->len;
}

ChoshoNode *
chosho_state_get_nth (ChoshoState *self, guint index)
{
  return index < self->nodes->len ? g_ptr_array_index (self->nodes, index) : NULL;
}

ChoshoNode *
chosho_state_lookup (ChoshoState *self, const char *event_id)
{
  return event_id != NULL ? g_hash_table_lookup (self->by_id, event_id) : NULL;
}

ChoshoWrite *
chosho_state_lookup_write (ChoshoState *self, const char *write_id)
{
  char id[CHOSHO_DIGEST_HEX_SIZE];
  ChoshoNode *node;
  guint64 index;
  char *end;

  if (write_id == NULL || strnlen (write_id, 66) < 66 || write_id[64] != '#' || !g_ascii_isdigit (write_id[65]))
    return NULL;
  memcpy (id, write_id, 64);
  id[64] = '\0';
  index = g_ascii_strtoull (write_id + 65, &end, 10);
  node = g_hash_table_lookup (self->by_id, id);
  if (*end != '\0' || node == NULL || index >= node->writes->len)
    return NULL;
  return g_ptr_array_index (node->writes, index);
}

ChoshoKey *
chosho_state_lookup_key (ChoshoState *self, const char *name)
{
  return g_hash_table_lookup (self->keys, name);
}

GPtrArray *
chosho_state_get_writes_about (ChoshoState *self, const char *subject)
{
  return g_hash_table_lookup (self->subjects, subject);
}

GPtrArray *
chosho_state_get_writes_of (ChoshoState *self, const char *action)
{
  return table_list (self->by_action, chosho_action_lookup (action)->name, FALSE);
}

GPtrArray *
chosho_state_list_waiting (ChoshoState *self)
{
  GPtrArray *all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < ((GPtrArray *) value)->len; i++)
      g_ptr_array_add (all, g_ptr_array_index ((GPtrArray *) value, i));
  return all;
}

GPtrArray *
chosho_state_list_missing (ChoshoState *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (self->waiting_ids, name))
      g_ptr_array_add (all, g_strdup (name));
  return all;
}

gboolean
chosho_state_has_newer (ChoshoState *self)
{
  return self->has_newer;
}

GPtrArray *
chosho_state_find_operation (ChoshoState *self, const char *author, const char *operation)
{
  g_autofree char *name = g_strconcat (author, "/", operation, NULL);
  GPtrArray *found;

  found = g_hash_table_lookup (self->by_operation, name);
  return found != NULL && found->len > 0 ? found : NULL;
}

GPtrArray *
chosho_state_list_heads (ChoshoState *self)
{
  GPtrArray *heads = g_ptr_array_new ();

  for (guint i = 0; i < self->lanes->len; i++)
    {
      ChoshoLane *lane = g_ptr_array_index (self->lanes, i);

      if (lane->chain[0] != '\0')
        g_ptr_array_add (heads, g_ptr_array_index (lane->nodes, lane->nodes->len - 1));
    }
  return heads;
}

GPtrArray *
chosho_state_list_branches (ChoshoState *self)
{
  return g_ptr_array_copy (self->branches, NULL, NULL);
}

ChoshoEvent *
chosho_node_get_event (ChoshoNode *self)
{
  return self->event;
}

guint
chosho_node_get_index (ChoshoNode *self)
{
  return self->index;
}

gboolean
chosho_node_is_admissible (ChoshoNode *self)
{
  return self->admissible;
}

const char *
chosho_node_get_code (ChoshoNode *self)
{
  return self->code;
}

const char *
chosho_node_get_reason (ChoshoNode *self)
{
  return self->reason;
}

const char *
chosho_node_get_words (ChoshoNode *self)
{
  return self->words;
}

const char *
chosho_node_get_rule (ChoshoNode *self)
{
  return self->rule;
}

gboolean
chosho_node_is_effective (ChoshoNode *self)
{
  return self->effective;
}

const char *
chosho_node_get_waiting_code (ChoshoNode *self)
{
  return self->waiting_code;
}

gboolean
chosho_node_is_void (ChoshoNode *self)
{
  return self->is_void;
}

GPtrArray *
chosho_node_get_writes (ChoshoNode *self)
{
  return self->writes;
}

gboolean
chosho_node_is_clock_reversed (ChoshoNode *self)
{
  return chosho_node_get_clock_witness (self) != NULL;
}

ChoshoNode *
chosho_node_get_clock_witness (ChoshoNode *self)
{
  return self->latest_before != NULL && self->event->time_us < self->latest_before->event->time_us ? self->latest_before : NULL;
}

static void
format_id (const ChoshoNode *node, guint index, char out[CHOSHO_WRITE_ID_SIZE])
{
  char digits[CHOSHO_WRITE_ID_SIZE - CHOSHO_DIGEST_HEX_SIZE];
  char *first = digits + sizeof digits - 1;

  *first = '\0';
  do
    *--first = (char) ('0' + index % 10);
  while ((index /= 10) > 0);
  memcpy (out, node->event->id_hex, CHOSHO_DIGEST_HEX_SIZE - 1);
  out[CHOSHO_DIGEST_HEX_SIZE - 1] = '#';
  memcpy (out + CHOSHO_DIGEST_HEX_SIZE, first, digits + sizeof digits - first);
}

/* Own ids are made only where the key holds them. */
char *
chosho_node_dup_key (ChoshoNode *self, const ChoshoAction *action, guint index)
{
  gboolean creates = chosho_action_creates (action);
  char own_id[CHOSHO_WRITE_ID_SIZE];

  if (creates)
    format_id (self, index, own_id);
  return chosho_action_key (action, chosho_value_get_item (self->event->items, index), creates ? own_id : NULL);
}

const char *
chosho_node_get_member (ChoshoNode *self)
{
  return self->member;
}

int
chosho_write_compare (const ChoshoWrite *a, const ChoshoWrite *b)
{
  int order = a->node == b->node ? 0 : strcmp (a->node->event->id_hex, b->node->event->id_hex);

  if (a->node->depth != b->node->depth)
    return a->node->depth < b->node->depth ? -1 : 1;
  return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

void
chosho_write_format_id (const ChoshoWrite *self, char out[CHOSHO_WRITE_ID_SIZE])
{
  format_id (self->node, self->index, out);
}

char *
chosho_write_dup_id (const ChoshoWrite *self)
{
  char id[CHOSHO_WRITE_ID_SIZE];

  chosho_write_format_id (self, id);
  return g_strdup (id);
}

const char *
chosho_write_get_author_member (const ChoshoWrite *self)
{
  return self->node->member;
}
