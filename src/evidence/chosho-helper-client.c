/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-helper-client-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-helper-limits.h"

gboolean
chosho_helper_run (int fd, const char *file_name, ChoshoHelperRequest request,
                   ChoshoHelperFlags flags, ChoshoHelperRecordFunc func, gpointer user_data,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoHelperStream) stream = chosho_helper_stream_new (request, func, user_data);
  ChoshoHelperPatience patience;
  ChoshoHelperProcess process;
  ChoshoHelperOutcome outcome;
  int status, errnum;

  if (!chosho_helper_process_start (&process, fd, file_name, request, flags, error))
    return FALSE;
  chosho_helper_patience_init (&patience, CHOSHO_HELPER_LIMIT_WALL_SECONDS, cancellable);
  outcome = chosho_helper_read_answer (process.answer_fd, stream, FALSE, &patience);
  errnum = errno;
  close (process.answer_fd);
  status = chosho_helper_reap (process.pid, outcome != CHOSHO_HELPER_OUTCOME_ENDED, &patience, &outcome);
  errno = errnum;
  return chosho_helper_judge_outcome (outcome, &patience, file_name, error)
         && chosho_helper_judge_end (stream, status, file_name, error);
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
      return chosho_helper_unsafe_error (error, file_name, _("the helper's answer makes no sense"));
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
