/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-absent.h"
#include "chosho-backup.h"
#include "chosho-engagement-folder.h"
#include "chosho-tar.h"

#define OBJECTS 5

typedef struct
{
  Fixture base;
  char   *engagement; /* owned: an engagement with 20 events and some objects */
  char   *file;       /* owned: the backup, not made yet */
  char   *target;     /* owned: where to restore, not made yet */
} BackupFixture;

/* Stores @size bytes of @fill as an object, as the intake would. */
static void
put_object (const char *engagement, guint8 fill, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *bytes = g_malloc (size + 1);
  g_autofree char *hex = NULL;
  g_autofree char *shard = NULL;
  g_autofree char *path = NULL;

  memset (bytes, fill, size);
  hex = chosho_digest_hex (bytes, size);
  shard = g_strndup (hex, 2);
  path = g_build_filename (engagement, "objects", shard, hex, NULL);
  g_file_set_contents (path, (const char *) bytes, (gssize) size, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
}

static void
set_up (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = make_events (1, 0, 20);

  fixture_set_up (&fixture->base, NULL);
  fixture->engagement = g_build_filename (fixture->base.folder, "a.chosho", NULL);
  fixture->file = g_build_filename (fixture->base.folder, "a.backup", NULL);
  fixture->target = g_build_filename (fixture->base.folder, "b.chosho", NULL);
  chosho_engagement_folder_create (fixture->engagement, (ChoshoStoredEvent *const *) events->pdata, events->len,
                                   &error);
  g_assert_no_error (error);
  for (guint i = 0; i < OBJECTS; i++)
    put_object (fixture->engagement, (guint8) i, i * 300); /* one is empty */
}

static void
tear_down (BackupFixture *fixture, gconstpointer data)
{
  g_free (fixture->engagement);
  g_free (fixture->file);
  g_free (fixture->target);
  fixture_tear_down (&fixture->base, NULL);
}

static void
create (BackupFixture *fixture, ChoshoBackupSummary *summary)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (chosho_backup_create (fixture->engagement, fixture->file, summary, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* What find and sha256sum say about the events and objects below @folder. */
static char *
describe (const char *folder)
{
  const char *argv[] = { "sh", "-c",
                         "cd \"$0\" && sqlite3 engagement.db \"SELECT arrival, hex(id), hex(bytes), hex(signature) FROM events\""
                         " && find objects -printf '%p %m %y\\n' | sort && find objects -type f -exec sha256sum {} + | sort",
                         folder, NULL };
  char *output = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  return output;
}

static void
test_round_trip (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  g_autofree char *before = describe (fixture->engagement);
  g_autofree char *after = NULL;
  ChoshoBackupSummary made, checked, restored;
  guint64 done, total;
  struct stat info;

  g_assert_true (chosho_backup_create (fixture->engagement, fixture->file, &made, progress, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (made.events, ==, 20);
  g_assert_cmpuint (made.objects, ==, OBJECTS);
  g_assert_cmpint (stat (fixture->file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  chosho_progress_get (progress, &done, &total);
  g_assert_cmpuint (total, ==, 2 * made.bytes);
  g_assert_cmpuint (done, ==, total);
  g_assert_cmpuint (count_entries (fixture->base.folder), ==, 2);

  g_assert_true (chosho_backup_verify (fixture->file, &checked, NULL, NULL, &error));
  g_assert_cmpuint (checked.objects, ==, OBJECTS);
  g_assert_cmpuint (checked.bytes, ==, made.bytes);
  g_assert_true (chosho_backup_restore (fixture->file, fixture->target, &restored, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (restored.events, ==, 20);
  g_assert_cmpuint (restored.bytes, ==, made.bytes);
  after = describe (fixture->target);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_entries (fixture->base.folder), ==, 3);
}

/* What no pack brought is known in the restored engagement too; the list is guarded like everything else. */
static void
test_absent (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) absent = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) restored = NULL;
  g_autofree char *digest = chosho_digest_hex ("elsewhere", 9);
  g_autofree char *text = NULL;
  ChoshoBackupSummary made, checked;
  gsize size;
  char *line;

  g_hash_table_add (absent, digest);
  g_assert_true (chosho_absent_write (fixture->engagement, absent, &error));
  create (fixture, &made);
  g_assert_true (chosho_backup_verify (fixture->file, &checked, NULL, NULL, &error));
  g_assert_cmpuint (checked.bytes, ==, made.bytes);
  g_assert_cmpuint (checked.objects, ==, OBJECTS);
  g_assert_true (chosho_backup_restore (fixture->file, fixture->target, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  restored = chosho_absent_read (fixture->target, &error);
  g_assert_cmpuint (g_hash_table_size (restored), ==, 1);
  g_assert_true (g_hash_table_contains (restored, digest));

  g_assert_true (g_file_get_contents (fixture->file, &text, &size, &error));
  line = memmem (text, size, digest, strlen (digest));
  *line = *line == '0' ? '1' : '0';
  g_assert_true (g_file_set_contents (fixture->file, text, (gssize) size, &error));
  g_assert_false (chosho_backup_verify (fixture->file, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_assert_nonnull (strstr (error->message, "member 2, “absent”, is damaged"));
}

/* Stock tar and sha256sum unpack and check it. */
static void
test_stock_tools (BackupFixture *fixture, gconstpointer data)
{
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  const char *argv[] = { "sh", "-c",
                         "mkdir \"$1\" && cd \"$1\" && tar -xf \"$0\" && sha256sum --strict -c MANIFEST.sha256 && "
                         "sqlite3 engagement.db 'SELECT count(*) FROM events'",
                         fixture->file, fixture->target, NULL };
  int status;

  create (fixture, NULL);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &complaint, &status, NULL);
  g_assert_cmpstr (complaint, ==, "");
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (output, "engagement.db: OK\n"));
  g_assert_true (g_str_has_suffix (output, "\n20\n"));
}

static void
assert_restore_fails (BackupFixture *fixture, int code, const char *named)
{
  g_autoptr (GError) error = NULL;
  guint before = count_entries (fixture->base.folder);

  g_assert_false (chosho_backup_restore (fixture->file, fixture->target, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, code);
  if (named != NULL && strstr (error->message, named) == NULL)
    g_error ("“%s” does not name %s", error->message, named);
  g_assert_cmpuint (count_entries (fixture->base.folder), ==, before); /* nothing left behind */
}

/* The name of the member in which byte @offset of the archive lies, NULL in its end. */
static const char *
member_at (const guint8 *archive, gsize size, gsize offset, guint *number, gboolean *in_header)
{
  static ChoshoTarMember member;
  gsize position = 0;

  for (*number = 1; chosho_tar_read_header (archive + position, &member); (*number)++)
    {
      gsize end = position + CHOSHO_TAR_BLOCK + member.size_bytes + chosho_tar_get_padding (member.size_bytes);

      *in_header = offset < position + CHOSHO_TAR_BLOCK;
      if (offset < end)
        return member.name;
      position = end;
    }
  return NULL;
}

/* One altered byte anywhere: refused, the right member named, nothing left. The whole of the small parts is
 * tried, the log at random places. */
static void
test_flips (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *archive = NULL;
  const char *seed_text = g_getenv ("CHOSHO_TEST_SEED");
  guint32 seed = seed_text != NULL ? (guint32) g_ascii_strtoull (seed_text, NULL, 10) : 1;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gsize size;
  guint noticed = 0;
  int fd;

  g_test_message ("seed %u (CHOSHO_TEST_SEED)", seed);
  create (fixture, NULL);
  g_assert_true (g_file_get_contents (fixture->file, (char **) &archive, &size, &error));
  fd = g_open (fixture->file, O_RDWR | O_CLOEXEC, 0);
  for (guint i = 0; i < 600; i++)
    {
      gsize offset = (gsize) (g_rand_double (rand) * (double) size);
      guint8 altered = archive[offset] ^ (guint8) (1 << g_rand_int_range (rand, 0, 8));
      g_autoptr (GError) damage = NULL;
      g_autofree char *expected = NULL;
      const char *name;
      gboolean in_header;
      guint number;

      name = member_at (archive, size, offset, &number, &in_header);
      if (name == NULL)
        expected = g_strdup ("the end of the backup");
      else if (in_header)
        expected = g_strdup_printf ("member %u", number);
      else
        expected = g_strdup_printf ("member %u, “%s”", number, name);
      g_assert_cmpint (pwrite (fd, &altered, 1, (off_t) offset), ==, 1);
      g_assert_false (chosho_backup_verify (fixture->file, NULL, NULL, NULL, &damage));
      g_assert_error (damage, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
      if (strstr (damage->message, expected) == NULL)
        g_error ("byte %" G_GSIZE_FORMAT ": “%s” does not name %s", offset, damage->message, expected);
      if (i % 30 == 0)
        assert_restore_fails (fixture, CHOSHO_ERROR_INTEGRITY, expected);
      g_assert_cmpint (pwrite (fd, archive + offset, 1, (off_t) offset), ==, 1);
      noticed++;
    }
  close (fd);
  g_assert_cmpuint (noticed, ==, 600);
  g_assert_true (chosho_backup_verify (fixture->file, NULL, NULL, NULL, &error)); /* and no false alarm */
}

static void
test_cut_and_extended (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *archive = NULL;
  gsize size;

  create (fixture, NULL);
  g_assert_true (g_file_get_contents (fixture->file, &archive, &size, &error));
  archive = g_realloc (archive, size + 512);
  memset (archive + size, 0, 512);
  for (gsize cut = 0; cut < size; cut += cut + 97 < size ? 97 : 1)
    {
      g_autoptr (GError) damage = NULL;

      g_assert_true (g_file_set_contents (fixture->file, archive, (gssize) cut, &error));
      g_assert_false (chosho_backup_verify (fixture->file, NULL, NULL, NULL, &damage));
      g_assert_error (damage, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
    }
  g_assert_true (g_file_set_contents (fixture->file, archive, (gssize) size + 512, &error));
  assert_restore_fails (fixture, CHOSHO_ERROR_INTEGRITY, "end of the backup");
}

/* An archive made by hand from (name, content) pairs, the manifest correct for it. */
static void
forge (BackupFixture *fixture, const char *const *names, const char *log, gsize log_size)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GString) manifest = g_string_new ("# Chosho backup 1\n");
  g_autofree char *end = NULL;
  static const guint8 zeroes[1024];

  for (guint i = 0;; i++)
    {
      ChoshoTarMember member = { .mode = i == 0 ? 0600 : 0400, .time_s = 1700000000 };
      const char *content = i == 0 ? log : "";
      guint8 block[CHOSHO_TAR_BLOCK];
      g_autofree char *hex = NULL;

      member.size_bytes = i == 0 ? log_size : 0;
      if (names[i] == NULL)
        {
          end = chosho_digest_hex (manifest->str, manifest->len);
          g_string_append_printf (manifest, "# end %s\n", end);
          content = manifest->str;
          member.size_bytes = manifest->len;
          member.mode = 0644;
        }
      g_strlcpy (member.name, names[i] != NULL ? names[i] : "MANIFEST.sha256", sizeof member.name);
      chosho_tar_write_header (&member, block);
      g_byte_array_append (out, block, sizeof block);
      g_byte_array_append (out, (const guint8 *) content, (guint) member.size_bytes);
      g_byte_array_append (out, zeroes, (guint) chosho_tar_get_padding (member.size_bytes));
      if (names[i] == NULL)
        break;
      hex = chosho_digest_hex (content, member.size_bytes);
      g_string_append_printf (manifest, "%s  %s\n", hex, member.name);
    }
  g_byte_array_append (out, zeroes, sizeof zeroes);
  g_assert_true (g_file_set_contents (fixture->file, (const char *) out->data, (gssize) out->len, NULL));
}

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
test_foreign_names (BackupFixture *fixture, gconstpointer data)
{
  static const char *const bad[] = {
    "../evil", "/etc/passwd", "objects/../evil", "objects/e3/" EMPTY "x", "objects/e4/" EMPTY, "objects/e3/../" EMPTY,
    "objects/E3/" EMPTY, "engagement.db", "index.db", "lock", "engagement.db-journal", "objects/e3", "",
    "objects//e3/" EMPTY, "./objects/e3/" EMPTY,
  };
  g_autofree char *path = g_build_filename (fixture->engagement, "engagement.db", NULL);
  g_autofree char *log = NULL;
  g_autoptr (GError) error = NULL;
  ChoshoBackupSummary summary;
  gsize size;
  const char *good[] = { "engagement.db", "objects/e3/" EMPTY, NULL };
  const char *twice[] = { "engagement.db", "objects/e3/" EMPTY, "objects/e3/" EMPTY, NULL };
  const char *no_log[] = { "objects/e3/" EMPTY, NULL };

  g_assert_true (g_file_get_contents (path, &log, &size, &error));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *names[] = { "engagement.db", bad[i], NULL };

      forge (fixture, names, log, size);
      assert_restore_fails (fixture, CHOSHO_ERROR_INTEGRITY, "member 2");
    }
  forge (fixture, twice, log, size);
  assert_restore_fails (fixture, CHOSHO_ERROR_INTEGRITY, "member 3");
  forge (fixture, no_log, log, size);
  assert_restore_fails (fixture, CHOSHO_ERROR_INTEGRITY, "member 1");
  forge (fixture, good, log, size);
  g_assert_true (chosho_backup_restore (fixture->file, fixture->target, &summary, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary.objects, ==, 1);
}

/* All digests right, but the log is no log, or one of its events was altered. */
static void
test_false_log (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->engagement, "engagement.db", NULL);
  g_autofree char *log = NULL;
  const char *names[] = { "engagement.db", NULL };
  gsize place = 0;
  gsize size;

  forge (fixture, names, "no database", 11);
  assert_restore_fails (fixture, CHOSHO_ERROR_INTEGRITY, "engagement.db");
  forge (fixture, names, "", 0);
  assert_restore_fails (fixture, CHOSHO_ERROR_INTEGRITY, "engagement.db");
  g_assert_true (g_file_get_contents (path, &log, &size, &error));
  while (place + 9 < size && memcmp (log + place, "\"seq\":12,", 9) != 0)
    place++;
  g_assert_cmpuint (place + 9, <, size);
  log[place + 7] = '3';
  forge (fixture, names, log, size);
  assert_restore_fails (fixture, CHOSHO_ERROR_INTEGRITY, "row 13");
}

static void
test_damaged_object (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->engagement, "objects", "e3", EMPTY, NULL);

  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, &error));
  g_assert_false (chosho_backup_create (fixture->engagement, fixture->file, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_assert_nonnull (strstr (error->message, EMPTY));
  g_assert_cmpuint (count_entries (fixture->base.folder), ==, 1);
}

static void
test_damaged_log (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->engagement, "engagement.db", NULL);
  g_autofree char *output = NULL;

  output = run_sqlite (path,
                       "DROP TRIGGER events_never_change; UPDATE events SET bytes = x'00' WHERE arrival = 4;"
                       "CREATE TRIGGER events_never_change BEFORE UPDATE ON events\n"
                       "BEGIN\n  SELECT RAISE (ABORT, 'events are never changed');\nEND;",
                       NULL);
  g_assert_nonnull (output);
  g_assert_false (chosho_backup_create (fixture->engagement, fixture->file, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_assert_nonnull (strstr (error->message, "row 4"));
  g_assert_cmpuint (count_entries (fixture->base.folder), ==, 1);
}

/* Leftovers and foreign files in the store are no part of a backup. */
static void
test_strays (BackupFixture *fixture, gconstpointer data)
{
  g_autofree char *stray = g_build_filename (fixture->engagement, "objects", "00", "stray", NULL);
  g_autofree char *wrong = g_build_filename (fixture->engagement, "objects", "00", EMPTY, NULL);
  g_autofree char *shard = g_build_filename (fixture->engagement, "objects", "01", NULL);
  ChoshoBackupSummary summary;

  g_assert_true (g_file_set_contents (stray, "x", 1, NULL));
  g_assert_true (g_file_set_contents (wrong, "x", 1, NULL));
  g_rmdir (shard);
  create (fixture, &summary);
  g_assert_cmpuint (summary.objects, ==, OBJECTS);
}

static void
test_exists (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;

  g_assert_true (g_file_set_contents (fixture->file, "mine", -1, &error));
  g_assert_false (chosho_backup_create (fixture->engagement, fixture->file, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (fixture->file, &content, NULL, &error));
  g_assert_cmpstr (content, ==, "mine");
  g_unlink (fixture->file);
  create (fixture, NULL);
  g_assert_cmpint (g_mkdir (fixture->target, 0700), ==, 0);
  assert_restore_fails (fixture, CHOSHO_ERROR_EXISTS, fixture->target);
}

static void
test_wrong_files (BackupFixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_build_filename (fixture->engagement, "engagement.db", NULL);
  g_autofree char *saved = fixture->file;

  assert_restore_fails (fixture, CHOSHO_ERROR_NOT_FOUND, "a.backup");
  fixture->file = fixture->engagement;
  assert_restore_fails (fixture, CHOSHO_ERROR_INVALID, "a.chosho");
  fixture->file = log;
  assert_restore_fails (fixture, CHOSHO_ERROR_INTEGRITY, "engagement.db");
  fixture->file = g_steal_pointer (&saved);
}

static void
test_cancelled (BackupFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  create (fixture, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (chosho_backup_restore (fixture->file, fixture->target, NULL, NULL, cancellable, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (fixture->file), ==, 0);
  g_assert_false (chosho_backup_create (fixture->engagement, fixture->file, NULL, NULL, cancellable, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (fixture->base.folder), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/backup/" name, BackupFixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("absent", test_absent);
  ADD ("stock-tools", test_stock_tools);
  ADD ("flips", test_flips);
  ADD ("cut-and-extended", test_cut_and_extended);
  ADD ("foreign-names", test_foreign_names);
  ADD ("false-log", test_false_log);
  ADD ("damaged-object", test_damaged_object);
  ADD ("damaged-log", test_damaged_log);
  ADD ("strays", test_strays);
  ADD ("exists", test_exists);
  ADD ("wrong-files", test_wrong_files);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
