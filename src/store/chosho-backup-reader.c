/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-absent.h"
#include "chosho-backup-private.h"
#include "chosho-engagement-folder-private.h"
#include "chosho-error.h"
#include "chosho-file.h"

/* A backup may come from anywhere: nothing in it is believed. Names must be those of the fixed layout, in their
 * one order; headers must be what we would have written; sizes cannot exceed the file; padding is zero. So
 * every bit of the file is either checked here or by a digest. */
typedef struct
{
  /* borrowed */
  const char     *path;
  const char     *target;      /* nullable: where the members go */
  ChoshoProgress *progress;    /* nullable */
  GCancellable   *cancellable; /* nullable */

  /* owned */
  GString        *manifest;    /* what the manifest must be */
  guint8         *buffer;

  /* state */
  int             fd;
  guint64         remaining;   /* bytes of the file not read yet */
  guint           number;      /* of the current member, from 1 */
  ChoshoTarMember member;
  char            last[CHOSHO_TAR_NAME_SIZE]; /* name of the last object */
  ChoshoBackupSummary summary;
} Reader;

static gboolean
set_damaged_member (Reader *self, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: member %u, “%s”, is damaged"), self->path,
               self->number, self->member.name);
  return FALSE;
}

static gboolean
set_damaged_header (Reader *self, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY,
               _("%s: the header of member %u is damaged, or this is no backup"), self->path, self->number);
  return FALSE;
}

static gboolean
set_cut_short (Reader *self, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the backup is cut short at member %u"), self->path,
               self->number);
  return FALSE;
}

static gboolean
set_damaged_end (Reader *self, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the end of the backup is damaged"), self->path);
  return FALSE;
}

/* Exactly @size_bytes, at most one buffer. */
static gboolean
read_exactly (Reader *self, gpointer out, gsize size_bytes, GError **error)
{
  guint8 *rest = out;

  if (size_bytes > self->remaining)
    return set_cut_short (self, error);
  self->remaining -= size_bytes;
  while (size_bytes > 0)
    {
      gssize count = read (self->fd, rest, size_bytes);

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return chosho_error_set_errno (error, errno, "%s", self->path);
      if (count == 0)
        return set_cut_short (self, error);
      rest += count;
      size_bytes -= (gsize) count;
    }
  return TRUE;
}

static gboolean
is_zero (const guint8 *bytes, gsize size_bytes)
{
  for (gsize i = 0; i < size_bytes; i++)
    if (bytes[i] != 0)
      return FALSE;
  return TRUE;
}

static gboolean
read_header (Reader *self, GError **error)
{
  guint8 block[CHOSHO_TAR_BLOCK];

  self->number++;
  if (!read_exactly (self, block, sizeof block, error))
    return FALSE;
  if (!chosho_tar_read_header (block, &self->member))
    return set_damaged_header (self, error);
  if (self->member.size_bytes > self->remaining)
    return set_cut_short (self, error);
  return TRUE;
}

static gboolean
read_padding (Reader *self, GError **error)
{
  guint8 zeroes[CHOSHO_TAR_BLOCK];
  gsize size = chosho_tar_get_padding (self->member.size_bytes);

  if (!read_exactly (self, zeroes, size, error))
    return FALSE;
  return is_zero (zeroes, size) || set_damaged_member (self, error);
}

/* Reads the current member's data, into @out too unless that is -1. */
static gboolean
read_data (Reader *self, int out, guint8 digest[CHOSHO_DIGEST_SIZE], GError **error)
{
  g_autoptr (ChoshoDigest) sum = chosho_digest_new ();
  guint64 left = self->member.size_bytes;

  while (left > 0)
    {
      gsize part = (gsize) MIN (left, CHOSHO_BACKUP_BUFFER_BYTES);

      if (!chosho_backup_check_cancelled (self->cancellable, self->path, error)
          || !read_exactly (self, self->buffer, part, error))
        return FALSE;
      chosho_digest_update (sum, self->buffer, part);
      if (out >= 0 && !chosho_fd_write_all (out, self->target, self->buffer, part, error))
        return FALSE;
      chosho_progress_add (self->progress, part);
      left -= part;
    }
  chosho_digest_finish (sum, digest);
  return read_padding (self, error);
}

/* The current member into its file in the target, if there is one. Its name has been checked. */
static gboolean
take_data (Reader *self, guint8 digest[CHOSHO_DIGEST_SIZE], GError **error)
{
  g_autofree char *path = NULL;
  gboolean done;
  int out;

  if (self->target == NULL)
    return read_data (self, -1, digest, error);
  path = g_build_filename (self->target, self->member.name, NULL);
  out = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (mode_t) self->member.mode);
  if (out < 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  done = read_data (self, out, digest, error);
  if (done && fsync (out) != 0)
    done = chosho_error_set_errno (error, errno, "%s", path);
  close (out);
  return done;
}

static gboolean
set_foreign (Reader *self, GError **error)
{
  g_autofree char *printable = g_utf8_make_valid (self->member.name, -1);

  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: member %u, “%s”, does not belong in a backup there"),
               self->path, self->number, printable);
  return FALSE;
}

/* A member of which no name tells the digest. */
static gboolean
take_file (Reader *self, const char *name, GError **error)
{
  guint8 digest[CHOSHO_DIGEST_SIZE];

  if (strcmp (self->member.name, name) != 0 || self->member.mode != CHOSHO_BACKUP_LOG_MODE)
    return set_foreign (self, error);
  if (!take_data (self, digest, error))
    return FALSE;
  chosho_backup_manifest_add (self->manifest, digest, name);
  self->summary.bytes += self->member.size_bytes;
  return TRUE;
}

static gboolean
take_object (Reader *self, GError **error)
{
  guint8 digest[CHOSHO_DIGEST_SIZE];
  g_autofree char *hex = NULL;

  if (!chosho_backup_is_object_name (self->member.name) || self->member.mode != CHOSHO_BACKUP_OBJECT_MODE
      || strcmp (self->last, self->member.name) >= 0)
    return set_foreign (self, error);
  if (!take_data (self, digest, error))
    return FALSE;
  hex = chosho_hex_encode (digest, sizeof digest);
  if (!g_str_has_suffix (self->member.name, hex))
    return set_damaged_member (self, error);
  chosho_backup_manifest_add (self->manifest, digest, self->member.name);
  g_strlcpy (self->last, self->member.name, sizeof self->last);
  self->summary.objects++;
  self->summary.bytes += self->member.size_bytes;
  return TRUE;
}

/* Whether the manifest's last line fits the others: then not the manifest is damaged but what it lists. */
static gboolean
is_manifest_sound (const char *found, gsize size)
{
  const gsize end_size = strlen (CHOSHO_BACKUP_MANIFEST_END) + 64 + 1;
  g_autoptr (GString) again = NULL;

  if (size < end_size)
    return FALSE;
  again = g_string_new_len (found, (gssize) (size - end_size));
  chosho_backup_manifest_end (again);
  return again->len == size && memcmp (again->str, found, size) == 0;
}

/* Both begin with the same line; then come those of members whose names do not tell their digests. (transfer full): the
 * one that is not listed as it was found; NULL. @number: its own. */
static char *
find_unlike (const char *found, const char *expected, guint *number)
{
  static const char *const names[] = { CHOSHO_LOG_FILE, CHOSHO_ABSENT_FILE };

  found += strlen (CHOSHO_BACKUP_MANIFEST_START);
  expected += strlen (CHOSHO_BACKUP_MANIFEST_START);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *end = g_strdup_printf ("  %s\n", names[i]);
      gsize size = 64 + strlen (end);

      if (strlen (expected) < size || !g_str_has_prefix (expected + 64, end))
        return NULL;
      *number = i + 1;
      if (strncmp (found, expected, size) != 0)
        return g_strdup (names[i]);
      found += size;
      expected += size;
    }
  return NULL;
}

static gboolean
compare_manifest (Reader *self, const char *found, gsize size, GError **error)
{
  g_autofree char *unlike = NULL;
  guint number = 0;

  chosho_backup_manifest_end (self->manifest);
  if (self->manifest->len == size && memcmp (self->manifest->str, found, size) == 0)
    return TRUE;
  if (!is_manifest_sound (found, size))
    return set_damaged_member (self, error);
  unlike = find_unlike (found, self->manifest->str, &number);
  if (unlike != NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: member %u, “%s”, is damaged"), self->path, number, unlike);
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY,
                 _("%s: the backup does not hold just what its manifest lists"), self->path);
  return FALSE;
}

static gboolean
take_manifest (Reader *self, GError **error)
{
  g_autofree char *found = NULL;
  gsize size;

  /* Its lines are known by now but for missing members; twice that and some is enough to tell which. */
  if (self->member.mode != CHOSHO_BACKUP_MANIFEST_MODE
      || self->member.size_bytes > 2 * (self->manifest->len + CHOSHO_BACKUP_BUFFER_BYTES))
    return set_damaged_header (self, error);
  size = (gsize) self->member.size_bytes;
  found = g_malloc0 (size + 1);
  return read_exactly (self, found, size, error) && read_padding (self, error)
         && compare_manifest (self, found, size, error);
}

static gboolean
take_end (Reader *self, GError **error)
{
  guint8 zeroes[2 * CHOSHO_TAR_BLOCK];

  if (self->remaining != sizeof zeroes)
    return set_damaged_end (self, error);
  return read_exactly (self, zeroes, sizeof zeroes, error)
         && (is_zero (zeroes, sizeof zeroes) || set_damaged_end (self, error));
}

static gboolean
read_all (Reader *self, GError **error)
{
  if (!read_header (self, error) || !take_file (self, CHOSHO_LOG_FILE, error) || !read_header (self, error)
      || (strcmp (self->member.name, CHOSHO_ABSENT_FILE) == 0
          && (!take_file (self, CHOSHO_ABSENT_FILE, error) || !read_header (self, error))))
    return FALSE;
  for (;;)
    {
      if (strcmp (self->member.name, CHOSHO_BACKUP_MANIFEST) == 0)
        return take_manifest (self, error) && take_end (self, error);
      if (!take_object (self, error) || !read_header (self, error))
        return FALSE;
    }
}

gboolean
chosho_backup_read (int fd, const char *path, const char *target, ChoshoBackupSummary *summary,
                    ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  Reader self = { .fd = fd, .path = path, .target = target, .progress = progress, .cancellable = cancellable };
  struct stat info;
  gboolean done;

  if (fstat (fd, &info) != 0 || lseek (fd, 0, SEEK_SET) != 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  self.remaining = (guint64) info.st_size;
  self.manifest = g_string_new (CHOSHO_BACKUP_MANIFEST_START);
  self.buffer = g_malloc (CHOSHO_BACKUP_BUFFER_BYTES);
  done = read_all (&self, error);
  if (done)
    *summary = self.summary;
  g_string_free (self.manifest, TRUE);
  g_free (self.buffer);
  return done;
}
