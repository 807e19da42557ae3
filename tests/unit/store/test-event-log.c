/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chosho-event-log-private.h"
#include "chosho-limits.h"
#include "chosho-lock.h"
#include "query-plans.h"

static ChoshoEventLog *
create (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ChoshoEventLog *log = chosho_event_log_create (fixture->log, &error);

  g_assert_no_error (error);
  return log;
}

static void
assert_extent (ChoshoEventLog *log, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 count, last;

  g_assert_true (chosho_event_log_get_extent (log, &count, &last, &error));
  g_assert_cmpint (count, ==, expected);
  g_assert_cmpint (last, ==, expected);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);
  GStatBuf info;

  assert_extent (log, 0);
  g_assert_cmpint (g_stat (fixture->log, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_null (chosho_event_log_create (fixture->log, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS);
}

static void
test_pragmas (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (ChoshoEventLog) log = i == 0 ? create (fixture) : chosho_event_log_open (fixture->log, TRUE, &error);
      ChoshoDatabase *database = chosho_event_log_get_database (log);
      g_autofree char *mode = chosho_database_query_text (database, "PRAGMA journal_mode", &error);
      gint64 synchronous = -1;

      g_assert_cmpstr (mode, ==, "truncate");
      g_assert_true (chosho_database_query_int64 (database, "PRAGMA synchronous", &synchronous, &error));
      g_assert_cmpint (synchronous, ==, 3); /* EXTRA */
    }
}

static void
assert_same (const ChoshoStoredEvent *a, const ChoshoStoredEvent *b)
{
  g_assert_cmpmem (a->id, CHOSHO_DIGEST_SIZE, b->id, CHOSHO_DIGEST_SIZE);
  g_assert_cmpmem (a->signature, CHOSHO_SIGNATURE_SIZE, b->signature, CHOSHO_SIGNATURE_SIZE);
  g_assert_true (g_bytes_equal (a->bytes, b->bytes));
}

static void
test_append (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autoptr (GPtrArray) events = make_events (1, 0, 1203);
  g_autoptr (GPtrArray) more = make_events (1, 1200, 5);
  ChoshoAppendResult result;
  gint64 from = 1;
  guint seen = 0;

  g_assert_true (chosho_event_log_append (log, (ChoshoStoredEvent *const *) events->pdata, events->len, &result, NULL,
                                          &error));
  g_assert_cmpuint (result.added, ==, 1203);
  g_assert_cmpuint (result.already_held, ==, 0);
  g_assert_true (
    chosho_event_log_append (log, (ChoshoStoredEvent *const *) more->pdata, more->len, &result, NULL, &error));
  g_assert_cmpuint (result.added, ==, 2);
  g_assert_cmpuint (result.already_held, ==, 3);
  g_assert_cmpint (result.last_arrival, ==, 1205);
  assert_extent (log, 1205);

  g_clear_pointer (&log, chosho_event_log_free);
  log = chosho_event_log_open (fixture->log, FALSE, &error);
  g_assert_no_error (error);
  for (;;)
    {
      g_autoptr (GPtrArray) page = chosho_event_log_read (log, from, 10000, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->len, <=, CHOSHO_EVENT_LOG_PAGE);
      if (page->len == 0)
        break;
      for (guint i = 0; i < page->len; i++)
        {
          const ChoshoStoredEvent *event = page->pdata[i];

          g_assert_cmpint (event->arrival, ==, seen + 1);
          assert_same (event, seen < 1203 ? events->pdata[seen] : more->pdata[seen - 1200]);
          g_assert_true (chosho_stored_event_is_intact (event));
          seen++;
        }
      from += page->len;
    }
  g_assert_cmpuint (seen, ==, 1205);
}

static void
test_get (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autoptr (ChoshoStoredEvent) event = make_event (1, 7, 0);
  g_autoptr (ChoshoStoredEvent) found = NULL;
  gboolean held;

  append (log, 1, 0, 7);
  g_assert_true (chosho_event_log_holds (log, event->id, &held, &error));
  g_assert_false (held);
  g_assert_null (chosho_event_log_get (log, event->id, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  append (log, 1, 7, 1);
  g_assert_true (chosho_event_log_holds (log, event->id, &held, &error));
  g_assert_true (held);
  found = chosho_event_log_get (log, event->id, &error);
  g_assert_no_error (error);
  assert_same (found, event);
  g_assert_cmpint (found->arrival, ==, 8);
}

/* One bad event keeps the good ones of the same call out too. */
static void
test_refused_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autoptr (ChoshoStoredEvent) good = make_event (1, 0, 0);
  g_autoptr (ChoshoStoredEvent) largest = make_event (1, 1, CHOSHO_LIMIT_EVENT_BYTES);
  g_autoptr (ChoshoStoredEvent) large = make_event (1, 2, CHOSHO_LIMIT_EVENT_BYTES + 1);
  g_autoptr (ChoshoStoredEvent) altered = make_event (1, 3, 0);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (ChoshoStoredEvent) empty = chosho_stored_event_new (good->id, nothing, good->signature);
  const struct
  {
    ChoshoStoredEvent *event;
    int code;
  } cases[] = { { large, CHOSHO_ERROR_LIMIT }, { altered, CHOSHO_ERROR_INTEGRITY }, { empty, CHOSHO_ERROR_LIMIT } };
  g_autoptr (GError) none = NULL;

  altered->id[31] ^= 1;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      ChoshoStoredEvent *events[] = { good, cases[i].event };

      g_assert_false (chosho_event_log_append (log, events, 2, NULL, NULL, &error));
      g_assert_error (error, CHOSHO_ERROR, cases[i].code);
      assert_extent (log, 0);
    }
  g_assert_true (chosho_event_log_append (log, &largest, 1, NULL, NULL, &none));
  assert_extent (log, 1);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autoptr (ChoshoStoredEvent) event = make_event (1, 0, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_false (chosho_event_log_append (log, &event, 1, NULL, cancellable, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  assert_extent (log, 0);
  g_clear_error (&error);
  g_assert_true (chosho_event_log_append (log, &event, 1, NULL, NULL, &error));
}

/* The stock tool must be able to read the record, and its triggers must hold against it. */
static void
test_stock_tool (Fixture *fixture, gconstpointer data)
{
  static const char *const refused[] = {
    "UPDATE events SET signature = zeroblob(64)",
    "UPDATE OR REPLACE events SET arrival = 1 WHERE arrival = 2",
    "DELETE FROM events WHERE arrival = 1",
    "DELETE FROM events",
    "INSERT OR REPLACE INTO events SELECT arrival, id, x'00', signature FROM events WHERE arrival = 1",
    "INSERT OR REPLACE INTO events SELECT 4, id, x'00', signature FROM events WHERE arrival = 1",
    "REPLACE INTO events SELECT 4, id, x'00', signature FROM events WHERE arrival = 3",
    ("INSERT INTO events SELECT 4, id, x'00', signature FROM events WHERE arrival = 1"
     " ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes"),
    "INSERT INTO events VALUES (1, randomblob(32), x'00', zeroblob(64))",
    "INSERT INTO events VALUES (5, randomblob(32), x'00', zeroblob(64))",
    "INSERT INTO events VALUES (0, randomblob(32), x'00', zeroblob(64))",
    "INSERT INTO events VALUES (NULL, randomblob(32), x'00', zeroblob(64))",
    "INSERT INTO events VALUES (4, randomblob(31), x'00', zeroblob(64))",
    "INSERT INTO events VALUES (4, randomblob(32), '', zeroblob(64))",
    "INSERT INTO events VALUES (4, randomblob(32), 'text', zeroblob(64))",
    "INSERT INTO events VALUES (4, randomblob(32), x'00', zeroblob(63))",
  };
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autofree char *before = NULL;
  g_autofree char *type = NULL;

  append (log, 1, 0, 3);
  before = run_sqlite (fixture->log, "SELECT arrival, hex(id), CAST(bytes AS TEXT), hex(signature) FROM events", NULL);
  g_assert_nonnull (before);
  g_assert_nonnull (strstr (before, "{\"seq\":2,\"writer\":1}"));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *complaint = NULL;
      g_autofree char *output = run_sqlite (fixture->log, refused[i], &complaint);
      g_autofree char *after = NULL;

      if (output != NULL)
        g_error ("not refused: %s", refused[i]);
      after = run_sqlite (fixture->log, "SELECT arrival, hex(id), CAST(bytes AS TEXT), hex(signature) FROM events",
                          NULL);
      g_assert_cmpstr (before, ==, after);
    }
  type = run_sqlite (fixture->log, "INSERT INTO events VALUES (4, randomblob(32), x'00', zeroblob(64)); SELECT 1", NULL);
  g_assert_cmpstr (type, ==, "1\n"); /* the one form that is not refused: only so do the others mean anything */
}

static void
tamper (Fixture *fixture, const char *sql)
{
  g_autofree char *complaint = NULL;
  g_autofree char *output = run_sqlite (fixture->log, sql, &complaint);

  if (output == NULL)
    g_error ("%s: %s", sql, complaint);
}

static void
test_altered_schema (Fixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "DROP TRIGGER events_never_go",
    "CREATE TRIGGER t AFTER INSERT ON events BEGIN SELECT 1; END",
    "CREATE INDEX i ON events (signature)",
    "CREATE TABLE more (n)",
    "CREATE VIEW v AS SELECT 1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoEventLog) log = create (fixture);

      g_clear_pointer (&log, chosho_event_log_free);
      tamper (fixture, changes[i]);
      g_assert_null (chosho_event_log_open (fixture->log, FALSE, &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
      g_assert_cmpint (g_unlink (fixture->log), ==, 0);
    }
}

static void
test_newer_and_foreign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);

  append (log, 1, 0, 1);
  g_assert_false (chosho_event_log_is_newer (log));
  g_clear_pointer (&log, chosho_event_log_free);
  tamper (fixture, "PRAGMA user_version = 2; CREATE TABLE later (n)");
  g_assert_null (chosho_event_log_open (fixture->log, TRUE, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY);
  g_clear_error (&error);
  log = chosho_event_log_open (fixture->log, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (chosho_event_log_is_newer (log));
  assert_extent (log, 1);
  g_clear_pointer (&log, chosho_event_log_free);

  tamper (fixture, "PRAGMA application_id = 7");
  g_assert_null (chosho_event_log_open (fixture->log, FALSE, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (fixture->log, "", 0, &error));
  g_assert_null (chosho_event_log_open (fixture->log, FALSE, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autoptr (GPtrArray) complaints = NULL;
  g_autoptr (GPtrArray) events = NULL;

  append (log, 1, 0, 600);
  complaints = chosho_event_log_check (log, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (complaints->len, ==, 0);
  g_clear_pointer (&complaints, g_ptr_array_unref);

  /* By hand: the trigger is taken away, one byte altered, the trigger put back as it was. */
  tamper (fixture, "CREATE TEMP TABLE s AS SELECT sql FROM sqlite_schema WHERE name = 'events_never_change';"
                   "DROP TRIGGER events_never_change;"
                   "UPDATE events SET bytes = CAST('{\"seq\":9,\"writer\":1}' AS BLOB) WHERE arrival = 577;"
                   "CREATE TRIGGER events_never_change BEFORE UPDATE ON events\n"
                   "BEGIN\n  SELECT RAISE (ABORT, 'events are never changed');\nEND;");
  g_clear_pointer (&log, chosho_event_log_free);
  log = chosho_event_log_open (fixture->log, FALSE, &error);
  g_assert_no_error (error);
  complaints = chosho_event_log_check (log, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (complaints->len, ==, 1);
  g_assert_nonnull (strstr (complaints->pdata[0], "577"));
  events = chosho_event_log_read (log, 577, 1, &error);
  g_assert_false (chosho_stored_event_is_intact (events->pdata[0]));
}

static void
test_absurd_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autoptr (ChoshoStoredEvent) event = make_event (1, 9, 0);
  g_autoptr (GPtrArray) complaints = NULL;

  append (log, 1, 0, 2);
  g_clear_pointer (&log, chosho_event_log_free);
  tamper (fixture, "DROP TRIGGER events_are_appended;"
                   "INSERT INTO events VALUES (9223372036854775807, zeroblob(32), x'00', zeroblob(64)),"
                   " (-9223372036854775808, randomblob(32), x'00', zeroblob(64));"
                   "CREATE TRIGGER events_are_appended BEFORE INSERT ON events\n"
                   "WHEN NEW.arrival IS NOT (SELECT coalesce (max (arrival), 0) + 1 FROM events)\n"
                   "  OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id)\n"
                   "BEGIN\n  SELECT RAISE (ABORT, 'events are only appended, once each');\nEND;");
  log = chosho_event_log_open (fixture->log, TRUE, &error);
  g_assert_no_error (error);
  complaints = chosho_event_log_check (log, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (complaints->len, ==, 2);
  g_assert_false (chosho_event_log_append (log, &event, 1, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
}

static void
test_data_version (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) writer = create (fixture);
  g_autoptr (ChoshoEventLog) reader = chosho_event_log_open (fixture->log, FALSE, &error);
  gint64 before, same, after;

  g_assert_true (chosho_event_log_get_data_version (reader, &before, &error));
  g_assert_true (chosho_event_log_get_data_version (reader, &same, &error));
  append (writer, 1, 0, 1);
  g_assert_true (chosho_event_log_get_data_version (reader, &after, &error));
  g_assert_cmpint (before, ==, same);
  g_assert_cmpint (before, !=, after);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autoptr (ChoshoEventLog) copy = NULL;
  g_autofree char *target = g_build_filename (fixture->folder, "copy.db", NULL);

  append (log, 1, 0, 40);
  g_assert_true (chosho_event_log_backup_to (log, target, NULL, NULL, &error));
  append (log, 1, 40, 1);
  copy = chosho_event_log_open (target, TRUE, &error);
  g_assert_no_error (error);
  assert_extent (copy, 40);
  g_assert_false (chosho_event_log_backup_to (log, target, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS);
}

#define CONTENDERS 3
#define ROUNDS 40

static void
contend (Fixture *fixture, guint writer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = NULL;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (ChoshoLock) lock = chosho_lock_acquire (fixture->folder, CHOSHO_LOCK_TIMEOUT_MS, NULL, &error);

      g_assert_no_error (error);
      if (log == NULL)
        log = chosho_event_log_open (fixture->log, TRUE, &error);
      g_assert_no_error (error);
      append (log, writer, i * 2, 2);
    }
}

/* Processes that append at the same time: nothing is lost, every transaction is together. */
static void
test_contention (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autoptr (GPtrArray) events = NULL;
  pid_t children[CONTENDERS];

  g_clear_pointer (&log, chosho_event_log_free); /* no connection is carried over fork() */
  for (guint i = 0; i < CONTENDERS; i++)
    {
      children[i] = fork ();
      if (children[i] == 0)
        {
          contend (fixture, i);
          _exit (0);
        }
    }
  for (guint i = 0; i < CONTENDERS; i++)
    {
      int status;

      waitpid (children[i], &status, 0);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
    }
  log = chosho_event_log_open (fixture->log, FALSE, &error);
  g_assert_no_error (error);
  assert_extent (log, CONTENDERS * ROUNDS * 2);
  events = chosho_event_log_read (log, 1, CONTENDERS * ROUNDS * 2, &error);
  for (guint i = 0; i + 1 < events->len; i += 2)
    {
      const ChoshoStoredEvent *first = events->pdata[i];
      const ChoshoStoredEvent *second = events->pdata[i + 1];

      g_assert_cmpint (first->signature[0] + 1, ==, second->signature[0]);
    }
}

/* No statement of the log walks through the table. */
static void
test_plans (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create (fixture);
  g_autoptr (ChoshoStoredEvent) event = make_event (1, 0, 0);
  g_autoptr (ChoshoStoredEvent) found = NULL;
  g_autoptr (GPtrArray) page = NULL;
  guint seen;

  append (log, 1, 0, 3);
  page = chosho_event_log_read (log, 1, 10, &error);
  found = chosho_event_log_get (log, event->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_scans_seen (chosho_event_log_get_database (log), &seen, NULL), ==, 0);
  g_assert_cmpuint (seen, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/store/event-log/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("create", test_create);
  ADD ("pragmas", test_pragmas);
  ADD ("append", test_append);
  ADD ("get", test_get);
  ADD ("refused-events", test_refused_events);
  ADD ("cancelled", test_cancelled);
  ADD ("stock-tool", test_stock_tool);
  ADD ("altered-schema", test_altered_schema);
  ADD ("newer-and-foreign", test_newer_and_foreign);
  ADD ("check", test_check);
  ADD ("absurd-numbers", test_absurd_numbers);
  ADD ("data-version", test_data_version);
  ADD ("backup", test_backup);
  ADD ("contention", test_contention);
  ADD ("plans", test_plans);
  return g_test_run ();
}
