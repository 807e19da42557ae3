/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-database.h"
#include "chosho-error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder; /* owned */
  char *path;   /* owned: a database in it */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("chosho-db-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "a.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static ChoshoDatabase *
open_filled (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ChoshoDatabase *database;

  database = chosho_database_open (fixture->path, CHOSHO_DATABASE_WRITE | CHOSHO_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  chosho_database_exec (database,
                        "CREATE TABLE t (n INTEGER PRIMARY KEY, s TEXT, b BLOB) STRICT;"
                        "INSERT INTO t VALUES (1, 'one', x'0001'), (2, NULL, NULL), (3, '三', x'');",
                        &error);
  g_assert_no_error (error);
  return database;
}

static gint64
query (ChoshoDatabase *database)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  chosho_database_query_int64 (database, "SELECT count(*) FROM t", &value, &error);
  g_assert_no_error (error);
  return value;
}

#define assert_fails(call, code) \
  G_STMT_START \
    { \
      g_autoptr (GError) failure = NULL; \
      g_assert_false (call); \
      g_assert_error (failure, CHOSHO_ERROR, (int) (code)); \
      g_assert_nonnull (strstr (failure->message, "a.db")); \
    } \
  G_STMT_END

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);
  g_autoptr (ChoshoStatement) statement = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  statement = chosho_database_prepare (database, "SELECT n, s, b FROM t WHERE n >= ?1 ORDER BY n", &error);
  g_assert_no_error (error);
  chosho_statement_bind_int64 (statement, 1, 1);
  g_assert_cmpint (chosho_statement_step (statement, &error), ==, CHOSHO_STEP_ROW);
  g_assert_cmpint (chosho_statement_get_int64 (statement, 0), ==, 1);
  g_assert_cmpstr (chosho_statement_get_text (statement, 1), ==, "one");
  g_assert_cmpmem (chosho_statement_get_blob (statement, 2, &size), 2, "\0\1", 2);
  g_assert_cmpuint (size, ==, 2);
  g_assert_true (chosho_statement_is_blob (statement, 2));
  g_assert_cmpint (chosho_statement_step (statement, &error), ==, CHOSHO_STEP_ROW);
  g_assert_true (chosho_statement_is_null (statement, 1));
  g_assert_null (chosho_statement_get_text (statement, 1));
  g_assert_cmpint (chosho_statement_step (statement, &error), ==, CHOSHO_STEP_ROW);
  g_assert_cmpstr (chosho_statement_get_text (statement, 1), ==, "三");
  bytes = chosho_statement_dup_bytes (statement, 2);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 0);
  g_assert_cmpint (chosho_statement_step (statement, &error), ==, CHOSHO_STEP_DONE);
  g_assert_no_error (error);
}

static ChoshoStatement *
borrow (ChoshoDatabase *database)
{
  ChoshoStatement *statement = chosho_database_prepare (database, "SELECT n FROM t WHERE n = ?1", NULL);

  g_assert_nonnull (statement);
  return statement;
}

static void
test_cache (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);
  ChoshoStatement *first = borrow (database);
  ChoshoStatement *nested = borrow (database);
  ChoshoStatement *again;

  g_assert_true (first != nested);
  chosho_statement_bind_int64 (first, 1, 2);
  chosho_statement_bind_int64 (nested, 1, 3);
  g_assert_cmpint (chosho_statement_step (first, NULL), ==, CHOSHO_STEP_ROW);
  g_assert_cmpint (chosho_statement_step (nested, NULL), ==, CHOSHO_STEP_ROW);
  g_assert_cmpint (chosho_statement_get_int64 (first, 0), ==, 2);
  g_assert_cmpint (chosho_statement_get_int64 (nested, 0), ==, 3);
  chosho_statement_release (nested);
  chosho_statement_release (first);

  again = borrow (database);
  g_assert_true (again == first);
  /* Released means unbound: n = NULL finds nothing. */
  g_assert_cmpint (chosho_statement_step (again, NULL), ==, CHOSHO_STEP_DONE);
  chosho_statement_release (again);
}

static void
test_bad_binding (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);
  g_autoptr (ChoshoStatement) statement = borrow (database);

  chosho_statement_bind_int64 (statement, 7, 1);
  assert_fails (chosho_statement_step (statement, &failure) != CHOSHO_STEP_ERROR, CHOSHO_ERROR_FAILED);
}

static void
test_hardening (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);
  gint64 value;

  chosho_database_query_int64 (database, "PRAGMA trusted_schema", &value, &error);
  g_assert_cmpint (value, ==, 0);
  chosho_database_query_int64 (database, "PRAGMA foreign_keys", &value, &error);
  g_assert_cmpint (value, ==, 1);
  chosho_database_query_int64 (database, "PRAGMA cell_size_check", &value, &error);
  g_assert_cmpint (value, ==, 1);
  chosho_database_query_int64 (database, "PRAGMA mmap_size", &value, &error);
  g_assert_cmpint (value, ==, 0);
  chosho_database_query_int64 (database, "PRAGMA temp_store", &value, &error);
  g_assert_cmpint (value, ==, 2);
  chosho_database_query_int64 (database, "PRAGMA secure_delete", &value, &error);
  g_assert_cmpint (value, ==, 1);
  g_assert_no_error (error);
  /* DQS: double quotes never mean a string. */
  assert_fails (chosho_database_exec (database, "SELECT \"nothing\" FROM t", &failure), CHOSHO_ERROR_FAILED);
  /* DEFENSIVE: the schema cannot be overwritten. */
  assert_fails (chosho_database_exec (database, "PRAGMA writable_schema=1; DELETE FROM sqlite_schema", &failure),
                CHOSHO_ERROR_FAILED);
  /* No views. */
  chosho_database_exec (database, "CREATE VIEW v AS SELECT n FROM t", NULL);
  assert_fails (chosho_database_exec (database, "SELECT * FROM v", &failure), CHOSHO_ERROR_FAILED);
}

static void
test_transactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);

  chosho_database_begin (database, &error);
  g_assert_no_error (error);
  g_assert_true (chosho_database_in_transaction (database));
  chosho_database_exec (database, "DELETE FROM t WHERE n = 1", &error);
  chosho_database_rollback (database);
  g_assert_false (chosho_database_in_transaction (database));
  g_assert_cmpint (query (database), ==, 3);

  chosho_database_begin (database, &error);
  chosho_database_exec (database, "DELETE FROM t WHERE n = 1", &error);
  g_assert_true (chosho_database_commit (database, &error));
  g_assert_cmpint (query (database), ==, 2);
  chosho_database_rollback (database); /* outside: nothing */
  g_assert_no_error (error);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) writer = open_filled (fixture);
  g_autoptr (ChoshoDatabase) reader = chosho_database_open (fixture->path, CHOSHO_DATABASE_READ, &error);
  gint64 before, after;

  g_assert_no_error (error);
  g_assert_cmpint (query (reader), ==, 3);
  assert_fails (chosho_database_exec (reader, "DELETE FROM t", &failure), CHOSHO_ERROR_READ_ONLY);
  chosho_database_get_data_version (reader, &before, &error);
  chosho_database_exec (writer, "DELETE FROM t WHERE n = 3", &error);
  chosho_database_get_data_version (reader, &after, &error);
  g_assert_no_error (error);
  g_assert_cmpint (before, !=, after);
}

static void
test_identity (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = NULL;
  ChoshoDatabaseIdentity identity;

  database = chosho_database_open (fixture->path, CHOSHO_DATABASE_WRITE | CHOSHO_DATABASE_CREATE, &error);
  g_assert_true (chosho_database_identify (database, 77, 2, &identity, &error));
  g_assert_cmpint (identity, ==, CHOSHO_DATABASE_IS_EMPTY);
  chosho_database_exec (database, "CREATE TABLE t (n)", &error);
  assert_fails (chosho_database_identify (database, 77, 2, &identity, &failure), CHOSHO_ERROR_INTEGRITY);
  chosho_database_exec (database, "PRAGMA application_id=77; PRAGMA user_version=2", &error);
  g_assert_true (chosho_database_identify (database, 77, 2, &identity, &error));
  g_assert_cmpint (identity, ==, CHOSHO_DATABASE_IS_CURRENT);
  g_assert_true (chosho_database_identify (database, 77, 1, &identity, &error));
  g_assert_cmpint (identity, ==, CHOSHO_DATABASE_IS_NEWER);
  g_assert_true (chosho_database_identify (database, 77, 3, &identity, &error));
  g_assert_cmpint (identity, ==, CHOSHO_DATABASE_IS_OLDER);
  g_assert_no_error (error);
}

static void
test_open_errors (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fifo = g_build_filename (fixture->folder, "fifo-a.db", NULL);

  assert_fails (chosho_database_open (fixture->path, CHOSHO_DATABASE_READ, &failure), CHOSHO_ERROR_NOT_FOUND);
  assert_fails (chosho_database_open (fixture->path, CHOSHO_DATABASE_WRITE, &failure), CHOSHO_ERROR_NOT_FOUND);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_fails (chosho_database_open (fifo, CHOSHO_DATABASE_READ, &failure), CHOSHO_ERROR_INTEGRITY);
}

static void
write_text (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = NULL;

  write_text (fixture->path, "this is a letter, not a database, and longer than a hundred bytes, since SQLite looks at "
                             "so many before it says so: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
  database = chosho_database_open (fixture->path, CHOSHO_DATABASE_WRITE, &error);
  g_assert_no_error (error);
  assert_fails (chosho_database_exec (database, "CREATE TABLE t (n)", &failure), CHOSHO_ERROR_INTEGRITY);
  g_assert_true (chosho_database_reset (database, &error));
  g_assert_true (chosho_database_exec (database, "CREATE TABLE t (n)", &error));
  g_assert_cmpint (query (database), ==, 0);
  g_assert_no_error (error);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) first = open_filled (fixture);
  g_autoptr (ChoshoDatabase) second = chosho_database_open (fixture->path, CHOSHO_DATABASE_WRITE, &error);

  chosho_database_exec (second, "PRAGMA busy_timeout=20", &error);
  g_assert_true (chosho_database_begin (first, &error));
  assert_fails (chosho_database_begin (second, &failure), CHOSHO_ERROR_LOCKED);
  chosho_database_rollback (first);
  g_assert_true (chosho_database_begin (second, &error));
  chosho_database_rollback (second);
  g_assert_no_error (error);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  chosho_database_set_cancellable (database, cancellable);
  g_assert_true (chosho_database_begin (database, &error));
  g_assert_true (chosho_database_exec (database, "DELETE FROM t WHERE n = 1", &error));
  g_cancellable_cancel (cancellable);
  assert_fails (chosho_database_exec (database,
                                      "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
                                      " SELECT count(*) FROM c WHERE n < 0",
                                      &failure),
                CHOSHO_ERROR_CANCELLED);
  assert_fails (chosho_database_commit (database, &failure), CHOSHO_ERROR_CANCELLED);
  g_assert_false (chosho_database_in_transaction (database));
  chosho_database_set_cancellable (database, NULL);
  g_assert_cmpint (query (database), ==, 3);
  g_assert_no_error (error);
}

static void
test_no_space (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);

  chosho_database_exec (database, "PRAGMA max_page_count=3", &error);
  chosho_database_begin (database, &error);
  assert_fails (chosho_database_exec (database, "INSERT INTO t VALUES (9, 'x', randomblob(100000))", &failure),
                CHOSHO_ERROR_NO_SPACE);
  chosho_database_rollback (database);
  g_assert_cmpint (query (database), ==, 3);
  g_assert_no_error (error);
}

static void
test_corrupt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);
  g_autoptr (GPtrArray) complaints = NULL;
  int fd;

  complaints = chosho_database_check (database, &error);
  g_assert_cmpuint (complaints->len, ==, 0);
  g_clear_pointer (&database, chosho_database_free);
  fd = g_open (fixture->path, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (pwrite (fd, "\x77\x77\x77\x77\x77\x77\x77\x77", 8, 4096), ==, 8); /* the table's page header */
  close (fd);
  database = chosho_database_open (fixture->path, CHOSHO_DATABASE_READ, &error);
  g_assert_no_error (error);
  assert_fails (chosho_database_exec (database, "SELECT sum(n) FROM t", &failure), CHOSHO_ERROR_INTEGRITY);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);
  g_autoptr (ChoshoDatabase) copy = NULL;
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *target = g_build_filename (fixture->folder, "copy-a.db", NULL);
  guint64 done, total;

  g_assert_true (chosho_database_copy_to (database, target, progress, NULL, &error));
  g_assert_no_error (error);
  chosho_progress_get (progress, &done, &total);
  g_assert_cmpuint (done, ==, 2);
  copy = chosho_database_open (target, CHOSHO_DATABASE_READ, &error);
  g_assert_cmpint (query (copy), ==, 3);
  g_clear_pointer (&copy, chosho_database_free);
  assert_fails (chosho_database_copy_to (database, target, NULL, NULL, &failure), CHOSHO_ERROR_EXISTS);

  g_assert_cmpint (g_unlink (target), ==, 0);
  g_cancellable_cancel (cancellable);
  assert_fails (chosho_database_copy_to (database, target, NULL, cancellable, &failure), CHOSHO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1); /* nothing left behind */
}

/* A file size limit stands in for a full disk: the copy fails, names its target, leaves nothing. */
static void
test_copy_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);
  g_autofree char *target = g_build_filename (fixture->folder, "copy-a.db", NULL);
  struct rlimit old, small;

  chosho_database_exec (database, "INSERT INTO t VALUES (9, 'x', randomblob(100000))", &error);
  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  small = old;
  small.rlim_cur = 16384;
  setrlimit (RLIMIT_FSIZE, &small);
  g_assert_false (chosho_database_copy_to (database, target, NULL, NULL, &failure));
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_nonnull (strstr (failure->message, fixture->folder));
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

static void
test_schema (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = open_filled (fixture);
  g_autofree char *before = chosho_database_dup_schema (database, &error);
  g_autofree char *analysed = NULL;
  g_autofree char *after = NULL;

  chosho_database_exec (database, "ANALYZE", &error);
  analysed = chosho_database_dup_schema (database, &error);
  g_assert_cmpstr (before, ==, analysed);
  chosho_database_exec (database, "CREATE INDEX i ON t (s)", &error);
  after = chosho_database_dup_schema (database, &error);
  g_assert_cmpstr (before, !=, after);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/db/database/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("columns", test_columns);
  ADD ("cache", test_cache);
  ADD ("bad-binding", test_bad_binding);
  ADD ("hardening", test_hardening);
  ADD ("transactions", test_transactions);
  ADD ("read-only", test_read_only);
  ADD ("identity", test_identity);
  ADD ("open-errors", test_open_errors);
  ADD ("no-database", test_no_database);
  ADD ("locked", test_locked);
  ADD ("cancel", test_cancel);
  ADD ("no-space", test_no_space);
  ADD ("corrupt", test_corrupt);
  ADD ("copy", test_copy);
  ADD ("copy-fails", test_copy_fails);
  ADD ("schema", test_schema);
  return g_test_run ();
}
