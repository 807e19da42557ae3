/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "chosho-database-private.h"
#include "chosho-error.h"
#include "chosho-file.h"

/* A name of its own, because the target's name plus something could exceed the 255 bytes of a name. */
#define TEMPORARY_NAME ".chosho-db-XXXXXX"
/* One megabyte of 4 KiB pages between two looks at the cancellable; the source is locked for
 * reading only while a step runs. */
#define PAGES_PER_STEP 256

static gboolean
copy_pages (ChoshoDatabase *self, ChoshoDatabase *target, ChoshoProgress *progress, GCancellable *cancellable,
            GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target->handle, "main", self->handle, "main");
  int done_before = 0;
  int result;

  if (backup == NULL)
    return chosho_database_set_error (target, sqlite3_extended_errcode (target->handle), error);
  do
    {
      int total, done;

      result = g_cancellable_is_cancelled (cancellable) ? SQLITE_INTERRUPT
                                                        : sqlite3_backup_step (backup, PAGES_PER_STEP);
      total = sqlite3_backup_pagecount (backup);
      done = total - sqlite3_backup_remaining (backup);
      /* A writer in between makes SQLite begin again: progress never runs backwards. */
      if (done > done_before)
        {
          chosho_progress_add (progress, (guint64) (done - done_before));
          done_before = done;
        }
    }
  while (result == SQLITE_OK);
  sqlite3_backup_finish (backup);
  if (result == SQLITE_DONE)
    return TRUE;
  /* Damage is the source's, lack of space the target's: name the right file. */
  if ((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB || (result & 0xff) == SQLITE_BUSY)
    return chosho_database_set_error (self, result, error);
  return chosho_database_set_error (target, result, error);
}

/* SQLite does not sync what its backup API writes. */
static gboolean
sync_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done;

  if (fd < 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  done = fsync (fd) == 0 || chosho_error_set_errno (error, errno, "%s", path);
  close (fd);
  return done;
}

static gboolean
publish (const char *temporary, const char *path, const char *folder, GError **error)
{
  if (!sync_file (temporary, error))
    return FALSE;
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) != 0)
    {
      if (errno != EEXIST)
        return chosho_error_set_errno (error, errno, "%s", path);
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("%s: the file exists already"), path);
      return FALSE;
    }
  return chosho_folder_sync (folder, error);
}

gboolean
chosho_database_copy_to (ChoshoDatabase *self, const char *path, ChoshoProgress *progress,
                         GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_build_filename (folder, TEMPORARY_NAME, NULL);
  g_autoptr (ChoshoDatabase) target = NULL;
  gboolean done;
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  close (fd);
  target = chosho_database_open (temporary, CHOSHO_DATABASE_WRITE, error);
  if (target != NULL)
    {
      /* Messages name what the user asked for. */
      g_free (target->path);
      target->path = g_strdup (path);
    }
  done = target != NULL && copy_pages (self, target, progress, cancellable, error);
  g_clear_pointer (&target, chosho_database_free);
  done = done && publish (temporary, path, folder, error);
  if (!done)
    g_unlink (temporary);
  return done;
}
