/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-object-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-object-draft.h"
#include "evidence-fixture.h"

#define NO_SUCH "00000000000000000000000000000000000000000000000000000000000000aa"

static guint
mode_of (const char *path)
{
  struct stat info;

  g_assert_cmpint (lstat (path, &info), ==, 0);
  return (guint) info.st_mode & 07777;
}

static void
test_make (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *objects = g_build_filename (self->engagement, "objects", NULL);
  g_autofree char *gone = g_build_filename (objects, "7f", NULL);
  g_autofree char *digest = evidence_fixture_put (self, "stays");
  gboolean present;

  g_assert_cmpuint (mode_of (objects), ==, 0700);
  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *shard = g_strdup_printf ("%s/%02x", objects, i);

      g_assert_cmpuint (mode_of (shard), ==, 0700);
    }
  /* A creation that was interrupted is completed. */
  g_assert_cmpint (g_rmdir (gone), ==, 0);
  g_assert_true (chosho_object_store_make (self->engagement, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mode_of (gone), ==, 0700);
  g_assert_true (chosho_object_store_has (self->store, digest, &present, &error));
  g_assert_true (present);

  g_assert_false (chosho_object_store_make ("/nonexistent/x", &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "/nonexistent/x"));
}

static void
test_open (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *elsewhere = g_build_filename (self->root, "linked", NULL);
  g_autofree char *link = g_build_filename (elsewhere, "objects", NULL);
  g_autofree char *target = g_build_filename (self->engagement, "objects", NULL);

  g_assert_cmpstr (chosho_object_store_get_path (self->store), ==, self->engagement);
  g_assert_null (chosho_object_store_open (self->client, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* The objects folder itself may be no link. */
  g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);
  g_assert_cmpint (symlink (target, link), ==, 0);
  g_assert_null (chosho_object_store_open (elsewhere, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
}

static void
test_read (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = evidence_fixture_put (self, "evidence");
  char buffer[16];
  gboolean present = FALSE;
  guint64 size_bytes = 0;
  int fd = chosho_object_store_open_object (self->store, digest, &error);

  g_assert_no_error (error);
  g_assert_cmpint (read (fd, buffer, sizeof buffer), ==, 8);
  g_assert_cmpint (fcntl (fd, F_GETFL) & O_ACCMODE, ==, O_RDONLY);
  g_assert_cmpint (fcntl (fd, F_GETFD) & FD_CLOEXEC, ==, FD_CLOEXEC);
  close (fd);
  g_assert_true (chosho_object_store_has (self->store, digest, &present, &error));
  g_assert_true (present);
  g_assert_true (chosho_object_store_size (self->store, digest, &size_bytes, &error));
  g_assert_cmpuint (size_bytes, ==, 8);

  g_assert_cmpint (chosho_object_store_open_object (self->store, NO_SUCH, &error), ==, -1);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (chosho_object_store_has (self->store, NO_SUCH, &present, &error));
  g_assert_false (present);
  g_assert_false (chosho_object_store_size (self->store, NO_SUCH, &size_bytes, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
}

static void
test_names (EvidenceFixture *self, gconstpointer data)
{
  static const char *const bad[] = {
    "", "abc", "../../../../etc/passwd",
    "00000000000000000000000000000000000000000000000000000000000000AA",
    "00000000000000000000000000000000000000000000000000000000000000aa0",
    "/0000000000000000000000000000000000000000000000000000000000000aa",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean present;

      g_assert_cmpint (chosho_object_store_open_object (self->store, bad[i], &error), ==, -1);
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_false (chosho_object_store_has (self->store, bad[i], &present, &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_false (chosho_object_store_remove (self->store, bad[i], &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
    }
}

/* What stands in an object's place and is no object is neither followed nor taken for absent. */
static void
test_impostors (EvidenceFixture *self, gconstpointer data)
{
  g_autofree char *digest = evidence_fixture_put (self, "true bytes");
  g_autofree char *path = evidence_fixture_object_path (self, digest);
  g_autofree char *shard = g_path_get_dirname (path);
  g_autofree char *moved = g_build_filename (self->root, "moved", NULL);
  g_autofree char *moved_shard = g_build_filename (self->root, "shard", NULL);
  g_autoptr (GError) error = NULL;
  gboolean present;

  g_assert_cmpint (g_rename (path, moved), ==, 0);
  g_assert_cmpint (symlink (moved, path), ==, 0);
  g_assert_cmpint (chosho_object_store_open_object (self->store, digest, &error), ==, -1);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_clear_error (&error);
  g_assert_false (chosho_object_store_has (self->store, digest, &present, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (path), ==, 0);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_cmpint (chosho_object_store_open_object (self->store, digest, &error), ==, -1);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (path), ==, 0);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_cmpint (chosho_object_store_open_object (self->store, digest, &error), ==, -1);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_clear_error (&error);
  g_assert_cmpint (g_rmdir (path), ==, 0);

  /* A linked shard is not entered, though the object is there. */
  g_assert_cmpint (g_rename (moved, path), ==, 0);
  g_assert_cmpint (g_rename (shard, moved_shard), ==, 0);
  g_assert_cmpint (symlink (moved_shard, shard), ==, 0);
  g_assert_cmpint (chosho_object_store_open_object (self->store, digest, &error), ==, -1);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
}

static gboolean
collect (const ChoshoObjectEntry *entry, gpointer user_data, GError **error)
{
  g_string_append_printf (user_data, "%d %s %s %o %" G_GUINT64_FORMAT "\n", (int) entry->kind, entry->path,
                          entry->digest != NULL ? "digest" : "-", (guint) entry->mode, entry->size_bytes);
  return TRUE;
}

static void
put_file (EvidenceFixture *self, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (self->engagement, "objects", name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
}

static void
test_foreach (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *digest = evidence_fixture_put (self, "x");
  g_autofree char *shard = g_build_filename (self->engagement, "objects", "00", NULL);
  g_autofree char *expected = NULL;

  put_file (self, ".new-0123", "half");
  put_file (self, "readme", "hello");
  put_file (self, "11/notes\xff", "n");
  put_file (self, "11/" NO_SUCH, "in the wrong shard");
  g_assert_cmpint (g_chmod (shard, 0755), ==, 0);
  g_assert_true (chosho_object_store_foreach (self->store, collect, out, &error));
  g_assert_no_error (error);
  expected = g_strdup_printf ("1 objects/.new-0123 - 100644 4\n"
                              "3 objects/00 - 40755 0\n"
                              "2 objects/11/" NO_SUCH " - 100644 18\n"
                              "2 objects/11/notes\\xFF - 100644 1\n"
                              "0 objects/%.2s/%s digest 100400 1\n"
                              "2 objects/readme - 100644 5\n", digest, digest);
  g_assert_cmpstr (out->str, ==, expected);
}

static gboolean
stop (const ChoshoObjectEntry *entry, gpointer user_data, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, "enough");
  return ++(*(guint *) user_data) < 2;
}

static void
test_foreach_stops (EvidenceFixture *self, gconstpointer data)
{
  g_autofree char *a = evidence_fixture_put (self, "a");
  g_autofree char *b = evidence_fixture_put (self, "b");
  guint calls = 1;
  g_autoptr (GError) error = NULL;

  g_assert_false (chosho_object_store_foreach (self->store, stop, &calls, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  g_assert_cmpuint (calls, ==, 2);
}

static void
test_remove (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = evidence_fixture_put (self, "wrongly received");
  g_autofree char *kept = evidence_fixture_put (self, "kept");
  gboolean present = TRUE;

  g_assert_true (chosho_object_store_remove (self->store, digest, &error));
  g_assert_no_error (error);
  g_assert_true (chosho_object_store_has (self->store, digest, &present, &error));
  g_assert_false (present);
  g_assert_false (chosho_object_store_remove (self->store, digest, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (chosho_object_store_has (self->store, kept, &present, &error));
  g_assert_true (present);
}

/* Temporary files of a dead writer go, those of a living one stay. */
static void
test_clean (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *living = g_build_filename (self->engagement, "objects", ".new-living", NULL);
  g_autofree char *dead = g_build_filename (self->engagement, "objects", ".new-dead", NULL);
  int fd;

  put_file (self, ".new-living", "a");
  put_file (self, ".new-dead", "b");
  fd = open (living, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  g_assert_true (chosho_object_store_clean (self->store, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (living, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
  close (fd);
  g_assert_true (chosho_object_store_clean (self->store, &error));
  g_assert_false (g_file_test (living, G_FILE_TEST_EXISTS));
}

static char *
write_draft (ChoshoObjectDraft *draft, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (write (chosho_object_draft_get_fd (draft), text, strlen (text)), ==, (gssize) strlen (text));
  chosho_object_draft_sync (draft, &error);
  g_assert_no_error (error);
  return chosho_digest_hex (text, strlen (text));
}

static void
test_draft (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoObjectDraft) draft = chosho_object_draft_new (self->store, NULL, &error);
  g_autoptr (ChoshoObjectDraft) second = chosho_object_draft_new (self->store, NULL, &error);
  g_autofree char *digest = write_draft (draft, "bytes");
  g_autofree char *again = write_draft (second, "bytes");
  g_autofree char *path = evidence_fixture_object_path (self, digest);
  g_autofree char *shard = g_path_get_dirname (path);

  g_assert_cmpuint (evidence_fixture_count_entries (self), ==, 0);
  /* A program that copies folders may have left out the empty ones. */
  g_assert_cmpint (g_rmdir (shard), ==, 0);
  g_assert_cmpint (chosho_object_draft_publish (draft, digest, TRUE, &error), ==, CHOSHO_OBJECT_DRAFT_PUBLISHED);
  g_assert_true (chosho_object_store_sync_shard (self->store, digest, &error));
  g_assert_cmpint (chosho_object_draft_publish (second, again, TRUE, &error), ==, CHOSHO_OBJECT_DRAFT_HELD);
  g_assert_no_error (error);
  g_assert_cmpuint (mode_of (path), ==, 0400);
  g_assert_cmpuint (mode_of (shard), ==, 0700);
  g_assert_cmpuint (evidence_fixture_count_entries (self), ==, 1);
}

static void
test_draft_in_impostor (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoObjectDraft) draft = chosho_object_draft_new (self->store, NULL, &error);
  g_autofree char *digest = write_draft (draft, "bytes");
  g_autofree char *path = evidence_fixture_object_path (self, digest);

  g_assert_cmpint (symlink ("/etc/hostname", path), ==, 0);
  g_assert_cmpint (chosho_object_draft_publish (draft, digest, TRUE, &error), ==, CHOSHO_OBJECT_DRAFT_FAILED);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/evidence/object-store/" name, EvidenceFixture, NULL, evidence_fixture_set_up, function, \
              evidence_fixture_tear_down)
  ADD ("make", test_make);
  ADD ("open", test_open);
  ADD ("read", test_read);
  ADD ("names", test_names);
  ADD ("impostors", test_impostors);
  ADD ("foreach", test_foreach);
  ADD ("foreach-stops", test_foreach_stops);
  ADD ("remove", test_remove);
  ADD ("clean", test_clean);
  ADD ("draft", test_draft);
  ADD ("draft-in-impostor", test_draft_in_impostor);
  return g_test_run ();
}
