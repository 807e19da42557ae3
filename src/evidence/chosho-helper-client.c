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

/* Why waiting ended. */
typedef enum
{
  OUTCOME_ENDED,     /* the helper closed its answer */
  OUTCOME_BROKEN,    /* the answer makes no sense */
  OUTCOME_TIMED_OUT,
  OUTCOME_CANCELLED,
  OUTCOME_FAILED,    /* our own poll or read failed, errno says why */
} Outcome;

/* What the waiting functions wait for. */
typedef struct
{
  gint64        deadline_us; /* g_get_monotonic_time() */
  GCancellable *cancellable; /* (borrowed) (nullable) */
} Patience;

static gboolean
unsafe_error (GError **error, const char *file_name, const char *reason)
{
  g_autofree char *shown = chosho_helper_show_text (file_name);

  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER, _("“%s” could not be read safely: %s"),
               shown, reason);
  return FALSE;
}

/* Waits until @fd can be read or is closed; OUTCOME_ENDED then. */
static Outcome
wait_for (int fd, const Patience *patience)
{
  GPollFD cancel_fd = { .fd = -1 };
  gboolean has_fd = g_cancellable_make_pollfd (patience->cancellable, &cancel_fd);
  struct pollfd fds[] = { { .fd = fd, .events = POLLIN },
                          { .fd = has_fd ? cancel_fd.fd : -1, .events = POLLIN } };
  Outcome outcome = OUTCOME_ENDED;

  for (;;)
    {
      gint64 left_us = patience->deadline_us - g_get_monotonic_time ();
      int result = left_us > 0 ? poll (fds, G_N_ELEMENTS (fds), left_us / 1000 + 1) : 0;

      if (result < 0 && errno == EINTR)
        continue;
      if (result < 0)
        outcome = OUTCOME_FAILED;
      else if (g_cancellable_is_cancelled (patience->cancellable))
        outcome = OUTCOME_CANCELLED;
      else if (result == 0)
        outcome = OUTCOME_TIMED_OUT;
      break;
    }
  if (has_fd)
    g_cancellable_release_fd (patience->cancellable);
  return outcome;
}

/* Feeds the whole answer to @stream. */
static Outcome
read_answer (int answer_fd, ChoshoHelperStream *stream, const Patience *patience)
{
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);

  for (;;)
    {
      Outcome outcome = wait_for (answer_fd, patience);
      gssize got;

      if (outcome != OUTCOME_ENDED)
        return outcome;
      got = read (answer_fd, buffer, READ_BYTES);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return OUTCOME_FAILED;
      if (got == 0)
        return OUTCOME_ENDED;
      if (!chosho_helper_stream_feed (stream, buffer, got))
        return OUTCOME_BROKEN;
    }
}

/* Waits for the end of the process, kills it where that does not come. Returns its wait status. */
static int
reap (GPid pid, gboolean kill_now, const Patience *patience, Outcome *outcome)
{
  int pid_fd = kill_now ? -1 : (int) syscall (SYS_pidfd_open, pid, 0), status = 0;

  if (pid_fd >= 0)
    {
      *outcome = wait_for (pid_fd, patience);
      kill_now = *outcome != OUTCOME_ENDED;
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

static gboolean
judge_outcome (Outcome outcome, const char *file_name, GError **error)
{
  g_autofree char *shown = chosho_helper_show_text (file_name), *reason = NULL;

  switch (outcome)
    {
    case OUTCOME_ENDED:
      return TRUE;
    case OUTCOME_CANCELLED:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Reading “%s” was cancelled"), shown);
      return FALSE;
    case OUTCOME_TIMED_OUT:
      reason = g_strdup_printf (_("it takes longer than %u seconds"),
                                chosho_helper_client_get_wall_seconds ());
      return unsafe_error (error, file_name, reason);
    case OUTCOME_BROKEN:
      return unsafe_error (error, file_name, _("the helper's answer makes no sense"));
    default:
      return chosho_error_set_errno (error, errno, "%s", shown);
    }
}

/* The process ended by itself: what its status and its last record say together. */
static gboolean
judge_end (ChoshoHelperStream *stream, int status, const char *file_name, GError **error)
{
  const ChoshoHelperFault *fault = chosho_helper_stream_get_fault (stream);

  if (WIFSIGNALED (status))
    return unsafe_error (error, file_name, describe_signal (WTERMSIG (status)));
  if (WEXITSTATUS (status) == CHOSHO_HELPER_EXIT_USAGE)
    return unsafe_error (error, file_name, _("the helper is of another version than this program"));
  if (!chosho_helper_stream_is_complete (stream)
      || (WEXITSTATUS (status) != CHOSHO_HELPER_EXIT_OK && fault == NULL))
    return unsafe_error (error, file_name, _("the helper's answer makes no sense"));
  if (fault == NULL)
    return TRUE;
  chosho_helper_fault_to_error (fault, file_name, error);
  return FALSE;
}

gboolean
chosho_helper_run (int fd, const char *file_name, ChoshoHelperRequest request,
                   ChoshoHelperFlags flags, ChoshoHelperRecordFunc func, gpointer user_data,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoHelperStream) stream = chosho_helper_stream_new (request, func, user_data);
  Patience patience = {
    g_get_monotonic_time () + chosho_helper_client_get_wall_seconds () * G_TIME_SPAN_SECOND,
    cancellable,
  };
  ChoshoHelperProcess process;
  Outcome outcome;
  int status, errnum;

  if (!chosho_helper_process_start (&process, fd, file_name, request, flags, error))
    return FALSE;
  outcome = read_answer (process.answer_fd, stream, &patience);
  errnum = errno;
  close (process.answer_fd);
  status = reap (process.pid, outcome != OUTCOME_ENDED, &patience, &outcome);
  errno = errnum;
  return judge_outcome (outcome, file_name, error) && judge_end (stream, status, file_name, error);
}

static gboolean
take_kind (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  int *kind = user_data;

  if (type != CHOSHO_HELPER_RECORD_KIND || *kind >= 0)
    return FALSE;
  *kind = chosho_helper_payload_u8 (payload);
  return *kind <= CHOSHO_HELPER_KIND_OLE;
}

gboolean
chosho_helper_sniff (int fd, const char *file_name, ChoshoHelperFlags flags, ChoshoFileKind *kind,
                     GCancellable *cancellable, GError **error)
{
  int found = -1;

  if (!chosho_helper_run (fd, file_name, CHOSHO_HELPER_REQUEST_SNIFF, flags, take_kind, &found,
                          cancellable, error))
    return FALSE;
  switch (found)
    {
    case -1:
      return unsafe_error (error, file_name, _("the helper's answer makes no sense"));
    case CHOSHO_HELPER_KIND_CSV:
      *kind = CHOSHO_FILE_KIND_CSV;
      return TRUE;
    case CHOSHO_HELPER_KIND_XLSX:
      *kind = CHOSHO_FILE_KIND_XLSX;
      return TRUE;
    case CHOSHO_HELPER_KIND_OSCAL_CATALOG:
      *kind = CHOSHO_FILE_KIND_OSCAL_CATALOG;
      return TRUE;
    default:
      *kind = CHOSHO_FILE_KIND_UNKNOWN;
      return TRUE;
    }
}
