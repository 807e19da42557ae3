/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-error.h"
#include "chosho-index-filler.h"
#include "chosho-index-private.h"

/* More than may wait for the thread, and no round number of batches. */
#define MANY 20011

static ChoshoIndex *
begin (void)
{
  g_autoptr (GError) error = NULL;
  ChoshoIndex *index = chosho_index_new_in_memory (1, &error);

  g_assert_no_error (error);
  g_assert_true (chosho_index_begin (index, &error));
  return index;
}

/* The row @number; FALSE where the filler wants no more. */
static gboolean
put_row (ChoshoIndexFiller *filler, guint number)
{
  g_autofree char *id = g_strdup_printf ("%u", number);

  return chosho_index_filler_put_row (filler, "step", id, id, number % 2 != 0 ? "c" : NULL,
                                      g_strdup_printf ("{\"n\":%u}", number));
}

static void
test_all_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = begin ();
  g_autoptr (GPtrArray) of_control = NULL;
  g_autofree char *json = NULL;
  ChoshoIndexFiller *filler = chosho_index_filler_new (index);
  gint64 count;

  for (guint i = 0; i < MANY; i++)
    g_assert_true (put_row (filler, i));
  g_assert_true (chosho_index_filler_finish (filler, &error));
  g_assert_no_error (error);
  g_assert_true (chosho_index_count_rows (index, "step", &count, &error));
  g_assert_cmpint (count, ==, MANY);
  of_control = chosho_index_list_ids (index, "step", "c", &error);
  g_assert_cmpuint (of_control->len, ==, MANY / 2);
  g_assert_true (chosho_index_get_row (index, "step", "20010", &json, &error));
  g_assert_cmpstr (json, ==, "{\"n\":20010}");
}

static gboolean
on_event (const ChoshoEventFacts *facts, gpointer user_data)
{
  GString *seen = user_data;

  g_string_append_printf (seen, "%s %s %s;", facts->id, facts->about != NULL ? facts->about : "-", facts->code != NULL ? facts->code : "-");
  return TRUE;
}

/* Events among the rows; their texts are the caller's and gone when they are written. */
static void
test_events (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = begin ();
  g_autoptr (GString) seen = g_string_new (NULL);
  ChoshoIndexFiller *filler = chosho_index_filler_new (index);
  gint64 count;

  for (guint i = 1; i <= 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i);
      ChoshoEventFacts facts = { .arrival = i, .id = id, .chain = "c/a", .seq = i, .action = "note", .author = "a", .verified = TRUE, .effective = TRUE,
                                 .about = i == 2 ? id : NULL, .code = i == 3 ? id : NULL };

      g_assert_true (put_row (filler, i));
      g_assert_true (chosho_index_filler_put_event (filler, &facts));
      memset (id, 'x', strlen (id));
    }
  g_assert_true (chosho_index_filler_finish (filler, &error));
  g_assert_no_error (error);
  g_assert_true (chosho_index_count_events (index, &count, &error));
  g_assert_cmpint (count, ==, 300);
  g_assert_true (chosho_index_foreach_event (index, 0, 3, on_event, seen, &error));
  g_assert_cmpstr (seen->str, ==, "e1 - -;e2 e2 -;e3 - e3;");
}

static void
test_no_row (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = begin ();

  g_assert_true (chosho_index_filler_finish (chosho_index_filler_new (index), &error));
  g_assert_no_error (error);
}

/* The caller is told before it has made all rows, and why in the end. */
static void
test_failing_row (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = begin ();
  ChoshoIndexFiller *filler = NULL;
  guint n_put = 0;

  g_assert_true (chosho_database_exec (index->database, "DROP TABLE rows", &error));
  filler = chosho_index_filler_new (index);
  while (n_put < MANY && put_row (filler, n_put))
    n_put++;
  g_assert_cmpuint (n_put, <, MANY);
  g_assert_false (chosho_index_filler_finish (filler, &error));
  g_assert_nonnull (error);
}

/* Rows of which the caller heard nothing bad may still have failed: the last batch is written by finish(). */
static void
test_failing_last_row (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = begin ();
  ChoshoIndexFiller *filler = NULL;

  g_assert_true (chosho_database_exec (index->database, "DROP TABLE rows", &error));
  filler = chosho_index_filler_new (index);
  g_assert_true (put_row (filler, 1));
  g_assert_false (chosho_index_filler_finish (filler, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/index-filler/all-rows", test_all_rows);
  g_test_add_func ("/store/index-filler/events", test_events);
  g_test_add_func ("/store/index-filler/no-row", test_no_row);
  g_test_add_func ("/store/index-filler/failing-row", test_failing_row);
  g_test_add_func ("/store/index-filler/failing-last-row", test_failing_last_row);
  return g_test_run ();
}
