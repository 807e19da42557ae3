/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-session-private.h"
#include "chosho-workspace-private.h"

/* Many rows by their ids, on the reading worker: what is copied from a list may be all of it. */

typedef struct
{
  char *kind;
  GStrv ids;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *self = data;

  g_free (self->kind);
  g_strfreev (self->ids);
  g_free (self);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Wanted *wanted = data;
  GError *error = NULL;
  ChoshoIndex *index = chosho_session_get_index (chosho_workspace_get_read_session (source), &error);
  ChoshoValue *rows;

  if (index == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rows = chosho_value_new_array ();
  for (guint i = 0; wanted->ids[i] != NULL; i++)
    {
      ChoshoValue *row = chosho_workspace_read_row_from (index, wanted->kind, wanted->ids[i]);

      if (row != NULL)
        chosho_value_append (rows, row);
    }
  g_task_return_pointer (task, rows, (GDestroyNotify) chosho_value_unref);
}

void
chosho_workspace_read_rows_async (ChoshoWorkspace *self, const char *kind, const char *const *ids, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->kind = g_strdup (kind);
  wanted->ids = g_strdupv ((char **) ids);
  g_task_set_task_data (task, wanted, wanted_free);
  chosho_workspace_push_read (self, task, read_thread);
}

ChoshoValue *
chosho_workspace_read_rows_finish (ChoshoWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
