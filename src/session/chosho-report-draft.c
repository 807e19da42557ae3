/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-draft.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-report-builder.h"
#include "chosho-report-file.h"
#include "chosho-report-reissue.h"
#include "chosho-workspace-private.h"

typedef struct
{
  ChoshoProgress    *progress; /* (owned) (nullable) */
  ChoshoReportModel *model;    /* (owned) (nullable) what the record says, from the reading worker */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *self = data;

  g_clear_pointer (&self->progress, chosho_progress_unref);
  g_clear_pointer (&self->model, chosho_report_model_free);
  g_free (self);
}

/* TRUE where nobody waits for @task any more, which then has ended. */
static gboolean
end_cancelled (GTask *task, GCancellable *cancellable)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_task_return_new_error (task, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Making the draft was cancelled"));
  return TRUE;
}

static void
set_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Draft *draft = data;
  ChoshoReportFileInfo info = { 0 };
  GError *error = NULL;
  GBytes *bytes;

  if (end_cancelled (task, cancellable))
    return;
  bytes = chosho_report_file_set (draft->model, CHOSHO_REPORT_FORMAT_PDF, draft->progress, cancellable, &info, &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ChoshoWorkspace *workspace = source;
  Draft *draft = data;
  GError *error = NULL;
  g_autoptr (ChoshoView) view = NULL;
  g_autofree char *today = NULL;

  if (end_cancelled (task, cancellable))
    return;
  view = chosho_session_get_view (chosho_workspace_get_read_session (workspace), FALSE, &error);
  if (view == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  today = chosho_report_file_dup_today (view);
  draft->model = chosho_report_builder_build (view, TRUE, today);
  chosho_report_reissue_describe (draft->model, chosho_report_reissue_find_earlier (view), NULL);
  chosho_workspace_push_set (workspace, task, set_thread);
}

void
chosho_report_draft_async (ChoshoWorkspace *workspace, ChoshoProgress *progress, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Draft *draft = g_new0 (Draft, 1);

  if (progress != NULL)
    draft->progress = chosho_progress_ref (progress);
  g_task_set_check_cancellable (task, FALSE); /* our own error says the same */
  g_task_set_task_data (task, draft, draft_free);
  chosho_workspace_push_read (workspace, task, read_thread);
}

ChoshoDocument *
chosho_report_draft_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), error);

  return bytes != NULL ? chosho_document_new_from_memory (bytes, _("Draft report")) : NULL;
}
