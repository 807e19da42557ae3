/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-event-log-private.h"

/* The side of the log that looks at a file which somebody may have altered. */

ChoshoEventLog *
chosho_event_log_open_to_check (const char *path, GError **fault, GError **error)
{
  g_autoptr (ChoshoEventLog) self = g_new0 (ChoshoEventLog, 1);

  self->database = chosho_database_open (path, CHOSHO_DATABASE_READ, error);
  if (self->database == NULL)
    return NULL;
  chosho_event_log_check_identity (self, fault);
  return g_steal_pointer (&self);
}

gboolean
chosho_event_log_foreach (ChoshoEventLog *self, ChoshoStoredEventFunc function, gpointer user_data, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;
  ChoshoStep step = CHOSHO_STEP_ERROR;

  chosho_database_set_cancellable (self->database, cancellable);
  statement = chosho_database_prepare (self->database, "SELECT arrival, id, bytes, signature FROM events ORDER BY arrival", error);
  while (statement != NULL && (step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    function (chosho_event_log_take_event (statement), user_data);
  chosho_database_set_cancellable (self->database, NULL);
  return step == CHOSHO_STEP_DONE;
}

GPtrArray *
chosho_event_log_check_file (ChoshoEventLog *self, GCancellable *cancellable, GError **error)
{
  GPtrArray *complaints;

  chosho_database_set_cancellable (self->database, cancellable);
  complaints = chosho_database_check (self->database, error);
  chosho_database_set_cancellable (self->database, NULL);
  return complaints;
}

typedef struct
{
  GPtrArray      *complaints; /* (element-type utf8) */
  ChoshoProgress *progress;
} RowCheck;

static void
on_row (ChoshoStoredEvent *stored, gpointer user_data)
{
  g_autoptr (ChoshoStoredEvent) event = stored;
  RowCheck *check = user_data;

  if (!chosho_stored_event_is_intact (event))
    g_ptr_array_add (check->complaints, g_strdup_printf (_("row %" PRId64 ": the event was altered"), event->arrival));
  chosho_progress_add (check->progress, 1);
}

GPtrArray *
chosho_event_log_check (ChoshoEventLog *self, ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  RowCheck check = { chosho_event_log_check_file (self, cancellable, error), progress };

  if (check.complaints != NULL && !chosho_event_log_foreach (self, on_row, &check, cancellable, error))
    g_clear_pointer (&check.complaints, g_ptr_array_unref);
  return check.complaints;
}
