/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-drafts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-database.h"
#include "chosho-error.h"
#include "chosho-lock.h"
#include "chosho-schema-local.h"

#define APPLICATION_ID 0x4348534C /* "CHSL" */
#define SCHEMA_VERSION 1
/* Others write a few milliseconds; who waits longer has lost the disk. */
#define LOCK_TIMEOUT_MS 2000

struct _ChoshoDrafts
{
  ChoshoDatabase *database; /* owned */
  char           *lock;     /* owned: path */
};

/* Under the lock. Leaves an empty file with our tables and refuses any other that is not ours. */
static gboolean
ensure_schema (ChoshoDatabase *database, GError **error)
{
  ChoshoDatabaseIdentity identity;

  if (!chosho_database_identify (database, APPLICATION_ID, SCHEMA_VERSION, &identity, error))
    return FALSE;
  if (identity == CHOSHO_DATABASE_IS_CURRENT)
    return TRUE;
  if (identity != CHOSHO_DATABASE_IS_EMPTY)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY, _("%s was made by a newer program: drafts are not kept here"),
                   chosho_database_get_path (database));
      return FALSE;
    }
  if (!chosho_database_begin (database, error))
    return FALSE;
  if (!chosho_database_exec (database, CHOSHO_SCHEMA_LOCAL, error))
    {
      chosho_database_rollback (database);
      return FALSE;
    }
  return chosho_database_commit (database, error);
}

ChoshoDrafts *
chosho_drafts_open (const char *folder, GError **error)
{
  g_autoptr (ChoshoDrafts) self = g_new0 (ChoshoDrafts, 1);
  g_autofree char *path = g_build_filename (folder, CHOSHO_DRAFTS_FILE, NULL);
  g_autofree char *mode = NULL;
  g_autoptr (ChoshoLock) lock = NULL;

  self->lock = g_build_filename (folder, CHOSHO_DRAFTS_LOCK, NULL);
  lock = chosho_lock_acquire_file (self->lock, LOCK_TIMEOUT_MS, NULL, error);
  if (lock == NULL)
    return NULL;
  self->database = chosho_database_open (path, CHOSHO_DATABASE_WRITE | CHOSHO_DATABASE_CREATE | CHOSHO_DATABASE_KEEP_LOG_ON_CLOSE, error);
  if (self->database == NULL)
    return NULL;
  mode = chosho_database_query_text (self->database, "PRAGMA journal_mode=WAL", error);
  if (mode == NULL || !chosho_database_exec (self->database, "PRAGMA synchronous=FULL", error) || !ensure_schema (self->database, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
chosho_drafts_free (ChoshoDrafts *self)
{
  if (self == NULL)
    return;
  chosho_database_free (self->database);
  g_free (self->lock);
  g_free (self);
}

static gboolean
remove_draft (ChoshoDrafts *self, const char *person, const char *subject, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (self->database, "DELETE FROM drafts WHERE person = ?1 AND subject = ?2", error);

  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, person);
  chosho_statement_bind_text (statement, 2, subject);
  return chosho_statement_run (statement, error);
}

gboolean
chosho_drafts_put (ChoshoDrafts *self, const char *person, const char *control, const char *subject, ChoshoValue *draft, GError **error)
{
  g_autoptr (ChoshoLock) lock = chosho_lock_acquire_file (self->lock, LOCK_TIMEOUT_MS, NULL, error);
  g_autoptr (ChoshoStatement) statement = NULL;
  g_autofree char *json = NULL;

  if (lock == NULL)
    return FALSE;
  if (draft == NULL)
    return remove_draft (self, person, subject, error);
  statement = chosho_database_prepare (self->database,
                                       "INSERT INTO drafts (person, subject, control, json) VALUES (?1, ?2, ?3, ?4)"
                                       " ON CONFLICT (person, subject) DO UPDATE SET control = excluded.control, json = excluded.json",
                                       error);
  if (statement == NULL)
    return FALSE;
  json = chosho_value_to_canonical (draft, NULL);
  chosho_statement_bind_text (statement, 1, person);
  chosho_statement_bind_text (statement, 2, subject);
  chosho_statement_bind_text (statement, 3, control);
  chosho_statement_bind_text (statement, 4, json);
  return chosho_statement_run (statement, error);
}

ChoshoValue *
chosho_drafts_list (ChoshoDrafts *self, const char *person, const char *control, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;
  g_autoptr (ChoshoValue) drafts = chosho_value_new_object ();
  ChoshoStep step;

  statement = chosho_database_prepare (self->database, "SELECT subject, json FROM drafts WHERE person = ?1 AND control = ?2", error);
  if (statement == NULL)
    return NULL;
  chosho_statement_bind_text (statement, 1, person);
  chosho_statement_bind_text (statement, 2, control);
  while ((step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    {
      const char *json = chosho_statement_get_text (statement, 1);
      ChoshoValue *draft = chosho_value_parse (json, strlen (json), error);

      if (draft == NULL)
        return NULL;
      chosho_value_set (drafts, chosho_statement_get_text (statement, 0), draft);
    }
  return step == CHOSHO_STEP_DONE ? g_steal_pointer (&drafts) : NULL;
}
