/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sys/stat.h>

#include "chosho-copy.h"

#define ENGAGEMENT "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define OTHER "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static ChoshoEventLog *
create_log (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  ChoshoEventLog *log = chosho_event_log_create (fixture->log, &error);

  g_assert_no_error (error);
  return log;
}

/* Opens the copy and gives its id; @expect_new says whether it must be a new one. */
static char *
open_id (Fixture *fixture, ChoshoEventLog *log, gboolean expect_new)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoCopy) copy = chosho_copy_open (ENGAGEMENT, fixture->folder, log, &error);

  g_assert_no_error (error);
  g_assert_cmpint (chosho_copy_is_new (copy), ==, expect_new);
  return g_strdup (chosho_copy_get_id (copy));
}

/* Appends event @n of writer 1 and notes it. */
static void
append_and_mark (Fixture *fixture, ChoshoEventLog *log, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoCopy) copy = chosho_copy_open (ENGAGEMENT, fixture->folder, log, &error);
  g_autoptr (ChoshoStoredEvent) event = make_event (1, n, 0);
  g_autofree char *id = chosho_hex_encode (event->id, CHOSHO_DIGEST_SIZE);

  append (log, 1, n, 1);
  g_assert_true (chosho_copy_mark (copy, "author", n, id, &error));
  g_assert_no_error (error);
}

static char *
state_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "chosho", "copies", ENGAGEMENT, NULL);
}

/* The only state file. */
static char *
state_file (void)
{
  g_autofree char *folder = state_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *name = g_strdup (g_dir_read_name (dir));

  g_assert_null (g_dir_read_name (dir));
  return g_build_filename (folder, name, NULL);
}

static void
test_new_ids (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = chosho_copy_new_id ();
  g_autofree char *b = chosho_copy_new_id ();
  guint8 bytes[16];

  g_assert_cmpuint (strlen (a), ==, CHOSHO_COPY_ID_SIZE - 1);
  g_assert_true (chosho_hex_decode (a, bytes, sizeof bytes));
  g_assert_cmpstr (a, !=, b);
}

static void
test_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *first = open_id (fixture, log, TRUE);
  g_autofree char *second = open_id (fixture, log, FALSE);
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;
  g_autofree char *path = NULL;
  struct stat info;

  g_assert_cmpstr (first, ==, second);
  append_and_mark (fixture, log, 0);
  append_and_mark (fixture, log, 1);
  third = open_id (fixture, log, FALSE);
  g_assert_cmpstr (first, ==, third);
  append (log, 1, 2, 5); /* ahead of the mark: normal */
  fourth = open_id (fixture, log, FALSE);
  g_assert_cmpstr (first, ==, fourth);
  path = state_file ();
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *id = chosho_copy_new_id ();
  g_autoptr (ChoshoCopy) copy = chosho_copy_create (ENGAGEMENT, fixture->folder, id, &error);
  g_autofree char *opened = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (chosho_copy_get_id (copy), ==, id);
  opened = open_id (fixture, log, FALSE);
  g_assert_cmpstr (opened, ==, id);
  g_assert_null (chosho_copy_create ("../../evil", fixture->folder, id, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

/* A backup put back: the log no longer holds what was noted. */
static void
test_log_behind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *first = open_id (fixture, log, TRUE);
  g_autofree char *behind = NULL;
  g_autofree char *stays = NULL;

  append_and_mark (fixture, log, 0);
  append_and_mark (fixture, log, 1);
  g_clear_pointer (&log, chosho_event_log_free);
  g_unlink (fixture->log);
  log = create_log (fixture);
  append (log, 1, 0, 1);
  behind = open_id (fixture, log, TRUE);
  g_assert_cmpstr (first, !=, behind);
  stays = open_id (fixture, log, FALSE);
  g_assert_cmpstr (behind, ==, stays);
}

/* Same seq, another event: somebody else went on from the same point. */
static void
test_other_branch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *first = open_id (fixture, log, TRUE);
  g_autofree char *other = NULL;

  append_and_mark (fixture, log, 0);
  append_and_mark (fixture, log, 1);
  g_clear_pointer (&log, chosho_event_log_free);
  g_unlink (fixture->log);
  log = create_log (fixture);
  append (log, 1, 0, 1);
  append (log, 2, 1, 1); /* different bytes, hence another id */
  other = open_id (fixture, log, TRUE);
  g_assert_cmpstr (first, !=, other);
}

/* cp -r: another inode, the same content. Both go on with chains of their own. */
static void
test_copied_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *first = open_id (fixture, log, TRUE);
  g_autofree char *place = g_build_filename (fixture->folder, "copied", NULL);
  g_autoptr (ChoshoCopy) copied = NULL;
  g_autofree char *still = NULL;

  append_and_mark (fixture, log, 0);
  g_assert_cmpint (g_mkdir (place, 0700), ==, 0);
  copied = chosho_copy_open (ENGAGEMENT, place, log, &error);
  g_assert_no_error (error);
  g_assert_true (chosho_copy_is_new (copied));
  g_assert_cmpstr (chosho_copy_get_id (copied), !=, first);
  still = open_id (fixture, log, FALSE);
  g_assert_cmpstr (still, ==, first);
}

/* A renamed folder keeps its inode and so its id. */
static void
test_renamed_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *before = g_build_filename (fixture->folder, "a", NULL);
  g_autofree char *after = g_build_filename (fixture->folder, "b", NULL);
  g_autoptr (ChoshoCopy) first = NULL;
  g_autoptr (ChoshoCopy) second = NULL;

  g_mkdir (before, 0700);
  first = chosho_copy_open (ENGAGEMENT, before, log, &error);
  g_assert_cmpint (g_rename (before, after), ==, 0);
  second = chosho_copy_open (ENGAGEMENT, after, log, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chosho_copy_get_id (first), ==, chosho_copy_get_id (second));
}

/* Every byte of the state file altered in turn, cut short, or gone: a new id, never an error. */
static void
test_damaged_state (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *first = open_id (fixture, log, TRUE);
  g_autofree char *path = NULL;
  g_autofree char *good = NULL;
  gsize size;

  append_and_mark (fixture, log, 0);
  path = state_file ();
  g_assert_true (g_file_get_contents (path, &good, &size, &error));
  for (gsize i = 0; i <= size; i += i + 3 < size ? 3 : 1)
    {
      g_autofree char *bad = g_memdup2 (good, size);
      g_autofree char *id = NULL;

      if (i < size)
        bad[i] ^= 1;
      g_assert_true (g_file_set_contents (path, bad, (gssize) (i == size ? 0 : i % 2 == 1 ? size : i), &error));
      id = open_id (fixture, log, TRUE);
      g_assert_cmpstr (id, !=, first);
    }
  g_assert_true (g_file_set_contents (path, good, (gssize) size, &error));
  g_free (open_id (fixture, log, FALSE)); /* the good one fits again: the test can tell */
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_free (open_id (fixture, log, TRUE));
}

static void
test_other_engagement (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *first = open_id (fixture, log, TRUE);
  g_autoptr (ChoshoCopy) other = chosho_copy_open (OTHER, fixture->folder, log, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (chosho_copy_get_id (other), !=, first);
}

static void
test_renew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *first = open_id (fixture, log, TRUE);
  g_autoptr (ChoshoCopy) copy = chosho_copy_open (ENGAGEMENT, fixture->folder, log, &error);
  g_autofree char *after = NULL;

  g_assert_true (chosho_copy_renew (copy, &error));
  g_assert_cmpstr (chosho_copy_get_id (copy), !=, first);
  after = open_id (fixture, log, FALSE);
  g_assert_cmpstr (after, ==, chosho_copy_get_id (copy));
}

/* A mark never goes back. */
static void
test_lower_mark (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autoptr (ChoshoCopy) copy = chosho_copy_open (ENGAGEMENT, fixture->folder, log, &error);
  g_autoptr (ChoshoStoredEvent) absent = make_event (9, 9, 0);
  g_autoptr (ChoshoStoredEvent) held = make_event (1, 0, 0);
  g_autofree char *absent_id = chosho_hex_encode (absent->id, CHOSHO_DIGEST_SIZE);
  g_autofree char *held_id = chosho_hex_encode (held->id, CHOSHO_DIGEST_SIZE);

  append (log, 1, 0, 1);
  g_assert_true (chosho_copy_mark (copy, "author", 5, held_id, &error));
  g_assert_true (chosho_copy_mark (copy, "author", 4, absent_id, &error));
  g_free (open_id (fixture, log, FALSE));
  g_assert_true (chosho_copy_mark (copy, "second", 1, absent_id, &error));
  g_free (open_id (fixture, log, TRUE)); /* every author's mark counts */
}

static void
test_state_cannot_be_written (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEventLog) log = create_log (fixture);
  g_autofree char *parent = g_build_filename (g_get_user_state_dir (), "chosho", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_state_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (parent, "in the way", -1, &error));
  g_assert_null (chosho_copy_open (ENGAGEMENT, fixture->folder, log, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/store/copy/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("new-ids", test_new_ids);
  ADD ("stays", test_stays);
  ADD ("create", test_create);
  ADD ("log-behind", test_log_behind);
  ADD ("other-branch", test_other_branch);
  ADD ("copied-folder", test_copied_folder);
  ADD ("renamed-folder", test_renamed_folder);
  ADD ("damaged-state", test_damaged_state);
  ADD ("other-engagement", test_other_engagement);
  ADD ("renew", test_renew);
  ADD ("lower-mark", test_lower_mark);
  ADD ("state-cannot-be-written", test_state_cannot_be_written);
  return g_test_run ();
}
