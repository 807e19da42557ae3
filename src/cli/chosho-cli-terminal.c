/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "chosho-cli-terminal.h"
#include "chosho-error.h"
#include "chosho-identity.h"

#define SHOW_AFTER_TICKS 5 /* half a second: shorter work shows nothing */
#define TICK_MILLISECONDS 100

/* --- Passphrase -------------------------------------------------------------------------------- */

void
chosho_cli_passphrase_free (char *passphrase)
{
  if (passphrase != NULL)
    explicit_bzero (passphrase, strlen (passphrase));
  g_free (passphrase);
}

/* One line of @fd without its end. At most CHOSHO_CLI_PASSPHRASE_BYTES; -1 on a read error (EINTR
 * included), -2 where it is longer. */
static gssize
read_line (int fd, char *out)
{
  gsize size = 0;

  for (;;)
    {
      char c;
      gssize got = read (fd, &c, 1);

      if (got < 0)
        return -1;
      if (got == 0 || c == '\n')
        break;
      if (size == CHOSHO_CLI_PASSPHRASE_BYTES)
        return -2;
      out[size++] = c;
    }
  if (size > 0 && out[size - 1] == '\r')
    size--;
  out[size] = '\0';
  return (gssize) size;
}

static char *
check_line (char *line, gssize size, const char *where, GError **error)
{
  char *result = NULL;

  if (size == -1)
    chosho_error_set_errno (error, errno, _("%s could not be read"), where);
  else if (size == -2)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE, _("%s: the passphrase is longer than %d bytes"), where,
                 CHOSHO_CLI_PASSPHRASE_BYTES);
  else if (size == 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE, _("%s: the passphrase is empty"), where);
  else if (strlen (line) != (gsize) size || !g_utf8_validate (line, size, NULL))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE, _("%s: the passphrase is not valid UTF-8"), where);
  else
    result = g_strdup (line);
  explicit_bzero (line, CHOSHO_CLI_PASSPHRASE_BYTES + 1);
  return result;
}

char *
chosho_cli_passphrase_read (const char *path, GError **error)
{
  char line[CHOSHO_CLI_PASSPHRASE_BYTES + 1] = { 0 };
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  gssize size;

  if (fd < 0 && errno == ENOENT)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("there is no passphrase file %s"), path);
      return NULL;
    }
  size = fd >= 0 ? read_line (fd, line) : -1;
  if (fd >= 0)
    close (fd);
  return check_line (line, size, path, error);
}

static volatile sig_atomic_t caught_signal;

static void
on_signal (int signal_number)
{
  caught_signal = signal_number;
}

/* Reads a line with the echo off. An interrupt first puts the terminal right, then has its way. */
static gssize
read_silently (int tty, const char *prompt, char *line)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  struct sigaction own = { .sa_handler = on_signal }, before[G_N_ELEMENTS (signals)];
  struct termios normal, silent;
  gssize size;

  if (tcgetattr (tty, &normal) != 0)
    return -1;
  caught_signal = 0;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &own, &before[i]);
  silent = normal;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (tty, TCSAFLUSH, &silent);
  size = write (tty, prompt, strlen (prompt)) < 0 ? -1 : read_line (tty, line);
  tcsetattr (tty, TCSAFLUSH, &normal);
  if (write (tty, "\n", 1) < 0)
    size = -1;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &before[i], NULL);
  if (caught_signal != 0)
    raise (caught_signal);
  return size;
}

char *
chosho_cli_passphrase_ask (const char *prompt, gboolean twice, GError **error)
{
  char line[CHOSHO_CLI_PASSPHRASE_BYTES + 1] = { 0 };
  int tty = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  char *first;

  if (tty < 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE,
                   _("a passphrase is needed and there is no terminal to ask on: give --passphrase-file FILE"));
      return NULL;
    }
  first = check_line (line, read_silently (tty, prompt, line), "/dev/tty", error);
  if (first != NULL && twice && !chosho_identity_check_passphrase (first, error))
    g_clear_pointer (&first, chosho_cli_passphrase_free); /* before it is typed once more for nothing */
  if (first != NULL && twice)
    {
      char *second = check_line (line, read_silently (tty, _("The same again: "), line), "/dev/tty", error);

      if (second != NULL && strcmp (first, second) != 0)
        g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE, _("the two passphrases are not the same"));
      if (second == NULL || strcmp (first, second) != 0)
        g_clear_pointer (&first, chosho_cli_passphrase_free);
      chosho_cli_passphrase_free (second);
    }
  close (tty);
  return first;
}

gsize
chosho_cli_get_columns (void)
{
  struct winsize size;

  if (!isatty (STDOUT_FILENO) || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    return 0;
  return size.ws_col;
}

/* --- Watch ------------------------------------------------------------------------------------- */

struct _ChoshoCliWatch
{
  ChoshoProgress *progress;    /* (owned) (nullable) */
  GCancellable   *cancellable; /* (owned) */
  GThread        *thread;      /* (owned) (nullable) */
  sigset_t        before;      /* the signal mask to give back */
  int             signals_fd;
  int             stop_fds[2]; /* a pipe: closing its writing end cannot fail, and ends the thread */
  gboolean        terminal;    /* standard error is one */
  gboolean        drawn;
};

static void
draw (ChoshoCliWatch *self)
{
  guint64 done, total;

  chosho_progress_get (self->progress, &done, &total);
  if (total == 0)
    return;
  fprintf (stderr, "\r%3u %%", (guint) (MIN (done, total) * 100 / total));
  fflush (stderr);
  self->drawn = TRUE;
}

static void
wipe (ChoshoCliWatch *self)
{
  if (self->drawn)
    fputs ("\r       \r", stderr);
  self->drawn = FALSE;
}

/* The first asks, the second ends. */
static void
take_signal (ChoshoCliWatch *self)
{
  struct signalfd_siginfo info;
  sigset_t set;

  if (read (self->signals_fd, &info, sizeof info) != sizeof info)
    return;
  wipe (self);
  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_cancellable_cancel (self->cancellable);
      if (self->terminal)
        fprintf (stderr, "choshoctl: %s\n", _("stopping; once more to stop at once"));
      return;
    }
  signal ((int) info.ssi_signo, SIG_DFL);
  sigemptyset (&set);
  sigaddset (&set, (int) info.ssi_signo);
  pthread_sigmask (SIG_UNBLOCK, &set, NULL);
  raise ((int) info.ssi_signo);
}

static gpointer
watch (gpointer data)
{
  ChoshoCliWatch *self = data;
  struct pollfd fds[] = { { .fd = self->stop_fds[0] }, { .fd = self->signals_fd, .events = POLLIN } };

  for (guint tick = 0;; tick++)
    {
      int ready = poll (fds, G_N_ELEMENTS (fds), self->terminal && self->progress != NULL ? TICK_MILLISECONDS : -1);

      if (ready > 0 && fds[0].revents != 0)
        return NULL;
      if (ready > 0 && (fds[1].revents & POLLIN) != 0)
        take_signal (self);
      else if (ready == 0 && tick >= SHOW_AFTER_TICKS)
        draw (self);
    }
}

ChoshoCliWatch *
chosho_cli_watch_start (ChoshoProgress *progress, GCancellable *cancellable)
{
  ChoshoCliWatch *self = g_new0 (ChoshoCliWatch, 1);
  sigset_t set;

  self->progress = progress != NULL ? chosho_progress_ref (progress) : NULL;
  self->cancellable = g_object_ref (cancellable);
  self->terminal = isatty (STDERR_FILENO);
  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  sigaddset (&set, SIGHUP);
  pthread_sigmask (SIG_BLOCK, &set, &self->before);
  self->signals_fd = signalfd (-1, &set, SFD_CLOEXEC);
  if (self->signals_fd >= 0 && pipe2 (self->stop_fds, O_CLOEXEC) == 0)
    self->thread = g_thread_try_new ("watch", watch, self, NULL);
  /* Without descriptors or threads left, signals end the program at once, as they do without a watch. */
  if (self->thread == NULL)
    pthread_sigmask (SIG_SETMASK, &self->before, NULL);
  return self;
}

void
chosho_cli_watch_stop (ChoshoCliWatch *self)
{
  if (self->thread != NULL)
    {
      close (self->stop_fds[1]);
      g_thread_join (self->thread);
      wipe (self);
      close (self->stop_fds[0]);
      close (self->signals_fd);
      pthread_sigmask (SIG_SETMASK, &self->before, NULL);
    }
  g_clear_pointer (&self->progress, chosho_progress_unref);
  g_object_unref (self->cancellable);
  g_free (self);
}
