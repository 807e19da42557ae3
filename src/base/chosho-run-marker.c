/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-run-marker.h"
#include "chosho-clock.h"
#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* "BOOT-ID TIME\n": 36 and 20 characters. */
#define MARK_BYTES 128

struct _ChoshoRunMarker
{
  char *path; /* owned */
  int   fd;   /* owned; closing it frees the lock */
};

static char *
marker_path (const char *key)
{
  g_autofree char *digest = chosho_digest_hex (key, strlen (key));
  g_autofree char *name = g_strndup (digest, 32);

  return g_build_filename (g_get_user_state_dir (), "chosho", "running", name, NULL);
}

/* Whether the name still means the file that was locked: its last holder may have taken it away meanwhile. */
static gboolean
is_named (int fd, const char *path)
{
  struct stat ours, named;

  return fstat (fd, &ours) == 0 && stat (path, &named) == 0 && ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

static void
set_lock_error (GError **error, const char *path)
{
  if (errno == EWOULDBLOCK)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED, _("“%s” is in use by another process"), path);
  else
    chosho_error_set_errno (error, errno, _("Cannot open “%s”"), path);
}

/* The open and locked mark at @path, made where there is none (@made); -1 with @error. */
static int
take (const char *path, gboolean *made, GError **error)
{
  for (;;)
    {
      int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);

      *made = fd >= 0;
      if (fd < 0 && errno == EEXIST)
        fd = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
      if (fd < 0 && errno == ENOENT)
        continue; /* taken away between the two */
      if (fd < 0)
        {
          chosho_error_set_errno (error, errno, _("Cannot open “%s”"), path);
          return -1;
        }
      if (flock (fd, LOCK_EX | LOCK_NB) != 0)
        {
          set_lock_error (error, path);
          close (fd);
          return -1;
        }
      if (is_named (fd, path))
        return fd;
      close (fd);
    }
}

/* What the run before left. A mark without words was left by one that ended while it wrote them. */
static ChoshoRunEnd
read_mark (int fd, char **since)
{
  char text[MARK_BYTES + 1] = "";
  gssize size_bytes = pread (fd, text, MARK_BYTES, 0);
  g_auto (GStrv) words = NULL;

  text[MAX (size_bytes, 0)] = '\0';
  words = g_strsplit (g_strchomp (text), " ", 2);
  if (g_strv_length (words) < 2 || !g_str_is_ascii (words[1]))
    return CHOSHO_RUN_CRASHED;
  *since = g_strdup (words[1]);
  return g_str_equal (words[0], chosho_clock_boot_id ()) ? CHOSHO_RUN_CRASHED : CHOSHO_RUN_CUT_OFF;
}

static gboolean
write_mark (int fd)
{
  g_autofree char *time = chosho_time_format (chosho_clock_now_us ());
  g_autofree char *text = g_strdup_printf ("%s %s\n", chosho_clock_boot_id (), time);

  return ftruncate (fd, 0) == 0 && pwrite (fd, text, strlen (text), 0) >= 0;
}

ChoshoRunMarker *
chosho_run_marker_begin (const char *key, ChoshoRunEnd *last, char **since, GError **error)
{
  g_autofree char *path = marker_path (key);
  g_autofree char *folder = g_path_get_dirname (path);
  ChoshoRunMarker *self;
  gboolean made;
  int fd;

  *last = CHOSHO_RUN_IN_ORDER;
  *since = NULL;
  if (!chosho_folder_make (folder, error) || (fd = take (path, &made, error)) < 0)
    return NULL;
  if (!made)
    *last = read_mark (fd, since);
  if (!write_mark (fd))
    {
      chosho_error_set_errno (error, errno, _("Cannot write “%s”"), path);
      g_clear_pointer (since, g_free);
      if (made)
        (void) g_unlink (path); /* it would tell of a crash that was none */
      close (fd);
      return NULL;
    }
  self = g_new (ChoshoRunMarker, 1);
  self->path = g_steal_pointer (&path);
  self->fd = fd;
  return self;
}

void
chosho_run_marker_end (ChoshoRunMarker *self)
{
  if (self == NULL)
    return;
  /* Before the lock is free: whoever waits for it finds that the name is gone. */
  (void) g_unlink (self->path);
  close (self->fd);
  g_free (self->path);
  g_free (self);
}
