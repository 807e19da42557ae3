/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-error.h"

/* Between two tries; short enough that nobody notices, long enough to cost nothing. */
#define RETRY_US 10000
/* "PID name\n": what the holder leaves for the others to read. */
#define HOLDER_SIZE 128

struct _ChoshoLock
{
  int fd; /* owned; closing it frees the lock */
};

static int
open_lock (const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  gboolean read_only = fd < 0 && (errno == EROFS || errno == EACCES);

  /* On a read-only medium an existing lock file still keeps readers apart. */
  if (read_only)
    fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  if (fd >= 0)
    return fd;
  if (read_only)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY, _("%s: the engagement's folder cannot be written"), path);
  else if (errno == ENOENT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: there is no such folder"), path);
  else
    chosho_error_set_errno (error, errno, "%s", path);
  return -1;
}

/* FALSE without @error where the name means another file by now (a restored folder) or none: what was locked is
 * nobody's. */
static gboolean
is_still_there (int fd, const char *path, GError **error)
{
  struct stat ours, theirs;

  if (fstat (fd, &ours) != 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  if (stat (path, &theirs) != 0)
    return errno == ENOENT ? FALSE : chosho_error_set_errno (error, errno, "%s", path);
  return ours.st_ino == theirs.st_ino && ours.st_dev == theirs.st_dev;
}

static void
write_holder (int fd)
{
  g_autofree char *text = NULL;
  const char *name = g_get_prgname ();

  text = g_strdup_printf ("%d %.*s\n", (int) getpid (), HOLDER_SIZE - 16, name != NULL ? name : "");
  /* Only a courtesy to those who wait: a full disk must not stop a command here. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    return;
}

/* What the file says of the holder may be of one before: a program that is gone is not named. */
static void
set_locked (GError **error, int fd, const char *path)
{
  char text[HOLDER_SIZE + 1] = "";
  gssize size = pread (fd, text, HOLDER_SIZE, 0);
  char *rest = NULL;
  gint64 pid;

  text[MAX (size, 0)] = '\0';
  pid = g_ascii_strtoll (text, &rest, 10);
  g_strstrip (rest);
  if (pid > 0 && *rest != '\0' && g_utf8_validate (rest, -1, NULL) && (kill ((pid_t) pid, 0) == 0 || errno == EPERM))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED,
                 _("%s: process %" PRId64 " (%s) is working on this engagement; try again when it is done"),
                 path, pid, rest);
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED,
                 _("%s: another process is working on this engagement; try again when it is done"), path);
}

/* TRUE: locked. FALSE with @error: not to be had. FALSE without: try again. */
static gboolean
try_lock (int fd, const char *path, gint64 deadline_us, GCancellable *cancellable, GError **error)
{
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return is_still_there (fd, path, error);
  if (errno != EWOULDBLOCK && errno != EINTR)
    {
      chosho_error_set_errno (error, errno, "%s", path);
      return FALSE;
    }
  if (g_get_monotonic_time () >= deadline_us)
    set_locked (error, fd, path);
  else if (g_cancellable_is_cancelled (cancellable))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("%s: the work was cancelled"), path);
  else
    g_usleep (RETRY_US);
  return FALSE;
}

ChoshoLock *
chosho_lock_acquire (const char *folder, guint timeout_ms, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (folder, CHOSHO_LOCK_FILE, NULL);

  return chosho_lock_acquire_file (path, timeout_ms, cancellable, error);
}

ChoshoLock *
chosho_lock_acquire_file (const char *path, guint timeout_ms, GCancellable *cancellable, GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;

  for (;;)
    {
      g_autoptr (GError) local = NULL;
      int fd = open_lock (path, error);

      if (fd < 0)
        return NULL;
      if (try_lock (fd, path, deadline_us, cancellable, &local))
        {
          ChoshoLock *self = g_new0 (ChoshoLock, 1);

          self->fd = fd;
          write_holder (fd);
          return self;
        }
      close (fd);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
}

void
chosho_lock_release (ChoshoLock *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self);
}
