/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-helper-client-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chosho-error.h"

#define READ_BYTES (64 * 1024)

void
chosho_helper_patience_init (ChoshoHelperPatience *self, guint seconds, GCancellable *cancellable)
{
  self->seconds = chosho_helper_client_get_wall_seconds (seconds);
  self->deadline_us = g_get_monotonic_time () + self->seconds * G_TIME_SPAN_SECOND;
  self->cancellable = cancellable;
}

gboolean
chosho_helper_unsafe_error (GError **error, const char *file_name, const char *reason)
{
  g_autofree char *shown = chosho_helper_show_text (file_name);

  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER, _("“%s” could not be read safely: %s"),
               shown, reason);
  return FALSE;
}

/* Waits until @fd can be read or is closed; CHOSHO_HELPER_OUTCOME_ENDED then. */
static ChoshoHelperOutcome
wait_for (int fd, const ChoshoHelperPatience *patience)
{
  GPollFD cancel_fd = { .fd = -1 };
  gboolean has_fd = g_cancellable_make_pollfd (patience->cancellable, &cancel_fd);
  struct pollfd fds[] = { { .fd = fd, .events = POLLIN },
                          { .fd = has_fd ? cancel_fd.fd : -1, .events = POLLIN } };
  ChoshoHelperOutcome outcome = CHOSHO_HELPER_OUTCOME_ENDED;

  for (;;)
    {
      gint64 left_us = patience->deadline_us - g_get_monotonic_time ();
      int result = left_us > 0 ? poll (fds, G_N_ELEMENTS (fds), left_us / 1000 + 1) : 0;

      if (result < 0 && errno == EINTR)
        continue;
      if (result < 0)
        outcome = CHOSHO_HELPER_OUTCOME_FAILED;
      else if (g_cancellable_is_cancelled (patience->cancellable))
        outcome = CHOSHO_HELPER_OUTCOME_CANCELLED;
      else if (result == 0)
        outcome = CHOSHO_HELPER_OUTCOME_TIMED_OUT;
      break;
    }
  if (has_fd)
    g_cancellable_release_fd (patience->cancellable);
  return outcome;
}

ChoshoHelperOutcome
chosho_helper_read_answer (int answer_fd, ChoshoHelperStream *stream, gboolean one_of_many, const ChoshoHelperPatience *patience)
{
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);

  for (;;)
    {
      ChoshoHelperOutcome outcome = wait_for (answer_fd, patience);
      gssize got;

      if (outcome != CHOSHO_HELPER_OUTCOME_ENDED)
        return outcome;
      got = read (answer_fd, buffer, READ_BYTES);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return CHOSHO_HELPER_OUTCOME_FAILED;
      if (got == 0)
        return CHOSHO_HELPER_OUTCOME_ENDED;
      if (!chosho_helper_stream_feed (stream, buffer, got))
        return CHOSHO_HELPER_OUTCOME_BROKEN;
      if (one_of_many && chosho_helper_stream_is_complete (stream))
        return CHOSHO_HELPER_OUTCOME_ENDED;
    }
}

int
chosho_helper_reap (GPid pid, gboolean kill_now, const ChoshoHelperPatience *patience, ChoshoHelperOutcome *outcome)
{
  int pid_fd = kill_now ? -1 : (int) syscall (SYS_pidfd_open, pid, 0), status = 0;

  if (pid_fd >= 0)
    {
      *outcome = wait_for (pid_fd, patience);
      kill_now = *outcome != CHOSHO_HELPER_OUTCOME_ENDED;
      close (pid_fd);
    }
  if (kill_now)
    kill (pid, SIGKILL);
  while (waitpid (pid, &status, 0) < 0)
    if (errno != EINTR)
      return 0; /* the host process ignores SIGCHLD: the answer's last record is enough */
  return status;
}

static const char *
describe_signal (int number)
{
  switch (number)
    {
    case SIGXCPU: case SIGKILL:
      return _("it takes more computing time than is allowed");
    case SIGSYS:
      return _("while it was read, the helper attempted something forbidden");
    case SIGABRT: case SIGTRAP:
      return _("it needs more memory than is allowed, or is damaged in a way no reader foresaw");
    default:
      return _("it is damaged in a way no reader foresaw");
    }
}

gboolean
chosho_helper_judge_outcome (ChoshoHelperOutcome outcome, const ChoshoHelperPatience *patience, const char *file_name, GError **error)
{
  g_autofree char *shown = chosho_helper_show_text (file_name), *reason = NULL;

  switch (outcome)
    {
    case CHOSHO_HELPER_OUTCOME_ENDED:
      return TRUE;
    case CHOSHO_HELPER_OUTCOME_CANCELLED:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Reading “%s” was cancelled"), shown);
      return FALSE;
    case CHOSHO_HELPER_OUTCOME_TIMED_OUT:
      reason = g_strdup_printf (_("it takes longer than %u seconds"),
                                patience->seconds);
      return chosho_helper_unsafe_error (error, file_name, reason);
    case CHOSHO_HELPER_OUTCOME_BROKEN:
      return chosho_helper_unsafe_error (error, file_name, _("the helper's answer makes no sense"));
    default:
      return chosho_error_set_errno (error, errno, "%s", shown);
    }
}

gboolean
chosho_helper_judge_end (ChoshoHelperStream *stream, int status, const char *file_name, GError **error)
{
  const ChoshoHelperFault *fault = chosho_helper_stream_get_fault (stream);

  if (WIFSIGNALED (status))
    return chosho_helper_unsafe_error (error, file_name, describe_signal (WTERMSIG (status)));
  if (WEXITSTATUS (status) == CHOSHO_HELPER_EXIT_USAGE)
    return chosho_helper_unsafe_error (error, file_name, _("the helper is of another version than this program"));
  if (!chosho_helper_stream_is_complete (stream)
      || (WEXITSTATUS (status) != CHOSHO_HELPER_EXIT_OK && fault == NULL))
    return chosho_helper_unsafe_error (error, file_name, _("the helper's answer makes no sense"));
  if (fault == NULL)
    return TRUE;
  chosho_helper_fault_to_error (fault, file_name, error);
  return FALSE;
}
