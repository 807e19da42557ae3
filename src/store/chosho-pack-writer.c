/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-clock.h"
#include "chosho-engagement-folder-private.h"
#include "chosho-error.h"
#include "chosho-pack-private.h"
#include "chosho-staging.h"
#include "chosho-value.h"

typedef struct
{
  /* borrowed */
  const ChoshoPackContent *content;
  const char     *path;         /* of the pack, for messages */
  ChoshoProgress *progress;     /* nullable */
  GCancellable   *cancellable;  /* nullable */

  /* owned */
  ChoshoEnvelopeWriter *envelope;
  guint8         *buffer;

  /* state */
  guint64         time_s;       /* of all members */
  ChoshoPackSummary summary;
} Writer;

char *
chosho_pack_dup_object_name (const char *digest)
{
  return g_strdup_printf (CHOSHO_PACK_OBJECT_PREFIX "%.2s/%s", digest, digest);
}

void
chosho_pack_append_line (GString *manifest, const char *digest, const char *name)
{
  g_string_append_printf (manifest, "%s  %s\n", digest, name + strlen (CHOSHO_PACK_BAG_PREFIX));
}

static gboolean
write_header (Writer *self, const char *name, guint64 size_bytes, GError **error)
{
  ChoshoTarMember member = { .mode = CHOSHO_PACK_MODE, .size_bytes = size_bytes, .time_s = self->time_s };
  guint8 block[CHOSHO_TAR_BLOCK];

  g_strlcpy (member.name, name, sizeof member.name);
  chosho_tar_write_header (&member, block);
  return chosho_envelope_writer_write (self->envelope, block, sizeof block, error);
}

static gboolean
write_padding (Writer *self, guint64 size_bytes, GError **error)
{
  static const guint8 zeroes[CHOSHO_TAR_BLOCK];

  return chosho_envelope_writer_write (self->envelope, zeroes, chosho_tar_get_padding (size_bytes), error);
}

static gboolean
write_text (Writer *self, const char *name, const char *text, gsize size_bytes, GError **error)
{
  return write_header (self, name, size_bytes, error) && chosho_envelope_writer_write (self->envelope, text, size_bytes, error)
         && write_padding (self, size_bytes, error);
}

/* --- Events and facts --------------------------------------------------------------------------- */

typedef gboolean (*PieceFunc) (gconstpointer data, gsize size_bytes, gpointer user_data, GError **error);

/* Calls @function with every piece of events.txt in order. */
static gboolean
foreach_piece (const ChoshoPackContent *content, PieceFunc function, gpointer user_data, GError **error)
{
  for (guint i = 0; i < content->events->len; i++)
    {
      ChoshoStoredEvent *event = g_ptr_array_index (content->events, i);
      char signature[CHOSHO_PACK_SIGNATURE_DIGITS + 1];
      gsize size_bytes;
      gconstpointer data = g_bytes_get_data (event->bytes, &size_bytes);

      chosho_hex_encode_to (event->signature, CHOSHO_SIGNATURE_SIZE, signature);
      signature[CHOSHO_PACK_SIGNATURE_DIGITS] = ' ';
      if (!function (signature, sizeof signature, user_data, error) || !function (data, size_bytes, user_data, error)
          || !function ("\n", 1, user_data, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  ChoshoDigest *digest;
  guint64       size_bytes;
} Measure;

/* Takes a piece into account instead of writing it. */
static gboolean
measure_piece (gconstpointer data, gsize size_bytes, gpointer user_data, GError **error)
{
  Measure *measure = user_data;

  chosho_digest_update (measure->digest, data, size_bytes);
  measure->size_bytes += size_bytes;
  return TRUE;
}

static gboolean
write_piece (gconstpointer data, gsize size_bytes, gpointer user_data, GError **error)
{
  return chosho_envelope_writer_write (user_data, data, size_bytes, error);
}

/* (transfer full): pack.json, canonical. */
static char *
make_facts (const ChoshoPackContent *content, gsize *size_bytes)
{
  g_autoptr (ChoshoValue) facts = chosho_value_new_object ();
  ChoshoValue *since = chosho_value_new_array ();

  for (const char *const *head = content->since; head != NULL && *head != NULL; head++)
    chosho_value_append_string (since, *head);
  chosho_value_set_string (facts, "engagement", content->engagement);
  chosho_value_set_integer (facts, "events", content->events->len);
  chosho_value_set_integer (facts, "format", CHOSHO_PACK_FORMAT);
  chosho_value_set_integer (facts, "objects", content->objects->len);
  chosho_value_set (facts, "since", since);
  return chosho_value_to_canonical (facts, size_bytes);
}

static GString *
make_manifest (const ChoshoPackContent *content, const char *events_digest, const char *facts, gsize facts_size)
{
  GString *manifest = g_string_new (NULL);
  g_autofree char *facts_digest = chosho_digest_hex (facts, facts_size);

  chosho_pack_append_line (manifest, events_digest, CHOSHO_PACK_EVENTS_NAME);
  for (guint i = 0; i < content->objects->len; i++)
    {
      const char *digest = g_ptr_array_index (content->objects, i);
      g_autofree char *name = chosho_pack_dup_object_name (digest);

      chosho_pack_append_line (manifest, digest, name);
    }
  chosho_pack_append_line (manifest, facts_digest, CHOSHO_PACK_FACTS_NAME);
  return manifest;
}

/* --- Objects ----------------------------------------------------------------------------------- */

static gboolean
check_cancelled (Writer *self, GError **error)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("%s: the work was cancelled"), self->path);
  return FALSE;
}

static gboolean
copy_bytes (Writer *self, int source, const char *source_path, const char *digest, guint64 size_bytes, GError **error)
{
  g_autoptr (ChoshoDigest) sum = chosho_digest_new ();
  guint8 found[CHOSHO_DIGEST_SIZE];
  g_autofree char *hex = NULL;

  for (guint64 left = size_bytes; left > 0;)
    {
      gssize count = read (source, self->buffer, (gsize) MIN (left, CHOSHO_PACK_BUFFER_BYTES));

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return chosho_error_set_errno (error, errno, "%s", source_path);
      if (count == 0)
        break; /* shorter than it was: the digest tells */
      chosho_digest_update (sum, self->buffer, (gsize) count);
      if (!chosho_envelope_writer_write (self->envelope, self->buffer, (gsize) count, error) || !check_cancelled (self, error))
        return FALSE;
      chosho_progress_add (self->progress, (guint64) count);
      left -= (guint64) count;
    }
  chosho_digest_finish (sum, found);
  hex = chosho_hex_encode (found, sizeof found);
  if (strcmp (hex, digest) == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the evidence is damaged: its bytes were altered"), source_path);
  return FALSE;
}

static gboolean
write_object (Writer *self, const char *digest, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/" CHOSHO_OBJECTS_FOLDER "/%.2s/%s", self->content->folder, digest, digest);
  g_autofree char *name = chosho_pack_dup_object_name (digest);
  int source = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat info;
  gboolean done;

  if (source < 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  if (fstat (source, &info) != 0)
    done = chosho_error_set_errno (error, errno, "%s", path);
  else
    done = write_header (self, name, (guint64) info.st_size, error)
           && copy_bytes (self, source, path, digest, (guint64) info.st_size, error)
           && write_padding (self, (guint64) info.st_size, error);
  close (source);
  self->summary.objects += done;
  self->summary.bytes += done ? (guint64) info.st_size : 0;
  return done;
}

/* --- The whole --------------------------------------------------------------------------------- */

static gboolean
write_bag (Writer *self, GError **error)
{
  static const guint8 zeroes[2 * CHOSHO_TAR_BLOCK];
  Measure measure = { chosho_digest_new (), 0 };
  guint8 digest[CHOSHO_DIGEST_SIZE];
  char hex[CHOSHO_DIGEST_HEX_SIZE];
  gsize facts_size;
  g_autofree char *facts = make_facts (self->content, &facts_size);
  g_autoptr (GString) manifest = NULL;

  foreach_piece (self->content, measure_piece, &measure, NULL);
  chosho_digest_finish (measure.digest, digest);
  chosho_digest_free (measure.digest);
  chosho_hex_encode_to (digest, sizeof digest, hex);
  manifest = make_manifest (self->content, hex, facts, facts_size);
  if (!write_text (self, CHOSHO_PACK_DECLARATION_NAME, CHOSHO_PACK_DECLARATION, strlen (CHOSHO_PACK_DECLARATION), error)
      || !write_text (self, CHOSHO_PACK_MANIFEST_NAME, manifest->str, manifest->len, error)
      || !write_text (self, CHOSHO_PACK_FACTS_NAME, facts, facts_size, error)
      || !write_header (self, CHOSHO_PACK_EVENTS_NAME, measure.size_bytes, error)
      || !foreach_piece (self->content, write_piece, self->envelope, error) || !write_padding (self, measure.size_bytes, error))
    return FALSE;
  for (guint i = 0; i < self->content->objects->len; i++)
    if (!write_object (self, g_ptr_array_index (self->content->objects, i), error))
      return FALSE;
  return chosho_envelope_writer_write (self->envelope, zeroes, sizeof zeroes, error)
         && chosho_envelope_writer_finish (self->envelope, error);
}

static gboolean
write_file (Writer *self, const ChoshoEnvelopeLock *lock, const char *staged, GError **error)
{
  int fd = g_open (staged, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, CHOSHO_PACK_MODE);
  gboolean done;

  if (fd < 0)
    return chosho_error_set_errno (error, errno, "%s", self->path);
  self->envelope = chosho_envelope_writer_new (fd, self->path, lock, error);
  done = self->envelope != NULL && write_bag (self, error);
  if (done && fsync (fd) != 0)
    done = chosho_error_set_errno (error, errno, "%s", self->path);
  if (close (fd) != 0 && done)
    done = chosho_error_set_errno (error, errno, "%s", self->path);
  chosho_envelope_writer_free (self->envelope);
  return done && chosho_staging_publish (staged, self->path, error);
}

static guint64
measure_objects (const ChoshoPackContent *content)
{
  guint64 bytes = 0;

  for (guint i = 0; i < content->objects->len; i++)
    {
      const char *digest = g_ptr_array_index (content->objects, i);
      g_autofree char *path = g_strdup_printf ("%s/" CHOSHO_OBJECTS_FOLDER "/%.2s/%s", content->folder, digest, digest);
      GStatBuf info;

      if (g_stat (path, &info) == 0)
        bytes += (guint64) info.st_size;
    }
  return bytes;
}

gboolean
chosho_pack_write (const char *path, const ChoshoPackContent *content, const ChoshoEnvelopeLock *lock, ChoshoPackSummary *summary,
                   ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *parent = g_path_get_dirname (absolute);
  g_autofree char *staging = NULL;
  g_autofree char *staged = NULL;
  Writer self = { .content = content, .path = absolute, .progress = progress, .cancellable = cancellable };
  gboolean done;

  if (!chosho_staging_check_free (absolute, error) || (staging = chosho_staging_begin (parent, absolute, error)) == NULL)
    return FALSE;
  staged = g_build_filename (staging, "pack", NULL);
  self.buffer = g_malloc (CHOSHO_PACK_BUFFER_BYTES);
  self.time_s = (guint64) (chosho_clock_now_us () / G_USEC_PER_SEC);
  self.summary.events = content->events->len;
  chosho_progress_set_total (progress, measure_objects (content));
  done = write_file (&self, lock, staged, error);
  g_free (self.buffer);
  chosho_staging_discard (staging);
  if (done && summary != NULL)
    *summary = self.summary;
  return done;
}
