/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "engagement-fixture.h"
#include "history.h"

/*
 * Over random histories, forks, endings and admissions among them, whose events come to an engagement
 * in any order and by and by: an index kept up to date says the same as one built anew from the events.
 */
#define DEFAULT_SEED 20251124u
#define HISTORIES 20
#define MAXIMUM_ACTS 60

static void
rebuild (Engagement *self)
{
  g_autoptr (GError) error = NULL;

  chosho_session_drop_state (self->session);
  chosho_session_rebuild_index (self->session, &error);
  g_assert_no_error (error);
}

/* --- What the index says ------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray  *lines;
  const char *kind;
} Dump;

static gboolean
on_row (const char *id, const char *sort, const char *control, const char *json, gpointer user_data)
{
  Dump *dump = user_data;

  g_ptr_array_add (dump->lines, g_strdup_printf ("%s %s | %s | %s | %s", dump->kind, id, sort, control != NULL ? control : "-", json));
  return TRUE;
}

static gboolean
on_event (const ChoshoEventFacts *facts, gpointer user_data)
{
  Dump *dump = user_data;

  g_ptr_array_add (dump->lines, g_strdup_printf ("event %" G_GINT64_FORMAT " %s %s verified %d effective %d %s about %s", facts->arrival, facts->id,
                                                 facts->action, facts->verified, facts->effective, facts->code != NULL ? facts->code : "-",
                                                 facts->about != NULL ? facts->about : "-"));
  return TRUE;
}

/* (transfer full) (element-type utf8) */
static GPtrArray *
dump_index (Engagement *self)
{
  g_autoptr (GError) error = NULL;
  ChoshoIndex *index = chosho_session_get_index (self->session, &error);
  Dump dump = { g_ptr_array_new_with_free_func (g_free), NULL };
  g_autoptr (GPtrArray) kinds = NULL;

  g_assert_no_error (error);
  kinds = chosho_index_list_kinds (index, &error);
  for (guint i = 0; i < kinds->len; i++)
    {
      dump.kind = kinds->pdata[i];
      chosho_index_foreach_row (index, dump.kind, NULL, on_row, &dump, &error);
    }
  chosho_index_foreach_event (index, 0, 0, on_event, &dump, &error);
  g_assert_no_error (error);
  return dump.lines;
}

static void
compare (GPtrArray *kept, GPtrArray *anew, guint events)
{
  for (guint i = 0; i < MAX (kept->len, anew->len); i++)
    {
      const char *first = i < kept->len ? kept->pdata[i] : "nothing";
      const char *second = i < anew->len ? anew->pdata[i] : "nothing";

      if (strcmp (first, second) != 0)
        g_error ("after %u events\n  kept up: %s\n  anew:    %s", events, first, second);
    }
}

/* --- One history ---------------------------------------------------------------------------------- */

/* By and by: a few events, then somebody looks; now and then it is another process. */
static void
check_history (guint64 seed)
{
  g_autoptr (History) history = history_new (seed, 10 + (guint) (seed % MAXIMUM_ACTS));
  WorldCopy *all = history_unite (history);
  g_autoptr (GPtrArray) order = g_ptr_array_copy (all->events, NULL, NULL);
  Engagement engagement;

  g_ptr_array_set_free_func (order, NULL);
  engagement_init (&engagement, order->pdata[0]);
  for (guint i = 1; i < order->len; i++)
    {
      guint swap = i + (guint) g_rand_int_range (history->rand, 0, (gint32) MIN (4, order->len - i));
      gpointer event = order->pdata[swap];

      order->pdata[swap] = order->pdata[i];
      order->pdata[i] = event;
      engagement_append (&engagement, event);
      if (g_rand_int_range (history->rand, 0, 5) == 0 || i + 1 == order->len)
        {
          g_autoptr (GPtrArray) kept = NULL;
          g_autoptr (GPtrArray) anew = NULL;

          if (g_rand_boolean (history->rand))
            engagement_open (&engagement);
          kept = dump_index (&engagement);
          if (g_rand_int_range (history->rand, 0, 4) > 0 && i + 1 < order->len)
            continue;
          rebuild (&engagement);
          anew = dump_index (&engagement);
          compare (kept, anew, i + 1);
        }
    }
  engagement_clear (&engagement);
}

static void
test_index (void)
{
  const char *text = g_getenv ("CHOSHO_TEST_SEED");
  guint64 seed = text != NULL ? g_ascii_strtoull (text, NULL, 10) : DEFAULT_SEED;

  for (guint i = 0; i < HISTORIES; i++)
    {
      g_test_message ("CHOSHO_TEST_SEED=%" G_GUINT64_FORMAT, seed + i);
      check_history (seed + i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/index/kept-up-is-built-anew", test_index);
  return g_test_run ();
}
