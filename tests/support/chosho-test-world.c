/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-world.h"

#include <string.h>

#include "chosho-digest.h"
#include "chosho-test-fill.h"
#include "chosho-test-parse.h"

#define FIRST_TIME_US (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC) /* 2025-11-24T16:00:00Z */
#define BOOT "11111111-2222-3333-4444-555555555555"

/* --- Made and freed -------------------------------------------------------------------------- */

static void
person_free (gpointer data)
{
  WorldPerson *self = data;

  g_free (self->name);
  chosho_key_pair_unref (self->key);
  g_free (self->public_key);
  g_free (self->fingerprint);
  g_free (self->member);
  g_free (self);
}

static void
copy_free (gpointer data)
{
  WorldCopy *self = data;

  g_hash_table_unref (self->held);
  g_ptr_array_unref (self->events);
  chosho_state_free (self->state);
  g_free (self->id);
  g_free (self);
}

World *
world_new (void)
{
  World *self = g_new0 (World, 1);

  self->people = g_ptr_array_new_with_free_func (person_free);
  self->copies = g_ptr_array_new_with_free_func (copy_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->now_us = FIRST_TIME_US;
  self->step_us = G_USEC_PER_SEC;
  self->home = world_add_copy (self);
  return self;
}

void
world_free (World *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->copies);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

WorldPerson *
world_add_person (World *self, const char *name)
{
  WorldPerson *person = g_new0 (WorldPerson, 1);
  guint8 seed[CHOSHO_DIGEST_SIZE];

  chosho_digest_bytes (name, strlen (name), seed);
  person->name = g_strdup (name);
  person->key = chosho_key_pair_new_from_seed (seed);
  person->public_key = chosho_hex_encode (chosho_key_pair_get_public_key (person->key), CHOSHO_KEY_PUBLIC_SIZE);
  person->fingerprint = chosho_key_pair_dup_fingerprint (person->key);
  g_ptr_array_add (self->people, person);
  return person;
}

ChoshoState *
world_new_state (void)
{
  ChoshoState *state = chosho_state_new ();

  chosho_state_set_signature_func (state, chosho_test_signature_is_good, NULL);
  return state;
}

static WorldCopy *
add_copy (World *self, const char *id)
{
  WorldCopy *copy = g_new0 (WorldCopy, 1);

  copy->id = id != NULL ? g_strdup (id) : g_strdup_printf ("c0%030x", self->copies->len);
  copy->state = world_new_state ();
  copy->events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_event_unref);
  copy->held = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (self->copies, copy);
  return copy;
}

WorldCopy *
world_add_copy (World *self)
{
  return add_copy (self, NULL);
}

WorldCopy *
world_clone_copy (World *self, WorldCopy *of)
{
  WorldCopy *copy = add_copy (self, of->id);

  world_send (of, copy);
  return copy;
}

/* --- Texts ----------------------------------------------------------------------------------- */

static const char *
keep (World *self, char *text)
{
  g_ptr_array_add (self->texts, text);
  return text;
}

const char *
world_text (World *self, const char *format, ...)
{
  va_list args;
  char *text;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return keep (self, text);
}

const char *
world_thing (World *self, ChoshoNode *node, guint index)
{
  return world_text (self, "%s#%u", chosho_node_get_event (node)->id_hex, index);
}

ChoshoValue *
world_parse (const char *items)
{
  g_autoptr (ChoshoValue) value = chosho_test_parse (items);
  ChoshoValue *array;

  if (chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY)
    return g_steal_pointer (&value);
  array = chosho_value_new_array ();
  chosho_value_append (array, g_steal_pointer (&value));
  return array;
}

const char *
world_verdict (World *self, ChoshoNode *node)
{
  const char *code = chosho_node_get_code (node);
  g_auto (GStrv) words = NULL;

  if (chosho_node_is_admissible (node))
    return "ok";
  words = g_strsplit (chosho_node_get_reason (node), ": ", 3);
  if (g_str_has_prefix (words[0], "item ") && words[1] != NULL)
    return world_text (self, "%s: %s", code, words[1]);
  return code;
}

/* --- Acting ---------------------------------------------------------------------------------- */

/* The last event of @person's chain on @copy that the person signed. */
static ChoshoNode *
find_last (WorldPerson *person, WorldCopy *copy)
{
  for (guint i = copy->events->len; i > 0; i--)
    {
      ChoshoEvent *event = g_ptr_array_index (copy->events, i - 1);
      ChoshoNode *node = chosho_state_lookup (copy->state, event->id_hex);

      if (strcmp (event->copy, copy->id) == 0 && strcmp (event->author, person->fingerprint) == 0 && node != NULL
          && g_strcmp0 (chosho_node_get_code (node), "signature-bad") != 0)
        return node;
    }
  return NULL;
}

/* The items with what stands on @copy filled in. (transfer full) */
static ChoshoValue *
complete_items (WorldCopy *copy, const char *action, ChoshoValue *items)
{
  g_autoptr (ChoshoView) view = NULL;

  if (chosho_state_get_engagement (copy->state) == NULL)
    return chosho_value_ref (items);
  view = chosho_view_new_now (copy->state);
  return chosho_test_fill_items (view, action, items);
}

static ChoshoEvent *
make_event (World *self, WorldPerson *person, WorldCopy *copy, const WorldHow *how, const char *action, ChoshoValue *items)
{
  ChoshoNode *last = find_last (person, copy);
  g_autoptr (GPtrArray) heads = chosho_test_list_new_heads (copy->state, how->prev != NULL ? chosho_state_lookup (copy->state, how->prev) : last);
  g_autofree char *operation = g_strdup_printf ("act-%u", self->n_operations++);
  gboolean genesis = strcmp (action, "engagement") == 0;
  ChoshoEventDraft draft = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint8 id[CHOSHO_DIGEST_SIZE], signature[CHOSHO_EVENT_SIGNATURE_SIZE];
  ChoshoEvent *event;

  draft.engagement = genesis ? NULL : how->engagement != NULL ? how->engagement : chosho_state_get_engagement (copy->state);
  draft.copy = copy->id;
  draft.author = person->fingerprint;
  draft.prev = how->prev == NULL ? (last != NULL ? chosho_node_get_event (last)->id_hex : NULL)
               : strcmp (how->prev, "none") == 0 ? NULL : how->prev;
  draft.seq = how->prev != NULL ? how->seq : last != NULL ? chosho_node_get_event (last)->seq + 1 : 0;
  draft.seen = how->seen != NULL ? how->seen : genesis ? NULL : (const char *const *) heads->pdata;
  draft.operation = how->operation != NULL ? how->operation : operation;
  draft.part = how->parts > 0 ? how->part : 1;
  draft.parts = how->parts > 0 ? how->parts : 1;
  draft.action = action;
  draft.items = items;
  draft.time_us = self->now_us;
  draft.monotonic_us = self->mono_us;
  draft.boot = BOOT;
  self->now_us += self->step_us;
  self->mono_us += ABS (self->step_us);

  bytes = chosho_event_encode (&draft, &error);
  g_assert_no_error (error);
  chosho_event_id (bytes, id);
  chosho_key_pair_sign (how->sign_with != NULL ? how->sign_with->key : person->key, CHOSHO_EVENT_SIGNATURE_PREFIX, id, signature);
  if (how->bad_signature)
    signature[0] ^= 1;
  event = chosho_event_parse (bytes, signature, &error);
  g_assert_no_error (error);
  return event;
}

static ChoshoEvent *
act (World *self, WorldPerson *person, WorldCopy *copy, const WorldHow *how, const char *action, const char *text)
{
  g_autoptr (ChoshoValue) parsed = world_parse (text);
  g_autoptr (ChoshoValue) items = how->as_written ? chosho_value_ref (parsed) : complete_items (copy, action, parsed);
  ChoshoEvent *event = make_event (self, person, copy, how, action, items);

  if (!how->keep_back)
    world_give (copy, event);
  return event;
}

ChoshoEvent *
world_act_how (World *self, WorldPerson *person, WorldCopy *copy, const WorldHow *how, const char *action, const char *items, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, items);
  text = g_strdup_vprintf (items, args);
  va_end (args);
  return act (self, person, copy, how, action, text);
}

static G_GNUC_PRINTF (5, 0) ChoshoNode *
act_plainly (World *self, WorldPerson *person, WorldCopy *copy, const char *action, const char *items, va_list args)
{
  WorldHow how = { 0 };
  g_autofree char *text = g_strdup_vprintf (items, args);
  g_autoptr (ChoshoEvent) event = act (self, person, copy, &how, action, text);
  ChoshoNode *node = chosho_state_lookup (copy->state, event->id_hex);

  g_assert_nonnull (node);
  return node;
}

ChoshoNode *
world_act (World *self, WorldPerson *person, WorldCopy *copy, const char *action, const char *items, ...)
{
  ChoshoNode *node;
  va_list args;

  va_start (args, items);
  node = act_plainly (self, person, copy, action, items, args);
  va_end (args);
  return node;
}

ChoshoNode *
world_do (World *self, WorldPerson *person, WorldCopy *copy, const char *action, const char *items, ...)
{
  ChoshoNode *node;
  va_list args;

  va_start (args, items);
  node = act_plainly (self, person, copy, action, items, args);
  va_end (args);
  if (!chosho_node_is_admissible (node))
    g_error ("%s by %s: %s: %s", action, person->name, chosho_node_get_code (node), chosho_node_get_reason (node));
  g_assert_true (chosho_node_is_effective (node));
  return node;
}

ChoshoNode *
world_refused (World *self, WorldPerson *person, WorldCopy *copy, const char *code, const char *action, const char *items, ...)
{
  ChoshoNode *node;
  va_list args;

  va_start (args, items);
  node = act_plainly (self, person, copy, action, items, args);
  va_end (args);
  if (strcmp (world_verdict (self, node), code) != 0)
    g_error ("%s by %s: %s (%s), not %s", action, person->name, world_verdict (self, node),
             chosho_node_get_reason (node), code);
  g_assert_false (chosho_node_is_effective (node));
  return node;
}

ChoshoNode *
world_act_parts (World *self, WorldPerson *person, WorldCopy *copy, const char *action, const char *const *items, guint n_parts)
{
  g_autofree char *operation = g_strdup_printf ("bulk-%u", self->n_operations++);
  ChoshoNode *node = NULL;

  for (guint i = 0; i < n_parts; i++)
    {
      WorldHow how = { .operation = operation, .part = i + 1, .parts = n_parts };
      g_autoptr (ChoshoEvent) event = act (self, person, copy, &how, action, items[i]);

      node = chosho_state_lookup (copy->state, event->id_hex);
    }
  return node;
}

/* --- Copies ---------------------------------------------------------------------------------- */

/* TRUE where @copy did not hold @event yet. */
static gboolean
hold (WorldCopy *copy, ChoshoEvent *event)
{
  if (g_hash_table_contains (copy->held, event->id_hex))
    return FALSE;
  g_hash_table_add (copy->held, event->id_hex);
  g_ptr_array_add (copy->events, chosho_event_ref (event));
  return TRUE;
}

ChoshoStateAdded
world_give (WorldCopy *copy, ChoshoEvent *event)
{
  ChoshoStateAdded added = chosho_state_add (copy->state, event);

  g_assert_cmpint (added == CHOSHO_STATE_HELD, ==, g_hash_table_contains (copy->held, event->id_hex));
  hold (copy, event);
  chosho_state_settle (copy->state);
  return added;
}

void
world_send (WorldCopy *from, WorldCopy *to)
{
  for (guint i = 0; i < from->events->len; i++)
    {
      ChoshoEvent *event = g_ptr_array_index (from->events, i);

      chosho_state_add (to->state, event);
      hold (to, event);
    }
  chosho_state_settle (to->state);
}

void
world_exchange (WorldCopy *a, WorldCopy *b)
{
  world_send (a, b);
  world_send (b, a);
}

static void
shuffle (GPtrArray *array, GRand *rand)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint j = g_rand_int_range (rand, 0, (int) i);
      gpointer swap = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[j];
      array->pdata[j] = swap;
    }
}

void
world_send_some (WorldCopy *from, WorldCopy *to, GRand *rand, guint percent)
{
  g_autoptr (GPtrArray) order = g_ptr_array_copy (from->events, NULL, NULL);

  g_ptr_array_set_free_func (order, NULL);
  shuffle (order, rand);
  for (guint i = 0; i < order->len; i++)
    if ((guint) g_rand_int_range (rand, 0, 100) < percent)
      {
        ChoshoEvent *event = g_ptr_array_index (order, i);
        ChoshoStateAdded first = chosho_state_add (to->state, event);

        if (g_rand_int_range (rand, 0, 8) == 0) /* a repetition changes nothing */
          g_assert_cmpint (chosho_state_add (to->state, event), ==, CHOSHO_STATE_HELD);
        if (!hold (to, event))
          g_assert_cmpint (first, ==, CHOSHO_STATE_HELD);
      }
  chosho_state_settle (to->state);
}

ChoshoState *
world_replay (WorldCopy *copy, GRand *rand, gboolean reversed)
{
  g_autoptr (GPtrArray) order = g_ptr_array_copy (copy->events, NULL, NULL);
  ChoshoState *state = world_new_state ();

  g_ptr_array_set_free_func (order, NULL);
  if (rand != NULL)
    shuffle (order, rand);
  for (guint i = 0; i < order->len; i++)
    chosho_state_add (state, g_ptr_array_index (order, reversed ? order->len - 1 - i : i));
  chosho_state_settle (state);
  return state;
}
