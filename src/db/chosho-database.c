/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-database.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "chosho-database-private.h"
#include "chosho-error.h"

/* How long a statement waits for another connection: readers hold the record for milliseconds, a
 * writer for one commit; ten seconds outlasts a slow disk and still ends before people give up. */
#define BUSY_TIMEOUT_MS 10000
/* Virtual machine steps between two looks at the cancellable: about every 0.2 ms. */
#define STEPS_PER_CANCEL_CHECK 4000
/* A log of so many pages is emptied after a checkpoint (4 MiB: read in some milliseconds). */
#define LONG_LOG_PAGES 1000
/* No single value of ours comes near: an event has 256 KiB, a projection row less than 2 MiB. It
 * bounds what a hostile file can make us allocate at once. */
#define VALUE_LIMIT_BYTES (64 * 1024 * 1024)

static int
on_progress_cb (gpointer user_data)
{
  ChoshoDatabase *self = user_data;

  return !self->ending && g_cancellable_is_cancelled (self->cancellable);
}

/* A fifo would block, a folder confuses: only a regular file, or nothing yet, is opened. */
static gboolean
check_path (const char *path, gboolean may_be_missing, GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) == 0)
    {
      if (S_ISREG (info.st_mode))
        return TRUE;
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: not a regular file"), path);
      return FALSE;
    }
  if (errno == ENOENT && may_be_missing)
    return TRUE;
  if (errno == ENOENT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: there is no such file"), path);
  else
    chosho_error_set_errno (error, errno, "%s", path);
  return FALSE;
}

/* Nothing depends on how the distribution built its SQLite: everything relied on is set here. */
static gboolean
harden (ChoshoDatabase *self, ChoshoDatabaseFlags flags, GError **error)
{
  sqlite3 *handle = self->handle;

  sqlite3_extended_result_codes (handle, 1);
  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
  sqlite3_limit (handle, SQLITE_LIMIT_LENGTH, VALUE_LIMIT_BYTES);
  sqlite3_progress_handler (handle, STEPS_PER_CANCEL_CHECK, on_progress_cb, self);
  if (sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK
      || sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) != SQLITE_OK
      || sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL) != SQLITE_OK
      || sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) != SQLITE_OK
      || sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL) != SQLITE_OK
      || sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL) != SQLITE_OK
      || sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL) != SQLITE_OK
      || sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
                            (flags & CHOSHO_DATABASE_KEEP_LOG_ON_CLOSE) != 0, NULL) != SQLITE_OK)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED,
                   _("%s: the installed SQLite lacks a protection that is needed"), self->path);
      return FALSE;
    }
  if (!chosho_database_exec (self,
                             "PRAGMA cell_size_check=1;"
                             "PRAGMA mmap_size=0;"
                             "PRAGMA temp_store=MEMORY;"
                             "PRAGMA secure_delete=1;",
                             error))
    return FALSE;
  if ((flags & CHOSHO_DATABASE_WRITE) == 0)
    return chosho_database_exec (self, "PRAGMA query_only=1", error);
  if (sqlite3_db_readonly (handle, "main") == 1)
    return chosho_database_set_error (self, SQLITE_READONLY, error);
  return TRUE;
}

ChoshoDatabase *
chosho_database_open (const char *path, ChoshoDatabaseFlags flags, GError **error)
{
  g_autoptr (ChoshoDatabase) self = g_new0 (ChoshoDatabase, 1);
  /* READWRITE for readers too: only so can they roll back what a crashed writer left. SQLite
   * falls back to reading where the file cannot be written; query_only holds for SQL. */
  int open_flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX;
  gboolean create = (flags & CHOSHO_DATABASE_CREATE) != 0;
  int result;

  self->path = path != NULL ? g_canonicalize_filename (path, NULL) : g_strdup (":memory:");
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) chosho_statement_free);
  if (path != NULL && !check_path (self->path, create, error))
    return NULL;
  if (create || path == NULL)
    open_flags |= SQLITE_OPEN_CREATE;

  result = sqlite3_open_v2 (self->path, &self->handle, open_flags, NULL);
  if (self->handle == NULL)
    g_error ("%s: out of memory", self->path);
  if (result != SQLITE_OK)
    {
      chosho_database_set_error (self, sqlite3_extended_errcode (self->handle), error);
      return NULL;
    }
  if (!harden (self, flags, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
chosho_database_free (ChoshoDatabase *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    {
      g_critical ("%s: closed while a statement is in use", self->path);
      sqlite3_close_v2 (self->handle);
    }
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self);
}

const char *
chosho_database_get_path (ChoshoDatabase *self)
{
  return self->path;
}

gboolean
chosho_database_identify (ChoshoDatabase *self, guint32 application_id, int user_version,
                          ChoshoDatabaseIdentity *identity, GError **error)
{
  gint64 found_id, found_version, objects;

  if (!chosho_database_query_int64 (self, "PRAGMA application_id", &found_id, error)
      || !chosho_database_query_int64 (self, "PRAGMA user_version", &found_version, error)
      || !chosho_database_query_int64 (self, "SELECT count(*) FROM sqlite_schema", &objects, error))
    return FALSE;
  if (found_id == 0 && objects == 0)
    {
      *identity = CHOSHO_DATABASE_IS_EMPTY;
      return TRUE;
    }
  if ((guint32) found_id != application_id)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY,
                   _("%s: this database was not made by Chosho for this purpose"), self->path);
      return FALSE;
    }
  if (found_version == user_version)
    *identity = CHOSHO_DATABASE_IS_CURRENT;
  else
    *identity = found_version < user_version ? CHOSHO_DATABASE_IS_OLDER : CHOSHO_DATABASE_IS_NEWER;
  return TRUE;
}

gboolean
chosho_database_exec_literal (ChoshoDatabase *self, const char *sql, GError **error)
{
  int result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    return chosho_database_set_error (self, result, error);
  return TRUE;
}

ChoshoStatement *
chosho_database_prepare_literal (ChoshoDatabase *self, const char *sql, GError **error)
{
  ChoshoStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      statement = chosho_statement_new (self, sql, TRUE, error);
      if (statement != NULL)
        g_hash_table_insert (self->statements, (gpointer) sql, statement);
      return statement;
    }
  if (statement->borrowed)
    return chosho_statement_new (self, sql, FALSE, error);
  statement->borrowed = TRUE;
  return statement;
}

/* Borrows @sql and steps to its first row, which must exist. */
static ChoshoStatement *
step_first (ChoshoDatabase *self, const char *sql, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare_literal (self, sql, error);
  ChoshoStep step;

  if (statement == NULL)
    return NULL;
  step = chosho_statement_step (statement, error);
  if (step == CHOSHO_STEP_ROW)
    return g_steal_pointer (&statement);
  if (step == CHOSHO_STEP_DONE)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, _("%s: the database gave no answer"), self->path);
  return NULL;
}

gboolean
chosho_database_query_int64_literal (ChoshoDatabase *self, const char *sql, gint64 *out, GError **error)
{
  g_autoptr (ChoshoStatement) statement = step_first (self, sql, error);

  if (statement == NULL)
    return FALSE;
  *out = chosho_statement_get_int64 (statement, 0);
  return TRUE;
}

char *
chosho_database_query_text_literal (ChoshoDatabase *self, const char *sql, GError **error)
{
  g_autoptr (ChoshoStatement) statement = step_first (self, sql, error);
  const char *text;

  if (statement == NULL)
    return NULL;
  text = chosho_statement_get_text (statement, 0);
  return g_strdup (text != NULL ? text : "");
}

gboolean
chosho_database_begin (ChoshoDatabase *self, GError **error)
{
  return chosho_database_exec (self, "BEGIN IMMEDIATE", error);
}

gboolean
chosho_database_begin_read (ChoshoDatabase *self, GError **error)
{
  return chosho_database_exec (self, "BEGIN DEFERRED", error);
}

gboolean
chosho_database_commit (ChoshoDatabase *self, GError **error)
{
  int result;

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      chosho_database_rollback (self);
      return chosho_database_set_error (self, SQLITE_INTERRUPT, error);
    }
  self->ending = TRUE;
  result = sqlite3_exec (self->handle, "COMMIT", NULL, NULL, NULL);
  if (result != SQLITE_OK)
    chosho_database_set_error (self, result, error); /* before the rollback hides the reason */
  self->ending = FALSE;
  chosho_database_rollback (self);
  return result == SQLITE_OK;
}

void
chosho_database_rollback (ChoshoDatabase *self)
{
  if (!chosho_database_in_transaction (self))
    return;
  self->ending = TRUE;
  /* A rollback that fails leaves a hot journal, which the next opening plays back. */
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  self->ending = FALSE;
}

gboolean
chosho_database_in_transaction (ChoshoDatabase *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

void
chosho_database_set_cancellable (ChoshoDatabase *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

gboolean
chosho_database_get_data_version (ChoshoDatabase *self, gint64 *version, GError **error)
{
  return chosho_database_query_int64 (self, "PRAGMA data_version", version, error);
}

char *
chosho_database_dup_schema (ChoshoDatabase *self, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  ChoshoStep step;

  statement = chosho_database_prepare (self,
                                       "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"
                                       " WHERE name NOT GLOB 'sqlite_stat*' ORDER BY type, name",
                                       error);
  if (statement == NULL)
    return NULL;
  while ((step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    for (int column = 0; column < 4; column++)
      {
        const char *part = chosho_statement_get_text (statement, column);

        g_string_append (text, part != NULL ? part : "");
        g_string_append_c (text, column == 3 ? '\n' : '|');
      }
  if (step == CHOSHO_STEP_ERROR)
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

GPtrArray *
chosho_database_check (ChoshoDatabase *self, GError **error)
{
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (self, "PRAGMA integrity_check", error);
  ChoshoStep step;

  if (statement == NULL)
    return NULL;
  while ((step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    {
      const char *text = chosho_statement_get_text (statement, 0);

      if (g_strcmp0 (text, "ok") != 0)
        g_ptr_array_add (complaints, g_strdup (text != NULL ? text : ""));
    }
  if (step == CHOSHO_STEP_ERROR)
    return NULL;
  return g_steal_pointer (&complaints);
}

gboolean
chosho_database_reset (ChoshoDatabase *self, GError **error)
{
  int result;

  g_hash_table_remove_all (self->statements);
  result = sqlite3_db_config (self->handle, SQLITE_DBCONFIG_RESET_DATABASE, 1, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_exec (self->handle, "VACUUM", NULL, NULL, NULL);
  if (result != SQLITE_OK)
    chosho_database_set_error (self, result, error);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_RESET_DATABASE, 0, NULL);
  return result == SQLITE_OK;
}

gboolean
chosho_database_vacuum (ChoshoDatabase *self, GError **error)
{
  int result = sqlite3_exec (self->handle, "VACUUM", NULL, NULL, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return result == SQLITE_OK || chosho_database_set_error (self, result, error);
}

gboolean
chosho_database_checkpoint (ChoshoDatabase *self, GError **error)
{
  int pages = 0, written = 0;
  int result = sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &written);

  if (result == SQLITE_OK && pages >= LONG_LOG_PAGES && written == pages)
    {
      sqlite3_busy_timeout (self->handle, 0); /* a reader is no reason to wait: the next writer comes here too */
      result = sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
      sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
    }
  if (result == SQLITE_OK || (result & 0xff) == SQLITE_BUSY)
    return TRUE;
  return chosho_database_set_error (self, result, error);
}
