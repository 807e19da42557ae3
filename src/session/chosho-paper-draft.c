/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paper-draft.h"

#include <glib/gi18n-lib.h>

#include "chosho-papers.h"
#include "chosho-workspace-private.h"

typedef struct
{
  char              *control; /* (owned) */
  ChoshoObjectStore *objects; /* (borrowed from the workspace, which the task keeps) */
  ChoshoPaperRecord *record;  /* (owned) (nullable) from the reading worker */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *self = data;

  g_free (self->control);
  g_clear_pointer (&self->record, chosho_paper_record_free);
  g_free (self);
}

static void
set_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Draft *draft = data;
  GError *error = NULL;
  GBytes *bytes = chosho_papers_make (draft->record, draft->objects, draft->control, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Draft *draft = data;
  ChoshoSession *session = chosho_workspace_get_read_session (source);
  GError *error = NULL;

  draft->objects = chosho_session_get_objects (session);
  draft->record = chosho_paper_record_read (session, cancellable, &error);
  if (draft->record != NULL)
    chosho_workspace_push_set (source, task, set_thread);
  else
    g_task_return_error (task, error);
}

void
chosho_paper_draft_async (ChoshoWorkspace *workspace, const char *control, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Draft *draft = g_new0 (Draft, 1);

  draft->control = g_strdup (control);
  g_task_set_check_cancellable (task, FALSE); /* our own error says the same */
  g_task_set_task_data (task, draft, draft_free);
  chosho_workspace_push_read (workspace, task, read_thread);
}

ChoshoDocument *
chosho_paper_draft_finish (GAsyncResult *result, GError **error)
{
  GTask *task = G_TASK (result);
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (task, error);
  g_autofree char *name = NULL;

  if (bytes == NULL)
    return NULL;
  name = g_strdup_printf (_("Working paper %s"), ((Draft *) g_task_get_task_data (task))->control);
  return chosho_document_new_from_memory (bytes, name);
}
