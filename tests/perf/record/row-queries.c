/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "chosho-index.h"
#include "chosho-row-table.h"
#include "chosho-session.h"

/*
 * What the window asks between two keystrokes, of an engagement's index:
 *   row-queries INDEX.db ROUNDS
 * prints {"NAME":{"rows":N,"ms":MEDIAN},…}; "NAME read" is the first reading of the rows.
 */

typedef struct
{
  const char *name;
  const char *kind;
  const char *words;  /* (nullable) */
  const char *column; /* (nullable) with @value */
  const char *value;
  const char *sort;   /* (nullable) */
} Question;

static const Question questions[] = {
  { "evidence words", "evidence", "見本 1", NULL, NULL, NULL },
  { "evidence of the client, by name", "evidence", NULL, "origin", "client", "name" },
  { "journal of one action, by time", "event", NULL, "action", "performance", "at" },
};

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference < 0 ? -1 : difference > 0;
}

static ChoshoRowQuery *
make_query (const Question *question)
{
  ChoshoRowQuery *query = chosho_row_query_new (question->kind);

  chosho_row_query_set_needle (query, question->words);
  if (question->column != NULL)
    chosho_row_query_add_filter (query, question->column, question->value);
  chosho_row_query_set_sort (query, question->sort, FALSE);
  return query;
}

static void
ask (ChoshoRowTable *table, const Question *question, guint rounds)
{
  g_autoptr (ChoshoRowQuery) query = make_query (question);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint rows = 0;

  for (guint i = 0; i < rounds; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GPtrArray) ids = chosho_row_table_query (table, query, NULL);
      gint64 time = g_get_monotonic_time () - start;

      rows = ids->len;
      g_array_append_val (times, time);
    }
  g_array_sort (times, compare_times);
  g_print (",\"%s\":{\"rows\":%u,\"ms\":%.3f}", question->name, rows, g_array_index (times, gint64, rounds / 2) / 1000.0);
}

static void
ask_kind (ChoshoIndex *index, const char *kind, guint rounds)
{
  g_autoptr (ChoshoRowTable) table = chosho_row_table_new (kind);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!chosho_row_table_update (table, index, 1, &error))
    g_error ("%s", error->message);
  g_print ("%s\"%s read\":{\"rows\":0,\"ms\":%.3f}", g_str_equal (kind, "evidence") ? "{" : ",", kind, (g_get_monotonic_time () - start) / 1000.0);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (g_str_equal (questions[i].kind, kind))
      ask (table, &questions[i], rounds);
}

int
main (int argc, char **argv)
{
  g_autoptr (ChoshoIndex) index = NULL;
  g_autoptr (GError) error = NULL;
  ChoshoIndexState state;

  if (argc != 3 || atoi (argv[2]) < 1)
    return 2;
  index = chosho_index_open_reader (argv[1], CHOSHO_PROJECTION_VERSION, &state, &error);
  if (index == NULL)
    g_error ("%s", error->message);
  ask_kind (index, "evidence", (guint) atoi (argv[2]));
  ask_kind (index, "event", (guint) atoi (argv[2]));
  g_print ("}\n");
  return 0;
}
