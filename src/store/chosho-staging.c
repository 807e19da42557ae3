/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-staging.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-file.h"

#define STAGING_NAME ".chosho-new-XXXXXX"

static gboolean
set_exists (GError **error, const char *path)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("“%s” exists already"), path);
  return FALSE;
}

char *
chosho_staging_begin (const char *parent, const char *for_path, GError **error)
{
  g_autofree char *path = g_build_filename (parent, STAGING_NAME, NULL);

  if (g_mkdtemp_full (path, 0700) != NULL)
    return g_steal_pointer (&path);
  if (errno == ENOENT || errno == ENOTDIR)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: there is no folder “%s”"), for_path, parent);
  else if (errno == EROFS || errno == EACCES)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY, _("%s: the folder “%s” cannot be written"), for_path,
                 parent);
  else
    chosho_error_set_errno (error, errno, "%s", for_path);
  return NULL;
}

/* Network file systems, on which a backup may well lie, do not know the rename that replaces nothing: an empty
 * file takes the name first. */
static gboolean
rename_over_placeholder (const char *from, const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int errnum;

  if (fd < 0)
    return FALSE;
  close (fd);
  if (rename (from, path) == 0)
    return TRUE;
  errnum = errno;
  unlink (path);
  errno = errnum;
  return FALSE;
}

gboolean
chosho_staging_publish (const char *from, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean done = renameat2 (AT_FDCWD, from, AT_FDCWD, path, RENAME_NOREPLACE) == 0;

  if (!done && (errno == EINVAL || errno == ENOSYS) && !g_file_test (from, G_FILE_TEST_IS_DIR))
    done = rename_over_placeholder (from, path);
  if (!done && errno == EEXIST)
    return set_exists (error, path);
  if (!done)
    return chosho_error_set_errno (error, errno, "%s", path);
  return chosho_folder_sync (folder, error);
}

void
chosho_staging_discard (const char *path)
{
  struct stat info;

  if (path == NULL || lstat (path, &info) != 0)
    return;
  if (S_ISDIR (info.st_mode))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          chosho_staging_discard (child);
        }
    }
  g_remove (path);
}

gboolean
chosho_staging_check_free (const char *path, GError **error)
{
  struct stat info;

  return lstat (path, &info) != 0 || set_exists (error, path);
}

gboolean
chosho_staging_check_folder (const char *path, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);

  if (folder == NULL)
    return chosho_staging_check_free (path, error);
  if (g_dir_read_name (folder) == NULL)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("The folder %s has files in it; name a new one"), path);
  return FALSE;
}

gboolean
chosho_staging_sync_folder (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = fd >= 0 && syncfs (fd) == 0;
  int errnum = errno;

  if (fd >= 0)
    (void) close (fd);
  return synced || chosho_error_set_errno (error, errnum, "%s", path);
}
