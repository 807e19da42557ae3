/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "chosho-database.h"
#include "chosho-error.h"

/* A disk that cannot be read is no damaged file: what stands there may be sound. This program's pread() takes the
 * place of the C library's for SQLite too. */

static int pread_error; /* 0: none */

ssize_t pread (int fd, void *buffer, size_t size, off_t offset);

ssize_t
pread (int fd, void *buffer, size_t size, off_t offset)
{
  if (pread_error == 0)
    return syscall (SYS_pread64, fd, buffer, size, offset);
  errno = pread_error;
  return -1;
}

/* A table of many pages at @path. */
static void
make_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = chosho_database_open (path, CHOSHO_DATABASE_WRITE | CHOSHO_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  chosho_database_exec (database,
                        "CREATE TABLE t (a TEXT);"
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                        " INSERT INTO t SELECT hex (zeroblob (100)) FROM n;",
                        &error);
  g_assert_no_error (error);
}

static void
assert_reading_fails (const char *path, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDatabase) database = chosho_database_open (path, CHOSHO_DATABASE_READ, &error);
  gint64 length;

  g_assert_no_error (error);
  g_assert_true (chosho_database_query_int64 (database, "SELECT count(*) FROM sqlite_schema", &length, &error));
  pread_error = code == CHOSHO_ERROR_IO ? EIO : 0;
  g_assert_false (chosho_database_query_int64 (database, "SELECT sum(length(a)) FROM t", &length, &error));
  pread_error = 0;
  g_assert_error (error, CHOSHO_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_reading (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("chosho-db-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "a.db", NULL);
  g_autofree char *noise = g_strnfill (4096, 'x');
  g_autofree char *content = NULL;
  gsize size;

  g_assert_no_error (error);
  make_table (path);
  assert_reading_fails (path, CHOSHO_ERROR_IO);

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize page = 4096; page + 4096 <= size; page += 4096)
    memcpy (content + page, noise, 4096);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  assert_reading_fails (path, CHOSHO_ERROR_INTEGRITY);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/database-read/disk-or-damage", test_reading);
  return g_test_run ();
}
