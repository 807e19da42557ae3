/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-file.h"
#include "chosho-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A short name of its own, because a prefix to the target's name could exceed the 255 bytes of a
 * file name. */
#define TEMPORARY_NAME ".chosho-XXXXXX"

static gboolean
set_open_error (GError **error, const char *path)
{
  int errnum = errno;

  if (errnum != ENOENT)
    return chosho_error_set_errno (error, errnum, _("Cannot open “%s”"), path);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("Cannot open “%s”: %s"), path, g_strerror (errnum));
  return FALSE;
}

static gboolean
set_too_large (GError **error, const char *path, gsize limit_bytes)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("“%s” is larger than %zu bytes"),
               path, limit_bytes);
  return FALSE;
}

/* Reads to the end, not to the size fstat told: a file that grows meanwhile must not slip past the limit. */
static gboolean
read_all (int fd, const char *path, gsize limit_bytes, GByteArray *out, GError **error)
{
  guint8 buffer[64 * 1024];

  for (;;)
    {
      gssize count = read (fd, buffer, sizeof buffer);

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return chosho_error_set_errno (error, errno, _("Cannot read “%s”"), path);
      if (count == 0)
        return TRUE;
      if ((gsize) count > limit_bytes - out->len)
        return set_too_large (error, path, limit_bytes);
      g_byte_array_append (out, buffer, (guint) count);
    }
}

/* Blocks. NOT_FOUND, INVALID (no regular file), LIMIT, IO. */
gboolean
chosho_file_read (const char *path, gsize limit_bytes, GBytes **out, GError **error)
{
  g_autoptr (GByteArray) data = NULL;
  struct stat status;
  gboolean done;
  int fd;

  g_return_val_if_fail (limit_bytes <= G_MAXUINT / 2, FALSE); /* what a GByteArray holds */

  /* NONBLOCK: opening a named pipe must not wait for its writer. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0)
    return set_open_error (error, path);

  data = g_byte_array_new ();
  if (fstat (fd, &status) != 0)
    done = chosho_error_set_errno (error, errno, _("Cannot read “%s”"), path);
  else if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is not a regular file"), path);
      done = FALSE;
    }
  else
    done = read_all (fd, path, limit_bytes, data, error);
  close (fd);

  if (done)
    *out = g_byte_array_free_to_bytes (g_steal_pointer (&data));
  return done;
}

gboolean
chosho_fd_write_all (int fd, const char *path, gconstpointer data, gsize size_bytes, GError **error)
{
  const guint8 *rest = data;

  while (size_bytes > 0)
    {
      gssize count = write (fd, rest, size_bytes);

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return chosho_error_set_errno (error, errno, _("Cannot write “%s”"), path);
      rest += count;
      size_bytes -= (gsize) count;
    }
  return TRUE;
}

/* Gives @temporary the name @path unless something has it. link() is the test and the act in one;
 * file systems without links (FAT, some network ones) have the rename that does not replace. */
static gboolean
publish_new (const char *temporary, const char *path)
{
  if (link (temporary, path) == 0)
    {
      unlink (temporary);
      return TRUE;
    }
  if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS && errno != EMLINK)
    return FALSE;
  return renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0;
}

/* A durable file beside @path with what @fill writes. (transfer full): its name. */
static char *
stage (const char *path, int mode, ChoshoFileFillFunc fill, gpointer user_data, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_build_filename (folder, TEMPORARY_NAME, NULL);
  gboolean filled, written;
  int fd = mkostemp (temporary, O_CLOEXEC), errnum;

  if (fd < 0)
    {
      chosho_error_set_errno (error, errno, _("Cannot write “%s”"), path);
      return NULL;
    }
  filled = fill (fd, user_data, error);
  written = filled && fchmod (fd, (mode_t) mode) == 0 && fsync (fd) == 0;
  errnum = errno;
  /* Some file systems tell a failed write only here. */
  if (close (fd) != 0 && written)
    {
      written = FALSE;
      errnum = errno;
    }
  if (written)
    return g_steal_pointer (&temporary);
  unlink (temporary);
  if (filled)
    chosho_error_set_errno (error, errnum, _("Cannot write “%s”"), path);
  return NULL;
}

static gboolean
publish (const char *temporary, const char *path, gboolean replace, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int errnum;

  if (replace ? rename (temporary, path) == 0 : publish_new (temporary, path))
    return chosho_folder_sync (folder, error);
  errnum = errno;
  unlink (temporary);
  if (replace || errnum != EEXIST)
    return chosho_error_set_errno (error, errnum, _("Cannot write “%s”"), path);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("“%s” exists already"), path);
  return FALSE;
}

typedef struct
{
  const char   *path;
  gconstpointer data;
  gsize         size_bytes;
} Bytes;

static gboolean
fill_with_bytes (int fd, gpointer user_data, GError **error)
{
  Bytes *bytes = user_data;

  return chosho_fd_write_all (fd, bytes->path, bytes->data, bytes->size_bytes, error);
}

/* Blocks. EXISTS, NO_SPACE, IO; after each of them the target is as it was, except where only the
 * folder's fsync failed: then the new content stands but may not survive a power cut. */
gboolean
chosho_file_write (const char *path, gconstpointer data, gsize size_bytes, int mode,
                   gboolean replace, GError **error)
{
  Bytes bytes = { path, data, size_bytes };
  g_autofree char *temporary = stage (path, mode, fill_with_bytes, &bytes, error);

  return temporary != NULL && publish (temporary, path, replace, error);
}

/* Blocks. As chosho_file_write(), and the errors of @fill. */
gboolean
chosho_file_create (const char *path, int mode, ChoshoFileFillFunc fill, gpointer user_data, GError **error)
{
  g_autofree char *temporary = stage (path, mode, fill, user_data, error);

  return temporary != NULL && publish (temporary, path, FALSE, error);
}

/* Blocks. NO_SPACE, IO. */
char *
chosho_file_stage (const char *path, gconstpointer data, gsize size_bytes, int mode, GError **error)
{
  Bytes bytes = { path, data, size_bytes };

  return stage (path, mode, fill_with_bytes, &bytes, error);
}

/* Blocks. EXISTS, IO. */
gboolean
chosho_file_publish (const char *staged, const char *path, GError **error)
{
  return publish (staged, path, FALSE, error);
}

/* Blocks. IO, NO_SPACE. */
gboolean
chosho_folder_sync (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int errnum = 0;

  if (fd < 0)
    return chosho_error_set_errno (error, errno, _("Cannot open the folder “%s”"), path);
  if (fsync (fd) != 0)
    errnum = errno;
  close (fd);
  if (errnum != 0)
    return chosho_error_set_errno (error, errnum, _("Cannot write the folder “%s” to disk"), path);
  return TRUE;
}

/* Blocks. A folder that is there already is success, whatever its mode; anything else of that name
 * is IO ("Not a directory"). */
gboolean
chosho_folder_make (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  int errnum;

  if (g_mkdir (path, 0700) == 0)
    return chosho_folder_sync (parent, error);
  errnum = errno;
  if (errnum == EEXIST)
    return g_file_test (path, G_FILE_TEST_IS_DIR)
           || chosho_error_set_errno (error, ENOTDIR, _("Cannot make the folder “%s”"), path);
  if (errnum != ENOENT || g_str_equal (parent, path))
    return chosho_error_set_errno (error, errnum, _("Cannot make the folder “%s”"), path);

  if (!chosho_folder_make (parent, error))
    return FALSE;
  if (g_mkdir (path, 0700) != 0 && !(errno == EEXIST && g_file_test (path, G_FILE_TEST_IS_DIR)))
    return chosho_error_set_errno (error, errno, _("Cannot make the folder “%s”"), path);
  return chosho_folder_sync (parent, error);
}
