/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-archive-seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-staging.h"

#define BUFFER_BYTES (1024 * 1024)
#define FILE_MODE 0600
#define MAGIC "chosho-envelope-1\n"

/* What one copy needs. */
typedef struct
{
  const char   *path;        /* (borrowed) of the archive, for messages */
  guint8       *buffer;      /* (owned) */
  ChoshoDigest *digest;      /* (owned) of all that was copied */
  guint64       size_bytes;  /* so far */
  ChoshoProgress *progress;  /* (borrowed) (nullable) */
  GCancellable *cancellable; /* (borrowed) (nullable) */
} Copy;

static void
copy_init (Copy *self, const char *path, ChoshoProgress *progress, GCancellable *cancellable)
{
  *self = (Copy) { .path = path, .buffer = g_malloc (BUFFER_BYTES), .digest = chosho_digest_new (), .progress = progress, .cancellable = cancellable };
}

static void
copy_clear (Copy *self)
{
  g_free (self->buffer);
  chosho_digest_free (self->digest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

static gboolean
note_piece (Copy *self, gsize size_bytes, GError **error)
{
  chosho_digest_update (self->digest, self->buffer, size_bytes);
  chosho_progress_add (self->progress, size_bytes);
  self->size_bytes += size_bytes;
  if (!g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("%s: the work was cancelled"), self->path);
  return FALSE;
}

gboolean
chosho_archive_is_sealed (const char *path)
{
  char magic[sizeof MAGIC - 1];
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gssize count = fd >= 0 ? read (fd, magic, sizeof magic) : -1;

  if (fd >= 0)
    (void) close (fd);
  return count == (gssize) sizeof magic && memcmp (magic, MAGIC, sizeof magic) == 0;
}

/* --- Out of an envelope --------------------------------------------------------------------------------------------------- */

/* All of @reader to @fd; with -1 it is only looked at. */
static gboolean
pour (Copy *self, ChoshoEnvelopeReader *reader, int fd, GError **error)
{
  while (!chosho_envelope_reader_is_at_end (reader))
    {
      gsize wanted = (gsize) MIN (chosho_envelope_reader_get_size (reader) - self->size_bytes, BUFFER_BYTES);

      if (!chosho_envelope_reader_read (reader, self->buffer, wanted, error) || !note_piece (self, wanted, error)
          || (fd >= 0 && !chosho_fd_write_all (fd, self->path, self->buffer, wanted, error)))
        return FALSE;
    }
  return TRUE;
}

/* A new file without a name. */
static int
open_unnamed (const char *path, GError **error)
{
  const char *const folders[] = { g_get_user_cache_dir (), g_get_tmp_dir () };
  int fd = -1;

  for (guint i = 0; fd < 0 && i < G_N_ELEMENTS (folders); i++)
    {
      (void) g_mkdir_with_parents (folders[i], 0700);
      fd = open (folders[i], O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, FILE_MODE);
    }
  if (fd < 0)
    chosho_error_set_errno (error, errno, "%s", path);
  return fd;
}

int
chosho_archive_unseal (const char *path, const ChoshoEnvelopeOpener *opener, ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoEnvelopeReader) reader = chosho_envelope_reader_open (path, opener, progress, cancellable, error);
  g_auto (Copy) copy = { NULL };
  int fd = reader != NULL ? open_unnamed (path, error) : -1;

  copy_init (&copy, path, progress, cancellable);
  if (fd < 0 || pour (&copy, reader, fd, error))
    return fd;
  (void) close (fd);
  return -1;
}

/* --- Into a file of its own ----------------------------------------------------------------------------------------------- */

static gboolean
close_synced (int fd, const char *path, gboolean done, GError **error)
{
  if (done && fsync (fd) != 0)
    done = chosho_error_set_errno (error, errno, "%s", path);
  if (close (fd) != 0 && done)
    done = chosho_error_set_errno (error, errno, "%s", path);
  return done;
}

static int
create (const char *staged, const char *path, GError **error)
{
  int fd = g_open (staged, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);

  if (fd < 0)
    chosho_error_set_errno (error, errno, "%s", path);
  return fd;
}

gboolean
chosho_archive_open (const char *path, const char *output, const ChoshoEnvelopeOpener *opener, guint64 *size_bytes, ChoshoProgress *progress,
                     GCancellable *cancellable, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (output, NULL);
  g_autofree char *parent = g_path_get_dirname (absolute);
  g_autoptr (ChoshoEnvelopeReader) reader = NULL;
  g_autofree char *staging = NULL;
  g_autofree char *staged = NULL;
  g_auto (Copy) copy = { NULL };
  gboolean done;
  int fd;

  copy_init (&copy, output, progress, cancellable);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && !chosho_archive_is_sealed (path))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is not encrypted by Chosho"), path);
      return FALSE;
    }
  if (!chosho_staging_check_free (absolute, error)
      || (reader = chosho_envelope_reader_open (path, opener, progress, cancellable, error)) == NULL
      || (staging = chosho_staging_begin (parent, absolute, error)) == NULL)
    return FALSE;
  staged = g_build_filename (staging, "archive", NULL);
  fd = create (staged, absolute, error);
  done = fd >= 0 && close_synced (fd, absolute, pour (&copy, reader, fd, error), error) && chosho_staging_publish (staged, absolute, error);
  chosho_staging_discard (staging);
  *size_bytes = copy.size_bytes;
  return done;
}

/* --- Into an envelope ----------------------------------------------------------------------------------------------------- */

static gboolean
fill (Copy *self, ChoshoEnvelopeWriter *writer, int source, GError **error)
{
  gssize count;

  while ((count = read (source, self->buffer, BUFFER_BYTES)) != 0)
    {
      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return chosho_error_set_errno (error, errno, "%s", self->path);
      if (!note_piece (self, (gsize) count, error) || !chosho_envelope_writer_write (writer, self->buffer, (gsize) count, error))
        return FALSE;
    }
  return chosho_envelope_writer_finish (writer, error);
}

static gboolean
write_envelope (Copy *self, const char *plain, const char *staged, const ChoshoEnvelopeLock *lock, GError **error)
{
  int source = g_open (plain, O_RDONLY | O_CLOEXEC, 0), fd;
  g_autoptr (ChoshoEnvelopeWriter) writer = NULL;
  gboolean done;

  if (source < 0)
    return chosho_error_set_errno (error, errno, "%s", self->path);
  fd = create (staged, self->path, error);
  writer = fd >= 0 ? chosho_envelope_writer_new (fd, self->path, lock, error) : NULL;
  done = writer != NULL && fill (self, writer, source, error);
  (void) close (source);
  return fd >= 0 && close_synced (fd, self->path, done, error);
}

/* What is on the disk opens, and is what went into it. */
static gboolean
read_back (Copy *written, const char *staged, const ChoshoEnvelopeOpener *opener, GError **error)
{
  g_autoptr (ChoshoEnvelopeReader) reader = chosho_envelope_reader_open (staged, opener, NULL, written->cancellable, error);
  guint8 first[CHOSHO_DIGEST_SIZE], second[CHOSHO_DIGEST_SIZE];
  g_auto (Copy) again = { NULL };

  copy_init (&again, written->path, NULL, written->cancellable);
  if (reader == NULL || !pour (&again, reader, -1, error))
    return FALSE;
  chosho_digest_finish (written->digest, first);
  chosho_digest_finish (again.digest, second);
  if (memcmp (first, second, sizeof first) == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s was read back as something else than was written"), written->path);
  return FALSE;
}

/* Who seals to others could not read back what was written: it is sealed to a key of this moment too, which nobody keeps. */
static gboolean
seal (Copy *copy, const char *plain, const char *staged, const ChoshoEnvelopeLock *lock, GError **error)
{
  g_autoptr (ChoshoKeyPair) moment = lock->passphrase == NULL ? chosho_key_pair_new () : NULL;
  g_autoptr (GByteArray) keys = g_byte_array_new ();
  ChoshoEnvelopeLock own = { .passphrase = lock->passphrase };
  const ChoshoEnvelopeOpener opener = { .passphrase = lock->passphrase, .key_pair = moment };

  if (moment != NULL)
    {
      g_byte_array_append (keys, lock->recipients, lock->n_recipients * CHOSHO_KEY_PUBLIC_SIZE);
      g_byte_array_append (keys, chosho_key_pair_get_public_key (moment), CHOSHO_KEY_PUBLIC_SIZE);
      own.recipients = keys->data;
      own.n_recipients = lock->n_recipients + 1;
    }
  return write_envelope (copy, plain, staged, &own, error) && read_back (copy, staged, &opener, error);
}

gboolean
chosho_archive_seal (const char *plain, const char *path, const ChoshoEnvelopeLock *lock, ChoshoProgress *progress, GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *parent = g_path_get_dirname (absolute);
  g_autofree char *staging = chosho_staging_begin (parent, absolute, error);
  g_autofree char *staged = staging != NULL ? g_build_filename (staging, "archive", NULL) : NULL;
  g_auto (Copy) copy = { NULL };
  gboolean done;

  copy_init (&copy, absolute, progress, cancellable);
  done = staged != NULL && seal (&copy, plain, staged, lock, error) && chosho_staging_publish (staged, absolute, error);
  chosho_staging_discard (staging);
  return done;
}
