/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-scribe.h"

#include "chosho-test-fill.h"

#define BOOT "22222222-3333-4444-5555-666666666666"

static void
person_free (gpointer data)
{
  ScribePerson *self = data;

  chosho_identity_unref (self->identity);
  g_free (self->fingerprint);
  g_free (self->public_key);
  g_free (self->member);
  g_free (self);
}

static void
chain_free (gpointer data)
{
  ScribeChain *self = data;

  g_free (self->copy);
  g_free (self);
}

/* The events were signed a moment ago by this program. */
static gboolean
on_signature (const ChoshoEvent *event, const char *public_key, gpointer user_data)
{
  return TRUE;
}

Scribe *
scribe_new (gint64 first_time_us, gint64 step_us)
{
  Scribe *self = g_new0 (Scribe, 1);

  self->state = chosho_state_new ();
  chosho_state_set_signature_func (self->state, on_signature, NULL);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->chains = g_ptr_array_new_with_free_func (chain_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);
  self->heads = g_ptr_array_new ();
  self->next_heads = g_ptr_array_new ();
  self->round = 1;
  self->now_us = first_time_us;
  self->step_us = step_us;
  return self;
}

void
scribe_free (Scribe *self)
{
  if (self == NULL)
    return;
  chosho_state_free (self->state);
  g_ptr_array_unref (self->next_heads);
  g_ptr_array_unref (self->heads);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->chains);
  g_ptr_array_unref (self->people);
  g_free (self);
}

ScribePerson *
scribe_add_person (Scribe *self, const char *name, const char *path)
{
  ScribePerson *person = g_new0 (ScribePerson, 1);
  g_autoptr (GError) error = NULL;

  person->identity = chosho_identity_create (name, NULL, path, &error);
  if (person->identity == NULL)
    g_error ("%s", error->message);
  person->fingerprint = chosho_identity_dup_fingerprint (person->identity);
  person->public_key = chosho_hex_encode (chosho_identity_get_public_key (person->identity), CHOSHO_KEY_PUBLIC_SIZE);
  g_ptr_array_add (self->people, person);
  return person;
}

ScribeChain *
scribe_add_chain (Scribe *self, ScribePerson *person, guint copy)
{
  ScribeChain *chain = g_new0 (ScribeChain, 1);

  chain->person = person;
  chain->copy = g_strdup_printf ("f0%030x", copy);
  g_ptr_array_add (self->chains, chain);
  return chain;
}

/* What wrote in this round had seen all of the rounds before: its last events imply all else. */
void
scribe_begin_round (Scribe *self)
{
  if (self->next_heads->len == 0)
    return;
  g_ptr_array_set_size (self->heads, 0);
  for (guint i = 0; i < self->next_heads->len; i++)
    g_ptr_array_add (self->heads, ((ScribeChain *) g_ptr_array_index (self->next_heads, i))->last);
  g_ptr_array_set_size (self->next_heads, 0);
  self->round++;
}

/* The heads that @chain has not seen, NULL-terminated. (transfer container) */
static GPtrArray *
list_seen (Scribe *self, ScribeChain *chain)
{
  GPtrArray *seen = g_ptr_array_new ();

  for (guint i = 0; chain->round != self->round && i < self->heads->len; i++)
    {
      ChoshoNode *head = g_ptr_array_index (self->heads, i);

      if (head != chain->last)
        g_ptr_array_add (seen, chosho_node_get_event (head)->id_hex);
    }
  g_ptr_array_add (seen, NULL);
  return seen;
}

static ChoshoValue *
complete_items (Scribe *self, const char *action, ChoshoValue *items)
{
  g_autoptr (ChoshoView) view = NULL;

  if (chosho_state_get_engagement (self->state) == NULL)
    return chosho_value_ref (items);
  view = chosho_view_new_now (self->state);
  return chosho_test_fill_items (view, action, items);
}

static ChoshoEvent *
sign (Scribe *self, ScribeChain *chain, GBytes *bytes)
{
  guint8 id[CHOSHO_DIGEST_SIZE], signature[CHOSHO_EVENT_SIGNATURE_SIZE];
  g_autoptr (GError) error = NULL;
  ChoshoEvent *event;

  chosho_event_id (bytes, id);
  chosho_key_pair_sign (chosho_identity_get_key_pair (chain->person->identity), CHOSHO_EVENT_SIGNATURE_PREFIX, id, signature);
  event = chosho_event_parse (bytes, signature, &error);
  if (event == NULL)
    g_error ("%s", error->message);
  g_ptr_array_add (self->events, chosho_stored_event_new (id, bytes, signature));
  return event;
}

static void
note_written (Scribe *self, ScribeChain *chain, ChoshoNode *node)
{
  if (chain->round != self->round)
    g_ptr_array_add (self->next_heads, chain);
  chain->round = self->round;
  chain->last = node;
  self->now_us += self->step_us;
}

ChoshoNode *
scribe_write_part (Scribe *self, ScribeChain *chain, guint part, guint parts, const char *action, ChoshoValue *items)
{
  g_autoptr (ChoshoValue) list = chosho_value_get_value_type (items) == CHOSHO_VALUE_ARRAY ? items : chosho_value_new_array ();
  g_autoptr (ChoshoValue) complete = NULL;
  g_autoptr (GPtrArray) seen = list_seen (self, chain);
  g_autofree char *operation = g_strdup_printf ("full-%06u", self->n_operations);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ChoshoEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  ChoshoEvent *last = chain->last != NULL ? chosho_node_get_event (chain->last) : NULL;
  ChoshoEventDraft draft = {
    .engagement = chosho_state_get_engagement (self->state), .copy = chain->copy, .author = chain->person->fingerprint,
    .prev = last != NULL ? last->id_hex : NULL, .seq = last != NULL ? last->seq + 1 : 0,
    .seen = (const char *const *) seen->pdata, .operation = operation, .part = part, .parts = parts, .action = action,
    .time_us = self->now_us, .monotonic_us = self->now_us / 2, .boot = BOOT,
  };
  ChoshoNode *node;

  if (list != items)
    chosho_value_append (list, items);
  draft.items = complete = complete_items (self, action, list);
  bytes = chosho_event_encode (&draft, &error);
  if (bytes == NULL)
    g_error ("%s: %s", action, error->message);
  event = sign (self, chain, bytes);
  chosho_state_add (self->state, event);
  chosho_state_settle (self->state);
  node = chosho_state_lookup (self->state, event->id_hex);
  if (node == NULL || !chosho_node_is_admissible (node))
    g_error ("%s: %s", action, node != NULL ? chosho_node_get_reason (node) : "its past is missing");
  note_written (self, chain, node);
  self->n_operations += part == parts;
  return node;
}

ChoshoNode *
scribe_write (Scribe *self, ScribeChain *chain, const char *action, ChoshoValue *items)
{
  return scribe_write_part (self, chain, 1, 1, action, items);
}

char *
scribe_dup_thing (ChoshoNode *node, guint index)
{
  return g_strdup_printf ("%s#%u", chosho_node_get_event (node)->id_hex, index);
}

ChoshoValue *
scribe_item (const char *first, ...)
{
  ChoshoValue *item = chosho_value_new_object ();
  va_list list;

  va_start (list, first);
  for (const char *name = first; name != NULL; name = va_arg (list, const char *))
    chosho_value_set_string (item, name, va_arg (list, const char *));
  va_end (list);
  return item;
}

ChoshoValue *
scribe_with_list (ChoshoValue *item, const char *name, ...)
{
  ChoshoValue *texts = chosho_value_new_array ();
  va_list list;

  va_start (list, name);
  for (const char *text = va_arg (list, const char *); text != NULL; text = va_arg (list, const char *))
    chosho_value_append_string (texts, text);
  va_end (list);
  chosho_value_set (item, name, texts);
  return item;
}
