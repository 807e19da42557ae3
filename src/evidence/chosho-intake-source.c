/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source folders and files: how they are named, opened and found unchanged. */
#include "config.h"

#include "chosho-intake-source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-file-name.h"
#include "chosho-object-store-private.h"

/* Of the next file; what is longer is read in time by the kernel's own reading ahead. */
#define AHEAD_BYTES (8 * 1024 * 1024)
#define LOOK_BYTES (512 * 1024) /* read at once of a file that is only looked at */

static ChoshoIntakeFolder *
folder_new (void)
{
  ChoshoIntakeFolder *self = g_new0 (ChoshoIntakeFolder, 1);

  self->ref_count = 1;
  self->base_fd = -1;
  return self;
}

ChoshoIntakeFolder *
chosho_intake_folder_new_path (const char *absolute_path, const char *display)
{
  ChoshoIntakeFolder *self = folder_new ();

  self->base_path = g_strdup (absolute_path);
  self->raw_folder = g_strdup ("");
  self->folder = g_strdup ("");
  self->path = chosho_file_name_display (display, NULL);
  return self;
}

ChoshoIntakeFolder *
chosho_intake_folder_new_fd (int fd)
{
  ChoshoIntakeFolder *self = folder_new ();

  self->base_fd = fd;
  self->raw_folder = g_strdup ("");
  self->folder = g_strdup ("");
  self->path = g_strdup ("");
  return self;
}

/* "a" below "" is "a", below "/" "/a", below "b" "b/a". (transfer full) */
static char *
join (const char *folder, const char *name)
{
  return g_strconcat (folder, *folder == '\0' || g_str_has_suffix (folder, "/") ? "" : "/", name, NULL);
}

ChoshoIntakeFolder *
chosho_intake_folder_new_child (ChoshoIntakeFolder *parent, const char *raw_name, const struct stat *info)
{
  ChoshoIntakeFolder *self = folder_new ();
  g_autofree char *name = chosho_file_name_display (raw_name, NULL);

  self->parent = chosho_intake_folder_ref (parent);
  self->raw_name = g_strdup (raw_name);
  self->raw_folder = join (parent->raw_folder, raw_name);
  self->folder = join (parent->folder, name);
  self->path = join (parent->path, name);
  self->device = info->st_dev;
  self->inode = info->st_ino;
  return self;
}

ChoshoIntakeFolder *
chosho_intake_folder_ref (ChoshoIntakeFolder *self)
{
  self->ref_count++;
  return self;
}

void
chosho_intake_folder_unref (ChoshoIntakeFolder *self)
{
  while (self != NULL && --self->ref_count == 0)
    {
      ChoshoIntakeFolder *parent = self->parent;

      if (self->base_fd >= 0)
        close (self->base_fd);
      g_free (self->base_path);
      g_free (self->raw_name);
      g_free (self->raw_folder);
      g_free (self->folder);
      g_free (self->path);
      g_free (self);
      self = parent;
    }
}

static int
open_child_folder (ChoshoIntakeFolder *self)
{
  int parent_fd = chosho_intake_folder_open (self->parent);
  struct stat info;
  int fd, saved;

  if (parent_fd < 0)
    return -1;
  fd = (int) CHOSHO_RETRY (openat (parent_fd, self->raw_name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  saved = errno;
  close (parent_fd);
  if (fd >= 0 && (fstat (fd, &info) != 0 || info.st_dev != self->device || info.st_ino != self->inode))
    {
      close (fd);
      fd = -1;
      saved = ESTALE;
    }
  errno = saved;
  return fd;
}

/* The recursion is as deep as the scan went, which its limit bounds. */
int
chosho_intake_folder_open (ChoshoIntakeFolder *self)
{
  if (self->parent != NULL)
    return open_child_folder (self);
  if (self->base_fd >= 0)
    return fcntl (self->base_fd, F_DUPFD_CLOEXEC, 3);
  return (int) CHOSHO_RETRY (open (self->base_path, O_PATH | O_DIRECTORY | O_CLOEXEC));
}

ChoshoIntakeFile *
chosho_intake_file_new (ChoshoIntakeFolder *folder, const char *raw_name)
{
  ChoshoIntakeFile *self = g_new0 (ChoshoIntakeFile, 1);

  self->raw_name = g_strdup (raw_name);
  self->name = chosho_file_name_display (raw_name, &self->charset);
  self->path = folder != NULL ? join (folder->path, self->name) : g_strdup (self->name);
  self->raw_folder = g_strdup (folder != NULL ? folder->raw_folder : "");
  self->folder = g_strdup (folder != NULL ? folder->folder : "");
  self->source = g_new0 (ChoshoIntakeSource, 1);
  self->source->fd = -1;
  self->source->folder = folder != NULL ? chosho_intake_folder_ref (folder) : NULL;
  return self;
}

void
chosho_intake_file_free (ChoshoIntakeFile *self)
{
  if (self == NULL)
    return;
  if (self->source->fd >= 0)
    close (self->source->fd);
  chosho_intake_folder_unref (self->source->folder);
  g_free (self->source);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self->raw_name);
  g_free (self->name);
  g_free (self->raw_folder);
  g_free (self->folder);
  g_free (self);
}

void
chosho_intake_file_fail (ChoshoIntakeFile *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->state = CHOSHO_INTAKE_FAILED;
}

void
chosho_intake_file_set_info (ChoshoIntakeFile *self, const struct stat *info)
{
  self->size_bytes = (guint64) info->st_size;
  self->modified_us = (gint64) info->st_mtim.tv_sec * G_USEC_PER_SEC + info->st_mtim.tv_nsec / 1000;
  self->source->device = info->st_dev;
  self->source->inode = info->st_ino;
}

void
chosho_intake_folder_cache_clear (ChoshoIntakeFolderCache *cache)
{
  if (cache->fd >= 0)
    close (cache->fd);
  cache->fd = -1;
  g_clear_pointer (&cache->folder, chosho_intake_folder_unref);
}

static gboolean
fill_cache (ChoshoIntakeFolderCache *cache, ChoshoIntakeFolder *folder)
{
  if (cache->folder == folder)
    return TRUE;
  chosho_intake_folder_cache_clear (cache);
  cache->fd = chosho_intake_folder_open (folder);
  if (cache->fd < 0)
    return FALSE;
  cache->folder = chosho_intake_folder_ref (folder);
  return TRUE;
}

/* Reading an original should not even move its access time; only the owner may ask for that. The
 * name is examined before it is opened: opening a device or a FIFO could have effects. */
static int
open_by_name (ChoshoIntakeFile *self, int folder_fd, struct stat *info)
{
  const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  int fd;

  if (CHOSHO_RETRY (fstatat (folder_fd, self->raw_name, info, AT_SYMLINK_NOFOLLOW)) != 0)
    return -1;
  if (!S_ISREG (info->st_mode) || info->st_dev != self->source->device || info->st_ino != self->source->inode)
    {
      errno = ESTALE;
      return -1;
    }
  fd = (int) CHOSHO_RETRY (openat (folder_fd, self->raw_name, flags | O_NOATIME));
  if (fd < 0 && errno == EPERM)
    fd = (int) CHOSHO_RETRY (openat (folder_fd, self->raw_name, flags));
  return fd;
}

int
chosho_intake_file_open (ChoshoIntakeFile *self, ChoshoIntakeFolderCache *cache, struct stat *info, int *errnum,
                         GError **error)
{
  int fd = -1;

  if (self->source->fd >= 0)
    fd = fcntl (self->source->fd, F_DUPFD_CLOEXEC, 3);
  else if (fill_cache (cache, self->source->folder))
    fd = open_by_name (self, cache->fd, info);
  if (fd >= 0 && fstat (fd, info) == 0)
    return fd;
  *errnum = errno;
  if (fd >= 0)
    close (fd);
  if (*errnum == ESTALE)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” was replaced by something else meanwhile"),
                 self->path);
  else if (*errnum == ENOENT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("“%s” does not exist"), self->path);
  else
    chosho_error_set_errno (error, *errnum, _("“%s” could not be opened"), self->path);
  return -1;
}

void
chosho_intake_file_read_ahead (ChoshoIntakeFile *self, ChoshoIntakeFolderCache *cache)
{
  struct stat info;
  int fd;

  if (self->source->fd >= 0 || self->source->folder != cache->folder)
    return;
  fd = open_by_name (self, cache->fd, &info);
  if (fd < 0)
    return;
  (void) posix_fadvise (fd, 0, AHEAD_BYTES, POSIX_FADV_WILLNEED);
  close (fd);
}

static gboolean
is_same_state (const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size
         && a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec
         && a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

gboolean
chosho_intake_file_is_unchanged (ChoshoIntakeFile *self, ChoshoIntakeFolderCache *cache, int fd,
                                 const struct stat *before)
{
  struct stat now;

  if (fstat (fd, &now) != 0 || !is_same_state (before, &now))
    return FALSE;
  if (self->source->fd >= 0)
    return TRUE;
  return CHOSHO_RETRY (fstatat (cache->fd, self->raw_name, &now, AT_SYMLINK_NOFOLLOW)) == 0
         && is_same_state (before, &now);
}

char *
chosho_intake_file_dup_digest (ChoshoIntakeFile *self, GCancellable *cancellable, GError **error)
{
  ChoshoIntakeFolderCache cache = CHOSHO_INTAKE_FOLDER_CACHE_INIT;
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  g_autofree guint8 *buffer = g_malloc (LOOK_BYTES);
  guint8 raw[CHOSHO_DIGEST_SIZE];
  gssize length = 0;
  struct stat info;
  int errnum, fd = chosho_intake_file_open (self, &cache, &info, &errnum, error);

  chosho_intake_folder_cache_clear (&cache);
  if (fd < 0)
    return NULL;
  while (!g_cancellable_is_cancelled (cancellable) && (length = TEMP_FAILURE_RETRY (read (fd, buffer, LOOK_BYTES))) > 0)
    chosho_digest_update (digest, buffer, (gsize) length);
  if (length < 0)
    chosho_error_set_errno (error, errno, _("“%s” could not be read"), self->path);
  (void) close (fd);
  if (length < 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  chosho_digest_finish (digest, raw);
  return chosho_hex_encode (raw, sizeof raw);
}
