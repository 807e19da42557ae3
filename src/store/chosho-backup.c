/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-absent.h"
#include "chosho-backup-private.h"
#include "chosho-clock.h"
#include "chosho-engagement-folder-private.h"
#include "chosho-error.h"
#include "chosho-event-log.h"
#include "chosho-file.h"
#include "chosho-folder-names.h"
#include "chosho-staging.h"

typedef struct
{
  /* borrowed */
  const char     *folder;      /* the engagement's */
  const char     *path;        /* of the backup, for messages */
  ChoshoProgress *progress;    /* nullable */
  GCancellable   *cancellable; /* nullable */

  /* owned */
  GString        *manifest;
  guint8         *buffer;

  /* state */
  int             fd;
  guint64         time_s;      /* of all members */
  ChoshoBackupSummary summary;
} Writer;

void
chosho_backup_manifest_add (GString *manifest, const guint8 digest[CHOSHO_DIGEST_SIZE], const char *name)
{
  char hex[CHOSHO_DIGEST_HEX_SIZE];

  chosho_hex_encode_to (digest, CHOSHO_DIGEST_SIZE, hex);
  g_string_append_printf (manifest, "%s  %s\n", hex, name);
}

void
chosho_backup_manifest_end (GString *manifest)
{
  g_autofree char *hex = chosho_digest_hex (manifest->str, manifest->len);

  g_string_append_printf (manifest, CHOSHO_BACKUP_MANIFEST_END "%s\n", hex);
}

gboolean
chosho_backup_is_object_name (const char *name)
{
  const gsize shard = strlen (CHOSHO_OBJECTS_FOLDER "/");

  return g_str_has_prefix (name, CHOSHO_OBJECTS_FOLDER "/") && strlen (name) == shard + 3 + 64 && name[shard + 2] == '/'
         && chosho_digest_is_hex (name + shard + 3) && strncmp (name + shard, name + shard + 3, 2) == 0;
}

gboolean
chosho_backup_check_cancelled (GCancellable *cancellable, const char *path, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("%s: the work was cancelled"), path);
  return FALSE;
}

static gboolean
write_header (Writer *self, const char *name, guint mode, guint64 size_bytes, GError **error)
{
  ChoshoTarMember member = { .mode = mode, .size_bytes = size_bytes, .time_s = self->time_s };
  guint8 block[CHOSHO_TAR_BLOCK];

  g_strlcpy (member.name, name, sizeof member.name);
  chosho_tar_write_header (&member, block);
  return chosho_fd_write_all (self->fd, self->path, block, sizeof block, error);
}

static gboolean
write_padding (Writer *self, guint64 size_bytes, GError **error)
{
  static const guint8 zeroes[CHOSHO_TAR_BLOCK];

  return chosho_fd_write_all (self->fd, self->path, zeroes, chosho_tar_get_padding (size_bytes), error);
}

/* Copies exactly @size_bytes of @source, its digest to @digest. */
static gboolean
copy_data (Writer *self, int source, const char *source_path, guint64 size_bytes, guint8 digest[CHOSHO_DIGEST_SIZE],
           GError **error)
{
  g_autoptr (ChoshoDigest) sum = chosho_digest_new ();

  while (size_bytes > 0)
    {
      gssize count = read (source, self->buffer, (gsize) MIN (size_bytes, CHOSHO_BACKUP_BUFFER_BYTES));

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return chosho_error_set_errno (error, errno, "%s", source_path);
      if (count == 0)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, _("%s: the file changed while it was read"), source_path);
          return FALSE;
        }
      chosho_digest_update (sum, self->buffer, (gsize) count);
      if (!chosho_fd_write_all (self->fd, self->path, self->buffer, (gsize) count, error)
          || !chosho_backup_check_cancelled (self->cancellable, self->path, error))
        return FALSE;
      chosho_progress_add (self->progress, (guint64) count);
      size_bytes -= (guint64) count;
    }
  chosho_digest_finish (sum, digest);
  return TRUE;
}

/* @source is an open regular file. */
static gboolean
add_open_file (Writer *self, int source, const char *source_path, const char *name, guint mode,
               guint8 digest[CHOSHO_DIGEST_SIZE], GError **error)
{
  struct stat info;
  guint64 size;

  if (fstat (source, &info) != 0)
    return chosho_error_set_errno (error, errno, "%s", source_path);
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: not a regular file"), source_path);
      return FALSE;
    }
  size = (guint64) info.st_size;
  if (!write_header (self, name, mode, size, error) || !copy_data (self, source, source_path, size, digest, error)
      || !write_padding (self, size, error))
    return FALSE;
  chosho_backup_manifest_add (self->manifest, digest, name);
  self->summary.bytes += size;
  return TRUE;
}

static int
open_source (const char *path)
{
  return open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

/* Takes @source; -1: there is no such file. */
static gboolean
add_file (Writer *self, int source, const char *path, const char *name, guint mode, GError **error)
{
  guint8 digest[CHOSHO_DIGEST_SIZE];
  gboolean done;

  if (source < 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  done = add_open_file (self, source, path, name, mode, digest, error);
  close (source);
  return done;
}

/* Without it the restored engagement would take for lost what no pack brought to this one. */
static gboolean
add_absent (Writer *self, int source, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, CHOSHO_ABSENT_FILE, NULL);

  return source < 0 || add_file (self, source, path, CHOSHO_ABSENT_FILE, CHOSHO_BACKUP_LOG_MODE, error);
}

/* @name is objects/xx/SHA-256. */
static gboolean
add_object (Writer *self, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  guint8 digest[CHOSHO_DIGEST_SIZE];
  g_autofree char *hex = NULL;
  int source = open_source (path);
  gboolean done;

  if (source < 0 && errno == ENOENT)
    return TRUE; /* purged since it was listed */
  if (source < 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  done = add_open_file (self, source, path, name, CHOSHO_BACKUP_OBJECT_MODE, digest, error);
  close (source);
  if (!done)
    return FALSE;
  hex = chosho_hex_encode (digest, sizeof digest);
  if (!g_str_has_suffix (name, hex))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the evidence is damaged: its bytes were altered"),
                   path);
      return FALSE;
    }
  self->summary.objects++;
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Adds the objects of the folder @shard ("objects/0a"), which a copy by hand may lack. */
static gboolean
list_shard (const char *folder, const char *shard, GPtrArray *names, guint64 *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (folder, shard, NULL);
  g_autoptr (GPtrArray) entries = NULL;
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return errno == ENOENT || chosho_error_set_errno (error, errno, "%s", path);
  entries = chosho_folder_names_read (fd, path, G_MAXUINT, error);
  close (fd);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *name = g_build_filename (shard, entries->pdata[i], NULL);
      g_autofree char *object = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (!chosho_backup_is_object_name (name))
        continue;
      if (g_lstat (object, &info) == 0)
        *bytes += (guint64) info.st_size;
      g_ptr_array_add (names, g_steal_pointer (&name));
    }
  return TRUE;
}

/* The names of all objects, sorted; what is no object is left aside. @bytes is the sum of their sizes. */
static GPtrArray *
list_objects (const char *folder, guint64 *bytes, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < CHOSHO_SHARDS; i++)
    {
      g_autofree char *shard = g_strdup_printf (CHOSHO_OBJECTS_FOLDER "/%02x", i);

      if (!list_shard (folder, shard, names, bytes, error))
        return NULL;
    }
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static gboolean
write_end (Writer *self, GError **error)
{
  static const guint8 zeroes[2 * CHOSHO_TAR_BLOCK];

  chosho_backup_manifest_end (self->manifest);
  if (!write_header (self, CHOSHO_BACKUP_MANIFEST, CHOSHO_BACKUP_MANIFEST_MODE, self->manifest->len, error)
      || !chosho_fd_write_all (self->fd, self->path, self->manifest->str, self->manifest->len, error)
      || !write_padding (self, self->manifest->len, error)
      || !chosho_fd_write_all (self->fd, self->path, zeroes, sizeof zeroes, error))
    return FALSE;
  if (fsync (self->fd) != 0)
    return chosho_error_set_errno (error, errno, "%s", self->path);
  return TRUE;
}

/* -1 with errno where there is none, as there is in most engagements. */
static int
open_absent (const char *folder, guint64 *bytes)
{
  g_autofree char *path = g_build_filename (folder, CHOSHO_ABSENT_FILE, NULL);
  int source = open_source (path);
  struct stat info;

  if (source >= 0 && fstat (source, &info) == 0)
    *bytes += (guint64) info.st_size;
  return source;
}

/* The log, and what is absent: @absent, which is taken, or -1. */
static gboolean
add_record (Writer *self, const char *snapshot, int absent, GError **error)
{
  if (add_file (self, open_source (snapshot), snapshot, CHOSHO_LOG_FILE, CHOSHO_BACKUP_LOG_MODE, error))
    return add_absent (self, absent, error);
  if (absent >= 0)
    close (absent);
  return FALSE;
}

/* Everything from the snapshot to the verified archive in @fd. The list of what is absent is that of before the objects
 * are listed: what a pack brings meanwhile is then in it or among them. */
static gboolean
write_archive (Writer *self, const char *snapshot, GError **error)
{
  guint64 bytes = 0;
  int absent = open_absent (self->folder, &bytes);
  g_autoptr (GPtrArray) names = list_objects (self->folder, &bytes, error);
  ChoshoBackupSummary read_again = { 0 };
  GStatBuf info;

  if (names != NULL && g_stat (snapshot, &info) == 0)
    bytes += (guint64) info.st_size;
  chosho_progress_set_total (self->progress, 2 * bytes);
  if (names == NULL)
    {
      if (absent >= 0)
        close (absent);
      return FALSE;
    }
  if (!add_record (self, snapshot, absent, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!add_object (self, names->pdata[i], error))
      return FALSE;
  if (!write_end (self, error))
    return FALSE;
  /* From the disk, not from memory, as far as the kernel follows. */
  posix_fadvise (self->fd, 0, 0, POSIX_FADV_DONTNEED);
  return chosho_backup_read (self->fd, self->path, NULL, &read_again, self->progress, self->cancellable, error);
}

/* A checked copy of the log as it is now, in @staging. (transfer full): its path. */
static char *
take_snapshot (Writer *self, const char *staging, GError **error)
{
  g_autofree char *log_path = g_build_filename (self->folder, CHOSHO_LOG_FILE, NULL);
  g_autofree char *path = g_build_filename (staging, CHOSHO_LOG_FILE, NULL);
  g_autoptr (ChoshoEventLog) log = chosho_event_log_open (log_path, FALSE, error);
  g_autoptr (GPtrArray) complaints = NULL;
  gint64 last;

  if (log == NULL || !chosho_event_log_backup_to (log, path, NULL, self->cancellable, error))
    return NULL;
  g_clear_pointer (&log, chosho_event_log_free);
  log = chosho_event_log_open (path, FALSE, error);
  complaints = log != NULL ? chosho_event_log_check (log, NULL, self->cancellable, error) : NULL;
  if (complaints == NULL || !chosho_event_log_get_extent (log, &self->summary.events, &last, error))
    return NULL;
  if (complaints->len > 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the record is damaged: %s"), log_path,
                   (const char *) complaints->pdata[0]);
      return NULL;
    }
  return g_steal_pointer (&path);
}

char *
chosho_backup_begin_snapshot (const char *folder, const char *file, GError **error)
{
  return chosho_staging_begin (access (folder, W_OK) == 0 ? folder : g_get_tmp_dir (), file, error);
}

static gboolean
create_in (Writer *self, const char *staging, const char *archive, GError **error)
{
  g_autofree char *snapshot = take_snapshot (self, staging, error);
  gboolean done;

  if (snapshot == NULL)
    return FALSE;
  self->fd = g_open (archive, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return chosho_error_set_errno (error, errno, "%s", self->path);
  done = write_archive (self, snapshot, error);
  if (close (self->fd) != 0 && done)
    done = chosho_error_set_errno (error, errno, "%s", self->path);
  return done && chosho_staging_publish (archive, self->path, error);
}

gboolean
chosho_backup_create (const char *folder, const char *file, ChoshoBackupSummary *summary, ChoshoProgress *progress,
                      GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_canonicalize_filename (file, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *out_staging = NULL;
  g_autofree char *staging = NULL;
  g_autofree char *archive = NULL;
  Writer self = { .folder = folder, .path = path, .progress = progress, .cancellable = cancellable };
  gboolean done;

  if (!chosho_staging_check_free (path, error))
    return FALSE;
  out_staging = chosho_staging_begin (parent, path, error);
  staging = out_staging != NULL ? chosho_backup_begin_snapshot (folder, path, error) : NULL;
  if (staging == NULL)
    {
      chosho_staging_discard (out_staging);
      return FALSE;
    }
  archive = g_build_filename (out_staging, "backup", NULL);
  self.manifest = g_string_new (CHOSHO_BACKUP_MANIFEST_START);
  self.buffer = g_malloc (CHOSHO_BACKUP_BUFFER_BYTES);
  self.time_s = (guint64) chosho_clock_now_us () / G_USEC_PER_SEC;
  done = create_in (&self, staging, archive, error);
  chosho_staging_discard (staging);
  chosho_staging_discard (out_staging);
  g_string_free (self.manifest, TRUE);
  g_free (self.buffer);
  if (done && summary != NULL)
    *summary = self.summary;
  return done;
}
