/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-backup-private.h"
#include "chosho-engagement-folder-private.h"
#include "chosho-error.h"
#include "chosho-event-log.h"
#include "chosho-file-system.h"
#include "chosho-staging.h"

static int
open_backup (const char *file, GError **error)
{
  int fd = g_open (file, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat info;

  if (fd < 0 && errno == ENOENT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: there is no such file"), file);
  else if (fd < 0)
    chosho_error_set_errno (error, errno, "%s", file);
  else if (fstat (fd, &info) == 0 && !S_ISREG (info.st_mode))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s: not a regular file"), file);
      close (fd);
      fd = -1;
    }
  else
    posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  return fd;
}

/* The digests say that the log is what was backed up; this, that it is a log. */
static gboolean
check_log (const char *folder, const char *file, ChoshoBackupSummary *summary, GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, CHOSHO_LOG_FILE, NULL);
  g_autoptr (ChoshoEventLog) log = NULL;
  g_autoptr (GPtrArray) complaints = NULL;
  g_autoptr (GError) local = NULL;
  gint64 last;

  log = chosho_event_log_open (path, FALSE, &local);
  complaints = log != NULL ? chosho_event_log_check (log, NULL, cancellable, &local) : NULL;
  if (complaints != NULL && complaints->len == 0)
    return chosho_event_log_get_extent (log, &summary->events, &last, error);
  if (local != NULL && !g_error_matches (local, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: member 1, “%s”, is damaged: %s"), file,
               CHOSHO_LOG_FILE, local != NULL ? local->message : (const char *) complaints->pdata[0]);
  return FALSE;
}

static gboolean
unpack (int fd, const char *file, const char *folder, ChoshoBackupSummary *summary, ChoshoProgress *progress,
        GCancellable *cancellable, GError **error)
{
  GStatBuf info;

  if (g_stat (file, &info) == 0)
    chosho_progress_set_total (progress, (guint64) info.st_size);
  return chosho_engagement_folder_make_shards (folder, error)
         && chosho_backup_read (fd, file, folder, summary, progress, cancellable, error)
         && check_log (folder, file, summary, cancellable, error)
         && chosho_engagement_folder_sync_all (folder, error);
}

gboolean
chosho_backup_verify (const char *file, ChoshoBackupSummary *summary, ChoshoProgress *progress,
                      GCancellable *cancellable, GError **error)
{
  ChoshoBackupSummary found = { 0 };
  gboolean done;
  int fd = open_backup (file, error);

  if (fd < 0)
    return FALSE;
  done = chosho_backup_read (fd, file, NULL, &found, progress, cancellable, error);
  close (fd);
  if (done && summary != NULL)
    *summary = found;
  return done;
}

gboolean
chosho_backup_restore (const char *file, const char *folder, ChoshoBackupSummary *summary, ChoshoProgress *progress,
                       GCancellable *cancellable, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (folder, NULL);
  g_autofree char *parent = g_path_get_dirname (absolute);
  g_autofree char *staging = NULL;
  ChoshoBackupSummary found = { 0 };
  gboolean done;
  int fd;

  if (!chosho_staging_check_free (absolute, error))
    return FALSE;
  fd = open_backup (file, error);
  if (fd < 0)
    return FALSE;
  staging = chosho_staging_begin (parent, absolute, error);
  done = staging != NULL && chosho_file_system_check (staging, error)
         && unpack (fd, file, staging, &found, progress, cancellable, error)
         && chosho_staging_publish (staging, absolute, error);
  close (fd);
  if (!done)
    chosho_staging_discard (staging);
  else if (summary != NULL)
    *summary = found;
  return done;
}
