/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-event-log-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "chosho-error.h"

/* Looking at the file by name takes no lock away from SQLite. */
static gboolean
is_journal_hot (ChoshoEventLog *self)
{
  g_autofree char *path = g_strconcat (chosho_event_log_get_path (self), "-journal", NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size > 0;
}

G_STATIC_ASSERT (CHOSHO_EVENT_LOG_SCHEMA_VERSION == 1); /* as confirm() writes it */

/* A commit that changes nothing writes the journal and syncs its end once more: after it, what was
 * committed before survives a power cut. */
static gboolean
confirm (ChoshoEventLog *self, GError **error)
{
  ChoshoDatabase *database = chosho_event_log_get_database (self);
  gboolean done;

  if (!chosho_database_begin (database, error))
    return FALSE;
  done = chosho_database_exec (database, "PRAGMA user_version=1", error)
         && chosho_database_commit (database, error);
  chosho_database_rollback (database);
  return done;
}

gboolean
chosho_event_log_settle (ChoshoEventLog *self, const ChoshoStoredEvent *last, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean held = FALSE;

  /* What is still in the journal is taken back by whoever opens the log next. */
  if (is_journal_hot (self))
    return FALSE;
  if (!chosho_event_log_holds (self, last->id, &held, &local))
    {
      g_clear_error (error);
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_UNCONFIRMED,
                   _("Whether this was recorded could not be found out; look before doing it again: %s"), local->message);
      return FALSE;
    }
  if (!held)
    return FALSE;
  g_clear_error (error);
  if (confirm (self, &local))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_UNCONFIRMED,
               _("This was recorded, but the disk did not confirm that it will last: %s"), local->message);
  return FALSE;
}
