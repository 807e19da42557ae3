/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-staging.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-file.h"

#define STAGING_PREFIX ".chosho-new-"
#define STAGING_RANDOM "XXXXXX"
/* Seconds after which what nobody holds is taken for left behind. Held folders are known on this machine alone: in a folder that a
 * firm synchronises another machine's may be seen, and nothing takes a day to build. */
#define STAGING_LEFT_AFTER (24 * 60 * 60)

/* By the path of a folder that this process is building in, the descriptor that holds a lock on it. */
static GMutex      held_mutex;
static GHashTable *held;

static void
hold (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) flock (fd, LOCK_EX | LOCK_NB); /* where there are no locks its age protects it */
  g_mutex_lock (&held_mutex);
  if (held == NULL)
    held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (held, g_strdup (path), GINT_TO_POINTER (fd));
  g_mutex_unlock (&held_mutex);
}

static void
let_go (const char *path)
{
  gpointer fd = NULL;
  gboolean found;

  g_mutex_lock (&held_mutex);
  found = held != NULL && g_hash_table_lookup_extended (held, path, NULL, &fd);
  if (found)
    g_hash_table_remove (held, path);
  g_mutex_unlock (&held_mutex);
  if (found)
    (void) close (GPOINTER_TO_INT (fd));
}

static gboolean
is_staging_name (const char *name)
{
  return g_str_has_prefix (name, STAGING_PREFIX) && strlen (name) == strlen (STAGING_PREFIX STAGING_RANDOM);
}

/* Removes @path where a process of this user that no longer lives left it. */
static void
remove_left (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat info;

  if (fd < 0)
    return;
  if (fstat (fd, &info) == 0 && info.st_uid == geteuid () && chosho_clock_now_us () / G_USEC_PER_SEC - info.st_mtime > STAGING_LEFT_AFTER
      && flock (fd, LOCK_EX | LOCK_NB) == 0)
    chosho_staging_discard (path);
  (void) close (fd);
}

/* What a killed process built holds what clients gave, where nobody looks for it. */
static void
sweep (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_staging_name (name))
      {
        g_autofree char *path = g_build_filename (parent, name, NULL);

        remove_left (path);
      }
}

static gboolean
set_exists (GError **error, const char *path)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("“%s” exists already"), path);
  return FALSE;
}

char *
chosho_staging_begin (const char *parent, const char *for_path, GError **error)
{
  g_autofree char *path = g_build_filename (parent, STAGING_PREFIX STAGING_RANDOM, NULL);

  sweep (parent);
  if (g_mkdtemp_full (path, 0700) != NULL)
    {
      hold (path);
      return g_steal_pointer (&path);
    }
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
  let_go (from);
  return chosho_folder_sync (folder, error);
}

static void
remove_all (const char *path)
{
  struct stat info;

  if (lstat (path, &info) != 0)
    return;
  if (S_ISDIR (info.st_mode))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_all (child);
        }
    }
  g_remove (path);
}

void
chosho_staging_discard (const char *path)
{
  if (path == NULL)
    return;
  remove_all (path);
  let_go (path);
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
