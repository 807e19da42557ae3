/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-error.h"
#include "chosho-file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder; /* owned: temporary, removed at the end */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("chosho-file-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
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

static void
assert_content (const char *path, const char *expected)
{
  g_autofree char *content = NULL;
  gsize size_bytes = 0;

  g_assert_true (g_file_get_contents (path, &content, &size_bytes, NULL));
  g_assert_cmpmem (content, size_bytes, expected, strlen (expected));
}

/* Asserts the code and that the message names the path. */
static void
assert_error_names (GError *error, ChoshoError code, const char *path)
{
  g_assert_error (error, CHOSHO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
  g_error_free (error);
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "証跡.json", NULL);
  g_autoptr (GError) error = NULL;
  struct stat status;

  g_assert_true (chosho_file_write (path, "one", 3, 0640, FALSE, &error));
  g_assert_no_error (error);
  assert_content (path, "one");
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640); /* whatever the umask */
  g_assert_cmpint (status.st_nlink, ==, 1);

  g_assert_true (chosho_file_write (path, NULL, 0, 0600, TRUE, &error));
  g_assert_no_error (error);
  assert_content (path, "");
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1); /* no temporary name left */
}

static void
test_write_no_replace (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "key", NULL);
  GError *error = NULL;

  g_assert_true (chosho_file_write (path, "one", 3, 0600, FALSE, NULL));
  g_assert_false (chosho_file_write (path, "two", 3, 0600, FALSE, &error));
  assert_error_names (error, CHOSHO_ERROR_EXISTS, path);
  assert_content (path, "one");
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

/* A dangling link is something that has the name: it must not be written through. */
static void
test_write_over_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  GError *error = NULL;

  g_assert_cmpint (symlink (target, path), ==, 0);
  g_assert_false (chosho_file_write (path, "two", 3, 0600, FALSE, &error));
  assert_error_names (error, CHOSHO_ERROR_EXISTS, path);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_write_failures (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inside_missing = g_build_filename (fixture->folder, "none", "key", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "folder", NULL);
  g_autofree char *inside = g_build_filename (folder, "key", NULL);
  GError *error = NULL;

  g_assert_false (chosho_file_write (inside_missing, "x", 1, 0600, TRUE, &error));
  assert_error_names (error, CHOSHO_ERROR_IO, inside_missing);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (chosho_file_write (inside, "x", 1, 0600, TRUE, NULL));
  error = NULL;
  g_assert_false (chosho_file_write (folder, "x", 1, 0600, TRUE, &error));
  assert_error_names (error, CHOSHO_ERROR_IO, folder);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

static void
test_longest_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (255, 'n');
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (chosho_file_write (path, "x", 1, 0600, FALSE, &error));
  g_assert_no_error (error);
  assert_content (path, "x");
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "file", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) empty = NULL;
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = g_malloc (200001);

  g_assert_true (g_file_set_contents (path, "a\0b", 3, NULL));
  g_assert_true (chosho_file_read (path, 3, &bytes, &error)); /* exactly the limit is allowed */
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0b", 3);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_true (chosho_file_read (path, 0, &empty, &error));
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);

  for (gsize i = 0; i < 200001; i++)
    content[i] = (char) (i * 7);
  g_assert_true (g_file_set_contents (path, content, 200001, NULL));
  g_assert_true (chosho_file_read (path, 200001, &large, &error));
  g_assert_cmpmem (g_bytes_get_data (large, NULL), g_bytes_get_size (large), content, 200001);
}

static void
test_read_failures (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *none = g_build_filename (fixture->folder, "none", NULL);
  g_autofree char *pipe_path = g_build_filename (fixture->folder, "pipe", NULL);
  GBytes *bytes = NULL;
  GError *error = NULL;

  g_assert_true (g_file_set_contents (path, "abcd", 4, NULL));
  g_assert_false (chosho_file_read (path, 3, &bytes, &error));
  assert_error_names (error, CHOSHO_ERROR_LIMIT, path);

  error = NULL;
  g_assert_false (chosho_file_read (none, 3, &bytes, &error));
  assert_error_names (error, CHOSHO_ERROR_NOT_FOUND, none);

  error = NULL;
  g_assert_false (chosho_file_read (fixture->folder, 3, &bytes, &error));
  assert_error_names (error, CHOSHO_ERROR_INVALID, fixture->folder);

  /* Returns at once although nobody writes into the pipe. */
  error = NULL;
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_false (chosho_file_read (pipe_path, 3, &bytes, &error));
  assert_error_names (error, CHOSHO_ERROR_INVALID, pipe_path);
  g_assert_null (bytes);
}

static void
test_folder_make (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_build_filename (fixture->folder, "a", "b", "c", NULL);
  g_autofree char *first = g_build_filename (fixture->folder, "a", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below_file = g_build_filename (file, "x", NULL);
  GError *error = NULL;
  struct stat status;

  g_assert_true (chosho_folder_make (deep, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (deep, G_FILE_TEST_IS_DIR));
  g_assert_cmpint (stat (first, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (stat (deep, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_true (chosho_folder_make (deep, &error)); /* again: nothing to do */
  g_assert_no_error (error);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_false (chosho_folder_make (file, &error));
  assert_error_names (error, CHOSHO_ERROR_IO, file);
  error = NULL;
  g_assert_false (chosho_folder_make (below_file, &error));
  assert_error_names (error, CHOSHO_ERROR_IO, below_file);
}

static void
test_folder_sync (Fixture *fixture, gconstpointer data)
{
  g_autofree char *none = g_build_filename (fixture->folder, "none", NULL);
  GError *error = NULL;

  g_assert_true (chosho_folder_sync (fixture->folder, &error));
  g_assert_no_error (error);
  g_assert_false (chosho_folder_sync (none, &error));
  assert_error_names (error, CHOSHO_ERROR_IO, none);
}

/* A limit on file sizes makes write() fail half-way (EFBIG): the old content must stand. */
static void
test_failed_write_keeps_target (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *content = g_strnfill (100000, 'n');
  struct rlimit before, small;
  GError *error = NULL;
  gboolean written;

  g_assert_true (chosho_file_write (path, "old", 3, 0600, FALSE, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = (struct rlimit) { 4096, before.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  written = chosho_file_write (path, content, 100000, 0600, TRUE, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_false (written);
  assert_error_names (error, CHOSHO_ERROR_IO, path);
  assert_content (path, "old");
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

#define ADD(name, function) g_test_add ("/base/file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("write", test_write);
  ADD ("write-no-replace", test_write_no_replace);
  ADD ("write-over-link", test_write_over_link);
  ADD ("write-failures", test_write_failures);
  ADD ("longest-name", test_longest_name);
  ADD ("read", test_read);
  ADD ("read-failures", test_read_failures);
  ADD ("folder-make", test_folder_make);
  ADD ("folder-sync", test_folder_sync);
  ADD ("failed-write", test_failed_write_keeps_target);
  return g_test_run ();
}
