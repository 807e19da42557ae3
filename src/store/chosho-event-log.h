/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"
#include "chosho-stored-event.h"

G_BEGIN_DECLS

/*
 * engagement.db: the signed events of an engagement and nothing else, append-only. One connection,
 * one thread at a time. All functions block. Errors beside those named: IO, NO_SPACE, LOCKED,
 * INTEGRITY (damaged file), CANCELLED; messages name the file.
 */
typedef struct _ChoshoEventLog ChoshoEventLog;

/* A reader never keeps the file locked longer than for so many rows: while a statement reads, a
 * writer's commit waits. */
#define CHOSHO_EVENT_LOG_PAGE 500

typedef struct
{
  guint  added;        /* events that are new here */
  guint  already_held; /* events whose id was there already (also twice in one call) */
  gint64 last_arrival; /* of the whole log, after the append */
} ChoshoAppendResult;

/* Makes an empty log at @path, which must not exist (EXISTS), mode 0600. The folder is synced. */
ChoshoEventLog *chosho_event_log_create (const char *path, GError **error);
/* NOT_FOUND; INTEGRITY where the file is no log of ours, or its schema was altered; with @writable
 * READ_ONLY where it cannot be written or a newer program made it. */
ChoshoEventLog *chosho_event_log_open (const char *path, gboolean writable, GError **error);
/* For verification: opens for reading whatever can be opened. @fault (transfer full): what is wrong with
 * the file as a record (INTEGRITY: no record, another program's, altered tables), NULL where nothing is;
 * with a fault, reading may find nothing or fail. NULL where there is not even a database to ask. */
ChoshoEventLog *chosho_event_log_open_to_check (const char *path, GError **fault, GError **error);
void            chosho_event_log_free (ChoshoEventLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoEventLog, chosho_event_log_free)

const char     *chosho_event_log_get_path (ChoshoEventLog *self);
/* TRUE where a newer program made the file: it can be read and checked, not written. */
gboolean        chosho_event_log_is_newer (ChoshoEventLog *self);

/* Appends @events in one durable transaction: all of them or none. Events whose id is held already
 * are skipped and counted. An event whose id is not that of its bytes is INTEGRITY, an empty one or
 * one above CHOSHO_LIMIT_EVENT_BYTES is LIMIT. @cancellable is looked at until the commit begins. When
 * TRUE is returned the events survive a power cut; every error but UNCONFIRMED means that the log is as
 * it was. Call it under the engagement's ChoshoLock. */
gboolean chosho_event_log_append (ChoshoEventLog *self, ChoshoStoredEvent *const *events, guint n_events,
                                  ChoshoAppendResult *result, GCancellable *cancellable, GError **error);

/* The events with arrival >= @from_arrival in that order, at most min(@limit, CHOSHO_EVENT_LOG_PAGE).
 * (transfer full) (element-type ChoshoStoredEvent). An array shorter than asked for is the end. Go on
 * at the last event's arrival + 1: a damaged log may have gaps. */
GPtrArray *chosho_event_log_read (ChoshoEventLog *self, gint64 from_arrival, guint limit, GError **error);

/* (transfer full), NOT_FOUND. */
ChoshoStoredEvent *chosho_event_log_get (ChoshoEventLog *self, const guint8 id[CHOSHO_DIGEST_SIZE], GError **error);

/* @held tells whether the log holds @id. */
gboolean chosho_event_log_holds (ChoshoEventLog *self, const guint8 id[CHOSHO_DIGEST_SIZE], gboolean *held,
                                 GError **error);

/* Number of events, and the highest arrival (0 if none); they are equal in an undamaged log. */
gboolean chosho_event_log_get_extent (ChoshoEventLog *self, gint64 *count, gint64 *last_arrival, GError **error);

/* The highest arrival alone, which costs no counting: for who asks whether there is anything new. */
gboolean chosho_event_log_get_last (ChoshoEventLog *self, gint64 *last_arrival, GError **error);

/* Changes whenever another connection has appended; for followers. */
gboolean chosho_event_log_get_data_version (ChoshoEventLog *self, gint64 *version, GError **error);

/* Calls @function with every event (transfer full) in order of arrival, by one statement, which misses no row however
 * the numbers were altered. It holds the file for as long as it runs: only under the engagement's
 * ChoshoLock or on a file nobody writes. FALSE may come after some events. */
typedef void (*ChoshoStoredEventFunc) (ChoshoStoredEvent *event, gpointer user_data);
gboolean chosho_event_log_foreach (ChoshoEventLog *self, ChoshoStoredEventFunc function, gpointer user_data,
                                   GCancellable *cancellable, GError **error);

/* SQLite's integrity check alone: (transfer full) (element-type utf8), empty where nothing is wrong. */
GPtrArray *chosho_event_log_check_file (ChoshoEventLog *self, GCancellable *cancellable, GError **error);

/* As chosho_event_log_foreach(): what is wrong with the file itself: SQLite's integrity check and rows that are no events or whose id
 * is not that of their bytes. (transfer full) (element-type utf8), empty where nothing is. It notices
 * every altered event but neither a missing one nor a bad signature: the chains and keys tell those. */
GPtrArray *chosho_event_log_check (ChoshoEventLog *self, ChoshoProgress *progress, GCancellable *cancellable,
                                   GError **error);

/* A durable copy of the log as it is now; see chosho_database_copy_to(). EXISTS. */
gboolean chosho_event_log_backup_to (ChoshoEventLog *self, const char *path, ChoshoProgress *progress,
                                     GCancellable *cancellable, GError **error);

G_END_DECLS
