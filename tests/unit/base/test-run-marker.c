/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-run-marker.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEY "/home/見本/株式会社見本クラウド.chosho"

static const char *boot_id;

static const char *
read_boot_id (gpointer user_data)
{
  return boot_id;
}

static gint64
fixed_now (gpointer user_data)
{
  return G_GINT64_CONSTANT (1764362400000000); /* 2025-11-28T20:40:00Z */
}

static const ChoshoClockSource clock_source = { fixed_now, NULL, read_boot_id, NULL };

static ChoshoRunMarker *
begin (const char *key, ChoshoRunEnd expected, const char *expected_since)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *since = NULL;
  ChoshoRunEnd last;
  ChoshoRunMarker *marker = chosho_run_marker_begin (key, &last, &since, &error);

  g_assert_no_error (error);
  g_assert_nonnull (marker);
  g_assert_cmpint (last, ==, expected);
  g_assert_cmpstr (since, ==, expected_since);
  return marker;
}

/* Another process that begins a run of @key and is killed in it. */
static void
crash (const char *key)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autofree char *since = NULL;
      ChoshoRunEnd last;

      if (chosho_run_marker_begin (key, &last, &since, NULL) == NULL)
        _exit (1);
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

static void
test_in_order (void)
{
  chosho_run_marker_end (begin (KEY, CHOSHO_RUN_IN_ORDER, NULL));
  chosho_run_marker_end (begin (KEY, CHOSHO_RUN_IN_ORDER, NULL));
  chosho_run_marker_end (NULL);
}

/* A crash is told once, of what crashed only, with the time of its beginning. */
static void
test_crash (void)
{
  chosho_clock_set_source (&clock_source);
  boot_id = "11111111-1111-1111-1111-111111111111";
  crash (KEY);
  chosho_run_marker_end (begin ("/another", CHOSHO_RUN_IN_ORDER, NULL));
  chosho_run_marker_end (begin (KEY, CHOSHO_RUN_CRASHED, "2025-11-28T20:40:00Z"));
  chosho_run_marker_end (begin (KEY, CHOSHO_RUN_IN_ORDER, NULL));

  crash (KEY);
  boot_id = "22222222-2222-2222-2222-222222222222";
  chosho_run_marker_end (begin (KEY, CHOSHO_RUN_CUT_OFF, "2025-11-28T20:40:00Z"));
  chosho_clock_set_source (NULL);
}

/* What a living process holds is no crash. */
static void
test_held (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *since = NULL;
  int ready[2], done[2];
  char byte;
  pid_t child;
  ChoshoRunEnd last;

  g_assert_cmpint (pipe (ready) + pipe (done), ==, 0);
  child = fork ();
  if (child == 0)
    {
      ChoshoRunMarker *marker = chosho_run_marker_begin (KEY, &last, &since, NULL);

      if (marker == NULL || write (ready[1], "x", 1) != 1 || read (done[0], &byte, 1) != 1)
        _exit (1);
      chosho_run_marker_end (marker);
      _exit (0);
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_null (chosho_run_marker_begin (KEY, &last, &since, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED);
  g_assert_cmpint (write (done[1], "x", 1), ==, 1);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  chosho_run_marker_end (begin (KEY, CHOSHO_RUN_IN_ORDER, NULL));
}

/* The only file there is: its name and its text tell nothing of the key. */
static void
test_private (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "chosho", "running", NULL);
  ChoshoRunMarker *marker = begin (KEY, CHOSHO_RUN_IN_ORDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *name = g_strdup (g_dir_read_name (dir));
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  struct stat info;

  g_assert_null (g_dir_read_name (dir));
  g_assert_cmpuint (strlen (name), ==, 32);
  g_assert_cmpuint (strspn (name, "0123456789abcdef"), ==, 32);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpuint (strspn (text, "0123456789abcdefknowTZ-: \n"), ==, strlen (text));
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  chosho_run_marker_end (marker);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A mark that holds anything else was still left by somebody. */
static void
test_damaged (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "chosho", "running", NULL);
  ChoshoRunMarker *marker = begin (KEY, CHOSHO_RUN_IN_ORDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *path = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_autofree char *large = g_strnfill (4096, 'x');
  const char *const texts[] = { "", "x", "\xff \xff", large };

  chosho_run_marker_end (marker);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      chosho_run_marker_end (begin (KEY, CHOSHO_RUN_CRASHED, NULL));
    }
}

/* No mark can be made: an error that names the file, and nothing is left. */
static void
test_unwritable (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "chosho", "running", NULL);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *since = NULL;
  ChoshoRunEnd last;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", -1, NULL));
  g_assert_null (chosho_run_marker_begin (KEY, &last, &since, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
  g_assert_nonnull (strstr (error->message, folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/run-marker/in-order", test_in_order);
  g_test_add_func ("/run-marker/crash", test_crash);
  g_test_add_func ("/run-marker/held", test_held);
  g_test_add_func ("/run-marker/private", test_private);
  g_test_add_func ("/run-marker/damaged", test_damaged);
  g_test_add_func ("/run-marker/unwritable", test_unwritable);
  return g_test_run ();
}
