/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "chosho-staging.h"

#define A_DAY (24 * 60 * 60)

/* A folder with a file in it, last changed @age seconds ago; (transfer full). */
static char *
make_folder (Fixture *fixture, const char *name, gint64 age)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *file = g_build_filename (path, "evidence", NULL);
  struct timespec times[2] = { { 0, UTIME_OMIT }, { time (NULL) - age, 0 } };

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
  return g_steal_pointer (&path);
}

static char *
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *path = chosho_staging_begin (fixture->folder, "x", &error);

  g_assert_no_error (error);
  return path;
}

static gboolean
is_there (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What a killed process built is gone with the next folder that is begun beside it. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  g_autofree char *left = make_folder (fixture, ".chosho-new-abcdef", 2 * A_DAY);
  g_autofree char *path = begin (fixture);

  g_assert_false (is_there (left));
  g_assert_true (is_there (path));
  chosho_staging_discard (path);
  g_assert_false (is_there (path));
}

/* What may be at work, or is not ours, stays: young folders, other names, links, what somebody holds. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  g_autofree char *young = make_folder (fixture, ".chosho-new-abcdef", A_DAY - 60);
  g_autofree char *other = make_folder (fixture, ".chosho-news", 2 * A_DAY);
  g_autofree char *longer = make_folder (fixture, ".chosho-new-abcdefg", 2 * A_DAY);
  g_autofree char *held = make_folder (fixture, ".chosho-new-held00", 2 * A_DAY);
  g_autofree char *behind = make_folder (fixture, "behind", 2 * A_DAY);
  g_autofree char *link = g_build_filename (fixture->folder, ".chosho-new-link00", NULL);
  g_autofree char *inside = g_build_filename (behind, "evidence", NULL);
  int fd = open (held, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_autofree char *path = NULL;

  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  g_assert_cmpint (symlink (behind, link), ==, 0);
  path = begin (fixture);
  g_assert_true (is_there (young));
  g_assert_true (is_there (other));
  g_assert_true (is_there (longer));
  g_assert_true (is_there (held));
  g_assert_true (is_there (inside));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  (void) close (fd);
  chosho_staging_discard (path);
}

/* A folder that is being built is held until it has its name or is given up, however old it looks. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  struct timespec old[2] = { { 0, UTIME_OMIT }, { time (NULL) - 2 * A_DAY, 0 } };
  g_autofree char *first = begin (fixture), *second = NULL, *third = NULL;
  g_autofree char *named = g_build_filename (fixture->folder, "named", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (utimensat (AT_FDCWD, first, old, 0), ==, 0);
  second = begin (fixture);
  g_assert_true (is_there (first));
  chosho_staging_publish (first, named, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (first, 0700), ==, 0); /* as if another had the name by chance, and was killed */
  g_assert_cmpint (utimensat (AT_FDCWD, first, old, 0), ==, 0);
  third = begin (fixture);
  g_assert_false (is_there (first));
  g_assert_true (is_there (named));
  chosho_staging_discard (second);
  chosho_staging_discard (third);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/staging/left", Fixture, NULL, fixture_set_up, test_left, fixture_tear_down);
  g_test_add ("/staging/others", Fixture, NULL, fixture_set_up, test_others, fixture_tear_down);
  g_test_add ("/staging/held", Fixture, NULL, fixture_set_up, test_held, fixture_tear_down);
  return g_test_run ();
}
