/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-event-feed.h"
#include "chosho-test-fill.h"
#include "chosho-test-world.h"

/* More than the batches that are under way at once. */
#define MANY_EVENTS 1500

/* What must come out of the feed for one event. */
typedef struct
{
  gboolean event;   /* it is one */
  gboolean error;   /* a reason is given why not */
  gboolean checked; /* its signature was found good */
} Expected;

typedef struct
{
  World     *world;
  GPtrArray *stored;   /* (owned) (element-type ChoshoStoredEvent, owned) */
  GArray    *expected; /* (owned) (element-type Expected) one for each */
  ChoshoEventFeed *feed; /* (borrowed) */
  guint      n_seen;
} Fixture;

static ChoshoStoredEvent *
store (ChoshoEvent *event)
{
  g_autoptr (GBytes) bytes = chosho_test_dup_event_bytes (event);

  return chosho_stored_event_new (event->id, bytes, event->signature);
}

static void
expect (Fixture *self, ChoshoStoredEvent *stored, gboolean event, gboolean error, gboolean checked)
{
  Expected expected = { event, error, checked };

  g_ptr_array_add (self->stored, stored);
  stored->arrival = self->stored->len;
  g_array_append_val (self->expected, expected);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->world = world_new_with_team ();
  self->stored = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);
  self->expected = g_array_new (FALSE, FALSE, sizeof (Expected));
  for (guint i = 0; i < self->world->home->events->len; i++)
    expect (self, store (g_ptr_array_index (self->world->home->events, i)), TRUE, FALSE, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->stored);
  g_array_unref (self->expected);
  world_free (self->world);
}

static void
add_good (Fixture *self)
{
  world_do (self->world, self->world->leader, self->world->home, "note", "{'control':'8.1.2.1','paper':'','text':'n'}");
  expect (self, store (g_ptr_array_index (self->world->home->events, self->world->home->events->len - 1)), TRUE, FALSE, TRUE);
}

static void
add_with (Fixture *self, WorldPerson *person, const WorldHow *how)
{
  g_autoptr (ChoshoEvent) event = world_act_how (self->world, person, self->world->home, how, "note",
                                                 "{'control':'8.1.2.1','paper':'','text':'n'}");

  expect (self, store (event), TRUE, FALSE, FALSE);
}

/* The bytes are other than their id says. */
static void
add_altered (Fixture *self)
{
  ChoshoStoredEvent *first = g_ptr_array_index (self->stored, 0);
  gsize size;
  const guint8 *data = g_bytes_get_data (first->bytes, &size);
  g_autofree guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) bytes = NULL;

  copy[size / 2] ^= 1;
  bytes = g_bytes_new (copy, size);
  expect (self, chosho_stored_event_new (first->id, bytes, first->signature), FALSE, FALSE, FALSE);
}

/* The id is right, the bytes say nothing. */
static void
add_nonsense (Fixture *self)
{
  static const guint8 signature[CHOSHO_SIGNATURE_SIZE] = { 0 };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);
  guint8 id[CHOSHO_DIGEST_SIZE];

  chosho_stored_event_compute_id (bytes, id);
  expect (self, chosho_stored_event_new (id, bytes, signature), FALSE, TRUE, FALSE);
}

/* A row without the form of an event. */
static void
add_damaged (Fixture *self)
{
  ChoshoStoredEvent *first = g_ptr_array_index (self->stored, 0);
  ChoshoStoredEvent *stored = chosho_stored_event_new (first->id, first->bytes, first->signature);

  stored->damaged = TRUE;
  expect (self, stored, FALSE, FALSE, FALSE);
}

static void
add_any (Fixture *self, WorldPerson *stranger)
{
  switch (g_test_rand_int_range (0, 40))
    {
    case 0:
      add_altered (self);
      break;
    case 1:
      add_nonsense (self);
      break;
    case 2:
      add_damaged (self);
      break;
    case 3:
      add_with (self, self->world->practitioner, &(WorldHow) { .bad_signature = TRUE, .keep_back = TRUE });
      break;
    case 4:
      add_with (self, self->world->practitioner, &(WorldHow) { .sign_with = self->world->leader, .keep_back = TRUE });
      break;
    case 5:
      add_with (self, stranger, &(WorldHow) { .keep_back = TRUE });
      break;
    default:
      add_good (self);
      break;
    }
}

static void
on_fed (const ChoshoFedEvent *fed, gpointer user_data)
{
  Fixture *self = user_data;
  const Expected *expected = &g_array_index (self->expected, Expected, self->n_seen);

  g_assert_cmpint (fed->stored->arrival, ==, self->n_seen + 1);
  g_assert_cmpint (fed->event != NULL, ==, expected->event);
  g_assert_cmpint (fed->error != NULL, ==, expected->error);
  g_assert_cmpint (fed->checked, ==, expected->checked);
  if (fed->event != NULL)
    {
      g_assert_cmpint (memcmp (fed->event->id, fed->stored->id, CHOSHO_DIGEST_SIZE), ==, 0);
      g_assert_cmpint (chosho_event_feed_has_checked (self->feed, fed->event), ==, expected->checked);
    }
  self->n_seen++;
}

static void
push_all (Fixture *self, ChoshoEventFeed *feed)
{
  self->feed = feed;
  self->n_seen = 0;
  for (guint i = 0; i < self->stored->len; i++)
    {
      ChoshoStoredEvent *stored = g_ptr_array_index (self->stored, i);
      ChoshoStoredEvent *copy = chosho_stored_event_new (stored->id, stored->bytes, stored->signature);

      copy->arrival = stored->arrival;
      copy->damaged = stored->damaged;
      chosho_event_feed_push (feed, copy);
    }
}

/* Whatever came in comes out in its order, with and without threads. */
static void
test_any (Fixture *self, gconstpointer data)
{
  WorldPerson *stranger = world_add_person (self->world, "Stranger");
  static const guint lengths[] = { 0, 1, 100, 256, MANY_EVENTS };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (ChoshoEventFeed) feed = chosho_event_feed_new (NULL, on_fed, self);

      while (self->stored->len < lengths[i])
        add_any (self, stranger);
      push_all (self, feed);
      chosho_event_feed_finish (feed);
      g_assert_cmpuint (self->n_seen, ==, self->stored->len);
    }
}

/* What is trusted costs no calculation: nothing is known of it. */
static void
test_trusted (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) trusted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (ChoshoEventFeed) feed = chosho_event_feed_new (trusted, on_fed, self);

  for (guint i = 0; i < self->world->home->events->len; i += 2)
    {
      g_hash_table_add (trusted, ((ChoshoEvent *) g_ptr_array_index (self->world->home->events, i))->id_hex);
      g_array_index (self->expected, Expected, i).checked = FALSE;
    }
  push_all (self, feed);
  chosho_event_feed_finish (feed);
  g_assert_cmpuint (self->n_seen, ==, self->stored->len);
}

/* Checked behind the caller's work: what the signatures are is known in the end, of all of them. */
static void
confirm_behind (Fixture *self, gboolean good)
{
  g_autoptr (ChoshoEventFeed) feed = chosho_event_feed_new (NULL, on_fed, self);

  chosho_event_feed_set_behind (feed);
  push_all (self, feed);
  chosho_event_feed_finish (feed);
  g_assert_cmpuint (self->n_seen, ==, self->stored->len);
  g_assert_cmpint (chosho_event_feed_confirm (feed), ==, good);
  g_assert_cmpint (chosho_event_feed_confirm (feed), ==, good);
}

static void
test_behind (Fixture *self, gconstpointer data)
{
  static const guint lengths[] = { 0, 100, MANY_EVENTS };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      while (self->stored->len < lengths[i])
        add_good (self);
      confirm_behind (self, TRUE);
    }
}

static void
test_behind_bad (Fixture *self, gconstpointer data)
{
  static const guint lengths[] = { 100, MANY_EVENTS };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      add_with (self, self->world->practitioner, &(WorldHow) { .bad_signature = TRUE, .keep_back = TRUE });
      g_array_index (self->expected, Expected, self->expected->len - 1).checked = TRUE; /* taken for good until the end */
      while (self->stored->len < lengths[i])
        add_good (self);
      confirm_behind (self, FALSE);
    }
}

/* Nobody who is named has the stranger's key: that signature is left to the caller. */
static void
test_behind_stranger (Fixture *self, gconstpointer data)
{
  add_with (self, world_add_person (self->world, "Stranger"), &(WorldHow) { .keep_back = TRUE });
  confirm_behind (self, TRUE);
}

/* Given up in the middle: what threads are working on is awaited and dropped. */
static void
test_given_up (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoEventFeed) feed = chosho_event_feed_new (NULL, on_fed, self);

  while (self->stored->len < MANY_EVENTS)
    add_good (self);
  push_all (self, feed);
  g_assert_cmpuint (self->n_seen, <, self->stored->len);
  g_assert_cmpuint (self->n_seen, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/event-feed/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("any", test_any);
  ADD ("trusted", test_trusted);
  ADD ("behind", test_behind);
  ADD ("behind-bad", test_behind_bad);
  ADD ("behind-stranger", test_behind_stranger);
  ADD ("given-up", test_given_up);
  return g_test_run ();
}
