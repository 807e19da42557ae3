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
  GCancellable           *cancellable; /* (borrowed) (nullable) of the command under way: ends its waiting for others */

  ChoshoState *state;        /* (owned) (nullable) every event up to @arrival */
  gint64       arrival;      /* last event of the log that @state holds */
  gint64       marked;       /* where the index stood when @state was marked; 0: never */
  GHashTable  *arrivals;     /* (owned) event id (borrowed from the state's events) -> arrival */
  ChoshoEventFeed *feed;     /* (owned) (nullable) while the log is read */
  GHashTable  *trusted;      /* (owned) (nullable) ids whose signature the index knows as good */
  GPtrArray   *unreadable;   /* (owned) (element-type utf8) what could not be read, for messages */
  gboolean     verified;     /* every signature in @state was checked in this process */
};

/* Brings the state in memory up to the log. @verified: checks every signature again. */
gboolean chosho_session_load (ChoshoSession *self, gboolean verified, GError **error);
/* INTEGRITY where the log holds what cannot be read or has no ancestors: nothing may be written then. */
gboolean chosho_session_check_writable (ChoshoSession *self, GError **error);
/* Notes that @event, just appended at @arrival, is in the state. */
void     chosho_session_note_arrival (ChoshoSession *self, ChoshoEvent *event, gint64 arrival);

/* chosho-session-index.c. Under the engagement's lock: writes the rows of what the index lacks. */
gboolean chosho_session_update_index (ChoshoSession *self, gboolean rebuild, GError **error);
/* The index of the state in memory, without a file and without the lock. (transfer full) */
ChoshoIndex *chosho_session_make_index_in_memory (ChoshoSession *self, GError **error);
