/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-statement.h"

#include "chosho-database-private.h"

/* A statement that walked through so many rows without an index is worth a look. Some rightly do (the check of
 * everything, the list of kinds): it is a message for those who ask for messages, not a warning. */
#define NOTED_SCAN_ROWS 1000

static void
note_bind (ChoshoStatement *self, int result)
{
  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

ChoshoStatement *
chosho_statement_new (ChoshoDatabase *database, const char *sql, gboolean cached, GError **error)
{
  ChoshoStatement *self;
  sqlite3_stmt *handle = NULL;
  unsigned int flags = cached ? SQLITE_PREPARE_PERSISTENT : 0;
  int result = sqlite3_prepare_v3 (database->handle, sql, -1, flags, &handle, NULL);

  if (result != SQLITE_OK)
    {
      chosho_database_set_error (database, result, error);
      return NULL;
    }
  self = g_new0 (ChoshoStatement, 1);
  self->database = database;
  self->handle = handle;
  self->cached = cached;
  self->borrowed = TRUE;
  return self;
}

void
chosho_statement_free (ChoshoStatement *self)
{
  if (self->borrowed && self->cached)
    g_critical ("%s: a statement is still in use: %s", self->database->path, sqlite3_sql (self->handle));
  sqlite3_finalize (self->handle);
  g_free (self);
}

void
chosho_statement_release (ChoshoStatement *self)
{
  if (self == NULL)
    return;
  if (sqlite3_stmt_status (self->handle, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1) > NOTED_SCAN_ROWS)
    g_debug ("%s: a full scan: %s", self->database->path, sqlite3_sql (self->handle));
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->bind_result = SQLITE_OK;
  self->borrowed = FALSE;
  if (!self->cached)
    chosho_statement_free (self);
}

void
chosho_statement_bind_int64 (ChoshoStatement *self, int parameter, gint64 value)
{
  note_bind (self, sqlite3_bind_int64 (self->handle, parameter, value));
}

void
chosho_statement_bind_text (ChoshoStatement *self, int parameter, const char *text)
{
  note_bind (self, sqlite3_bind_text (self->handle, parameter, text, -1, SQLITE_TRANSIENT));
}

void
chosho_statement_bind_blob (ChoshoStatement *self, int parameter, gconstpointer data, gsize size_bytes)
{
  /* An empty blob is not NULL, whatever @data is. */
  note_bind (self, sqlite3_bind_blob64 (self->handle, parameter, size_bytes == 0 ? "" : data, size_bytes,
                                        SQLITE_TRANSIENT));
}

void
chosho_statement_bind_bytes (ChoshoStatement *self, int parameter, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  chosho_statement_bind_blob (self, parameter, data, size);
}

ChoshoStep
chosho_statement_step (ChoshoStatement *self, GError **error)
{
  int result = self->bind_result;

  if (result == SQLITE_OK)
    result = sqlite3_step (self->handle);
  if (result == SQLITE_ROW)
    return CHOSHO_STEP_ROW;
  if (result == SQLITE_DONE)
    return CHOSHO_STEP_DONE;
  chosho_database_set_error (self->database, result, error);
  return CHOSHO_STEP_ERROR;
}

gboolean
chosho_statement_run (ChoshoStatement *self, GError **error)
{
  ChoshoStep step;

  do
    step = chosho_statement_step (self, error);
  while (step == CHOSHO_STEP_ROW);
  sqlite3_reset (self->handle);
  return step == CHOSHO_STEP_DONE;
}

void
chosho_statement_reset (ChoshoStatement *self)
{
  sqlite3_reset (self->handle);
}

gint64
chosho_statement_get_int64 (ChoshoStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

const char *
chosho_statement_get_text (ChoshoStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

gconstpointer
chosho_statement_get_blob (ChoshoStatement *self, int column, gsize *size_bytes)
{
  /* The order matters: the size is that of the form asked for last. */
  gconstpointer data = sqlite3_column_blob (self->handle, column);

  *size_bytes = (gsize) sqlite3_column_bytes (self->handle, column);
  return data;
}

gboolean
chosho_statement_is_null (ChoshoStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

gboolean
chosho_statement_is_blob (ChoshoStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_BLOB;
}

GBytes *
chosho_statement_dup_bytes (ChoshoStatement *self, int column)
{
  gsize size;
  gconstpointer data = chosho_statement_get_blob (self, column, &size);

  return g_bytes_new (data, size);
}
