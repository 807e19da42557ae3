/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "chosho-index-private.h"
#include "query-plans.h"

#define VERSION 3

static ChoshoIndex *
open_writer (Fixture *fixture, ChoshoIndexState expected)
{
  g_autoptr (GError) error = NULL;
  ChoshoIndexState state;
  ChoshoIndex *index = chosho_index_open_writer (fixture->index, VERSION, &state, &error);

  g_assert_no_error (error);
  g_assert_cmpint (state, ==, expected);
  return index;
}

static ChoshoIndex *
open_reader (Fixture *fixture, ChoshoIndexState expected)
{
  g_autoptr (GError) error = NULL;
  ChoshoIndexState state;
  ChoshoIndex *index = chosho_index_open_reader (fixture->index, VERSION, &state, &error);

  g_assert_no_error (error);
  g_assert_cmpint (state, ==, expected);
  return index;
}

static void
put (ChoshoIndex *index, const char *kind, const char *id, const char *sort, const char *control, const char *json)
{
  g_autoptr (GError) error = NULL;

  chosho_index_put_row (index, kind, id, sort, control, json, &error);
  g_assert_no_error (error);
}

static void
put_event (ChoshoIndex *index, gint64 arrival, const char *chain, gint64 seq)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup_printf ("id%" G_GINT64_FORMAT, arrival);
  const ChoshoEventFacts facts = { .arrival = arrival, .id = id, .chain = chain, .seq = seq, .action = "step",
                                   .author = "a", .time_us = 12345678901234, .verified = TRUE, .effective = FALSE,
                                   .code = arrival == 2 ? "fork" : NULL, .about = arrival == 3 ? "8.1.2\ns1" : NULL };

  chosho_index_put_event (index, &facts, &error);
  g_assert_no_error (error);
}

/* A built index with rows of two kinds and three events. */
static ChoshoIndex *
build (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ChoshoIndex *index = open_writer (fixture, CHOSHO_INDEX_STALE);

  g_assert_true (chosho_index_begin (index, &error));
  g_assert_true (chosho_index_clear_all (index, &error));
  put (index, "step", "s3", "0010.0001", "10.1.1", "{\"id\":\"s3\"}");
  put (index, "step", "s1", "0008.0009", "8.1.2", "{\"id\":\"s1\"}");
  put (index, "step", "s2", "0008.0010", "8.1.2", "{\"id\":\"s2\"}");
  put (index, "step", "s0", "0008.0010", NULL, "{\"id\":\"s0\"}");
  put (index, "note", "s1", "", "8.1.2", "{}");
  put_event (index, 1, "c1", 0);
  put_event (index, 2, "c2", 5);
  put_event (index, 3, "c1", 1);
  g_assert_true (chosho_index_set_meta (index, "arrival", "3", &error));
  g_assert_true (chosho_index_commit (index, &error));
  g_assert_no_error (error);
  return index;
}

static gboolean
collect_row (const char *id, const char *sort, const char *control, const char *json, gpointer user_data)
{
  g_string_append_printf (user_data, "%s/%s/%s/%s ", id, sort, control != NULL ? control : "-", json);
  return TRUE;
}

static gboolean
stop_at_once (const char *id, const char *sort, const char *control, const char *json, gpointer user_data)
{
  (*(guint *) user_data)++;
  return FALSE;
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) writer = build (fixture);
  g_autoptr (ChoshoIndex) reader = open_reader (fixture, CHOSHO_INDEX_CURRENT);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GString) some = g_string_new (NULL);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) control_ids = NULL;
  g_autoptr (GPtrArray) kinds = NULL;
  g_autofree char *json = NULL;
  g_autofree char *none = NULL;
  guint calls = 0;
  gint64 count;

  g_assert_true (chosho_index_foreach_row (reader, "step", NULL, collect_row, all, &error));
  g_assert_cmpstr (all->str, ==,
                   "s1/0008.0009/8.1.2/{\"id\":\"s1\"} s0/0008.0010/-/{\"id\":\"s0\"} "
                   "s2/0008.0010/8.1.2/{\"id\":\"s2\"} s3/0010.0001/10.1.1/{\"id\":\"s3\"} ");
  g_assert_true (chosho_index_foreach_row (reader, "step", "8.1.2", collect_row, some, &error));
  g_assert_cmpstr (some->str, ==, "s1/0008.0009/8.1.2/{\"id\":\"s1\"} s2/0008.0010/8.1.2/{\"id\":\"s2\"} ");
  g_assert_true (chosho_index_foreach_row (reader, "step", NULL, stop_at_once, &calls, &error));
  g_assert_cmpuint (calls, ==, 1);
  ids = chosho_index_list_ids (reader, "step", NULL, &error);
  g_assert_cmpuint (ids->len, ==, 4);
  g_assert_cmpstr (ids->pdata[1], ==, "s0");
  control_ids = chosho_index_list_ids (reader, "step", "10.1.1", &error);
  g_assert_cmpuint (control_ids->len, ==, 1);
  kinds = chosho_index_list_kinds (reader, &error);
  g_assert_cmpuint (kinds->len, ==, 2);
  g_assert_cmpstr (kinds->pdata[0], ==, "note");
  g_assert_true (chosho_index_count_rows (reader, "step", &count, &error));
  g_assert_cmpint (count, ==, 4);
  g_assert_true (chosho_index_get_row (reader, "note", "s1", &json, &error));
  g_assert_cmpstr (json, ==, "{}");
  g_assert_true (chosho_index_get_row (reader, "note", "s9", &none, &error));
  g_assert_null (none);
  g_assert_no_error (error);
}

static void
test_put_and_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = build (fixture);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (chosho_index_begin (index, &error));
  put (index, "step", "s1", "9", NULL, "[]");
  g_assert_true (chosho_index_remove_row (index, "step", "s2", &error));
  g_assert_true (chosho_index_remove_row (index, "step", "absent", &error));
  chosho_index_rollback (index);
  g_assert_true (chosho_index_foreach_row (index, "step", "8.1.2", collect_row, text, &error));
  g_assert_cmpstr (text->str, ==, "s1/0008.0009/8.1.2/{\"id\":\"s1\"} s2/0008.0010/8.1.2/{\"id\":\"s2\"} ");

  g_assert_true (chosho_index_begin (index, &error));
  put (index, "step", "s1", "9", NULL, "[]");
  g_assert_true (chosho_index_remove_row (index, "step", "s2", &error));
  put (index, "step", "s3", "0010.0001", "10.1.2", "{\"id\":\"s3\"}");
  g_assert_true (chosho_index_commit (index, &error));
  g_string_truncate (text, 0);
  g_assert_true (chosho_index_foreach_row (index, "step", NULL, collect_row, text, &error));
  g_assert_cmpstr (text->str, ==, "s0/0008.0010/-/{\"id\":\"s0\"} s3/0010.0001/10.1.2/{\"id\":\"s3\"} s1/9/-/[] ");
  g_assert_no_error (error);
}

static gboolean
collect_event (const ChoshoEventFacts *facts, gpointer user_data)
{
  g_assert_cmpint (facts->time_us, ==, 12345678901234);
  g_assert_true (facts->verified);
  g_assert_false (facts->effective);
  g_assert_cmpstr (facts->about, ==, facts->arrival == 3 ? "8.1.2\ns1" : NULL);
  g_string_append_printf (user_data, "%d:%s:%s:%d:%s ", (int) facts->arrival, facts->id, facts->chain,
                          (int) facts->seq, facts->code != NULL ? facts->code : "-");
  return TRUE;
}

static void
test_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = build (fixture);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean found;
  gint64 count;

  g_assert_true (chosho_index_foreach_event (index, 2, 0, collect_event, text, &error));
  g_assert_cmpstr (text->str, ==, "2:id2:c2:5:fork 3:id3:c1:1:- ");
  g_string_truncate (text, 0);
  g_assert_true (chosho_index_foreach_event (index, 1, 2, collect_event, text, &error));
  g_assert_cmpstr (text->str, ==, "1:id1:c1:0:- 2:id2:c2:5:fork ");
  g_string_truncate (text, 0);
  g_assert_true (chosho_index_foreach_chain_event (index, "c1", 0, collect_event, text, &error));
  g_assert_cmpstr (text->str, ==, "1:id1:c1:0:- 3:id3:c1:1:- ");
  g_string_truncate (text, 0);
  g_assert_true (chosho_index_get_event (index, "id3", collect_event, text, &found, &error));
  g_assert_true (found);
  g_assert_cmpstr (text->str, ==, "3:id3:c1:1:- ");
  g_assert_true (chosho_index_get_event (index, "id4", collect_event, text, &found, &error));
  g_assert_false (found);
  put_event (index, 3, "c3", 9);
  g_assert_true (chosho_index_count_events (index, &count, &error));
  g_assert_cmpint (count, ==, 3);
  g_string_truncate (text, 0);
  g_assert_true (chosho_index_foreach_chain_event (index, "c3", 9, collect_event, text, &error));
  g_assert_cmpstr (text->str, ==, "3:id3:c3:9:- ");
  g_assert_no_error (error);
}

static void
test_meta (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = build (fixture);
  g_autofree char *arrival = NULL;
  g_autofree char *absent = NULL;

  g_assert_true (chosho_index_get_meta (index, "arrival", &arrival, &error));
  g_assert_cmpstr (arrival, ==, "3");
  g_assert_true (chosho_index_set_meta (index, "arrival", NULL, &error));
  g_assert_true (chosho_index_get_meta (index, "arrival", &absent, &error));
  g_assert_null (absent);
}

static void
test_pragmas (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = build (fixture);
  g_autofree char *mode = chosho_database_query_text (index->database, "PRAGMA journal_mode", &error);
  gint64 synchronous = -1;

  g_assert_cmpstr (mode, ==, "wal");
  g_assert_true (chosho_database_query_int64 (index->database, "PRAGMA synchronous", &synchronous, &error));
  g_assert_cmpint (synchronous, ==, 1); /* NORMAL */
}

/* A rebuild is one transaction: a reader sees the old state until it is whole. */
static void
test_rebuild_is_atomic (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) writer = build (fixture);
  g_autoptr (ChoshoIndex) reader = open_reader (fixture, CHOSHO_INDEX_CURRENT);
  gint64 count, before, after;

  g_assert_true (chosho_index_get_data_version (reader, &before, &error));
  g_assert_true (chosho_index_begin (writer, &error));
  g_assert_true (chosho_index_clear_all (writer, &error));
  put (writer, "step", "new", "1", NULL, "{}");
  g_assert_true (chosho_index_count_rows (reader, "step", &count, &error));
  g_assert_cmpint (count, ==, 4);
  g_assert_true (chosho_index_begin_snapshot (reader, &error));
  g_assert_true (chosho_index_commit (writer, &error));
  g_assert_true (chosho_index_count_rows (reader, "step", &count, &error));
  g_assert_cmpint (count, ==, 4);
  chosho_index_end_snapshot (reader);
  g_assert_true (chosho_index_count_rows (reader, "step", &count, &error));
  g_assert_cmpint (count, ==, 1);
  g_assert_true (chosho_index_get_data_version (reader, &after, &error));
  g_assert_cmpint (before, !=, after);
  g_assert_true (chosho_index_checkpoint (writer, &error));
  g_assert_no_error (error);
}

static void
begin_build (ChoshoIndex *index, gboolean expected)
{
  g_autoptr (GError) error = NULL;
  gboolean begun;

  g_assert_true (chosho_index_begin_build (index, &begun, &error));
  g_assert_no_error (error);
  g_assert_cmpint (begun, ==, expected);
}

static void
assert_only_new (ChoshoIndex *index)
{
  g_autoptr (GError) error = NULL;
  gint64 count;

  g_assert_true (chosho_index_count_rows (index, "step", &count, &error));
  g_assert_cmpint (count, ==, 1);
}

/* Built anew where nobody else reads: what was there is gone, and the log is kept again. */
static void
test_build (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) writer = build (fixture);
  g_autoptr (ChoshoIndex) reader = NULL;
  g_autofree char *mode = NULL;

  begin_build (writer, TRUE);
  put (writer, "step", "new", "1", NULL, "{}");
  g_assert_true (chosho_index_end_build (writer, &error));
  g_assert_no_error (error);
  mode = chosho_database_query_text (writer->database, "PRAGMA journal_mode", &error);
  g_assert_cmpstr (mode, ==, "wal");
  reader = open_reader (fixture, CHOSHO_INDEX_CURRENT);
  assert_only_new (reader);
}

/* What others read is not taken from under them. */
static void
test_build_under_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) writer = build (fixture);
  g_autoptr (ChoshoIndex) reader = open_reader (fixture, CHOSHO_INDEX_CURRENT);
  gint64 count;

  begin_build (writer, FALSE);
  g_assert_true (chosho_index_count_rows (reader, "step", &count, &error));
  g_assert_cmpint (count, ==, 4);
  g_assert_true (chosho_index_begin (writer, &error));
  g_assert_true (chosho_index_clear_all (writer, &error));
  put (writer, "step", "new", "1", NULL, "{}");
  g_assert_true (chosho_index_commit (writer, &error));
  g_assert_no_error (error);
  assert_only_new (reader);
}

/* Cut off after all rows but before its end, or given up: an index to be built anew. */
static void
test_build_cut_off (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoIndex) writer = i == 0 ? build (fixture) : open_writer (fixture, CHOSHO_INDEX_CURRENT);
      g_autoptr (ChoshoIndex) next = NULL;
      ChoshoIndexState state;
      gboolean unfinished;

      begin_build (writer, TRUE);
      put (writer, "step", "new", "1", NULL, "{}");
      if (i == 0)
        g_assert_true (chosho_database_commit (writer->database, &error));
      else
        chosho_index_rollback (writer);
      g_clear_pointer (&writer, chosho_index_free);
      next = chosho_index_open_writer (fixture->index, VERSION, &state, &error);
      g_assert_no_error (error);
      g_assert_cmpint (state, ==, CHOSHO_INDEX_STALE);
      g_assert_true (chosho_index_is_unfinished (next, &unfinished, &error));
      g_assert_true (unfinished);
      begin_build (next, TRUE);
      put (next, "step", "new", "1", NULL, "{}");
      g_assert_true (chosho_index_end_build (next, &error));
      g_assert_true (chosho_index_is_unfinished (next, &unfinished, &error));
      g_assert_false (unfinished);
      assert_only_new (next);
    }
}

static goffset
get_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

/* Whoever opens the index next reads its log: after a rebuild it must not be as long as the index. */
static void
test_long_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) writer = build (fixture);
  g_autoptr (ChoshoIndex) reader = open_reader (fixture, CHOSHO_INDEX_CURRENT);
  g_autofree char *log = g_strconcat (fixture->index, "-wal", NULL);
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');

  g_assert_true (chosho_index_begin (writer, &error));
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      put (writer, "step", id, "1", NULL, text);
    }
  g_assert_true (chosho_index_begin_snapshot (reader, &error)); /* of before */
  g_assert_true (chosho_index_commit (writer, &error));
  g_assert_true (chosho_index_checkpoint (writer, &error)); /* without waiting */
  g_assert_no_error (error);
  g_assert_cmpint (get_size (log), >, 8 * 1024 * 1024);
  chosho_index_end_snapshot (reader);
  g_assert_true (chosho_index_checkpoint (writer, &error));
  g_assert_cmpint (get_size (log), ==, 0);
}

static void
test_other_projection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = build (fixture);
  g_autoptr (ChoshoIndex) newer = NULL;
  ChoshoIndexState state;

  g_clear_pointer (&index, chosho_index_free);
  index = open_writer (fixture, CHOSHO_INDEX_CURRENT);
  newer = chosho_index_open_reader (fixture->index, VERSION + 1, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, CHOSHO_INDEX_STALE);
  g_clear_pointer (&newer, chosho_index_free);
  g_clear_pointer (&index, chosho_index_free);
  newer = chosho_index_open_writer (fixture->index, VERSION - 1, &state, &error);
  g_assert_cmpint (state, ==, CHOSHO_INDEX_STALE);
  g_assert_true (chosho_index_begin (newer, &error));
  g_assert_true (chosho_index_clear_all (newer, &error));
  g_assert_true (chosho_index_commit (newer, &error));
  g_assert_true (chosho_index_get_state (newer, &state, &error));
  g_assert_cmpint (state, ==, CHOSHO_INDEX_CURRENT);
}

static void
assert_usable (ChoshoIndex *index)
{
  g_autoptr (GError) error = NULL;
  gint64 count;

  g_assert_true (chosho_index_count_rows (index, "step", &count, &error));
  g_assert_cmpint (count, ==, 0);
  g_assert_true (chosho_index_begin (index, &error));
  g_assert_true (chosho_index_clear_all (index, &error));
  put (index, "step", "x", "", NULL, "{}");
  g_assert_true (chosho_index_commit (index, &error));
  g_assert_no_error (error);
}

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = NULL;
  g_autofree char *rubbish = g_strnfill (20000, 'r');
  g_autofree char *log = g_strconcat (fixture->index, "-wal", NULL);
  ChoshoIndexState state;

  g_assert_true (g_file_set_contents (fixture->index, rubbish, -1, &error));
  g_assert_true (g_file_set_contents (log, rubbish, -1, &error));
  g_assert_null (chosho_index_open_reader (fixture->index, VERSION, &state, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  index = open_writer (fixture, CHOSHO_INDEX_STALE);
  assert_usable (index);
  g_clear_pointer (&index, chosho_index_free);
  index = open_reader (fixture, CHOSHO_INDEX_CURRENT);
}

static void
test_foreign_schema (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoIndex) index = build (fixture);
  g_autofree char *output = NULL;

  g_clear_pointer (&index, chosho_index_free);
  output = run_sqlite (fixture->index, "DROP INDEX rows_by_sort; CREATE TABLE more (n)", NULL);
  g_assert_nonnull (output);
  index = open_writer (fixture, CHOSHO_INDEX_STALE);
  assert_usable (index);
}

/* Every page of the file in turn is overwritten: the writer notices at the latest when it reads there,
 * and a reset makes a usable index of it. */
static void
test_damaged_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = build (fixture);
  g_autofree char *good = NULL;
  g_autofree char *log = g_strconcat (fixture->index, "-wal", NULL);
  g_autofree char *shared = g_strconcat (fixture->index, "-shm", NULL);
  guint resets = 0;
  gsize size;

  g_assert_true (chosho_index_checkpoint (index, &error));
  g_clear_pointer (&index, chosho_index_free);
  g_assert_true (g_file_get_contents (fixture->index, &good, &size, &error));
  g_unlink (log);
  g_unlink (shared);
  for (gsize page = 0; page < size / 4096; page++)
    {
      g_autofree char *bad = g_memdup2 (good, size);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) damage = NULL;
      ChoshoIndexState state;

      memset (bad + page * 4096 + (page == 0 ? 100 : 0), 0x5a, 2000);
      g_assert_true (g_file_set_contents (fixture->index, bad, (gssize) size, &error));
      index = chosho_index_open_writer (fixture->index, VERSION, &state, &error);
      g_assert_no_error (error);
      if (!chosho_index_foreach_row (index, "step", NULL, collect_row, text, &damage))
        {
          g_assert_error (damage, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
          g_assert_true (chosho_index_reset (index, &error));
          state = CHOSHO_INDEX_STALE;
        }
      if (state == CHOSHO_INDEX_STALE)
        {
          resets++;
          assert_usable (index);
        }
      g_clear_pointer (&index, chosho_index_free);
      g_unlink (log);
      g_unlink (shared);
    }
  g_assert_cmpuint (resets, >=, 3);
}

/* An open reader survives a reset by the writer and sees the new index. */
static void
test_reset_under_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) writer = build (fixture);
  g_autoptr (ChoshoIndex) reader = open_reader (fixture, CHOSHO_INDEX_CURRENT);
  ChoshoIndexState state;
  gint64 count;

  g_assert_true (chosho_index_count_rows (reader, "step", &count, &error));
  g_assert_true (chosho_index_reset (writer, &error));
  g_assert_true (chosho_index_get_state (reader, &state, &error));
  g_assert_cmpint (state, ==, CHOSHO_INDEX_STALE);
  assert_usable (writer);
  g_assert_true (chosho_index_count_rows (reader, "step", &count, &error));
  g_assert_cmpint (count, ==, 1);
  g_assert_true (chosho_index_get_state (reader, &state, &error));
  g_assert_cmpint (state, ==, CHOSHO_INDEX_CURRENT);
  g_assert_no_error (error);
}

static void
test_in_memory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = chosho_index_new_in_memory (VERSION, &error);
  g_autofree char *json = NULL;
  ChoshoIndexState state;

  g_assert_no_error (error);
  g_assert_true (chosho_index_get_state (index, &state, &error));
  g_assert_cmpint (state, ==, CHOSHO_INDEX_STALE);
  g_assert_true (chosho_index_begin (index, &error));
  g_assert_true (chosho_index_clear_all (index, &error));
  put (index, "step", "s1", "0008", "8.1.2", "{\"id\":\"s1\"}");
  g_assert_true (chosho_index_commit (index, &error));
  g_assert_true (chosho_index_get_state (index, &state, &error));
  g_assert_cmpint (state, ==, CHOSHO_INDEX_CURRENT);
  g_assert_true (chosho_index_get_row (index, "step", "s1", &json, &error));
  g_assert_cmpstr (json, ==, "{\"id\":\"s1\"}");
  g_assert_false (g_file_test (fixture->index, G_FILE_TEST_EXISTS));
}

static void
test_reader_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ChoshoIndexState state;

  g_assert_null (chosho_index_open_reader (fixture->index, VERSION, &state, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = build (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  chosho_index_set_cancellable (index, cancellable);
  g_assert_true (chosho_index_begin (index, &error));
  put (index, "step", "late", "", NULL, "{}");
  g_cancellable_cancel (cancellable);
  g_assert_false (chosho_index_commit (index, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
}

static void
test_plans (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIndex) index = build (fixture);
  g_autoptr (ChoshoIndex) hot = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) more = NULL;
  g_autoptr (GString) plans = g_string_new (NULL);
  g_autofree char *json = NULL;
  g_autofree char *value = NULL;
  guint seen;
  gint64 count;

  g_clear_pointer (&index, chosho_index_free);
  hot = open_writer (fixture, CHOSHO_INDEX_CURRENT);
  /* Forget what opening prepared: it looks at the schema, not at the tables. */
  g_hash_table_remove_all (hot->database->statements);
  put (hot, "step", "s9", "1", "c", "{}");
  put_event (hot, 9, "c9", 1);
  chosho_index_get_row (hot, "step", "s1", &json, &error);
  chosho_index_foreach_row (hot, "step", NULL, collect_row, text, &error);
  chosho_index_foreach_row (hot, "step", "c", collect_row, text, &error);
  ids = chosho_index_list_ids (hot, "step", NULL, &error);
  more = chosho_index_list_ids (hot, "step", "c", &error);
  chosho_index_count_rows (hot, "step", &count, &error);
  chosho_index_get_event (hot, "id1", collect_event, text, NULL, &error);
  chosho_index_foreach_event (hot, 2, 10, collect_event, text, &error);
  chosho_index_foreach_chain_event (hot, "c1", 1, collect_event, text, &error);
  chosho_index_get_meta (hot, "arrival", &value, &error);
  chosho_index_set_meta (hot, "arrival", "4", &error);
  chosho_index_set_meta (hot, "arrival", NULL, &error);
  chosho_index_remove_row (hot, "step", "s9", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_scans_seen (hot->database, &seen, plans), ==, 0);
  g_assert_cmpuint (seen, ==, 15);
  /* And those by control or chain use all of their index. */
  g_assert_nonnull (strstr (plans->str, "USING INDEX rows_by_control (kind=? AND control=?)"));
  g_assert_nonnull (strstr (plans->str, "USING COVERING INDEX rows_by_control (kind=? AND control=?)"));
  g_assert_nonnull (strstr (plans->str, "USING INDEX events_by_chain (chain=? AND seq>?)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/index/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("rows", test_rows);
  ADD ("put-and-remove", test_put_and_remove);
  ADD ("events", test_events);
  ADD ("meta", test_meta);
  ADD ("pragmas", test_pragmas);
  ADD ("rebuild-is-atomic", test_rebuild_is_atomic);
  ADD ("build", test_build);
  ADD ("build-under-reader", test_build_under_reader);
  ADD ("build-cut-off", test_build_cut_off);
  ADD ("long-log", test_long_log);
  ADD ("other-projection", test_other_projection);
  ADD ("no-database", test_no_database);
  ADD ("foreign-schema", test_foreign_schema);
  ADD ("damaged-pages", test_damaged_pages);
  ADD ("reset-under-reader", test_reset_under_reader);
  ADD ("in-memory", test_in_memory);
  ADD ("reader-alone", test_reader_alone);
  ADD ("cancel", test_cancel);
  ADD ("plans", test_plans);
  return g_test_run ();
}
