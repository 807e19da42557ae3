/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chosho-lock.h"

static void
test_excludes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoLock) first = chosho_lock_acquire (fixture->folder, 0, NULL, &error);
  g_autoptr (ChoshoLock) second = NULL;
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  gint64 start_us;

  g_assert_no_error (error);
  g_assert_null (chosho_lock_acquire (fixture->folder, 0, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, pid));
  g_assert_nonnull (strstr (error->message, g_get_prgname ()));
  g_assert_nonnull (strstr (error->message, fixture->folder));
  g_clear_error (&error);

  start_us = g_get_monotonic_time ();
  g_assert_null (chosho_lock_acquire (fixture->folder, 120, NULL, &error));
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 120000);
  g_clear_error (&error);

  g_clear_pointer (&first, chosho_lock_release);
  second = chosho_lock_acquire (fixture->folder, 0, NULL, &error);
  g_assert_no_error (error);
}

/* A holder that leaves no word of itself: what the one before left names nobody. */
static void
test_stale_holder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, CHOSHO_LOCK_FILE, NULL);
  g_autofree char *text = NULL;
  pid_t gone = fork ();
  int fd;

  if (gone == 0)
    _exit (0);
  g_assert_cmpint (waitpid (gone, NULL, 0), ==, gone);
  text = g_strdup_printf ("%d left-behind\n", (int) gone);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  g_assert_null (chosho_lock_acquire (fixture->folder, 0, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED);
  g_assert_null (strstr (error->message, "left-behind"));
  g_assert_nonnull (strstr (error->message, fixture->folder));
  close (fd);
}

static gpointer
release_later (gpointer data)
{
  g_usleep (80000);
  chosho_lock_release (data);
  return NULL;
}

static void
test_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ChoshoLock *first = chosho_lock_acquire (fixture->folder, 0, NULL, &error);
  g_autoptr (ChoshoLock) second = NULL;
  GThread *thread = g_thread_new ("release", release_later, first);

  second = chosho_lock_acquire (fixture->folder, 20000, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
  g_thread_join (thread);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoLock) first = chosho_lock_acquire (fixture->folder, 0, NULL, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (chosho_lock_acquire (fixture->folder, 60000, cancellable, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *absent = g_build_filename (fixture->folder, "absent", NULL);

  g_assert_null (chosho_lock_acquire (absent, 0, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
}

static void
test_link_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, CHOSHO_LOCK_FILE, NULL);

  g_assert_cmpint (symlink ("elsewhere", path), ==, 0);
  g_assert_null (chosho_lock_acquire (fixture->folder, 0, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
}

/* A lock file put in the place of the locked one does not open a second way in unnoticed: whoever
 * comes later locks the new file, and a waiter on the old one goes over to it. */
static void
test_replaced_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, CHOSHO_LOCK_FILE, NULL);
  g_autoptr (ChoshoLock) old = chosho_lock_acquire (fixture->folder, 0, NULL, &error);
  g_autoptr (ChoshoLock) new = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  new = chosho_lock_acquire (fixture->folder, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (chosho_lock_acquire (fixture->folder, 0, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED);
}

/* Another process holds it; when that is killed the lock is free. */
static void
test_killed_holder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoLock) lock = NULL;
  g_autofree char *pid = NULL;
  int ready[2];
  char byte;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0)
    {
      ChoshoLock *held = chosho_lock_acquire (fixture->folder, 0, NULL, NULL);

      if (held != NULL && write (ready[1], "x", 1) == 1)
        pause ();
      _exit (1);
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  pid = g_strdup_printf ("%d", (int) child);
  g_assert_null (chosho_lock_acquire (fixture->folder, 0, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, pid));
  g_clear_error (&error);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  lock = chosho_lock_acquire (fixture->folder, 0, NULL, &error);
  g_assert_no_error (error);
  close (ready[0]);
  close (ready[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/lock/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("excludes", test_excludes);
  ADD ("stale-holder", test_stale_holder);
  ADD ("waits", test_waits);
  ADD ("cancel", test_cancel);
  ADD ("no-folder", test_no_folder);
  ADD ("link-is-refused", test_link_is_refused);
  ADD ("replaced-file", test_replaced_file);
  ADD ("killed-holder", test_killed_holder);
  return g_test_run ();
}
