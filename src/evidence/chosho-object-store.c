/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-object-store-private.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"

#define FOLDER_MODE 0700

static gboolean
check_digest (const char *digest, GError **error)
{
  if (digest != NULL && chosho_digest_is_hex (digest))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is not a SHA-256 digest"),
               digest != NULL ? digest : "");
  return FALSE;
}

static int
open_folder (int parent_fd, const char *name)
{
  return (int) CHOSHO_RETRY (openat (parent_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/* mkdir where it does not exist yet; then opens it. */
static int
make_folder (int parent_fd, const char *name)
{
  if (CHOSHO_RETRY (mkdirat (parent_fd, name, FOLDER_MODE)) != 0 && errno != EEXIST)
    return -1;
  return open_folder (parent_fd, name);
}

static void
close_fd (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

gboolean
chosho_object_store_sync_fd (int fd, const char *path, GError **error)
{
  if (CHOSHO_RETRY (fsync (fd)) == 0)
    return TRUE;
  return chosho_error_set_errno (error, errno, _("“%s” could not be written to the disk"), path);
}

char *
chosho_object_store_dup_path (ChoshoObjectStore *self, const char *digest)
{
  return g_strdup_printf ("%s/" CHOSHO_OBJECT_STORE_FOLDER "/%.2s/%s", self->path, digest, digest);
}

static gboolean
make_shard (int objects_fd, const char *objects_path, guint number, GError **error)
{
  char name[3];
  g_autofree char *path = NULL;
  gboolean ok;
  int fd;

  g_snprintf (name, sizeof name, "%02x", number);
  path = g_build_filename (objects_path, name, NULL);
  fd = make_folder (objects_fd, name);
  if (fd < 0)
    return chosho_error_set_errno (error, errno, _("The folder “%s” could not be made"), path);
  ok = chosho_object_store_sync_fd (fd, path, error);
  close (fd);
  return ok;
}

static gboolean
make_in (int engagement_fd, const char *engagement_path, GError **error)
{
  g_autofree char *path = g_build_filename (engagement_path, CHOSHO_OBJECT_STORE_FOLDER, NULL);
  gboolean ok = TRUE;
  int fd = make_folder (engagement_fd, CHOSHO_OBJECT_STORE_FOLDER);

  if (fd < 0)
    return chosho_error_set_errno (error, errno, _("The folder “%s” could not be made"), path);
  for (guint i = 0; ok && i < CHOSHO_OBJECT_STORE_SHARDS; i++)
    ok = make_shard (fd, path, i, error);
  ok = ok && chosho_object_store_sync_fd (fd, path, error)
       && chosho_object_store_sync_fd (engagement_fd, engagement_path, error);
  close (fd);
  return ok;
}

gboolean
chosho_object_store_make (const char *engagement_path, GError **error)
{
  gboolean ok;
  int fd;

  g_return_val_if_fail (engagement_path != NULL, FALSE);
  fd = (int) CHOSHO_RETRY (open (engagement_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd < 0)
    return chosho_error_set_errno (error, errno, _("The folder “%s” could not be opened"), engagement_path);
  ok = make_in (fd, engagement_path, error);
  close (fd);
  return ok;
}

ChoshoObjectStore *
chosho_object_store_open (const char *engagement_path, GError **error)
{
  g_autoptr (ChoshoObjectStore) self = NULL;

  g_return_val_if_fail (engagement_path != NULL, NULL);
  self = g_new0 (ChoshoObjectStore, 1);
  self->ref_count = 1;
  self->path = g_strdup (engagement_path);
  self->objects_fd = -1;
  self->engagement_fd = (int) CHOSHO_RETRY (open (engagement_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (self->engagement_fd >= 0)
    self->objects_fd = open_folder (self->engagement_fd, CHOSHO_OBJECT_STORE_FOLDER);
  if (self->objects_fd >= 0)
    return g_steal_pointer (&self);
  if (errno == ENOENT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND,
                 _("“%s” has no folder of evidence objects (%s)"), engagement_path, CHOSHO_OBJECT_STORE_FOLDER);
  else
    chosho_error_set_errno (error, errno, _("The evidence objects of “%s” could not be opened"), engagement_path);
  return NULL;
}

ChoshoObjectStore *
chosho_object_store_ref (ChoshoObjectStore *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
chosho_object_store_unref (ChoshoObjectStore *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  close_fd (&self->objects_fd);
  close_fd (&self->engagement_fd);
  g_free (self->path);
  g_free (self);
}

const char *
chosho_object_store_get_path (ChoshoObjectStore *self)
{
  return self->path;
}

int
chosho_object_store_open_shard (ChoshoObjectStore *self, const char *digest, gboolean make, GError **error)
{
  const char name[3] = { digest[0], digest[1], '\0' };
  int fd = open_folder (self->objects_fd, name);

  if (fd < 0 && errno == ENOENT && make)
    {
      /* A copying program may have left out empty folders. */
      fd = make_folder (self->objects_fd, name);
      if (fd >= 0 && CHOSHO_RETRY (fsync (self->objects_fd)) != 0)
        {
          int saved = errno;

          close (fd);
          errno = saved;
          fd = -1;
        }
    }
  if (fd < 0 && errno == ENOENT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("Object %s is not held in “%s”"), digest, self->path);
  else if (fd < 0 && (errno == ENOTDIR || errno == ELOOP))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("“%s/%s/%s” is not a folder"), self->path,
                 CHOSHO_OBJECT_STORE_FOLDER, name);
  else if (fd < 0)
    chosho_error_set_errno (error, errno, _("The folder “%s/%s/%s” could not be opened"), self->path,
                            CHOSHO_OBJECT_STORE_FOLDER, name);
  return fd;
}

/* O_NONBLOCK so that a FIFO put in an object's place blocks nobody; it has no meaning for files. */
int
chosho_object_store_open_entry (int shard_fd, const char *name, struct stat *info)
{
  int fd = (int) CHOSHO_RETRY (openat (shard_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  int saved;

  if (fd < 0)
    return -1;
  if (fstat (fd, info) == 0)
    {
      if (S_ISREG (info->st_mode))
        return fd;
      errno = ELOOP; /* as for a symbolic link: not what was asked for */
    }
  saved = errno;
  close (fd);
  errno = saved;
  return -1;
}

static int
open_with_info (ChoshoObjectStore *self, const char *digest, struct stat *info, GError **error)
{
  g_autofree char *path = NULL;
  int shard_fd, fd;

  if (!check_digest (digest, error))
    return -1;
  shard_fd = chosho_object_store_open_shard (self, digest, FALSE, error);
  if (shard_fd < 0)
    return -1;
  fd = chosho_object_store_open_entry (shard_fd, digest, info);
  if (fd >= 0)
    {
      close (shard_fd);
      return fd;
    }
  path = chosho_object_store_dup_path (self, digest);
  if (errno == ENOENT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("Object %s is not held in “%s”"), digest, self->path);
  else if (errno == ELOOP || errno == ENXIO)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("“%s” is not a regular file"), path);
  else
    chosho_error_set_errno (error, errno, _("“%s” could not be opened"), path);
  close (shard_fd);
  return -1;
}

int
chosho_object_store_open_object (ChoshoObjectStore *self, const char *digest, GError **error)
{
  struct stat info;

  g_return_val_if_fail (self != NULL, -1);
  return open_with_info (self, digest, &info, error);
}

gboolean
chosho_object_store_has (ChoshoObjectStore *self, const char *digest, gboolean *present, GError **error)
{
  g_autoptr (GError) local = NULL;
  int fd;

  g_return_val_if_fail (self != NULL && present != NULL, FALSE);
  fd = chosho_object_store_open_object (self, digest, &local);
  *present = fd >= 0;
  close_fd (&fd);
  if (*present || g_error_matches (local, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
chosho_object_store_size (ChoshoObjectStore *self, const char *digest, guint64 *size_bytes, GError **error)
{
  struct stat info;
  int fd;

  g_return_val_if_fail (self != NULL && size_bytes != NULL, FALSE);
  fd = open_with_info (self, digest, &info, error);
  if (fd < 0)
    return FALSE;
  close (fd);
  *size_bytes = (guint64) info.st_size;
  return TRUE;
}

gboolean
chosho_object_store_remove (ChoshoObjectStore *self, const char *digest, GError **error)
{
  g_autofree char *path = NULL;
  gboolean ok = FALSE;
  int shard_fd;

  g_return_val_if_fail (self != NULL, FALSE);
  if (!check_digest (digest, error))
    return FALSE;
  shard_fd = chosho_object_store_open_shard (self, digest, FALSE, error);
  if (shard_fd < 0)
    return FALSE;
  path = chosho_object_store_dup_path (self, digest);
  if (CHOSHO_RETRY (unlinkat (shard_fd, digest, 0)) == 0)
    ok = chosho_object_store_sync_fd (shard_fd, path, error);
  else if (errno == ENOENT)
    {
      /* A purge that was interrupted after the unlinking may not be durable yet. */
      if (chosho_object_store_sync_fd (shard_fd, path, error))
        g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("Object %s is not held in “%s”"), digest,
                     self->path);
    }
  else
    chosho_error_set_errno (error, errno, _("“%s” could not be destroyed"), path);
  close (shard_fd);
  return ok;
}
