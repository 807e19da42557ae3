/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-code-log.h"
#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-limits.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the names of error domains are made of; anything else is no name. */
#define NAME_CHARACTERS G_CSET_a_2_z G_CSET_DIGITS "-_"
/* A millisecond each: far longer than a rename takes, and nobody notices it. */
#define LOCK_TRIES 200

/* Read by people who compare logs of several releases: never renamed. Indexed by ChoshoCodeLogEvent. */
static const char *const event_names[] = {
  [CHOSHO_CODE_LOG_START] = "start",
  [CHOSHO_CODE_LOG_STOP] = "stop",
  [CHOSHO_CODE_LOG_OPEN] = "open",
  [CHOSHO_CODE_LOG_CLOSE] = "close",
  [CHOSHO_CODE_LOG_UNEXPECTED_END] = "unexpected-end",
  [CHOSHO_CODE_LOG_DRAFTS_KEPT] = "drafts-kept",
  [CHOSHO_CODE_LOG_ERROR] = "error",
};

char *
chosho_code_log_dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "chosho", "log", NULL);
}

static char *
format_line (ChoshoCodeLogEvent event, const GError *error, const char *file, int line)
{
  g_autofree char *time = chosho_time_format (chosho_clock_now_us ());
  g_autofree char *place = g_path_get_basename (file);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s %d %s:%d %s", time, CHOSHO_VERSION, (int) getpid (), place, line, event_names[event]);
  if (error != NULL)
    {
      g_autofree char *domain = g_strdup (g_quark_to_string (error->domain));

      g_string_append_printf (text, " %s %d", g_strcanon (domain, NAME_CHARACTERS, '?'), error->code);
      if (error->domain == CHOSHO_ERROR)
        g_string_append_printf (text, " %s", chosho_error_code (error));
    }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

static int
open_log (const char *path)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  struct stat info;

  if (fd >= 0 && (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || fchmod (fd, 0600) != 0))
    {
      close (fd);
      return -1;
    }
  return fd;
}

static gboolean
is_full (int fd, gsize more_bytes)
{
  struct stat info;

  return fstat (fd, &info) == 0 && (gsize) info.st_size + more_bytes > CHOSHO_LIMIT_LOG_BYTES;
}

/* A log never holds the program up: the one that has the lock may have been stopped. */
static gboolean
lock_briefly (int fd)
{
  for (guint i = 0; i < LOCK_TRIES; i++)
    {
      if (flock (fd, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
      if (errno != EWOULDBLOCK && errno != EINTR)
        return FALSE;
      g_usleep (G_USEC_PER_SEC / 1000);
    }
  return FALSE;
}

/* Of several processes that find the log full one renames it; the lock is on the full file itself, so whoever
 * comes later sees that the name means another one. */
static void
rotate (int fd, const char *path)
{
  g_autofree char *old = g_strconcat (path, ".1", NULL);
  struct stat ours, named;

  if (lock_briefly (fd) && fstat (fd, &ours) == 0 && stat (path, &named) == 0 && ours.st_ino == named.st_ino
      && ours.st_dev == named.st_dev)
    (void) g_rename (path, old);
}

void
chosho_code_log_write (ChoshoCodeLogEvent event, const GError *error, const char *file, int line)
{
  g_autofree char *path = chosho_code_log_dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = format_line (event, error, file, line);
  gsize size_bytes = strlen (text);
  int fd;

  if (!chosho_folder_make (folder, NULL) || (fd = open_log (path)) < 0)
    return;
  if (is_full (fd, size_bytes))
    {
      rotate (fd, path);
      close (fd);
      fd = open_log (path);
      if (fd < 0)
        return;
      /* Nobody could make room: the limit holds, the line is lost. */
      if (is_full (fd, size_bytes))
        {
          close (fd);
          return;
        }
    }
  /* One call, so that lines of several processes never mix. What did not fit on the disk is lost. */
  if (write (fd, text, size_bytes) < 0)
    g_debug ("the log could not be written");
  close (fd);
}
