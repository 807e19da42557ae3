/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-event-log.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "chosho-database.h"
#include "chosho-error.h"
#include "chosho-event-log-private.h"
#include "chosho-file.h"
#include "chosho-limits.h"
#include "chosho-schema-0001-initial.h"

#define APPLICATION_ID 0x4348534F /* "CHSO" */

/* TRUNCATE and EXTRA: of all modes measured, the cheapest that lost no acknowledged commit in
 * simulated power cuts and needs no write-ahead log. */
static gboolean
set_journal (ChoshoDatabase *database, GError **error)
{
  g_autofree char *mode = NULL;

  if (!chosho_database_exec (database, "PRAGMA synchronous=EXTRA", error))
    return FALSE;
  mode = chosho_database_query_text (database, "PRAGMA journal_mode=TRUNCATE", error);
  if (mode == NULL)
    return FALSE;
  if (g_strcmp0 (mode, "truncate") == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED, _("%s: another program is using the file; try again when it is done"),
               chosho_database_get_path (database));
  return FALSE;
}

/* Compares with the schema this program would make: the triggers may have been taken away, or a
 * hostile file may bring its own. */
static gboolean
has_own_schema (ChoshoDatabase *database, gboolean *own, GError **error)
{
  g_autoptr (ChoshoDatabase) model = chosho_database_open (NULL, CHOSHO_DATABASE_WRITE, error);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (model == NULL || !chosho_database_exec (model, CHOSHO_SCHEMA_RECORD, error))
    return FALSE;
  expected = chosho_database_dup_schema (model, error);
  found = expected != NULL ? chosho_database_dup_schema (database, error) : NULL;
  *own = g_strcmp0 (expected, found) == 0;
  return found != NULL;
}

/* A newer program's schema is another one: a higher number over ours was written by hand. */
static gboolean
check_version (ChoshoEventLog *self, ChoshoDatabaseIdentity identity, GError **error)
{
  const char *path = chosho_database_get_path (self->database);
  gboolean own;

  if (!has_own_schema (self->database, &own, error))
    return FALSE;
  self->newer = identity == CHOSHO_DATABASE_IS_NEWER && !own;
  if (self->newer || (identity == CHOSHO_DATABASE_IS_CURRENT && own))
    return TRUE;
  if (identity == CHOSHO_DATABASE_IS_CURRENT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the tables or triggers of the record were altered"), path);
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the version number of the record was altered"), path);
  return FALSE;
}

gboolean
chosho_event_log_check_identity (ChoshoEventLog *self, GError **error)
{
  const char *path = chosho_database_get_path (self->database);
  ChoshoDatabaseIdentity identity;

  if (!chosho_database_identify (self->database, APPLICATION_ID, CHOSHO_EVENT_LOG_SCHEMA_VERSION, &identity, error))
    return FALSE;
  if (identity == CHOSHO_DATABASE_IS_EMPTY)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the file holds no record"), path);
      return FALSE;
    }
  if (!check_version (self, identity, error))
    return FALSE;
  if (!self->newer || !self->writable)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY,
               _("%s: made by a newer version of Chosho; it can only be read here"), path);
  return FALSE;
}

/* One transaction, so that a crash leaves an empty file, which is no record, or a whole one. */
static gboolean
make_schema (ChoshoDatabase *database, GError **error)
{
  if (!chosho_database_begin (database, error))
    return FALSE;
  if (!chosho_database_exec (database, CHOSHO_SCHEMA_RECORD, error))
    {
      chosho_database_rollback (database);
      return FALSE;
    }
  return chosho_database_commit (database, error);
}

static ChoshoEventLog *
open_created (const char *path, GError **error)
{
  g_autoptr (ChoshoEventLog) self = g_new0 (ChoshoEventLog, 1);
  g_autofree char *folder = g_path_get_dirname (path);

  self->writable = TRUE;
  self->database = chosho_database_open (path, CHOSHO_DATABASE_WRITE, error);
  if (self->database == NULL || !set_journal (self->database, error) || !make_schema (self->database, error)
      || !chosho_folder_sync (folder, error))
    return NULL;
  return g_steal_pointer (&self);
}

ChoshoEventLog *
chosho_event_log_create (const char *path, GError **error)
{
  ChoshoEventLog *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0 && errno == EEXIST)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("%s: the file exists already"), path);
      return NULL;
    }
  if (fd < 0)
    {
      chosho_error_set_errno (error, errno, "%s", path);
      return NULL;
    }
  close (fd); /* before SQLite opens it: afterwards a close would drop SQLite's locks */
  self = open_created (path, error);
  if (self == NULL)
    g_unlink (path);
  return self;
}

ChoshoEventLog *
chosho_event_log_open (const char *path, gboolean writable, GError **error)
{
  g_autoptr (ChoshoEventLog) self = g_new0 (ChoshoEventLog, 1);
  ChoshoDatabaseFlags flags = writable ? CHOSHO_DATABASE_WRITE : CHOSHO_DATABASE_READ;

  self->writable = writable;
  self->database = chosho_database_open (path, flags, error);
  if (self->database == NULL || !chosho_event_log_check_identity (self, error))
    return NULL;
  if (writable && !set_journal (self->database, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
chosho_event_log_free (ChoshoEventLog *self)
{
  if (self == NULL)
    return;
  chosho_database_free (self->database);
  g_free (self);
}

const char *
chosho_event_log_get_path (ChoshoEventLog *self)
{
  return chosho_database_get_path (self->database);
}

gboolean
chosho_event_log_is_newer (ChoshoEventLog *self)
{
  return self->newer;
}

ChoshoDatabase *
chosho_event_log_get_database (ChoshoEventLog *self)
{
  return self->database;
}

/* Our own mistakes end here, not in the record. */
static gboolean
check_event (ChoshoEventLog *self, const ChoshoStoredEvent *event, GError **error)
{
  gsize size = g_bytes_get_size (event->bytes);
  g_autofree char *hex = NULL;

  if (size > 0 && size <= CHOSHO_LIMIT_EVENT_BYTES && chosho_stored_event_is_intact (event))
    return TRUE;
  hex = chosho_hex_encode (event->id, CHOSHO_DIGEST_SIZE);
  if (size == 0 || size > CHOSHO_LIMIT_EVENT_BYTES)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s: event %s has %zu bytes; 1 to %d are allowed"),
                 chosho_event_log_get_path (self), hex, size, CHOSHO_LIMIT_EVENT_BYTES);
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the bytes of event %s do not have that id"),
                 chosho_event_log_get_path (self), hex);
  return FALSE;
}

static gboolean
insert_event (ChoshoEventLog *self, const ChoshoStoredEvent *event, gint64 arrival, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  statement = chosho_database_prepare (
    self->database, "INSERT INTO events (arrival, id, bytes, signature) VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_int64 (statement, 1, arrival);
  chosho_statement_bind_blob (statement, 2, event->id, CHOSHO_DIGEST_SIZE);
  chosho_statement_bind_bytes (statement, 3, event->bytes);
  chosho_statement_bind_blob (statement, 4, event->signature, CHOSHO_SIGNATURE_SIZE);
  return chosho_statement_run (statement, error);
}

/* Within the transaction. @last: the last event that was new. */
static gboolean
append_all (ChoshoEventLog *self, ChoshoStoredEvent *const *events, guint n_events, ChoshoAppendResult *result,
            const ChoshoStoredEvent **last, GError **error)
{
  if (!chosho_database_query_int64 (self->database, "SELECT coalesce (max (arrival), 0) FROM events",
                                    &result->last_arrival, error))
    return FALSE;
  if (result->last_arrival < 0 || result->last_arrival > CHOSHO_LIMIT_INTEGER)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the numbers of the rows were altered"),
                   chosho_event_log_get_path (self));
      return FALSE;
    }
  for (guint i = 0; i < n_events; i++)
    {
      gboolean held;

      if (!check_event (self, events[i], error) || !chosho_event_log_holds (self, events[i]->id, &held, error))
        return FALSE;
      if (held)
        {
          result->already_held++;
          continue;
        }
      if (!insert_event (self, events[i], result->last_arrival + 1, error))
        return FALSE;
      *last = events[i];
      result->last_arrival++;
      result->added++;
    }
  return TRUE;
}

gboolean
chosho_event_log_append (ChoshoEventLog *self, ChoshoStoredEvent *const *events, guint n_events,
                         ChoshoAppendResult *result, GCancellable *cancellable, GError **error)
{
  ChoshoAppendResult counted = { 0 };
  const ChoshoStoredEvent *last = NULL;
  g_autoptr (GError) local = NULL;
  gboolean inserted = FALSE, done = FALSE;

  g_return_val_if_fail (self->writable, FALSE);

  chosho_database_set_cancellable (self->database, cancellable);
  if (chosho_database_begin (self->database, &local))
    {
      inserted = append_all (self, events, n_events, &counted, &last, &local);
      done = inserted && chosho_database_commit (self->database, &local);
      chosho_database_rollback (self->database);
    }
  chosho_database_set_cancellable (self->database, NULL);
  if (inserted && !done && last != NULL)
    done = chosho_event_log_settle (self, last, &local);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&local));
  if (done && result != NULL)
    *result = counted;
  return done;
}

/* FALSE where the column is no blob of just that size; @out is zeroed then. */
static gboolean
take_blob (ChoshoStatement *statement, int column, guint8 *out, gsize size_bytes)
{
  gsize found;
  gconstpointer data = chosho_statement_get_blob (statement, column, &found);

  if (data == NULL || found != size_bytes)
    {
      memset (out, 0, size_bytes);
      return FALSE;
    }
  memcpy (out, data, size_bytes);
  return TRUE;
}

ChoshoStoredEvent *
chosho_event_log_take_event (ChoshoStatement *statement)
{
  ChoshoStoredEvent *event = g_new0 (ChoshoStoredEvent, 1);
  gboolean id_good = take_blob (statement, 1, event->id, CHOSHO_DIGEST_SIZE);
  gboolean signature_good = take_blob (statement, 3, event->signature, CHOSHO_SIGNATURE_SIZE);

  event->arrival = chosho_statement_get_int64 (statement, 0);
  event->damaged = !id_good || !signature_good || !chosho_statement_is_blob (statement, 2);
  event->bytes = chosho_statement_dup_bytes (statement, 2);
  if (g_bytes_get_size (event->bytes) == 0 || g_bytes_get_size (event->bytes) > CHOSHO_LIMIT_EVENT_BYTES)
    event->damaged = TRUE;
  return event;
}

GPtrArray *
chosho_event_log_read (ChoshoEventLog *self, gint64 from_arrival, guint limit, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);
  g_autoptr (ChoshoStatement) statement = NULL;
  ChoshoStep step;

  statement = chosho_database_prepare (
    self->database,
    "SELECT arrival, id, bytes, signature FROM events WHERE arrival >= ?1 ORDER BY arrival LIMIT ?2", error);
  if (statement == NULL)
    return NULL;
  chosho_statement_bind_int64 (statement, 1, from_arrival);
  chosho_statement_bind_int64 (statement, 2, MIN (limit, CHOSHO_EVENT_LOG_PAGE));
  while ((step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    g_ptr_array_add (events, chosho_event_log_take_event (statement));
  if (step == CHOSHO_STEP_ERROR)
    return NULL;
  return g_steal_pointer (&events);
}

ChoshoStoredEvent *
chosho_event_log_get (ChoshoEventLog *self, const guint8 id[CHOSHO_DIGEST_SIZE], GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;
  g_autofree char *hex = NULL;
  ChoshoStep step;

  statement = chosho_database_prepare (self->database,
                                       "SELECT arrival, id, bytes, signature FROM events WHERE id = ?1", error);
  if (statement == NULL)
    return NULL;
  chosho_statement_bind_blob (statement, 1, id, CHOSHO_DIGEST_SIZE);
  step = chosho_statement_step (statement, error);
  if (step == CHOSHO_STEP_ROW)
    return chosho_event_log_take_event (statement);
  if (step == CHOSHO_STEP_DONE)
    {
      hex = chosho_hex_encode (id, CHOSHO_DIGEST_SIZE);
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: there is no event %s"),
                   chosho_event_log_get_path (self), hex);
    }
  return NULL;
}

gboolean
chosho_event_log_holds (ChoshoEventLog *self, const guint8 id[CHOSHO_DIGEST_SIZE], gboolean *held, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;
  ChoshoStep step;

  statement = chosho_database_prepare (self->database, "SELECT 1 FROM events WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_blob (statement, 1, id, CHOSHO_DIGEST_SIZE);
  step = chosho_statement_step (statement, error);
  *held = step == CHOSHO_STEP_ROW;
  return step != CHOSHO_STEP_ERROR;
}

gboolean
chosho_event_log_get_last (ChoshoEventLog *self, gint64 *last_arrival, GError **error)
{
  return chosho_database_query_int64 (self->database, "SELECT coalesce (max (arrival), 0) FROM events", last_arrival, error);
}

gboolean
chosho_event_log_get_extent (ChoshoEventLog *self, gint64 *count, gint64 *last_arrival, GError **error)
{
  return chosho_database_query_int64 (self->database, "SELECT count (*) FROM events", count, error)
         && chosho_event_log_get_last (self, last_arrival, error);
}

gboolean
chosho_event_log_get_data_version (ChoshoEventLog *self, gint64 *version, GError **error)
{
  return chosho_database_get_data_version (self->database, version, error);
}

gboolean
chosho_event_log_backup_to (ChoshoEventLog *self, const char *path, ChoshoProgress *progress,
                            GCancellable *cancellable, GError **error)
{
  return chosho_database_copy_to (self->database, path, progress, cancellable, error);
}
