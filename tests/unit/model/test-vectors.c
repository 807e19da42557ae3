/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-checkpoint.h"
#include "chosho-sample-order.h"
#include "chosho-test-world.h"

/* The program against the vectors of the event format, which were made without it
 * (tests/golden/model/make-vectors.py). */

static ChoshoValue *
load_vectors (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "model", "vectors.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  ChoshoValue *value;
  gsize size_bytes;

  g_assert_true (g_file_get_contents (path, &text, &size_bytes, NULL));
  value = chosho_value_parse (text, size_bytes, &error);
  g_assert_no_error (error);
  return value;
}

static ChoshoEvent *
read_event (ChoshoValue *vector)
{
  const char *text = chosho_value_get_string (vector, "bytes");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  guint8 signature[CHOSHO_EVENT_SIGNATURE_SIZE];
  g_autoptr (GError) error = NULL;
  ChoshoEvent *event;

  g_assert_true (chosho_hex_decode (chosho_value_get_string (vector, "signature"), signature, sizeof signature));
  event = chosho_event_parse (bytes, signature, &error);
  g_assert_no_error (error);
  return event;
}

static void
test_people (void)
{
  g_autoptr (ChoshoValue) vectors = load_vectors ();
  ChoshoValue *people = chosho_value_get (vectors, "people");

  g_assert_cmpuint (chosho_value_get_length (people), ==, 3);
  for (guint i = 0; i < chosho_value_get_length (people); i++)
    {
      ChoshoValue *person = chosho_value_get_item (people, i);
      guint8 seed[CHOSHO_KEY_SEED_SIZE];
      g_autoptr (ChoshoKeyPair) key = NULL;
      g_autofree char *fingerprint = NULL;
      g_autofree char *public_key = NULL;

      g_assert_true (chosho_hex_decode (chosho_value_get_string (person, "seed"), seed, sizeof seed));
      key = chosho_key_pair_new_from_seed (seed);
      fingerprint = chosho_key_pair_dup_fingerprint (key);
      public_key = chosho_hex_encode (chosho_key_pair_get_public_key (key), CHOSHO_KEY_PUBLIC_SIZE);
      g_assert_cmpstr (public_key, ==, chosho_value_get_string (person, "public_key"));
      g_assert_cmpstr (fingerprint, ==, chosho_value_get_string (person, "fingerprint"));
    }
}

/* The state after all events. (transfer full) */
static ChoshoState *
load_state (ChoshoValue *vectors)
{
  ChoshoValue *events = chosho_value_get (vectors, "events");
  ChoshoState *state = world_new_state ();

  for (guint i = 0; i < chosho_value_get_length (events); i++)
    {
      g_autoptr (ChoshoEvent) event = read_event (chosho_value_get_item (events, i));

      chosho_state_add (state, event);
    }
  chosho_state_settle (state);
  return state;
}

static void
test_events (void)
{
  g_autoptr (ChoshoValue) vectors = load_vectors ();
  g_autoptr (ChoshoState) state = load_state (vectors);
  ChoshoValue *events = chosho_value_get (vectors, "events");

  g_assert_cmpuint (chosho_state_get_n_events (state), ==, chosho_value_get_length (events));
  for (guint i = 0; i < chosho_value_get_length (events); i++)
    {
      ChoshoValue *vector = chosho_value_get_item (events, i);
      g_autoptr (ChoshoEvent) event = read_event (vector);
      ChoshoNode *node = chosho_state_lookup (state, chosho_value_get_string (vector, "id"));
      const char *verdict = chosho_value_get_string (vector, "verdict");

      g_assert_cmpstr (event->id_hex, ==, chosho_value_get_string (vector, "id"));
      g_assert_nonnull (node);
      g_assert_cmpstr (chosho_node_is_admissible (node) ? "ok" : chosho_node_get_code (node), ==, verdict);
      g_assert_cmpint (chosho_node_is_effective (node), ==, strcmp (verdict, "ok") == 0);
    }
}

/* Written again from what was read: the same bytes. */
static void
test_written_again (void)
{
  g_autoptr (ChoshoValue) vectors = load_vectors ();
  ChoshoValue *events = chosho_value_get (vectors, "events");

  for (guint i = 0; i < chosho_value_get_length (events); i++)
    {
      g_autoptr (ChoshoEvent) event = read_event (chosho_value_get_item (events, i));
      g_autoptr (GPtrArray) seen = g_ptr_array_new ();
      ChoshoEventDraft draft = { event->engagement, event->copy, event->author, event->prev, event->seq, NULL, event->operation,
                                 event->part, event->parts, event->action, event->items, event->time_us, event->monotonic_us, event->boot };
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *written = NULL;

      for (guint j = 0; j < chosho_value_get_length (event->seen); j++)
        g_ptr_array_add (seen, (gpointer) chosho_value_as_string (chosho_value_get_item (event->seen, j)));
      g_ptr_array_add (seen, NULL);
      draft.seen = (const char *const *) seen->pdata;
      bytes = chosho_event_encode (&draft, NULL);
      written = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_cmpstr (written, ==, chosho_value_get_string (chosho_value_get_item (events, i), "bytes"));
    }
}

static void
test_ids (void)
{
  g_autoptr (ChoshoValue) vectors = load_vectors ();
  ChoshoValue *vector = chosho_value_get (vectors, "step");
  g_autofree char *definition = chosho_definition_dup_id (chosho_value_get_string (vector, "control"),
                                                          chosho_value_get_string (vector, "procedure"),
                                                          chosho_value_get_string (vector, "phase"),
                                                          chosho_value_get_integer (vector, "ordinal", 0));
  g_autofree char *step = chosho_step_dup_id (definition, "", "", "");

  g_assert_cmpstr (definition, ==, chosho_value_get_string (vector, "definition"));
  g_assert_cmpstr (step, ==, chosho_value_get_string (vector, "step"));
}

static void
test_view (gconstpointer name)
{
  g_autoptr (ChoshoValue) vectors = load_vectors ();
  g_autoptr (ChoshoState) state = load_state (vectors);
  ChoshoValue *vector = chosho_value_get (vectors, name);
  ChoshoValue *expected = chosho_value_get (vector, "writes");
  ChoshoStage stage = chosho_stage_from_code (chosho_value_get_string (vector, "stage"));
  g_autoptr (ChoshoView) view = chosho_view_new_at (chosho_state_lookup (state, chosho_value_get_string (vector, "event")));
  g_autoptr (GPtrArray) writes = chosho_signed_view_list (view, chosho_value_get_string (vector, "target"), stage);
  g_autofree char *digest = chosho_signed_view_digest (view, chosho_value_get_string (vector, "target"), stage);

  g_assert_cmpstr (digest, ==, chosho_value_get_string (vector, "digest"));
  g_assert_cmpuint (writes->len, ==, chosho_value_get_length (expected));
  for (guint i = 0; i < writes->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (writes->pdata[i]);
      gboolean found = FALSE;

      for (guint j = 0; j < chosho_value_get_length (expected); j++)
        found = found || strcmp (chosho_value_as_string (chosho_value_get_item (expected, j)), id) == 0;
      g_assert_true (found);
    }
}

static void
test_checkpoint (void)
{
  g_autoptr (ChoshoValue) vectors = load_vectors ();
  g_autoptr (ChoshoState) state = load_state (vectors);
  g_autoptr (ChoshoValue) item = NULL;
  ChoshoCheckpoint checkpoint;

  chosho_checkpoint_compute (state, NULL, &checkpoint);
  item = chosho_checkpoint_to_item (&checkpoint);
  g_assert_true (chosho_value_equal (item, chosho_value_get (vectors, "checkpoint")));
}

static void
test_sample (void)
{
  g_autoptr (ChoshoValue) vectors = load_vectors ();
  ChoshoValue *samples = chosho_value_get (vectors, "sample");

  for (guint i = 0; i < chosho_value_get_length (samples); i++)
    {
      ChoshoValue *vector = chosho_value_get_item (samples, i);
      ChoshoValue *order = chosho_value_get (vector, "order");
      guint rows = (guint) chosho_value_get_integer (vector, "rows", 0);
      g_autoptr (GArray) drawn = chosho_sample_order (chosho_value_get_string (vector, "seed"), rows, rows, NULL, NULL);

      g_assert_cmpuint (drawn->len, ==, chosho_value_get_length (order));
      for (guint j = 0; j < drawn->len; j++)
        g_assert_cmpint (g_array_index (drawn, guint32, j), ==, chosho_value_as_integer (chosho_value_get_item (order, j), 0));
    }
}

static void
test_canonical (void)
{
  g_autoptr (ChoshoValue) vectors = load_vectors ();
  ChoshoValue *good = chosho_value_get (vectors, "canonical");
  ChoshoValue *bad = chosho_value_get (vectors, "not_canonical");

  for (guint i = 0; i < chosho_value_get_length (good); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (chosho_value_get_item (good, i), 0));
      const char *expected = chosho_value_as_string (chosho_value_get_item (chosho_value_get_item (good, i), 1));
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoValue) value = chosho_value_parse (text, strlen (text), &error);
      g_autofree char *canonical = NULL;

      g_assert_no_error (error);
      canonical = chosho_value_to_canonical (value, NULL);
      g_assert_cmpstr (canonical, ==, expected);
    }
  for (guint i = 0; i < chosho_value_get_length (bad); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (bad, i));
      g_autoptr (GError) error = NULL;

      if (chosho_value_parse_canonical (text, strlen (text), &error) != NULL)
        g_error ("accepted: %s", text);
      g_assert_nonnull (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vectors/people", test_people);
  g_test_add_func ("/vectors/events", test_events);
  g_test_add_func ("/vectors/written-again", test_written_again);
  g_test_add_func ("/vectors/ids", test_ids);
  g_test_add_data_func ("/vectors/view", "view", test_view);
  g_test_add_data_func ("/vectors/member-view", "member_view", test_view);
  g_test_add_func ("/vectors/checkpoint", test_checkpoint);
  g_test_add_func ("/vectors/sample", test_sample);
  g_test_add_func ("/vectors/canonical", test_canonical);
  return g_test_run ();
}
