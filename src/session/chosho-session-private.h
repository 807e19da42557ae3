/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-engagement-folder.h"
#include "chosho-event-feed.h"
#include "chosho-event-log.h"
#include "chosho-index.h"
#include "chosho-object-store.h"
#include "chosho-session.h"

struct _ChoshoSession
{
  GObject parent_instance;

  ChoshoEngagementFolder *folder;   /* (owned) */
  ChoshoEventLog         *log;      /* (owned) */
  GError                 *log_read_only; /* (owned) (nullable) why @log is open for reading only, though the folder may be written */
  ChoshoObjectStore      *objects;  /* (owned) */
  ChoshoIndex            *reader;   /* (owned) (nullable) */
  ChoshoIdentity         *identity; /* (owned) (nullable) */
  char                   *addition; /* (owned) (nullable) why something is added to an assembled file */
  GCancellable           *cancellable; /* (borrowed) (nullable) of the command under way: ends its waiting for others */

  ChoshoState *state;        /* (owned) (nullable) every event up to @arrival */
  gint64       arrival;      /* last event of the log that @state holds */
  gint64       marked;       /* where the index stood when @state was marked; 0: never */
  GHashTable  *arrivals;     /* (owned) event id (borrowed from the state's events) -> arrival */
  ChoshoEventFeed *feed;     /* (owned) (nullable) while the log is read or signatures of @state are still being checked */
  GHashTable  *trusted;      /* (owned) (nullable) ids whose signature the index knows as good */
  GPtrArray   *unreadable;   /* (owned) (element-type utf8) what could not be read, for messages */
  gboolean     verified;     /* every signature in @state was checked in this process */
};

/* Brings the state in memory up to the log. @verified: checks every signature again. */
gboolean chosho_session_load (ChoshoSession *self, gboolean verified, GError **error);
/* Brings the state up to the log from its beginning, while the signatures are still being checked: all that is made of it
 * is void unless chosho_session_confirm() says that every one was good. */
gboolean chosho_session_load_behind (ChoshoSession *self, GError **error);
/* Waits for the signatures; FALSE, and the state is dropped, where one was not what it was taken for. */
gboolean chosho_session_confirm (ChoshoSession *self);
/* Forgets the state; the next one who needs it reads the log from its beginning. */
void     chosho_session_drop_state (ChoshoSession *self);
/* INTEGRITY where the log holds what cannot be read or has no ancestors: nothing may be written then. */
gboolean chosho_session_check_writable (ChoshoSession *self, GError **error);
/* Notes that @event, just appended at @arrival, is in the state. */
void     chosho_session_note_arrival (ChoshoSession *self, ChoshoEvent *event, gint64 arrival);

/* chosho-session-index.c. Under the engagement's lock: writes the rows of what the index lacks. */
gboolean chosho_session_update_index (ChoshoSession *self, GError **error);
/* Under the engagement's lock: reads the log from its beginning, checks every signature, writes all rows. */
gboolean chosho_session_rebuild_index (ChoshoSession *self, GError **error);
/* The index of the state in memory, without a file and without the lock. (transfer full) */
ChoshoIndex *chosho_session_make_index_in_memory (ChoshoSession *self, GError **error);
