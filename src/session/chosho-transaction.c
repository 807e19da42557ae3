/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-assembly.h"
#include "chosho-checkpoint.h"
#include "chosho-clock.h"
#include "chosho-copy.h"
#include "chosho-error.h"
#include "chosho-gate.h"
#include "chosho-limits.h"
#include "chosho-lock.h"
#include "chosho-purge.h"
#include "chosho-reference.h"
#include "chosho-rules.h"
#include "chosho-session-private.h"
#include "chosho-text.h"
#include "chosho-transaction.h"

/* Events are cut well below the limit, so that names filled in later ("@0#3" becomes an id of 66
 * characters) still fit. */
#define EVENT_BYTES (CHOSHO_LIMIT_EVENT_BYTES * 3 / 4)
#define PLACEHOLDER_BYTES 80
#define EVENT_ITEMS 512 /* one event stays readable, and quick to judge */

/* One batch of items of one action, as added. */
typedef struct
{
  const ChoshoAction *action;
  GPtrArray          *items;  /* (owned) (element-type ChoshoValue, owned) (nullable elements: unchanged) */
  GPtrArray          *ids;    /* (owned) (element-type utf8, owned) (nullable elements) after the event was made */
} Batch;

struct _ChoshoTransaction
{
  ChoshoSession *session;   /* (owned) */
  ChoshoLock    *lock;      /* (owned) (nullable) */
  ChoshoCopy    *copy;      /* (owned) */
  ChoshoView    *view;      /* (owned) (nullable) */
  char          *author;    /* (owned) */
  char          *operation; /* (owned) */
  char          *member;    /* (owned) (nullable) */
  GPtrArray     *batches;   /* (owned) (element-type Batch) */
  GPtrArray     *made;      /* (owned) (element-type ChoshoStoredEvent) added to the state, not yet stored */
  gboolean       done;      /* the operation had been carried out before */
  gboolean       committed;
  const char    *closed;    /* (nullable) what keeps additions apart, see chosho_assembly_get_lock() */
  char          *closed_why; /* (owned) (nullable) why the engagement was ended, where it was */
  gboolean       added;     /* why something is added to it was said */
};

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->ids);
  g_free (self);
}

static void
value_unref_if (gpointer data)
{
  if (data != NULL)
    chosho_value_unref (data);
}

/* --- Beginning and ending ---------------------------------------------------------------------- */

static void
take_back (ChoshoTransaction *self)
{
  for (; self->made->len > 0; g_ptr_array_set_size (self->made, (int) self->made->len - 1))
    chosho_state_remove_last (self->session->state);
}

static gboolean
open_copy (ChoshoTransaction *self, GError **error)
{
  const char *engagement = chosho_state_get_engagement (self->session->state);
  g_autoptr (GPtrArray) branches = NULL;

  self->copy = chosho_copy_open (engagement, chosho_session_get_path (self->session), self->session->log, error);
  if (self->copy == NULL)
    return FALSE;

  /* A copy that learns of its own fork takes a new id. */
  branches = chosho_state_list_branches (self->session->state);
  for (guint i = 0; i < branches->len; i++)
    if (strcmp (chosho_node_get_event (g_ptr_array_index (branches, i))->copy, chosho_copy_get_id (self->copy)) == 0)
      return chosho_copy_renew (self->copy, error);
  return TRUE;
}

ChoshoTransaction *
chosho_transaction_begin (ChoshoSession *session, const char *operation, GError **error)
{
  g_autoptr (ChoshoTransaction) self = g_new0 (ChoshoTransaction, 1);
  const ChoshoMember *member = NULL;
  g_autoptr (GError) purge_error = NULL;

  self->session = g_object_ref (session);
  self->batches = g_ptr_array_new_with_free_func (batch_free);
  self->made = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);
  if (session->identity == NULL || chosho_identity_get_key_pair (session->identity) == NULL)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("This needs an identity (--identity FILE)"));
      return NULL;
    }
  if (operation != NULL && (operation[0] == '\0' || strlen (operation) > CHOSHO_LIMIT_OPERATION_BYTES
                            || !chosho_text_is_valid (operation, strlen (operation))))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("An operation id has 1 to %d bytes"), CHOSHO_LIMIT_OPERATION_BYTES);
      return NULL;
    }
  self->author = chosho_identity_dup_fingerprint (session->identity);
  self->operation = operation != NULL ? g_strdup (operation) : g_uuid_string_random ();

  self->lock = chosho_lock_acquire (chosho_session_get_path (session), CHOSHO_LOCK_TIMEOUT_MS, session->cancellable, error);
  if (self->lock == NULL || !chosho_session_load (session, FALSE, error)
      || !chosho_session_check_writable (session, error) || !open_copy (self, error))
    return NULL;
  self->view = chosho_view_new_now (session->state);
  member = chosho_team_resolve (self->view, self->author);
  self->member = member != NULL ? g_strdup (member->id) : NULL;
  self->closed = chosho_assembly_get_lock (self->view);
  self->closed_why = self->closed != NULL && chosho_assembly_get_ending (self->view) != NULL
                       ? g_strdup (chosho_value_get_string (chosho_assembly_get_ending (self->view)->item, "reason")) : NULL;
  self->done = chosho_state_find_operation (session->state, self->author, self->operation) != NULL;
  /* What cannot be destroyed keeps nobody from working: `verify` names it, and the next entry tries again. */
  if (!chosho_purge_destroy (session, self->view, &purge_error))
    g_debug ("Purged bytes are still there: %s", purge_error->message);
  return g_steal_pointer (&self);
}

void
chosho_transaction_free (ChoshoTransaction *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->view, chosho_view_free);
  if (!self->committed)
    take_back (self);
  g_clear_pointer (&self->copy, chosho_copy_free);
  g_clear_pointer (&self->lock, chosho_lock_release);
  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->batches);
  g_free (self->author);
  g_free (self->closed_why);
  g_free (self->operation);
  g_free (self->member);
  g_object_unref (self->session);
  g_free (self);
}

gboolean
chosho_transaction_is_done (ChoshoTransaction *self)
{
  return self->done;
}

ChoshoView *
chosho_transaction_get_view (ChoshoTransaction *self)
{
  return self->view;
}

const char *
chosho_transaction_get_member (ChoshoTransaction *self)
{
  return self->member;
}

/* --- Adding ------------------------------------------------------------------------------------ */

static gboolean
is_unchanged (ChoshoValue *item, const ChoshoWrite *standing)
{
  guint expected = chosho_value_get_length (standing->item) - (chosho_value_get (standing->item, "replaces") != NULL);

  if (strcmp (standing->action->name, "sign-off") == 0 || chosho_value_get_length (item) != expected)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (item); i++)
    if (!chosho_value_equal (chosho_value_get_member_at (item, i), chosho_value_get (standing->item, chosho_value_get_key (item, i))))
      return FALSE;
  return TRUE;
}

/* Names what stands at the item's key; NULL where the item says what stands already. Takes @item. */
static ChoshoValue *
fill_replaces (ChoshoTransaction *self, const ChoshoAction *action, ChoshoValue *item)
{
  g_autofree char *key = NULL;
  g_autoptr (GPtrArray) standing = NULL;
  g_autoptr (ChoshoValue) copy = NULL;
  g_autofree char *id = NULL;
  ChoshoValue *replaces;

  if (action->mode != CHOSHO_WRITE_REGISTER || chosho_value_get (item, "replaces") != NULL || chosho_action_creates (action))
    return item;
  key = chosho_action_key (action, item, "");
  standing = chosho_view_list (self->view, key);
  if (standing->len == 1 && is_unchanged (item, g_ptr_array_index (standing, 0)))
    {
      chosho_value_unref (item);
      return NULL;
    }
  if (standing->len != 1)
    return item; /* none: nothing to name; several: the judge refuses a plain edit of a conflict */
  copy = chosho_value_copy (item);
  id = chosho_write_dup_id (g_ptr_array_index (standing, 0));
  replaces = chosho_value_new_array ();
  chosho_value_append_string (replaces, id);
  chosho_value_set (copy, "replaces", replaces);
  chosho_value_unref (item);
  return g_steal_pointer (&copy);
}

/* The highest number of things of @action on this copy, those that are being written included; 0 for what has no reference. */
static gint64
find_highest_number (ChoshoTransaction *self, const ChoshoAction *action)
{
  GPtrArray *writes;
  gint64 highest = 0;

  if (chosho_reference_letter (action->name) == NULL)
    return 0;
  writes = chosho_state_get_writes_of (self->session->state, action->name);
  for (guint i = writes->len; i > 0; i--)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i - 1);

      if (strcmp (chosho_node_get_event (write->node)->copy, chosho_copy_get_id (self->copy)) == 0)
        highest = MAX (highest, chosho_value_get_integer (write->item, "number", 0));
    }
  for (guint i = 0; i < self->batches->len; i++)
    {
      Batch *batch = g_ptr_array_index (self->batches, i);

      if (batch->action == action)
        highest += batch->items->len;
    }
  return highest;
}

/* Gives things that carry a printed reference a number of this copy. Takes @item. */
static ChoshoValue *
fill_number (const ChoshoAction *action, ChoshoValue *item, gint64 number)
{
  ChoshoValue *copy;

  if (chosho_reference_letter (action->name) == NULL || chosho_value_get (item, "number") != NULL)
    return item;
  copy = chosho_value_copy (item);
  chosho_value_set_integer (copy, "number", number);
  chosho_value_unref (item);
  return copy;
}

guint
chosho_transaction_add (ChoshoTransaction *self, const char *action, ChoshoValue *items)
{
  Batch *batch = g_new0 (Batch, 1);
  gint64 highest;

  batch->action = chosho_action_lookup (action);
  g_assert (batch->action != NULL);
  highest = find_highest_number (self, batch->action);
  batch->items = g_ptr_array_new_with_free_func (value_unref_if);
  batch->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      ChoshoValue *item = fill_number (batch->action, chosho_value_ref (chosho_value_get_item (items, i)), highest + 1 + i);

      g_ptr_array_add (batch->items, fill_replaces (self, batch->action, item));
      g_ptr_array_add (batch->ids, NULL);
    }
  chosho_value_unref (items);
  g_ptr_array_add (self->batches, batch);
  return self->batches->len - 1;
}

guint
chosho_transaction_add_item (ChoshoTransaction *self, const char *action, ChoshoValue *item)
{
  ChoshoValue *items = chosho_value_new_array ();

  chosho_value_append (items, item);
  return chosho_transaction_add (self, action, items);
}

guint
chosho_transaction_remove (ChoshoTransaction *self, const char *action, ChoshoValue *item, GPtrArray *writes)
{
  ChoshoValue *replaces = chosho_value_new_array ();

  for (guint i = 0; i < writes->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (writes, i));

      chosho_value_append_string (replaces, id);
    }
  chosho_value_set (item, "replaces", replaces);
  return chosho_transaction_add_item (self, action, item);
}

guint
chosho_transaction_get_n_items (ChoshoTransaction *self)
{
  guint count = 0;

  for (guint i = 0; i < self->batches->len; i++)
    {
      Batch *batch = g_ptr_array_index (self->batches, i);

      for (guint j = 0; j < batch->items->len; j++)
        count += g_ptr_array_index (batch->items, j) != NULL;
    }
  return count;
}

/* --- Making events ----------------------------------------------------------------------------- */

/* Reads "@B#I": item I of batch B, both made already. */
static const char *
find_named (ChoshoTransaction *self, const char *text)
{
  guint64 batch, item;
  char *end;
  Batch *made;

  if (text[0] != '@' || !g_ascii_isdigit (text[1]))
    return NULL;
  batch = g_ascii_strtoull (text + 1, &end, 10);
  if (end[0] != '#' || !g_ascii_isdigit (end[1]) || batch >= self->batches->len)
    return NULL;
  item = g_ascii_strtoull (end + 1, &end, 10);
  made = g_ptr_array_index (self->batches, batch);
  return *end == '\0' && item < made->ids->len ? g_ptr_array_index (made->ids, item) : NULL;
}

/* A name "@B#I" becomes the id of what it names. */
static ChoshoValue *
resolve_names (ChoshoTransaction *self, ChoshoValue *value)
{
  const char *text = chosho_value_as_string (value);
  ChoshoValue *copy;

  if (text != NULL)
    {
      const char *id = find_named (self, text);

      return id != NULL ? chosho_value_new_string (id) : chosho_value_ref (value);
    }
  switch (chosho_value_get_value_type (value))
    {
    case CHOSHO_VALUE_ARRAY:
      copy = chosho_value_new_array ();
      for (guint i = 0; i < chosho_value_get_length (value); i++)
        chosho_value_append (copy, resolve_names (self, chosho_value_get_item (value, i)));
      return copy;
    case CHOSHO_VALUE_OBJECT:
      copy = chosho_value_new_object ();
      for (guint i = 0; i < chosho_value_get_length (value); i++)
        chosho_value_set (copy, chosho_value_get_key (value, i), resolve_names (self, chosho_value_get_member_at (value, i)));
      return copy;
    case CHOSHO_VALUE_NULL:
    case CHOSHO_VALUE_BOOLEAN:
    case CHOSHO_VALUE_INTEGER:
    case CHOSHO_VALUE_STRING:
    default:
      return chosho_value_ref (value);
    }
}

/* The last event of this copy's chain of the author; NULL where the chain has none yet. */
static ChoshoNode *
find_own_head (ChoshoTransaction *self, GPtrArray *heads)
{
  ChoshoNode *own = NULL;

  for (guint i = 0; i < heads->len; i++)
    {
      ChoshoEvent *event = chosho_node_get_event (g_ptr_array_index (heads, i));

      if (strcmp (event->author, self->author) == 0 && strcmp (event->copy, chosho_copy_get_id (self->copy)) == 0)
        own = g_ptr_array_index (heads, i);
    }
  return own;
}

/* Heads of other chains that are new since the chain's previous event, none that another one implies. */
static GPtrArray *
list_new_heads (GPtrArray *heads, ChoshoNode *own)
{
  GPtrArray *fresh = g_ptr_array_new ();

  for (guint i = 0; i < heads->len; i++)
    {
      ChoshoNode *head = g_ptr_array_index (heads, i);
      gboolean implied = own != NULL && (head == own || chosho_node_is_before (head, own));

      for (guint j = 0; j < heads->len && !implied; j++)
        implied = i != j && heads->pdata[j] != own && chosho_node_is_before (head, g_ptr_array_index (heads, j));
      if (!implied)
        g_ptr_array_add (fresh, chosho_node_get_event (head)->id_hex);
    }
  g_ptr_array_add (fresh, NULL);
  return fresh;
}

/* What the judge said to an event that it did not take. */
typedef struct
{
  const char *rule;  /* (nullable) */
  char       *words; /* (owned) (nullable) the rule's own */
} Refusal;

/* Encodes, signs and judges one event and leaves it in the state. NULL with @error on failure; then
 * @refused is filled where the judge said no. */
static ChoshoNode *
add_event (ChoshoTransaction *self, const ChoshoAction *action, ChoshoValue *items, gint64 part, gint64 parts,
           Refusal *refused, GError **error)
{

  g_autoptr (GPtrArray) heads = chosho_state_list_heads (self->session->state);
  ChoshoNode *own = find_own_head (self, heads);
  g_autoptr (GPtrArray) seen = list_new_heads (heads, own);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ChoshoEvent) event = NULL;
  guint8 id[CHOSHO_DIGEST_SIZE], signature[CHOSHO_SIGNATURE_SIZE];
  const char *reason;
  ChoshoNode *node;
  ChoshoEventDraft draft = {
    .engagement = chosho_state_get_engagement (self->session->state), .copy = chosho_copy_get_id (self->copy),
    .author = self->author, .prev = own != NULL ? chosho_node_get_event (own)->id_hex : NULL,
    .seq = own != NULL ? chosho_node_get_event (own)->seq + 1 : 0, .seen = (const char *const *) seen->pdata,
    .operation = self->operation, .part = part, .parts = parts, .action = action->name, .items = items,
    .time_us = chosho_clock_now_us (), .monotonic_us = chosho_clock_monotonic_us (), .boot = chosho_clock_boot_id (),
  };

  bytes = chosho_event_encode (&draft, error);
  if (bytes == NULL)
    return NULL;
  chosho_event_id (bytes, id);
  chosho_key_pair_sign (chosho_identity_get_key_pair (self->session->identity), CHOSHO_EVENT_SIGNATURE_PREFIX, id, signature);
  event = chosho_event_parse (bytes, signature, error);
  if (event == NULL)
    return NULL;
  chosho_state_add (self->session->state, event);
  node = chosho_state_lookup (self->session->state, event->id_hex);
  g_ptr_array_add (self->made, chosho_stored_event_new (id, bytes, signature));
  if (chosho_node_is_admissible (node))
    return node;

  refused->rule = chosho_node_get_rule (node);
  refused->words = g_strdup (chosho_node_get_words (node));
  reason = refused->words != NULL ? refused->words : chosho_node_get_reason (node);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The record does not take this: %s"),
               reason != NULL ? reason : chosho_node_get_code (node));
  return NULL;
}

/* Says first why @action adds to a file that is closed, where somebody gave the reason. Without it the judge refuses. */
static gboolean
make_addition (ChoshoTransaction *self, const ChoshoAction *action, Refusal *refused, GError **error)
{
  g_autoptr (ChoshoValue) items = NULL;
  ChoshoValue *item;

  if (self->added || self->session->addition == NULL || chosho_assembly_is_exempt (self->closed, action->name))
    return TRUE;
  self->added = TRUE;
  items = chosho_value_new_array ();
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "reason", self->session->addition);
  chosho_value_append (items, item);
  return add_event (self, chosho_action_lookup ("addition"), items, 1, 1, refused, error) != NULL;
}

/* The same, with that before it. */
static ChoshoNode *
make_event (ChoshoTransaction *self, const ChoshoAction *action, ChoshoValue *items, gint64 part, gint64 parts,
            Refusal *refused, GError **error)
{
  return make_addition (self, action, refused, error) ? add_event (self, action, items, part, parts, refused, error) : NULL;
}

/* Where each event of a batch begins: items that still fit together. @start: first item looked at.
 * Returns the item after the last one of this event; @count how many it holds. */
static guint
find_cut (Batch *batch, guint start, guint *count)
{
  gsize size_bytes = 0;
  guint i;

  *count = 0;
  for (i = start; i < batch->items->len; i++)
    {
      ChoshoValue *item = g_ptr_array_index (batch->items, i);
      g_autofree char *text = NULL;
      gsize item_bytes;

      if (item == NULL)
        continue;
      text = chosho_value_to_canonical (item, &item_bytes);
      for (const char *p = strchr (text, '@'); p != NULL; p = strchr (p + 1, '@'))
        item_bytes += PLACEHOLDER_BYTES;
      if (*count > 0 && (size_bytes + item_bytes > EVENT_BYTES || *count == EVENT_ITEMS))
        break;
      size_bytes += item_bytes;
      (*count)++;
    }
  return i;
}

static guint
count_events (ChoshoTransaction *self)
{
  guint events = 0;

  for (guint i = 0; i < self->batches->len; i++)
    {
      Batch *batch = g_ptr_array_index (self->batches, i);
      guint count;

      for (guint start = 0; start < batch->items->len; )
        {
          start = find_cut (batch, start, &count);
          events += count > 0;
        }
    }
  return events;
}

/* Makes the event of the items from @start up to @end and notes their ids. */
static gboolean
make_batch_event (ChoshoTransaction *self, Batch *batch, guint start, guint end, gint64 part, gint64 parts,
                  Refusal *refused, GError **error)
{
  g_autoptr (ChoshoValue) items = chosho_value_new_array ();
  ChoshoNode *node;
  guint place = 0;

  for (guint i = start; i < end; i++)
    if (g_ptr_array_index (batch->items, i) != NULL)
      chosho_value_append (items, resolve_names (self, g_ptr_array_index (batch->items, i)));
  node = make_event (self, batch->action, items, part, parts, refused, error);
  if (node == NULL)
    return FALSE;
  for (guint i = start; i < end; i++)
    if (g_ptr_array_index (batch->items, i) != NULL)
      batch->ids->pdata[i] = g_strdup_printf ("%s#%u", chosho_node_get_event (node)->id_hex, place++);
  return TRUE;
}

static gboolean
make_all (ChoshoTransaction *self, Refusal *refused, GError **error)
{
  gint64 parts = count_events (self), part = 0;

  for (guint i = 0; i < self->batches->len; i++)
    {
      Batch *batch = g_ptr_array_index (self->batches, i);

      for (guint start = 0; start < batch->items->len; )
        {
          guint count;
          guint end = find_cut (batch, start, &count);

          if (count > 0 && !make_batch_event (self, batch, start, end, ++part, parts, refused, error))
            return FALSE;
          start = end;
        }
    }
  return TRUE;
}

/* --- Commit ------------------------------------------------------------------------------------ */

/* A refusal by a rule becomes the blockers object, with what it says of its own (@words, nullable) beside
 * the sentence of its code; a fault of form stays an error. */
static void
explain_refusal (const char *rule, const char *words, ChoshoValue **result, GError **error)
{
  g_autoptr (GPtrArray) blockers = NULL;
  g_autofree char *detail = NULL;
  ChoshoBlocker *blocker;

  if (rule == NULL || strcmp (rule, "form") == 0)
    return;
  if (strcmp (rule, "replaced") == 0)
    {
      rule = "conflict-open";
      words = NULL;
    }
  blockers = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);
  blocker = chosho_blocker_new (rule, FALSE, NULL);
  g_ptr_array_add (blockers, blocker);
  if (words != NULL && strcmp (words, rule) != 0 && g_strcmp0 (words, chosho_blocker_describe (rule)) != 0)
    blocker->detail = g_strdup (words);
  if (result != NULL)
    *result = chosho_blockers_to_value (blockers);
  detail = chosho_blocker_dup_message (blocker);
  g_clear_error (error);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("Refused: %s"), detail);
}

gboolean
chosho_transaction_check_power (ChoshoTransaction *self, const char *action, ChoshoValue **result, GError **error)
{
  const char *code = chosho_rules_check_author (self->view, self->author, chosho_action_lookup (action));

  if (code == NULL && self->session->addition == NULL && !chosho_assembly_is_exempt (self->closed, action))
    code = self->closed;
  if (code == NULL)
    return TRUE;
  explain_refusal (code, code == self->closed ? self->closed_why : NULL, result, error);
  return FALSE;
}

static gboolean
store (ChoshoTransaction *self, GError **error)
{
  ChoshoAppendResult appended;
  gint64 arrival;

  if (!chosho_event_log_append (self->session->log, (ChoshoStoredEvent *const *) self->made->pdata, self->made->len,
                                &appended, NULL, error))
    return FALSE;
  self->committed = TRUE;
  arrival = appended.last_arrival - self->made->len;
  for (guint i = 0; i < self->made->len; i++)
    {
      g_autofree char *id = chosho_hex_encode (((ChoshoStoredEvent *) g_ptr_array_index (self->made, i))->id, CHOSHO_DIGEST_SIZE);

      chosho_session_note_arrival (self->session, chosho_node_get_event (chosho_state_lookup (self->session->state, id)), ++arrival);
    }
  return TRUE;
}

/* After the events are durable nothing may fail the command: an index that lags is caught up by the
 * next reader, a copy that could not be noted begins a new chain. */
static void
follow_up (ChoshoTransaction *self)
{
  g_autoptr (GError) local_error = NULL;
  ChoshoStoredEvent *last = g_ptr_array_index (self->made, self->made->len - 1);
  g_autofree char *id = chosho_hex_encode (last->id, CHOSHO_DIGEST_SIZE);
  ChoshoEvent *event = chosho_node_get_event (chosho_state_lookup (self->session->state, id));

  if (!chosho_copy_mark (self->copy, self->author, event->seq, id, &local_error))
    g_debug ("The copy could not be noted: %s", local_error->message);
  g_clear_error (&local_error);
  chosho_state_settle (self->session->state);
  if (!chosho_session_update_index (self->session, &local_error))
    g_debug ("The index lags: %s", local_error->message);
}

gboolean
chosho_transaction_commit (ChoshoTransaction *self, ChoshoValue **result, GError **error)
{
  Refusal refused = { NULL };

  g_assert (!self->done && !self->committed);
  g_clear_pointer (&self->view, chosho_view_free);
  if (!make_all (self, &refused, error))
    {
      take_back (self);
      explain_refusal (refused.rule, refused.words, result, error);
      g_free (refused.words);
      return FALSE;
    }
  if (self->made->len == (self->added ? 1 : 0))
    {
      take_back (self); /* a reason, and nothing that was added */
      return TRUE;
    }
  if (!store (self, error))
    {
      take_back (self);
      return FALSE;
    }
  follow_up (self);
  return TRUE;
}

ChoshoWrite *
chosho_transaction_lookup (ChoshoTransaction *self, const char *id)
{
  return chosho_state_lookup_write (self->session->state, id);
}

char *
chosho_transaction_dup_id (ChoshoTransaction *self, const char *action, guint index)
{
  GPtrArray *nodes = chosho_state_find_operation (self->session->state, self->author, self->operation);
  guint seen = 0;

  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    {
      ChoshoNode *node = g_ptr_array_index (nodes, i);
      guint writes = chosho_node_get_writes (node)->len;

      if (strcmp (chosho_node_get_event (node)->action, action) != 0)
        continue;
      if (index < seen + writes)
        return chosho_write_dup_id (g_ptr_array_index (chosho_node_get_writes (node), index - seen));
      seen += writes;
    }
  return NULL;
}

/* --- Sign-offs ---------------------------------------------------------------------------------- */

static GPtrArray *
single_blocker (const char *code, const char *control)
{
  GPtrArray *blockers = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);

  g_ptr_array_add (blockers, chosho_blocker_new (code, FALSE, control));
  return blockers;
}

/* The item with the digest of what its author has before them, and what it replaces. Takes @item. */
static ChoshoValue *
complete_sign_off (ChoshoView *view, const char *target, ChoshoStage stage, ChoshoValue *item)
{
  g_autofree char *digest = chosho_signed_view_digest (view, target, stage);
  g_autofree char *key = g_strdup_printf ("sign-off:%s:%s", target, chosho_stage_get_code (stage));
  g_autoptr (GPtrArray) standing = chosho_view_list (view, key);
  ChoshoValue *replaces = chosho_value_new_array ();

  chosho_value_set_string (item, "view", digest);
  chosho_value_set_integer (item, "view_version", CHOSHO_SIGNED_VIEW_VERSION);
  /* Several stand where people signed without knowing of each other: that is no conflict, and none is left behind. */
  for (guint i = 0; i < standing->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (standing, i));

      chosho_value_append_string (replaces, id);
    }
  if (standing->len > 0)
    chosho_value_set (item, "replaces", chosho_value_ref (replaces));
  chosho_value_unref (replaces);
  return item;
}

GPtrArray *
chosho_transaction_try (ChoshoTransaction *self, const char *action, ChoshoValue *item)
{
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (ChoshoValue) items = chosho_value_new_array ();
  g_autofree char *target = g_strdup (chosho_value_get_string (item, "target"));
  ChoshoStage stage = chosho_stage_from_code (chosho_value_get_string (item, "stage"));
  Refusal refused = { NULL };
  g_autoptr (GError) local_error = NULL;

  chosho_state_settle (self->session->state);
  view = chosho_view_new_now (self->session->state);
  if (strcmp (action, "sign-off") == 0)
    {
      g_autoptr (GPtrArray) blockers = chosho_gate_check (view, target, stage, self->member, chosho_value_get (item, "opened"));

      if (self->member == NULL)
        g_ptr_array_add (blockers, chosho_blocker_new ("not-a-member", FALSE, target));
      if (chosho_blockers_block (blockers))
        {
          chosho_value_unref (item);
          return g_steal_pointer (&blockers);
        }
      item = complete_sign_off (view, target, stage, item);
    }
  chosho_value_append (items, item);
  if (make_event (self, chosho_action_lookup (action), items, 1, 1, &refused, &local_error) != NULL)
    return NULL;

  if (self->made->len > 0 && refused.rule != NULL)
    {
      chosho_state_remove_last (self->session->state);
      g_ptr_array_set_size (self->made, (int) self->made->len - 1);
    }
  g_free (refused.words);
  return single_blocker (refused.rule != NULL ? refused.rule : "form", target);
}

void
chosho_transaction_try_checkpoint (ChoshoTransaction *self)
{
  ChoshoCheckpoint checkpoint;
  g_autoptr (GPtrArray) refused = NULL;

  chosho_checkpoint_compute (self->session->state, NULL, &checkpoint);
  refused = chosho_transaction_try (self, "checkpoint", chosho_checkpoint_to_item (&checkpoint));
}
