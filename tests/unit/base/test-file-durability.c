/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system calls that make a file durable, in their order, and each of them failing. The calls are
 * defined here, in the program itself, and so take the place of the C library's. */
#include "chosho-error.h"
#include "chosho-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static GString *trace;      /* owned: letters of the calls made */
static guint fail_at;       /* 1-based number of the call that fails; 0 = none */
static int fail_errno;
static gboolean no_links;   /* as a file system without link() */

/* Counts the call; TRUE where it must fail now. */
static gboolean
enter (char letter)
{
  if (trace == NULL)
    return FALSE;
  g_string_append_c (trace, letter);
  if (trace->len != fail_at)
    return FALSE;
  errno = fail_errno;
  return TRUE;
}

int
fsync (int fd)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return -1;
  if (enter (S_ISDIR (status.st_mode) ? 'D' : 'F'))
    return -1;
  return (int) syscall (SYS_fsync, fd);
}

int
fchmod (int fd, mode_t mode)
{
  if (enter ('m'))
    return -1;
  return (int) syscall (SYS_fchmod, fd, mode);
}

int
rename (const char *from, const char *to)
{
  if (enter ('r'))
    return -1;
  return renameat (AT_FDCWD, from, AT_FDCWD, to);
}

int
link (const char *from, const char *to)
{
  if (enter ('l'))
    return -1;
  if (no_links)
    {
      errno = EPERM;
      return -1;
    }
  return linkat (AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
renameat2 (int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
{
  if (enter ('n'))
    return -1;
  return (int) syscall (SYS_renameat2, from_folder, from, to_folder, to, flags);
}

typedef struct
{
  char *folder; /* owned: temporary */
  char *path;   /* owned: a file in it */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("chosho-durable-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "file", NULL);
  trace = g_string_new ("");
  fail_at = 0;
  no_links = FALSE;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_string_free (g_steal_pointer (&trace), TRUE);
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* no temporary file is ever left */
  g_free (fixture->path);
  g_free (fixture->folder);
}

static gboolean
write_file (Fixture *fixture, const char *content, gboolean replace, GError **error)
{
  g_string_truncate (trace, 0);
  return chosho_file_write (fixture->path, content, strlen (content), 0600, replace, error);
}

static void
assert_content (Fixture *fixture, const char *expected)
{
  g_autofree char *content = NULL;

  if (expected == NULL)
    {
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
      return;
    }
  g_assert_true (g_file_get_contents (fixture->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

/* The content is on disk before the name points to it, the name before the call returns. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (write_file (fixture, "one", FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (trace->str, ==, "mFlD");
  g_assert_true (write_file (fixture, "two", TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (trace->str, ==, "mFrD");
  assert_content (fixture, "two");
}

static void
test_without_links (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  no_links = TRUE;
  g_assert_true (write_file (fixture, "one", FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (trace->str, ==, "mFlnD");
  g_assert_false (write_file (fixture, "two", FALSE, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS);
  assert_content (fixture, "one");
}

/* Each call fails once: an error that names the file; before the last call the old content stands. */
static void
test_each_call_fails (Fixture *fixture, gconstpointer data)
{
  static const struct { int errnum; ChoshoError code; } faults[] = {
    { EIO, CHOSHO_ERROR_IO },
    { ENOSPC, CHOSHO_ERROR_NO_SPACE },
  };

  for (int replace = 0; replace <= 1; replace++)
    for (gsize fault = 0; fault < G_N_ELEMENTS (faults); fault++)
      for (guint call = 1; call <= 4; call++)
        {
          g_autoptr (GError) error = NULL;

          g_unlink (fixture->path);
          fail_at = 0;
          if (replace)
            g_assert_true (write_file (fixture, "old", TRUE, NULL));
          fail_at = call;
          fail_errno = faults[fault].errnum;
          g_assert_false (write_file (fixture, "new", replace, &error));
          g_assert_error (error, CHOSHO_ERROR, (int) faults[fault].code);
          g_assert_nonnull (strstr (error->message, fixture->folder));
          g_assert_cmpuint (trace->len, ==, call); /* nothing is tried after a failure */
          assert_content (fixture, call == 4 ? "new" : replace ? "old" : NULL);
        }
  fail_at = 0;
}

/* Each new folder is in its parent on disk before the next one is made. */
static void
test_folders (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = g_build_filename (fixture->folder, "a", NULL);
  g_autofree char *second = g_build_filename (first, "b", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (chosho_folder_make (second, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (trace->str, ==, "DD");
  g_assert_cmpint (g_rmdir (second), ==, 0);

  g_string_truncate (trace, 0);
  fail_at = 1;
  fail_errno = EIO;
  g_assert_false (chosho_folder_make (second, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
  g_assert_nonnull (strstr (error->message, first));
  g_assert_cmpint (g_rmdir (second), ==, 0);
  g_assert_cmpint (g_rmdir (first), ==, 0);
}

#define ADD(name, function) g_test_add ("/base/file-durability/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  ADD ("without-links", test_without_links);
  ADD ("each-call-fails", test_each_call_fails);
  ADD ("folders", test_folders);
  return g_test_run ();
}
