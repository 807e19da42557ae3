/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-intake.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "evidence-fixture.h"

typedef struct
{
  guint      batches;
  guint      files;
  guint      fail_at;     /* batch number whose callback fails, 0 for none */
  GCancellable *cancel;   /* (nullable) cancelled after the first batch */
  ChoshoObjectStore *store; /* (nullable) every file handed over must be there */
} Batches;

static gboolean
on_batch (GPtrArray *files, gpointer user_data, GError **error)
{
  Batches *batches = user_data;

  batches->batches++;
  for (guint i = 0; i < files->len; i++)
    {
      ChoshoIntakeFile *file = g_ptr_array_index (files, i);
      guint64 size_bytes = 0;

      g_assert_cmpint (file->state, ==, CHOSHO_INTAKE_TAKEN);
      if (batches->store == NULL)
        continue;
      g_assert_true (chosho_object_store_size (batches->store, file->sha256, &size_bytes, NULL));
      g_assert_cmpuint (size_bytes, ==, file->size_bytes);
    }
  if (batches->batches == batches->fail_at)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE, "the event could not be written");
      return FALSE;
    }
  batches->files += files->len;
  if (batches->cancel != NULL)
    g_cancellable_cancel (batches->cancel);
  return TRUE;
}

static ChoshoIntakeFile *
file_at (ChoshoIntake *intake, guint index)
{
  g_assert_cmpuint (index, <, chosho_intake_get_files (intake)->len);
  return g_ptr_array_index (chosho_intake_get_files (intake), index);
}

static void
run (ChoshoIntake *intake)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = chosho_intake_run (intake, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
assert_taken (EvidenceFixture *self, ChoshoIntakeFile *file, const char *content, gsize size_bytes)
{
  g_autofree char *digest = chosho_digest_hex (content, size_bytes);
  g_autofree char *path = evidence_fixture_object_path (self, digest);
  g_autofree char *stored = NULL;
  gsize stored_bytes;
  struct stat info;

  g_assert_no_error (file->error);
  g_assert_cmpint (file->state, ==, CHOSHO_INTAKE_TAKEN);
  g_assert_cmpstr (file->sha256, ==, digest);
  g_assert_cmpuint (file->size_bytes, ==, size_bytes);
  g_assert_true (g_file_get_contents (path, &stored, &stored_bytes, NULL));
  g_assert_cmpmem (stored, stored_bytes, content, size_bytes);
  g_assert_cmpint (lstat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode, ==, S_IFREG | 0400);
}

static void
assert_failed (ChoshoIntakeFile *file, ChoshoError code, const char *words)
{
  g_assert_cmpint (file->state, ==, CHOSHO_INTAKE_FAILED);
  g_assert_error (file->error, CHOSHO_ERROR, (int) code);
  g_assert_nonnull (strstr (file->error->message, words));
  g_assert_nonnull (strstr (file->error->message, file->path));
  g_assert_cmpstr (file->sha256, ==, "");
}

static void
test_single (EvidenceFixture *self, gconstpointer data)
{
  g_autofree char *path = evidence_fixture_write (self, "規程.txt", "content", -1);
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autoptr (ChoshoIntake) again = chosho_intake_new (self->store);
  struct stat before, after;
  guint descriptors = evidence_count_descriptors ();

  g_assert_cmpint (lstat (path, &before), ==, 0);
  chosho_intake_add_path (intake, path);
  run (intake);
  g_assert_cmpuint (chosho_intake_get_files (intake)->len, ==, 1);
  assert_taken (self, file_at (intake, 0), "content", 7);
  g_assert_cmpstr (file_at (intake, 0)->name, ==, "規程.txt");
  g_assert_cmpstr (file_at (intake, 0)->raw_name, ==, "規程.txt");
  g_assert_cmpstr (file_at (intake, 0)->charset, ==, "UTF-8");
  g_assert_cmpstr (file_at (intake, 0)->folder, ==, "");
  g_assert_cmpstr (file_at (intake, 0)->path, ==, path);
  g_assert_cmpint (file_at (intake, 0)->modified_us / G_USEC_PER_SEC, ==, before.st_mtim.tv_sec);
  g_assert_false (file_at (intake, 0)->already_held);
  /* The original is as it was, even its access time. */
  g_assert_cmpint (lstat (path, &after), ==, 0);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);

  chosho_intake_add_path (again, path);
  run (again);
  assert_taken (self, file_at (again, 0), "content", 7);
  g_assert_true (file_at (again, 0)->already_held);
  g_assert_false (file_at (again, 0)->repaired);
  g_assert_cmpuint (evidence_fixture_count_entries (self), ==, 1);
  g_assert_cmpuint (evidence_count_descriptors (), ==, descriptors);
}

static void
test_sizes (EvidenceFixture *self, gconstpointer data)
{
  /* Around every piece size of copying, hashing and writing back. */
  static const gsize sizes[] = { 0, 1, 4095, 4096, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 512 * 1024,
                                 512 * 1024 + 1, 8 * 1024 * 1024, 9 * 1024 * 1024 + 3 };
  g_autoptr (GRand) random = g_rand_new_with_seed (20260101);
  g_autofree guint8 *bytes = g_malloc (sizes[G_N_ELEMENTS (sizes) - 1]);
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  guint64 done = 0, total = 0, expected = 0;
  Batches batches = { .store = self->store };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < sizes[G_N_ELEMENTS (sizes) - 1]; i++)
    bytes[i] = (guint8) g_rand_int (random);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("f%02u", i);
      g_autofree char *path = evidence_fixture_write (self, name, (char *) bytes, (gssize) sizes[i]);

      expected += sizes[i];
      chosho_intake_add_path (intake, path);
    }
  g_assert_true (chosho_intake_run (intake, NULL, progress, on_batch, &batches, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    assert_taken (self, file_at (intake, i), (char *) bytes, sizes[i]);
  chosho_progress_get (progress, &done, &total);
  g_assert_cmpuint (total, ==, expected);
  g_assert_cmpuint (done, ==, expected);
  g_assert_cmpuint (batches.batches, ==, 1);
  g_assert_cmpuint (batches.files, ==, G_N_ELEMENTS (sizes));
}

static void
test_folder (EvidenceFixture *self, gconstpointer data)
{
  static const char *const names[] = { "b/2.txt", "b/10.txt", "a.txt", "b/設定/\x8b\x4b\x92\xf6.txt", "z\xff" };
  static const char *const order[] = { "client/a.txt", "client/b/10.txt", "client/b/2.txt",
                                       "client/b/設定/規程.txt", "client/z\\xFF" };
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autofree char *slashed = g_strconcat (self->client, "///", NULL);
  ChoshoIntakeFile *file;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (evidence_fixture_write (self, names[i], names[i], -1));
  chosho_intake_add_path (intake, slashed);
  run (intake);
  g_assert_cmpuint (chosho_intake_get_files (intake)->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *shown = NULL;

      file = file_at (intake, i);
      shown = g_strconcat (file->folder, "/", file->name, NULL);
      g_assert_cmpstr (shown, ==, order[i]);
      g_assert_cmpint (file->state, ==, CHOSHO_INTAKE_TAKEN);
    }
  file = file_at (intake, 3);
  g_assert_cmpstr (file->raw_name, ==, "\x8b\x4b\x92\xf6.txt");
  g_assert_cmpstr (file->charset, ==, "CP932");
  g_assert_cmpstr (file->raw_folder, ==, "client/b/設定");
  g_assert_null (file_at (intake, 4)->charset);
  g_assert_cmpstr (file_at (intake, 4)->raw_name, ==, "z\xff");
  assert_taken (self, file_at (intake, 1), "b/10.txt", 8);
}

/* "." stands for what is in it; names have no folder then. */
static void
test_here (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *path = evidence_fixture_write (self, "sub/x", "x", -1);
  g_autofree char *other = evidence_fixture_write (self, "y", "y", -1);

  g_assert_cmpint (g_chdir (self->client), ==, 0);
  chosho_intake_add_path (intake, ".");
  chosho_intake_add_path (intake, "y");
  g_assert_cmpint (g_chdir (here), ==, 0); /* sources are fixed when they are added */
  run (intake);
  g_assert_cmpuint (chosho_intake_get_files (intake)->len, ==, 3);
  g_assert_cmpstr (file_at (intake, 0)->folder, ==, "sub");
  g_assert_cmpstr (file_at (intake, 1)->folder, ==, "");
  g_assert_cmpstr (file_at (intake, 2)->path, ==, "y");
  g_assert_true (file_at (intake, 2)->already_held);
}

static void
test_refusals (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autofree char *good = evidence_fixture_write (self, "good", "good", -1);
  g_autofree char *link = g_build_filename (self->client, "link", NULL);
  g_autofree char *fifo = g_build_filename (self->client, "fifo", NULL);
  g_autofree char *folder_link = g_build_filename (self->client, "linked-folder", NULL);
  g_autofree char *missing = g_build_filename (self->client, "missing", NULL);
  g_autofree char *not_folder = g_build_filename (good, "x", NULL);
  g_autofree char *through = g_build_filename (folder_link, "good", NULL);
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_snprintf (address.sun_path, sizeof address.sun_path, "%s/socket", self->client);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (symlink (good, link), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink (self->client, folder_link), ==, 0);
  chosho_intake_add_path (intake, self->client);
  chosho_intake_add_path (intake, link);
  chosho_intake_add_path (intake, missing);
  chosho_intake_add_path (intake, not_folder);
  chosho_intake_add_path (intake, "/dev/null");
  chosho_intake_add_path (intake, "/nonexistent/folder/file");
  chosho_intake_add_path (intake, through);
  run (intake);
  g_assert_cmpuint (chosho_intake_get_files (intake)->len, ==, 11);
  assert_failed (file_at (intake, 0), CHOSHO_ERROR_INVALID, "FIFO");
  assert_taken (self, file_at (intake, 1), "good", 4);
  assert_failed (file_at (intake, 2), CHOSHO_ERROR_INVALID, "symbolic link");
  assert_failed (file_at (intake, 3), CHOSHO_ERROR_INVALID, "symbolic link");
  assert_failed (file_at (intake, 4), CHOSHO_ERROR_INVALID, "socket");
  assert_failed (file_at (intake, 5), CHOSHO_ERROR_INVALID, "symbolic link");
  assert_failed (file_at (intake, 6), CHOSHO_ERROR_NOT_FOUND, "does not exist");
  assert_failed (file_at (intake, 7), CHOSHO_ERROR_IO, "directory");
  assert_failed (file_at (intake, 8), CHOSHO_ERROR_INVALID, "device");
  assert_failed (file_at (intake, 9), CHOSHO_ERROR_NOT_FOUND, "does not exist");
  /* Links on the way to a source are the user's own. */
  assert_taken (self, file_at (intake, 10), "good", 4);
  g_assert_true (file_at (intake, 10)->already_held);
  close (fd);
}

/* The engagement is no evidence of itself; its database must not even be opened, or the locks of
 * this process would be lost. */
static void
test_own_files (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autofree char *digest = evidence_fixture_put (self, "held");
  g_autofree char *object = evidence_fixture_object_path (self, digest);
  g_autofree char *database = g_build_filename (self->engagement, "engagement.db", NULL);
  g_autofree char *hard = g_build_filename (self->client, "innocent.db", NULL);
  g_autofree char *inside = g_build_filename (self->engagement, ".", NULL);
  g_autofree char *shown = NULL;
  int fd = open (object, O_RDONLY | O_CLOEXEC);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (database, "SQLite", -1, NULL));
  g_assert_cmpint (link (database, hard), ==, 0);
  chosho_intake_add_path (intake, object);
  chosho_intake_add_path (intake, database);
  chosho_intake_add_path (intake, self->engagement);
  chosho_intake_add_path (intake, inside);
  chosho_intake_add_path (intake, self->root);
  g_assert_true (chosho_intake_add_fd (intake, fd, "held.txt", &error));
  close (fd);
  run (intake);
  g_assert_cmpuint (chosho_intake_get_files (intake)->len, ==, 7);
  assert_failed (file_at (intake, 0), CHOSHO_ERROR_INVALID, "own folder");
  assert_failed (file_at (intake, 1), CHOSHO_ERROR_INVALID, "own folder");
  assert_failed (file_at (intake, 2), CHOSHO_ERROR_INVALID, "engagement itself");
  assert_failed (file_at (intake, 3), CHOSHO_ERROR_INVALID, "own folder");
  assert_failed (file_at (intake, 4), CHOSHO_ERROR_INVALID, "a file of this engagement itself");
  g_assert_cmpstr (file_at (intake, 4)->name, ==, "innocent.db");
  assert_failed (file_at (intake, 5), CHOSHO_ERROR_INVALID, "engagement itself");
  assert_taken (self, file_at (intake, 6), "held", 4);
  g_assert_true (file_at (intake, 6)->already_held);
}

static void
test_twice (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autofree char *path = evidence_fixture_write (self, "a", "same", -1);
  g_autofree char *copy = evidence_fixture_write (self, "b", "same", -1);

  chosho_intake_add_path (intake, path);
  chosho_intake_add_path (intake, path);
  chosho_intake_add_path (intake, copy);
  run (intake);
  for (guint i = 0; i < 3; i++)
    {
      assert_taken (self, file_at (intake, i), "same", 4);
      g_assert_cmpint (file_at (intake, i)->already_held, ==, i > 0);
    }
  g_assert_cmpuint (evidence_fixture_count_entries (self), ==, 1);
}

static void
test_descriptors_given (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = evidence_fixture_write (self, "x.txt", "in folder", -1);
  int folder_fd = open (self->client, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int fd = memfd_create ("member", MFD_CLOEXEC);
  int pipes[2];

  g_assert_cmpint (write (fd, "0123456789", 10), ==, 10);
  g_assert_true (chosho_intake_add_at (intake, folder_fd, "x.txt", &error));
  g_assert_true (chosho_intake_add_fd (intake, fd, "member.txt", &error));
  g_assert_no_error (error);
  close (folder_fd);
  g_assert_false (chosho_intake_add_at (intake, fd, "../x", &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (pipe (pipes), ==, 0);
  g_assert_false (chosho_intake_add_fd (intake, pipes[0], "pipe", &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  run (intake);
  assert_taken (self, file_at (intake, 0), "in folder", 9);
  assert_taken (self, file_at (intake, 1), "0123456789", 10);
  g_assert_cmpstr (file_at (intake, 1)->name, ==, "member.txt");
  g_assert_cmpint (lseek (fd, 0, SEEK_CUR), ==, 10);
  close (fd);
  close (pipes[0]);
  close (pipes[1]);
}

static void
test_names (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  char longest[256];

  memset (longest, 0xff, 255);
  longest[255] = '\0';
  g_free (evidence_fixture_write (self, "a\nb\xe2\x80\xae<b>%s%n", "1", -1));
  g_free (evidence_fixture_write (self, "=cmd|' /C calc'!A0", "2", -1));
  {
    g_autofree char *path = g_build_filename (self->client, longest, NULL);
    int fd = open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

    g_assert_cmpint (fd, >=, 0);
    g_assert_cmpint (write (fd, "3", 1), ==, 1);
    close (fd);
  }
  chosho_intake_add_path (intake, self->client);
  run (intake);
  g_assert_cmpuint (chosho_intake_get_files (intake)->len, ==, 3);
  assert_taken (self, file_at (intake, 0), "2", 1);
  assert_taken (self, file_at (intake, 1), "1", 1);
  assert_taken (self, file_at (intake, 2), "3", 1);
  g_assert_cmpstr (file_at (intake, 1)->name, ==, "a\nb\xe2\x80\xae<b>%s%n");
  g_assert_cmpstr (file_at (intake, 2)->raw_name, ==, longest);
  g_assert_cmpuint (strlen (file_at (intake, 2)->name), ==, 255 * 4);
}

/* Permissions mean something to others than root only. */
static void
test_unreadable (EvidenceFixture *self, gconstpointer data)
{
  g_autofree char *secret = evidence_fixture_write (self, "secret", "s", -1);
  g_autofree char *folder = g_build_filename (self->client, "closed", NULL);
  g_autofree char *good = evidence_fixture_write (self, "good", "g", -1);
  gboolean root = geteuid () == 0;

  g_assert_cmpint (g_mkdir (folder, 0), ==, 0);
  g_assert_cmpint (g_chmod (secret, 0), ==, 0);
  if (root)
    {
      g_assert_cmpint (chown (self->root, 65534, 65534), ==, 0);
      g_assert_cmpint (chown (self->client, 65534, 65534), ==, 0);
      g_assert_cmpint (chown (good, 65534, 65534), ==, 0);
    }
  {
    g_autoptr (ChoshoObjectStore) store = NULL;
    g_autoptr (ChoshoIntake) intake = NULL;
    g_autofree char *own = g_build_filename (self->root, "n.chosho", NULL);
    g_autoptr (GError) error = NULL;

    if (root)
      g_assert_cmpint (seteuid (65534), ==, 0);
    g_assert_cmpint (g_mkdir (own, 0700), ==, 0);
    g_assert_true (chosho_object_store_make (own, &error));
    store = chosho_object_store_open (own, &error);
    g_assert_no_error (error);
    intake = chosho_intake_new (store);
    chosho_intake_add_path (intake, self->client);
    run (intake);
    g_assert_cmpuint (chosho_intake_get_files (intake)->len, ==, 3);
    assert_failed (file_at (intake, 0), CHOSHO_ERROR_IO, "Permission denied");
    g_assert_cmpint (file_at (intake, 1)->state, ==, CHOSHO_INTAKE_TAKEN);
    assert_failed (file_at (intake, 2), CHOSHO_ERROR_IO, "Permission denied");
    if (root)
      g_assert_cmpint (seteuid (0), ==, 0);
  }
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
}

typedef struct
{
  const char *path; /* borrowed */
  const char *how;  /* borrowed */
} Disturbance;

/* Runs in the batch callback of the first file, that is between scan and copy of the second. */
static gboolean
disturb (GPtrArray *files, gpointer user_data, GError **error)
{
  Disturbance *disturbance = user_data;
  g_autofree char *other = g_strconcat (disturbance->path, ".other", NULL);

  if (g_str_equal (disturbance->how, "replaced"))
    {
      g_assert_true (g_file_set_contents (other, "other", -1, NULL));
      g_assert_cmpint (g_rename (other, disturbance->path), ==, 0);
    }
  else if (g_str_equal (disturbance->how, "vanished"))
    g_assert_cmpint (g_unlink (disturbance->path), ==, 0);
  else if (g_str_equal (disturbance->how, "linked"))
    {
      g_assert_cmpint (g_unlink (disturbance->path), ==, 0);
      g_assert_cmpint (symlink ("/etc/hostname", disturbance->path), ==, 0);
    }
  return TRUE;
}

static void
check_disturbance (EvidenceFixture *self, const char *how, ChoshoError code, const char *words)
{
  static const ChoshoIntakeLimits one = { .batch_files = 1, .batch_bytes = G_MAXUINT64, .files = 10, .depth = 2 };
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autofree char *first = evidence_fixture_write (self, "1", how, -1);
  g_autofree char *second = evidence_fixture_write (self, "2", "second", -1);
  Disturbance disturbance = { second, how };
  g_autoptr (GError) error = NULL;

  chosho_intake_set_limits (intake, &one);
  chosho_intake_add_path (intake, first);
  chosho_intake_add_path (intake, second);
  g_assert_true (chosho_intake_run (intake, NULL, NULL, disturb, &disturbance, &error));
  g_assert_no_error (error);
  g_assert_cmpint (file_at (intake, 0)->state, ==, CHOSHO_INTAKE_TAKEN);
  assert_failed (file_at (intake, 1), code, words);
}

static void
test_disturbed (EvidenceFixture *self, gconstpointer data)
{
  check_disturbance (self, "replaced", CHOSHO_ERROR_INVALID, "replaced");
  check_disturbance (self, "vanished", CHOSHO_ERROR_NOT_FOUND, "does not exist");
  check_disturbance (self, "linked", CHOSHO_ERROR_INVALID, "replaced");
}

typedef struct
{
  int  fd;
  char byte; /* what is written at the start again and again; 0: appended to the end */
  int  stop; /* atomic */
} Writer;

static gpointer
write_on (gpointer data)
{
  Writer *writer = data;

  while (!g_atomic_int_get (&writer->stop))
    {
      char byte = 'x';

      if (writer->byte == 0)
        g_assert_cmpint (ftruncate (writer->fd, lseek (writer->fd, 0, SEEK_END) + 1), ==, 0);
      else
        g_assert_cmpint (pwrite (writer->fd, &byte, 1, 0), ==, 1);
      g_usleep (200);
    }
  return NULL;
}

static void
check_changing (EvidenceFixture *self, char byte)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autofree char *path = evidence_fixture_write (self, "log", "x", -1);
  Writer writer = { open (path, O_RDWR | O_CLOEXEC), byte, FALSE };
  GThread *thread;

  g_assert_cmpint (ftruncate (writer.fd, 64 * 1024 * 1024), ==, 0);
  thread = g_thread_new ("writer", write_on, &writer);
  chosho_intake_add_path (intake, path);
  run (intake);
  g_atomic_int_set (&writer.stop, TRUE);
  g_thread_join (thread);
  close (writer.fd);
  assert_failed (file_at (intake, 0), CHOSHO_ERROR_INVALID, "changed while it was copied");
  g_assert_cmpuint (evidence_fixture_count_entries (self), ==, 0);
}

static void
test_changing (EvidenceFixture *self, gconstpointer data)
{
  check_changing (self, 'x');
  check_changing (self, 0);
}

static void
write_many (EvidenceFixture *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%04u", i);

      g_free (evidence_fixture_write (self, name, name, -1));
    }
}

static void
test_batches (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autoptr (ChoshoIntake) by_bytes = chosho_intake_new (self->store);
  const ChoshoIntakeLimits limits = { .batch_files = 100, .batch_bytes = 12, .files = 1000, .depth = 2 };
  g_autoptr (GError) error = NULL;
  Batches batches = { .store = self->store };
  Batches small = { .store = self->store };

  write_many (self, CHOSHO_INTAKE_BATCH_FILES + 1);
  chosho_intake_add_path (intake, self->client);
  g_assert_true (chosho_intake_run (intake, NULL, NULL, on_batch, &batches, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (batches.batches, ==, 2);
  g_assert_cmpuint (batches.files, ==, CHOSHO_INTAKE_BATCH_FILES + 1);
  /* Nothing is left to do: no further batch. */
  g_assert_true (chosho_intake_run (intake, NULL, NULL, on_batch, &batches, &error));
  g_assert_cmpuint (batches.batches, ==, 2);

  /* Files of 5 bytes: two to a batch of 12. */
  chosho_intake_set_limits (by_bytes, &limits);
  chosho_intake_add_path (by_bytes, self->client);
  g_assert_true (chosho_intake_run (by_bytes, NULL, NULL, on_batch, &small, &error));
  g_assert_cmpuint (small.batches, ==, (CHOSHO_INTAKE_BATCH_FILES + 2) / 2);
  g_assert_cmpuint (small.files, ==, CHOSHO_INTAKE_BATCH_FILES + 1);
}

static void
test_callback_fails (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  const ChoshoIntakeLimits limits = { .batch_files = 10, .batch_bytes = 1000, .files = 1000, .depth = 2 };
  g_autoptr (GError) error = NULL;
  Batches batches = { .store = self->store, .fail_at = 2 };

  write_many (self, 30);
  chosho_intake_set_limits (intake, &limits);
  chosho_intake_add_path (intake, self->client);
  g_assert_false (chosho_intake_run (intake, NULL, NULL, on_batch, &batches, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE);
  g_assert_cmpuint (batches.batches, ==, 2);
  g_assert_cmpuint (batches.files, ==, 10);
}

static void
test_cancel (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const ChoshoIntakeLimits limits = { .batch_files = 10, .batch_bytes = 1000, .files = 1000, .depth = 2 };
  g_autoptr (GError) error = NULL;
  Batches batches = { .store = self->store, .cancel = cancellable };

  write_many (self, 25);
  chosho_intake_set_limits (intake, &limits);
  chosho_intake_add_path (intake, self->client);
  g_assert_false (chosho_intake_run (intake, cancellable, NULL, on_batch, &batches, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* What was handed over stays; of the rest nothing is there. */
  g_assert_cmpuint (batches.files, ==, 10);
  g_assert_cmpuint (evidence_fixture_count_entries (self), ==, 10);
  g_assert_cmpint (file_at (intake, 9)->state, ==, CHOSHO_INTAKE_TAKEN);
  g_assert_cmpint (file_at (intake, 10)->state, ==, CHOSHO_INTAKE_PENDING);
  /* A further run goes on. */
  batches.cancel = NULL;
  g_assert_true (chosho_intake_run (intake, NULL, NULL, on_batch, &batches, &error));
  g_assert_cmpuint (batches.files, ==, 25);

  {
    g_autoptr (ChoshoIntake) none = chosho_intake_new (self->store);

    chosho_intake_add_path (none, self->client);
    g_assert_false (chosho_intake_scan (none, cancellable, &error));
    g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  }
}

static void
test_damaged_object (EvidenceFixture *self, gconstpointer data)
{
  g_autofree char *digest = evidence_fixture_put (self, "the true bytes");
  g_autofree char *object = evidence_fixture_object_path (self, digest);
  g_autofree char *aside = g_strconcat (object, ".damaged-1", NULL);
  g_autofree char *aside_too = g_strconcat (object, ".damaged-2", NULL);
  g_autofree char *path = evidence_fixture_write (self, "x", "the true bytes", -1);
  g_autofree char *kept = NULL;
  g_autoptr (ChoshoIntake) trusting = chosho_intake_new (self->store);
  g_autoptr (ChoshoIntake) shorter = chosho_intake_new (self->store);
  g_autoptr (ChoshoIntake) other = chosho_intake_new (self->store);

  /* Of another size: noticed always. */
  g_assert_true (g_file_set_contents (object, "the true", -1, NULL));
  chosho_intake_set_compare_content (shorter, FALSE);
  chosho_intake_add_path (shorter, path);
  run (shorter);
  assert_taken (self, file_at (shorter, 0), "the true bytes", 14);
  g_assert_true (file_at (shorter, 0)->repaired);
  g_assert_true (file_at (shorter, 0)->already_held);
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "the true");

  /* Of the same size: by comparing. */
  g_assert_true (g_file_set_contents (object, "the trux bytes", -1, NULL));
  chosho_intake_set_compare_content (trusting, FALSE);
  chosho_intake_add_path (trusting, path);
  run (trusting);
  g_assert_false (file_at (trusting, 0)->repaired);
  chosho_intake_add_path (other, path);
  run (other);
  assert_taken (self, file_at (other, 0), "the true bytes", 14);
  g_assert_true (file_at (other, 0)->repaired);
  g_assert_true (g_file_test (aside_too, G_FILE_TEST_EXISTS));
}

static void
test_limits (EvidenceFixture *self, gconstpointer data)
{
  const ChoshoIntakeLimits limits = { .batch_files = 1, .batch_bytes = 1, .files = 20, .depth = 3 };
  g_autoptr (ChoshoIntake) exact = chosho_intake_new (self->store);
  g_autoptr (ChoshoIntake) many = chosho_intake_new (self->store);
  g_autoptr (ChoshoIntake) deep = chosho_intake_new (self->store);
  g_autofree char *extra = NULL;
  g_autofree char *deepest = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  Batches batches = { .store = self->store };

  write_many (self, 20);
  chosho_intake_set_limits (exact, &limits);
  chosho_intake_add_path (exact, self->client);
  g_assert_true (chosho_intake_run (exact, NULL, NULL, on_batch, &batches, &error));
  g_assert_cmpuint (batches.batches, ==, 20); /* larger than batch_bytes: each a batch of its own */

  extra = evidence_fixture_write (self, "sub/one-more", "1", -1);
  chosho_intake_set_limits (many, &limits);
  chosho_intake_add_path (many, self->client);
  g_assert_false (chosho_intake_run (many, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
  g_assert_cmpuint (evidence_fixture_count_entries (self), ==, 20);

  deepest = evidence_fixture_write (self, "sub/2/3/4/too-deep", "1", -1);
  folder = g_build_filename (self->client, "sub", NULL);
  chosho_intake_set_limits (deep, &limits);
  chosho_intake_add_path (deep, folder);
  run (deep);
  assert_failed (file_at (deep, 0), CHOSHO_ERROR_INVALID, "too deep");
  g_assert_cmpstr (file_at (deep, 0)->name, ==, "4");
  g_assert_cmpint (file_at (deep, 1)->state, ==, CHOSHO_INTAKE_TAKEN);
}

/* The default depth is really walked, and one more is refused by name. */
static void
test_depth (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 1; i < CHOSHO_INTAKE_DEPTH; i++)
    g_string_append (name, "d/");
  g_string_append (name, "deep");
  g_free (evidence_fixture_write (self, name->str, "deep", -1));
  g_string_truncate (name, name->len - strlen ("deep"));
  g_string_append (name, "e/deeper");
  g_free (evidence_fixture_write (self, name->str, "deeper", -1));
  chosho_intake_add_path (intake, self->client);
  run (intake);
  g_assert_cmpuint (chosho_intake_get_files (intake)->len, ==, 2);
  assert_taken (self, file_at (intake, 0), "deep", 4);
  assert_failed (file_at (intake, 1), CHOSHO_ERROR_INVALID, "too deep");
}

/* Short of descriptors, batches become smaller and nothing fails. */
static void
test_few_descriptors (EvidenceFixture *self, gconstpointer data)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (self->store);
  g_autoptr (GError) error = NULL;
  Batches batches = { .store = self->store };
  struct rlimit before, low;
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (int));
  guint descriptors;
  gboolean ok;

  write_many (self, 100);
  chosho_intake_add_path (intake, self->client);
  g_assert_true (chosho_intake_scan (intake, NULL, &error));
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  low = before;
  low.rlim_cur = 200;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &low), ==, 0);
  /* Leave 24 of them: fewer than a quarter of 200. */
  descriptors = evidence_count_descriptors ();
  for (guint i = descriptors; i < 200 - 24; i++)
    {
      int fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);

      g_assert_cmpint (fd, >=, 0);
      g_array_append_val (taken, fd);
    }
  ok = chosho_intake_run (intake, NULL, NULL, on_batch, &batches, &error);
  for (guint i = 0; i < taken->len; i++)
    close (g_array_index (taken, int, i));
  g_array_unref (taken);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_cmpuint (batches.files, ==, 100);
  g_assert_cmpuint (batches.batches, >, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/evidence/intake/" name, EvidenceFixture, NULL, evidence_fixture_set_up, function, \
              evidence_fixture_tear_down)
  ADD ("single", test_single);
  ADD ("sizes", test_sizes);
  ADD ("folder", test_folder);
  ADD ("here", test_here);
  ADD ("refusals", test_refusals);
  ADD ("own-files", test_own_files);
  ADD ("twice", test_twice);
  ADD ("descriptors-given", test_descriptors_given);
  ADD ("names", test_names);
  ADD ("unreadable", test_unreadable);
  ADD ("disturbed", test_disturbed);
  ADD ("changing", test_changing);
  ADD ("batches", test_batches);
  ADD ("callback-fails", test_callback_fails);
  ADD ("cancel", test_cancel);
  ADD ("damaged-object", test_damaged_object);
  ADD ("limits", test_limits);
  ADD ("depth", test_depth);
  ADD ("few-descriptors", test_few_descriptors);
  return g_test_run ();
}
