/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "chosho-engagement-folder.h"
#include "chosho-session-private.h"
#include "chosho-test-fill.h"
#include "history.h"

/*
 * Over random histories, forks, endings and admissions among them, whose events come to an engagement
 * in any order and by and by: an index kept up to date says the same as one built anew from the events.
 */
#define DEFAULT_SEED 20251124u
#define HISTORIES 20
#define MAXIMUM_ACTS 60

typedef struct
{
  char          *folder; /* (owned) */
  char          *path;   /* (owned) of the engagement */
  ChoshoSession *session;
} Engagement;

static ChoshoStoredEvent *
to_stored (ChoshoEvent *event)
{
  g_autoptr (GBytes) bytes = chosho_test_dup_event_bytes (event);

  return chosho_stored_event_new (event->id, bytes, event->signature);
}

static void
open_session (Engagement *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->session);
  self->session = chosho_session_open (self->path, &error);
  g_assert_no_error (error);
}

static void
engagement_init (Engagement *self, ChoshoEvent *first)
{
  ChoshoStoredEvent *stored = to_stored (first);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("chosho-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "e.chosho", NULL);
  chosho_engagement_folder_create (self->path, &stored, 1, &error);
  g_assert_no_error (error);
  chosho_stored_event_free (stored);
  self->session = NULL;
  open_session (self);
}

static void
engagement_clear (Engagement *self)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->session);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (self->folder);
  g_free (self->path);
}

static void
append (Engagement *self, ChoshoEvent *event)
{
  ChoshoStoredEvent *stored = to_stored (event);
  g_autoptr (GError) error = NULL;

  chosho_event_log_append (self->session->log, &stored, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  chosho_stored_event_free (stored);
}

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
      append (&engagement, event);
      if (g_rand_int_range (history->rand, 0, 5) == 0 || i + 1 == order->len)
        {
          g_autoptr (GPtrArray) kept = NULL;
          g_autoptr (GPtrArray) anew = NULL;

          if (g_rand_boolean (history->rand))
            open_session (&engagement);
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
