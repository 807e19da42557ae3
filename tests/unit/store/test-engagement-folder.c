/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sys/stat.h>
#include <unistd.h>

#include "chosho-engagement-folder.h"
#include "chosho-file-system.h"

static gboolean
create (const char *path, GError **error)
{
  g_autoptr (GPtrArray) events = make_events (1, 0, 2);

  return chosho_engagement_folder_create (path, (ChoshoStoredEvent *const *) events->pdata, events->len, error);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "監査 2026.chosho", NULL);
  g_autofree char *shard = g_build_filename (path, "objects", "ff", NULL);
  g_autoptr (ChoshoEngagementFolder) folder = NULL;
  g_autoptr (ChoshoEventLog) log = NULL;
  struct stat info;
  gint64 count, last;

  g_assert_true (create (path, &error));
  g_assert_no_error (error);
  folder = chosho_engagement_folder_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chosho_engagement_folder_get_path (folder), ==, path);
  g_assert_null (chosho_engagement_folder_get_read_only (folder));
  g_assert_cmpuint (count_entries (chosho_engagement_folder_get_objects_path (folder)), ==, 256);
  g_assert_cmpint (stat (shard, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  log = chosho_event_log_open (chosho_engagement_folder_get_log_path (folder), TRUE, &error);
  g_assert_true (chosho_event_log_get_extent (log, &count, &last, &error));
  g_assert_cmpint (count, ==, 2);
  g_assert_true (g_str_has_suffix (chosho_engagement_folder_get_index_path (folder), "/index.db"));
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1); /* nothing hidden is left */
}

static void
test_exists (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "empty-folder", "file", "dangling" };
  g_autofree char *folder = g_build_filename (fixture->folder, names[0], NULL);
  g_autofree char *file = g_build_filename (fixture->folder, names[1], NULL);
  g_autofree char *link = g_build_filename (fixture->folder, names[2], NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_assert_false (create (path, &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS);
      g_assert_nonnull (strstr (error->message, names[i]));
    }
  g_assert_cmpuint (count_entries (fixture->folder), ==, 3);
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *orphan = g_build_filename (fixture->folder, "absent", "a.chosho", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "a.chosho", NULL);
  ChoshoStoredEvent *event = make_event (1, 0, 0);

  g_assert_false (create (orphan, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  event->id[0] ^= 1; /* the log refuses it: nothing may be left */
  g_assert_false (chosho_engagement_folder_create (path, &event, 1, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 0);
  chosho_stored_event_free (event);
}

static void
test_not_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *absent = g_build_filename (fixture->folder, "absent", NULL);

  g_assert_null (chosho_engagement_folder_open (absent, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (chosho_engagement_folder_open (fixture->folder, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
}

/* A record that is gone is told from one that the disk does not answer for: only the first asks for a backup. */
static void
test_log_gone_or_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "a.chosho", NULL);
  g_autofree char *log = g_build_filename (path, "engagement.db", NULL);

  g_assert_true (create (path, &error));
  g_assert_cmpint (g_unlink (log), ==, 0);
  g_assert_null (chosho_engagement_folder_open (path, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_clear_error (&error);
  g_assert_cmpint (symlink ("engagement.db", log), ==, 0); /* to itself: the kernel gives up */
  g_assert_null (chosho_engagement_folder_open (path, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
  g_assert_nonnull (strstr (error->message, log));
}

static void
test_missing_shards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "a.chosho", NULL);
  g_autofree char *shard = g_build_filename (path, "objects", "7f", NULL);
  g_autofree char *stray = g_build_filename (path, "objects", "stray", NULL);
  g_autoptr (ChoshoEngagementFolder) folder = NULL;

  g_assert_true (create (path, &error));
  folder = chosho_engagement_folder_open (path, &error);
  g_assert_cmpint (g_rmdir (shard), ==, 0);
  g_assert_cmpint (g_mkdir (stray, 0700), ==, 0);
  g_assert_true (chosho_engagement_folder_ensure_layout (folder, &error));
  g_assert_true (g_file_test (shard, G_FILE_TEST_IS_DIR));
  g_assert_true (chosho_engagement_folder_ensure_layout (folder, &error));
  g_assert_no_error (error);
}

/* Permissions do not bind root: there the kernel says that everything can be written. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "a.chosho", NULL);
  g_autoptr (ChoshoEngagementFolder) folder = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  g_assert_true (create (path, &error));
  g_assert_cmpint (g_chmod (path, 0500), ==, 0);
  folder = chosho_engagement_folder_open (path, &error);
  g_assert_no_error (error);
  g_assert_error (chosho_engagement_folder_get_read_only (folder), CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY);
  g_chmod (path, 0700);
}

static void
test_file_systems (void)
{
  static const struct
  {
    guint64 magic;
    const char *name;
  } cases[] = {
    { 0x6969, "NFS" },     { 0xff534d42, "CIFS" }, { 0xfe534d42, "SMB2" }, { 0x65735546, "FUSE" },
    { 0x4d44, "FAT" },     { 0x2011bab0, "exFAT" }, { 0xffffffffff534d42, "CIFS" }, /* sign-extended */
    { 0xef53, NULL },      /* ext4 */
    { 0x58465342, NULL },  /* xfs */
    { 0x9123683e, NULL },  /* btrfs */
    { 0x01021994, NULL },  /* tmpfs */
    { 0x794c7630, NULL },  /* overlayfs */
    { 0x2fc12fc1, NULL },  /* zfs */
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (chosho_file_system_get_unsafe_name (cases[i].magic), ==, cases[i].name);
  g_assert_false (chosho_file_system_check ("/no/such/folder", &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/store/engagement-folder/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("create", test_create);
  ADD ("exists", test_exists);
  ADD ("failures", test_failures);
  ADD ("not-there", test_not_there);
  ADD ("log-gone-or-unreadable", test_log_gone_or_unreadable);
  ADD ("missing-shards", test_missing_shards);
  ADD ("read-only", test_read_only);
  g_test_add_func ("/store/engagement-folder/file-systems", test_file_systems);
  return g_test_run ();
}
