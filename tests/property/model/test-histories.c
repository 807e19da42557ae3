/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "chosho-sanitizer.h"
#include "dump.h"
#include "history.h"

/*
 * Over random histories:
 *  - every copy that holds all events says the same, in whatever order they came, some of them twice;
 *  - what was admissible once is so for ever, and what was not never becomes so;
 *  - an event that has seen all sees exactly what holds now;
 *  - nothing is lost: what nobody replaced stands, and several values at one register are a conflict;
 *  - the causal past is what the events' own `prev` and `seen` say.
 *
 * Short by default. With --long FILE it goes on where the last run stopped, up to LONG_HISTORIES, and
 * prints how far it came; FILE holds the next number.
 */
#define DEFAULT_SEED 20251124u
/* The sanitizers look for other faults than rare orders of events, and take several times as long for each. */
#if CHOSHO_SANITIZED
#define SHORT_HISTORIES 200
#else
#define SHORT_HISTORIES 1000
#endif
#define LONG_HISTORIES 100000
#define MAXIMUM_ACTS 45

static void
compare_dumps (const char *expected, const char *got, const char *what)
{
  g_auto (GStrv) first = NULL;
  g_auto (GStrv) second = NULL;
  guint i = 0;

  if (strcmp (expected, got) == 0)
    return;
  first = g_strsplit (expected, "\n", -1);
  second = g_strsplit (got, "\n", -1);
  while (first[i] != NULL && second[i] != NULL && strcmp (first[i], second[i]) == 0)
    i++;
  g_error ("%s:\n  %s\n  %s", what, first[i], second[i]);
}

static void
compare_states (ChoshoState *expected, ChoshoState *state, const char *what)
{
  g_autoptr (ChoshoView) first = chosho_view_new_now (expected);
  g_autoptr (ChoshoView) second = chosho_view_new_now (state);
  g_autofree char *nodes = dump_nodes (expected);
  g_autofree char *other_nodes = dump_nodes (state);
  g_autofree char *values = dump_view (first);
  g_autofree char *other_values = dump_view (second);

  compare_dumps (nodes, other_nodes, what);
  compare_dumps (values, other_values, what);
}

/* --- The model once more, naively ------------------------------------------------------------- */

/* Whether nobody in effect replaced @id. */
static GHashTable *
list_replaced (ChoshoState *state)
{
  GHashTable *replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      ChoshoValue *items = chosho_node_get_event (node)->items;

      for (guint j = 0; chosho_node_is_effective (node) && j < chosho_value_get_length (items); j++)
        {
          ChoshoValue *names = chosho_value_get (chosho_value_get_item (items, j), "replaces");

          for (guint k = 0; k < chosho_value_get_length (names); k++)
            g_hash_table_add (replaced, g_strdup (chosho_value_as_string (chosho_value_get_item (names, k))));
        }
    }
  return replaced;
}

static void
check_nothing_lost (ChoshoState *state)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (state);
  g_autoptr (GHashTable) replaced = list_replaced (state);
  g_autoptr (GHashTable) standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name, count;

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      ChoshoEvent *event = chosho_node_get_event (node);
      const ChoshoAction *action = chosho_action_lookup (event->action);

      for (guint j = 0; chosho_node_is_effective (node) && j < chosho_value_get_length (event->items); j++)
        {
          g_autofree char *id = g_strdup_printf ("%s#%u", event->id_hex, j);
          g_autofree char *key = chosho_action_key (action, chosho_value_get_item (event->items, j), id);
          g_autoptr (GPtrArray) list = chosho_view_list (view, key);
          gboolean expected = action->mode != CHOSHO_WRITE_REMOVE && !g_hash_table_contains (replaced, id);
          gboolean found = FALSE;

          for (guint k = 0; k < list->len; k++)
            {
              g_autofree char *other = chosho_write_dup_id (list->pdata[k]);

              found = found || strcmp (other, id) == 0;
            }
          g_assert_cmpint (found, ==, expected);
          if (expected && action->mode == CHOSHO_WRITE_REGISTER)
            g_hash_table_insert (standing, g_strdup (key),
                                 GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (standing, key)) + 1));
        }
    }
  g_hash_table_iter_init (&iter, standing);
  while (g_hash_table_iter_next (&iter, &name, &count))
    g_assert_cmpint (chosho_view_has_conflict (view, chosho_state_lookup_key (state, name)), ==, GPOINTER_TO_UINT (count) > 1);
}

static void
add_past (ChoshoState *state, const char *id, GHashTable *past)
{
  ChoshoEvent *event = chosho_node_get_event (chosho_state_lookup (state, id));

  for (guint i = 0; i <= chosho_value_get_length (event->seen); i++)
    {
      const char *before = i == 0 ? event->prev : chosho_value_as_string (chosho_value_get_item (event->seen, i - 1));

      if (before != NULL && g_hash_table_add (past, (gpointer) before))
        add_past (state, before, past);
    }
}

static void
check_causal_past (ChoshoState *state, GRand *rand)
{
  guint n = chosho_state_get_n_events (state);

  for (guint round = 0; round < 3; round++)
    {
      ChoshoNode *of = chosho_state_get_nth (state, (guint) g_rand_int_range (rand, 0, (gint32) n));
      g_autoptr (GHashTable) past = g_hash_table_new (g_str_hash, g_str_equal);

      add_past (state, chosho_node_get_event (of)->id_hex, past);
      for (guint i = 0; i < n; i++)
        {
          ChoshoNode *node = chosho_state_get_nth (state, i);

          g_assert_cmpint (chosho_node_is_before (node, of), ==, g_hash_table_contains (past, chosho_node_get_event (node)->id_hex));
        }
    }
}

/* --- One history ------------------------------------------------------------------------------ */

/* Whoever has seen everything sees what holds now. */
static void
check_seen_is_now (History *history, WorldCopy *all)
{
  WorldCopy *fresh = world_add_copy (history->world);
  WorldHow how = { .bad_signature = TRUE }; /* whatever becomes of it */
  g_autoptr (ChoshoEvent) last = NULL;
  g_autoptr (ChoshoView) now = NULL;
  g_autoptr (ChoshoView) at = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *got = NULL;

  world_send (all, fresh);
  last = world_act_how (history->world, history->world->leader, fresh, &how, "note", "{'control':'8.1.2.1','paper':'','text':'t'}");
  now = chosho_view_new_now (all->state);
  at = chosho_view_new_at (chosho_state_lookup (fresh->state, last->id_hex));
  expected = dump_view (now);
  got = dump_view (at);
  compare_dumps (expected, got, "seen from an event that knows all");
}

static void
check_history (guint64 seed, guint *n_admissible, guint *n_signed)
{
  g_autoptr (History) history = history_new (seed, 10 + (guint) (seed % MAXIMUM_ACTS));
  g_autoptr (ChoshoState) reversed = NULL;
  g_autoptr (ChoshoState) shuffled = NULL;
  WorldCopy *all;

  for (guint i = 0; i < history->copies->len; i++)
    history_check_verdicts (history, history->copies->pdata[i]);
  all = history_unite (history);
  g_assert_cmpuint (chosho_state_get_n_events (all->state), ==, g_hash_table_size (history->verdicts));
  history_check_verdicts (history, all);

  for (guint i = 0; i < history->copies->len; i++)
    {
      world_send (all, history->copies->pdata[i]);
      history_check_verdicts (history, history->copies->pdata[i]);
      compare_states (all->state, ((WorldCopy *) history->copies->pdata[i])->state, "another copy");
    }
  reversed = world_replay (all, NULL, TRUE);
  compare_states (all->state, reversed, "reversed");
  shuffled = world_replay (all, history->rand, FALSE);
  compare_states (all->state, shuffled, "shuffled");
  check_nothing_lost (all->state);
  check_causal_past (all->state, history->rand);
  check_seen_is_now (history, all);
  *n_admissible += history->n_admissible;
  *n_signed += history->n_signed;
}

static guint64
get_seed (void)
{
  const char *text = g_getenv ("CHOSHO_TEST_SEED");

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : DEFAULT_SEED;
}

/* CHOSHO_TEST_SEED=N runs history N first: what a failure printed. */
static void
test_short (void)
{
  guint64 seed = get_seed ();
  guint n_admissible = 0, n_signed = 0;

  for (guint i = 0; i < SHORT_HISTORIES; i++)
    {
      g_test_message ("CHOSHO_TEST_SEED=%" G_GUINT64_FORMAT, seed + i);
      check_history (seed + i, &n_admissible, &n_signed);
    }
  /* Histories in which nothing is taken or signed would prove nothing. */
  g_test_message ("%u acts taken, %u sign-offs", n_admissible, n_signed);
  g_assert_cmpuint (n_admissible, >, 20 * SHORT_HISTORIES);
  g_assert_cmpuint (n_signed, >, SHORT_HISTORIES / 4);
}

static guint64
read_progress (const char *path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_ascii_strtoull (text, NULL, 10) : 0;
}

static void
run_long (const char *path)
{
  guint64 next = read_progress (path);
  guint n_admissible = 0, n_signed = 0;

  if (next >= LONG_HISTORIES)
    next = 0; /* done once: from the beginning */
  for (; next < LONG_HISTORIES; next++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT "\n", next);

      if (next % 500 == 0)
        {
          g_printerr ("%" G_GUINT64_FORMAT " of %u histories\n", next, LONG_HISTORIES);
          g_assert_true (g_file_set_contents (path, text, -1, NULL));
        }
      g_test_message ("CHOSHO_TEST_SEED=%" G_GUINT64_FORMAT, get_seed () + next);
      check_history (get_seed () + next, &n_admissible, &n_signed);
    }
  g_assert_true (g_file_set_contents (path, G_STRINGIFY (LONG_HISTORIES) "\n", -1, NULL));
}

static const char *long_path;

static void
test_long (void)
{
  run_long (long_path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc == 3 && strcmp (argv[1], "--long") == 0)
    {
      long_path = argv[2];
      g_test_add_func ("/histories/long", test_long);
    }
  else
    g_test_add_func ("/histories/short", test_short);
  return g_test_run ();
}
