/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "chosho-row-tables.h"

/* Rows as columns: what is asked for is found, in the order asked, also after the index changed. */

#define VERSION 1

typedef struct
{
  char           *folder;
  char           *path;
  ChoshoIndex    *writer;
  ChoshoIndex    *reader;
  ChoshoRowTable *table;
  gint64          version;
} Fixture;

static void
put (Fixture *fixture, const char *id, const char *json)
{
  g_autoptr (GError) error = NULL;

  chosho_index_begin (fixture->writer, &error);
  chosho_index_put_row (fixture->writer, "evidence", id, id, NULL, json, &error);
  chosho_index_commit (fixture->writer, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ChoshoIndexState state;

  fixture->folder = g_dir_make_tmp ("chosho-row-table-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "index.db", NULL);
  fixture->writer = chosho_index_open_writer (fixture->path, VERSION, &state, &error);
  g_assert_no_error (error);
  chosho_index_begin (fixture->writer, &error);
  chosho_index_clear_all (fixture->writer, &error);
  chosho_index_commit (fixture->writer, &error);
  g_assert_no_error (error);
  put (fixture, "a", "{\"name\":\"特権ＩＤ一覧.xlsx\",\"controls\":[\"9.2.3.1\",\"9.2.3.10\"],\"sha256\":\"x\",\"size_bytes\":1200,\"withdrawn\":false}");
  put (fixture, "b", "{\"name\":\"規程.pdf\",\"controls\":[],\"sha256\":\"y\",\"size_bytes\":90,\"withdrawn\":false,\"received_at\":\"2026-01-02T00:00:00Z\"}");
  put (fixture, "c", "{\"name\":\"写し.xlsx\",\"controls\":[\"9.2.3.10\"],\"sha256\":\"x\",\"size_bytes\":1200,\"withdrawn\":true}");
  fixture->reader = chosho_index_open_reader (fixture->path, VERSION, &state, &error);
  g_assert_no_error (error);
  fixture->table = chosho_row_table_new ("evidence");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  chosho_row_table_free (fixture->table);
  chosho_index_free (fixture->reader);
  chosho_index_free (fixture->writer);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, endings[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* Takes @query. */
static void
expect (Fixture *fixture, ChoshoRowQuery *query, const char *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;

  chosho_row_table_update (fixture->table, fixture->reader, ++fixture->version, &error);
  g_assert_no_error (error);
  found = chosho_row_table_query (fixture->table, query, NULL);
  g_ptr_array_add (found, NULL);
  text = g_strjoinv (" ", (char **) found->pdata);
  g_assert_cmpstr (text, ==, ids);
  chosho_row_query_unref (query);
}

static ChoshoRowQuery *
needle (const char *words)
{
  ChoshoRowQuery *query = chosho_row_query_new ("evidence");

  chosho_row_query_set_needle (query, words);
  return query;
}

static ChoshoRowQuery *
filter (const char *column, const char *value)
{
  ChoshoRowQuery *query = chosho_row_query_new ("evidence");

  chosho_row_query_add_filter (query, column, value);
  return query;
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  expect (fixture, needle (NULL), "a b c");
  expect (fixture, needle ("  "), "a b c");
  expect (fixture, needle ("特権id"), "a");
  expect (fixture, needle ("XLSX 写し"), "c");
  expect (fixture, needle ("規程 xlsx"), "");
}

static void
test_conditions (Fixture *fixture, gconstpointer data)
{
  ChoshoRowQuery *query;

  expect (fixture, filter ("controls", "9.2.3.1"), "a");
  expect (fixture, filter ("controls", "9.2.3.10"), "a c");
  expect (fixture, filter ("controls", ""), "b");
  expect (fixture, filter ("withdrawn", "1"), "c");
  query = chosho_row_query_new ("evidence");
  chosho_row_query_add_exclusion (query, "withdrawn", "1");
  expect (fixture, query, "a b");
  query = chosho_row_query_new ("evidence");
  chosho_row_query_add_prefix (query, "received_at", "2026-01-02");
  expect (fixture, query, "b");
  query = chosho_row_query_new ("evidence");
  chosho_row_query_set_repeated (query, "sha256");
  expect (fixture, query, "a c");
}

static void
test_alternatives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoRowQuery) loose = filter ("controls", "");
  g_autoptr (ChoshoRowQuery) gone = filter ("sha256", "x");
  ChoshoRowQuery *query = chosho_row_query_new ("evidence");

  chosho_row_query_add_filter (gone, "withdrawn", "1");
  chosho_row_query_add_either (query, loose, gone);
  expect (fixture, query, "b c");
  query = filter ("withdrawn", "0");
  chosho_row_query_add_either (query, loose, gone); /* the others hold as well */
  expect (fixture, query, "b");
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  ChoshoRowQuery *query = chosho_row_query_new ("evidence");

  chosho_row_query_set_sort (query, "size_bytes", FALSE);
  expect (fixture, query, "b a c"); /* numbers by value, ties as the index has them */
  query = chosho_row_query_new ("evidence");
  chosho_row_query_set_sort (query, "size_bytes", TRUE);
  expect (fixture, query, "a c b");
  query = chosho_row_query_new ("evidence");
  chosho_row_query_set_reversed (query, TRUE);
  expect (fixture, query, "c b a");
  query = needle ("xlsx");
  chosho_row_query_set_sort (query, "size_bytes", FALSE);
  chosho_row_query_set_reversed (query, TRUE);
  expect (fixture, query, "c a");
  query = chosho_row_query_new ("evidence");
  chosho_row_query_prefer (query, "controls", "");
  expect (fixture, query, "b a c");
  query = chosho_row_query_new ("evidence");
  chosho_row_query_prefer (query, "sha256", "x");
  chosho_row_query_prefer_not (query, "withdrawn", "1");
  chosho_row_query_set_sort (query, "size_bytes", FALSE);
  expect (fixture, query, "a b c"); /* the order goes on among those that are not preferred */
}

static void
test_follows_the_index (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  expect (fixture, needle ("規程"), "b");
  put (fixture, "b", "{\"name\":\"細則.pdf\",\"controls\":[]}");
  put (fixture, "aa", "{\"name\":\"規程.pdf\",\"controls\":[]}");
  chosho_index_begin (fixture->writer, &error);
  chosho_index_remove_row (fixture->writer, "evidence", "c", &error);
  chosho_index_commit (fixture->writer, &error);
  g_assert_no_error (error);
  expect (fixture, needle ("規程"), "aa");
  expect (fixture, needle (NULL), "a aa b");
}

static void
put_event (Fixture *fixture, gint64 arrival, const char *id, const char *action, const char *author, gint64 time_us, const char *about)
{
  g_autoptr (GError) error = NULL;
  const ChoshoEventFacts facts = { .arrival = arrival, .id = id, .chain = "c", .seq = arrival, .action = action, .author = author,
                                   .time_us = time_us, .verified = TRUE, .effective = TRUE, .about = about };

  chosho_index_put_event (fixture->writer, &facts, &error);
  g_assert_no_error (error);
}

/* Takes @query. */
static void
expect_events (Fixture *fixture, ChoshoRowTables *tables, ChoshoRowQuery *query, const char *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = chosho_row_tables_query (tables, fixture->reader, query, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (found, NULL);
  text = g_strjoinv (" ", (char **) found->pdata);
  g_assert_cmpstr (text, ==, ids);
  chosho_row_query_unref (query);
}

static void
put_linked (Fixture *fixture, const char *kind, const char *id, const char *json)
{
  g_autoptr (GError) error = NULL;

  chosho_index_put_row (fixture->writer, kind, id, id, NULL, json, &error);
  g_assert_no_error (error);
}

/* An event is found by the control it names, by a thing linked to it now – made by it or named by it – and by a population
 * that a sample of it was drawn from; not by another control that shares evidence. */
static void
test_events_of_a_control (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ChoshoRowTables *tables = chosho_row_tables_new ();
  static const char *const controls[] = { "9.2.3.1", "9.2.3.2", "9.2.3", "9.2.3.3" };
  static const char *const found[] = { "made drawn-from links judged draws", "made links-other judged", "", "noted answered" };

  chosho_index_begin (fixture->writer, &error);
  put_linked (fixture, "evidence", "made#1", "{\"controls\":[\"9.2.3.1\",\"9.2.3.2\"]}");
  put_linked (fixture, "sample", "draws#0", "{\"controls\":[\"9.2.3.1\"],\"population\":\"drawn-from#0\"}");
  put_linked (fixture, "note", "noted#0", "{\"control\":\"9.2.3.3\"}");
  put_event (fixture, 1, "made", "evidence", "k1", 1, NULL);
  put_event (fixture, 2, "drawn-from", "population", "k1", 2, NULL);
  put_event (fixture, 3, "links", "link", "k1", 3, "9.2.3.1\nstep");
  put_event (fixture, 4, "links-other", "link", "k2", 4, "9.2.3.2");
  put_event (fixture, 5, "judged", "evidence-judge", "k3", 5, "made#1");
  put_event (fixture, 6, "draws", "sample", "k2", 6, NULL);
  put_event (fixture, 7, "noted", "note", "k2", 7, "9.2.3.3");
  put_event (fixture, 8, "answered", "note-answer", "k2", 8, "noted#0");
  chosho_index_commit (fixture->writer, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      ChoshoRowQuery *query = chosho_row_query_new ("event");

      chosho_row_query_set_control (query, controls[i]);
      expect_events (fixture, tables, query, found[i]);
    }
  chosho_row_tables_free (tables);
}

/* A span of time ends before its end; a person has several keys. */
static void
test_events_of_a_person_and_span (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "k1", "k3", NULL };
  g_autoptr (GError) error = NULL;
  ChoshoRowTables *tables = chosho_row_tables_new ();
  ChoshoRowQuery *query;

  chosho_index_begin (fixture->writer, &error);
  for (gint64 i = 1; i <= 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%" G_GINT64_FORMAT, i);
      g_autofree char *key = g_strdup_printf ("k%" G_GINT64_FORMAT, i);

      put_event (fixture, i, id, "note", key, i * 24 * 3600 * G_USEC_PER_SEC, NULL);
    }
  chosho_index_commit (fixture->writer, &error);
  query = chosho_row_query_new ("event");
  chosho_row_query_add_any (query, "author", keys);
  expect_events (fixture, tables, query, "e1 e3");
  query = chosho_row_query_new ("event");
  chosho_row_query_add_range (query, "at", "1970-01-03T00:00:00Z", "1970-01-05T00:00:00Z");
  expect_events (fixture, tables, query, "e2 e3");
  query = chosho_row_query_new ("event");
  chosho_row_query_add_range (query, "at", NULL, "1970-01-03T00:00:00Z");
  expect_events (fixture, tables, query, "e1");
  chosho_row_tables_free (tables);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/row-table/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/session/row-table/conditions", Fixture, NULL, set_up, test_conditions, tear_down);
  g_test_add ("/session/row-table/alternatives", Fixture, NULL, set_up, test_alternatives, tear_down);
  g_test_add ("/session/row-table/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/session/row-table/events-of-a-control", Fixture, NULL, set_up, test_events_of_a_control, tear_down);
  g_test_add ("/session/row-table/events-of-a-person-and-span", Fixture, NULL, set_up, test_events_of_a_person_and_span, tear_down);
  g_test_add ("/session/row-table/follows-the-index", Fixture, NULL, set_up, test_follows_the_index, tear_down);
  return g_test_run ();
}
