/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-event-feed.h"
#include "chosho-key.h"
#include "chosho-text.h"

/* A batch is worth a thread's waking and small enough that the threads share even a short log. */
#define BATCH_EVENTS 128
#define BATCH_BYTES (1024 * 1024)
/* Batches under way: enough that nobody waits, a few MiB of events at most. */
#define PARSED_AHEAD 3
#define CHECKED_AHEAD 3
/* Checking signatures scales with processors, but the caller's own part soon is what takes time. */
#define MOST_THREADS 4

typedef struct
{
  ChoshoEventFeed *feed;     /* (borrowed) */
  GArray          *events;   /* (owned) (element-type ChoshoFedEvent) */
  GPtrArray       *keys;     /* (owned) (element-type guint8[32], nullable, borrowed from the feed) by event: to check with */
  gsize            size_bytes;
  gboolean         busy;     /* under the feed's lock: a thread works on it */
  gboolean         bad;      /* a signature is not that of the key it was checked with */
} Batch;

struct _ChoshoEventFeed
{
  ChoshoFedEventFunc function;
  gpointer           user_data;
  GHashTable        *trusted; /* (borrowed) (nullable) */
  GHashTable        *keys;    /* (owned) fingerprint -> raw public key, of all that the events named so far */
  Batch             *filling; /* (owned) */
  GQueue             parsing; /* (owned) of Batch, oldest first */
  GQueue             checking;
  gboolean           behind;  /* delivers before it has checked */
  GQueue             delivered; /* (owned) of Batch, oldest first: still being checked behind */
  gboolean           bad;     /* one of those that were was bad */
  GThreadPool       *pool;    /* (owned) (nullable) */
  GMutex             lock;
  GCond              done;
  const ChoshoFedEvent *current; /* (borrowed) (nullable) being delivered */
};

static void
fed_event_clear (gpointer data)
{
  ChoshoFedEvent *fed = data;

  g_clear_pointer (&fed->stored, chosho_stored_event_free);
  g_clear_pointer (&fed->event, chosho_event_unref);
  g_clear_error (&fed->error);
}

static Batch *
batch_new (ChoshoEventFeed *feed)
{
  Batch *self = g_new0 (Batch, 1);

  self->feed = feed;
  self->events = g_array_sized_new (FALSE, TRUE, sizeof (ChoshoFedEvent), BATCH_EVENTS);
  g_array_set_clear_func (self->events, fed_event_clear);
  return self;
}

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_array_unref (self->events);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self);
}

/* --- In the threads ------------------------------------------------------------------------------ */

/* The id is computed once: by the parser, or here where the bytes are no event. */
static void
parse_event (ChoshoFedEvent *fed, ChoshoValueArena *arena)
{
  if (fed->stored->damaged)
    return;
  fed->event = chosho_event_parse_in (arena, fed->stored->bytes, fed->stored->signature, &fed->error);
  if (fed->event != NULL ? memcmp (fed->event->id, fed->stored->id, CHOSHO_DIGEST_SIZE) == 0
                         : chosho_stored_event_is_intact (fed->stored))
    return;
  g_clear_pointer (&fed->event, chosho_event_unref);
  g_clear_error (&fed->error);
}

static gboolean
is_signed (const ChoshoFedEvent *fed, const guint8 *key)
{
  return chosho_key_verify (key, CHOSHO_EVENT_SIGNATURE_PREFIX, fed->event->id, fed->event->signature);
}

/* What is checked behind is being read by the caller: of that only the batch says how it went. */
static void
check_event (Batch *batch, ChoshoFedEvent *fed, const guint8 *key)
{
  if (key == NULL)
    return;
  if (batch->feed->behind)
    batch->bad = !is_signed (fed, key) || batch->bad;
  else
    fed->checked = is_signed (fed, key);
}

static void
work (Batch *batch)
{
  g_autoptr (ChoshoValueArena) arena = batch->keys == NULL ? chosho_value_arena_new (batch->size_bytes) : NULL;

  for (guint i = 0; i < batch->events->len; i++)
    {
      ChoshoFedEvent *fed = &g_array_index (batch->events, ChoshoFedEvent, i);

      if (batch->keys == NULL)
        parse_event (fed, arena);
      else
        check_event (batch, fed, g_ptr_array_index (batch->keys, i));
    }
}

static void
work_thread (gpointer data, gpointer user_data)
{
  Batch *batch = data;
  ChoshoEventFeed *self = user_data;

  work (batch);
  g_mutex_lock (&self->lock);
  batch->busy = FALSE;
  g_cond_signal (&self->done);
  g_mutex_unlock (&self->lock);
}

/* What the caller waits for comes before what is checked behind. */
static int
compare_work (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Batch *first = a, *second = b;

  return (first->keys != NULL) - (second->keys != NULL);
}

/* --- In the caller's ------------------------------------------------------------------------------ */

/* Where no thread can be had the work is done at once. */
static void
start (ChoshoEventFeed *self, Batch *batch)
{
  batch->busy = self->pool != NULL;
  if (self->pool != NULL)
    g_thread_pool_push (self->pool, batch, NULL);
  else
    work (batch);
}

static void
await (ChoshoEventFeed *self, Batch *batch)
{
  g_mutex_lock (&self->lock);
  while (batch->busy)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);
}

static gboolean
is_busy (ChoshoEventFeed *self, Batch *batch)
{
  gboolean busy;

  g_mutex_lock (&self->lock);
  busy = batch->busy;
  g_mutex_unlock (&self->lock);
  return busy;
}

static void
note_key (ChoshoEventFeed *self, const char *public_key)
{
  guint8 raw[CHOSHO_KEY_PUBLIC_SIZE];

  g_autofree char *fingerprint = NULL;

  if (public_key == NULL || !chosho_hex_decode (public_key, raw, sizeof raw))
    return;
  fingerprint = chosho_digest_hex (raw, sizeof raw);
  if (!g_hash_table_contains (self->keys, fingerprint)) /* threads may be using what is there */
    g_hash_table_insert (self->keys, g_steal_pointer (&fingerprint), g_memdup2 (raw, sizeof raw));
}

/* Whether an author may have a key is the state's to decide; what the key is follows from its fingerprint. */
static void
note_keys (ChoshoEventFeed *self, ChoshoEvent *event)
{
  gboolean genesis = chosho_event_is_genesis (event);

  if (!genesis && !g_str_has_prefix (event->action, "member-"))
    return;
  for (guint i = 0; i < chosho_value_get_length (event->items); i++)
    {
      ChoshoValue *item = chosho_value_get_item (event->items, i);

      note_key (self, chosho_value_get_string (genesis ? chosho_value_get (item, "creator") : item, "public_key"));
    }
}

static const guint8 *
find_key (ChoshoEventFeed *self, const ChoshoFedEvent *fed)
{
  if (fed->event == NULL || (self->trusted != NULL && g_hash_table_contains (self->trusted, fed->event->id_hex)))
    return NULL;
  return g_hash_table_lookup (self->keys, fed->event->author);
}

/* Chooses the keys by which @batch, parsed, is checked; FALSE where there is nothing to check. */
static gboolean
choose_keys (ChoshoEventFeed *self, Batch *batch)
{
  gboolean any = FALSE;

  for (guint i = 0; i < batch->events->len; i++)
    {
      ChoshoFedEvent *fed = &g_array_index (batch->events, ChoshoFedEvent, i);

      if (fed->event != NULL)
        note_keys (self, fed->event);
    }
  batch->keys = g_ptr_array_sized_new (batch->events->len);
  for (guint i = 0; i < batch->events->len; i++)
    {
      const guint8 *key = find_key (self, &g_array_index (batch->events, ChoshoFedEvent, i));

      any = any || key != NULL;
      g_array_index (batch->events, ChoshoFedEvent, i).checked = self->behind && key != NULL;
      g_ptr_array_add (batch->keys, (gpointer) key);
    }
  return any;
}

/* Lets go of what has been checked behind, the oldest first; of all of it where @wait. */
static void
let_go (ChoshoEventFeed *self, gboolean wait)
{
  Batch *batch;

  while ((batch = g_queue_peek_head (&self->delivered)) != NULL && (wait || !is_busy (self, batch)))
    {
      await (self, batch);
      self->bad = self->bad || batch->bad;
      batch_free (g_queue_pop_head (&self->delivered));
    }
}

static void
deliver (ChoshoEventFeed *self)
{
  Batch *batch = g_queue_pop_head (&self->checking);

  if (!self->behind)
    await (self, batch);
  for (guint i = 0; i < batch->events->len; i++)
    {
      self->current = &g_array_index (batch->events, ChoshoFedEvent, i);
      self->function (self->current, self->user_data);
    }
  self->current = NULL;
  g_queue_push_tail (&self->delivered, batch);
  let_go (self, FALSE);
}

static void
advance (ChoshoEventFeed *self)
{
  Batch *batch = g_queue_pop_head (&self->parsing);

  await (self, batch);
  if (choose_keys (self, batch))
    start (self, batch);
  g_queue_push_tail (&self->checking, batch);
}

static void
submit (ChoshoEventFeed *self)
{
  Batch *batch = self->filling;

  self->filling = batch_new (self);
  start (self, batch);
  g_queue_push_tail (&self->parsing, batch);
}

ChoshoEventFeed *
chosho_event_feed_new (GHashTable *trusted, ChoshoFedEventFunc function, gpointer user_data)
{
  ChoshoEventFeed *self = g_new0 (ChoshoEventFeed, 1);

  self->function = function;
  self->user_data = user_data;
  self->trusted = trusted;
  self->keys = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, g_free);
  self->filling = batch_new (self);
  g_queue_init (&self->parsing);
  g_queue_init (&self->checking);
  g_queue_init (&self->delivered);
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  return self;
}

void
chosho_event_feed_free (ChoshoEventFeed *self)
{
  if (self == NULL)
    return;
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, TRUE);
  g_queue_clear_full (&self->parsing, batch_free);
  g_queue_clear_full (&self->checking, batch_free);
  g_queue_clear_full (&self->delivered, batch_free);
  batch_free (self->filling);
  g_hash_table_unref (self->keys);
  g_cond_clear (&self->done);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
chosho_event_feed_set_behind (ChoshoEventFeed *self)
{
  self->behind = TRUE;
}

static void
start_threads (ChoshoEventFeed *self)
{
  self->pool = g_thread_pool_new (work_thread, self, (int) MIN (g_get_num_processors (), MOST_THREADS), TRUE, NULL);
  if (self->pool != NULL)
    g_thread_pool_set_sort_function (self->pool, compare_work, NULL);
}

void
chosho_event_feed_push (ChoshoEventFeed *self, ChoshoStoredEvent *stored)
{
  ChoshoFedEvent fed = { .stored = stored };

  g_array_append_val (self->filling->events, fed);
  self->filling->size_bytes += g_bytes_get_size (stored->bytes);
  if (self->filling->events->len < BATCH_EVENTS && self->filling->size_bytes < BATCH_BYTES)
    return;
  if (self->pool == NULL)
    start_threads (self);
  submit (self);
  if (self->parsing.length > PARSED_AHEAD)
    advance (self);
  if (self->checking.length > CHECKED_AHEAD)
    deliver (self);
}

void
chosho_event_feed_finish (ChoshoEventFeed *self)
{
  submit (self);
  while (self->parsing.length > 0)
    advance (self);
  while (self->checking.length > 0)
    deliver (self);
}

gboolean
chosho_event_feed_has_checked (ChoshoEventFeed *self, const ChoshoEvent *event)
{
  return self->current != NULL && self->current->event == event && self->current->checked;
}

gboolean
chosho_event_feed_confirm (ChoshoEventFeed *self)
{
  let_go (self, TRUE);
  return !self->bad;
}
