/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-store.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-schema-text.h"
#include "chosho-text-store-private.h"

#define APPLICATION_ID 0x43485354 /* "CHST" */
#define SCHEMA_VERSION 1
/* Others hold the lock for one piece of evidence; the largest takes some seconds. */
#define LOCK_TIMEOUT_MS 30000
/* Raised whenever chosho_find_text_fold() gives something else for the same text. */
#define FOLD_VERSION "2"

/* Words are taken out of a full-text index by giving it the same words again; a later Unicode may fold otherwise. */
static char *
dup_fold (void)
{
  return g_strdup_printf (FOLD_VERSION " glib %u.%u", glib_major_version, glib_minor_version);
}

static gboolean
set_journal (ChoshoDatabase *database, GError **error)
{
  g_autofree char *mode = chosho_database_query_text (database, "PRAGMA journal_mode=WAL", error);

  if (mode == NULL)
    return FALSE;
  if (g_strcmp0 (mode, "wal") != 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY, _("%s: this folder does not allow shared access to the text index"),
                   chosho_database_get_path (database));
      return FALSE;
    }
  return chosho_database_exec (database, "PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=16777216;", error);
}

static gboolean
note_fold (ChoshoTextStore *self, GError **error)
{
  g_autofree char *fold = dup_fold ();

  return chosho_text_store_set_meta (self, "fold", fold, error);
}

static gboolean
make_tables (ChoshoTextStore *self, GError **error)
{
  if (!chosho_database_begin (self->database, error))
    return FALSE;
  if (!chosho_database_exec (self->database, CHOSHO_SCHEMA_TEXT, error) || !note_fold (self, error))
    {
      chosho_database_rollback (self->database);
      return FALSE;
    }
  return chosho_database_commit (self->database, error);
}

ChoshoTextStore *
chosho_text_store_new_in_memory (GError **error)
{
  g_autoptr (ChoshoTextStore) self = g_new0 (ChoshoTextStore, 1);

  self->database = chosho_database_open (NULL, CHOSHO_DATABASE_WRITE, error);
  if (self->database == NULL || !chosho_database_add_ngrams (self->database, error) || !make_tables (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Whether the file has just our tables, filled by words folded as this program folds them. */
static gboolean
is_ours (ChoshoTextStore *self, gboolean *ours, GError **error)
{
  g_autoptr (ChoshoTextStore) model = NULL;
  g_autofree char *expected = NULL, *found = NULL, *fold = NULL, *wanted = dup_fold ();
  ChoshoDatabaseIdentity identity;

  *ours = FALSE;
  if (!chosho_database_identify (self->database, APPLICATION_ID, SCHEMA_VERSION, &identity, error))
    return FALSE;
  if (identity != CHOSHO_DATABASE_IS_CURRENT)
    return TRUE;
  model = chosho_text_store_new_in_memory (error);
  expected = model != NULL ? chosho_database_dup_schema (model->database, error) : NULL;
  found = expected != NULL ? chosho_database_dup_schema (self->database, error) : NULL;
  if (found == NULL)
    return FALSE;
  if (!g_str_equal (expected, found))
    return TRUE;
  if (!chosho_text_store_get_meta (self, "fold", &fold, error))
    return FALSE;
  *ours = g_strcmp0 (fold, wanted) == 0;
  return TRUE;
}

/* Under the lock. */
static gboolean
ensure_tables (ChoshoTextStore *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean ours = FALSE;

  if (is_ours (self, &ours, &local_error) && ours && set_journal (self->database, &local_error))
    return TRUE;
  if (local_error != NULL && !g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return chosho_database_reset (self->database, error) && set_journal (self->database, error) && make_tables (self, error);
}

static ChoshoTextStore *
open_file (const char *folder, ChoshoDatabaseFlags flags, GError **error)
{
  g_autoptr (ChoshoTextStore) self = g_new0 (ChoshoTextStore, 1);
  g_autofree char *path = g_build_filename (folder, CHOSHO_TEXT_STORE_FILE, NULL);

  self->lock_path = g_build_filename (folder, CHOSHO_TEXT_STORE_LOCK, NULL);
  self->database = chosho_database_open (path, flags | CHOSHO_DATABASE_KEEP_LOG_ON_CLOSE, error);
  if (self->database == NULL || !chosho_database_add_ngrams (self->database, error))
    return NULL;
  return g_steal_pointer (&self);
}

ChoshoTextStore *
chosho_text_store_open (const char *folder, GError **error)
{
  g_autofree char *lock_path = g_build_filename (folder, CHOSHO_TEXT_STORE_LOCK, NULL);
  g_autoptr (ChoshoLock) lock = chosho_lock_acquire_file (lock_path, LOCK_TIMEOUT_MS, NULL, error);
  g_autoptr (ChoshoTextStore) self = lock != NULL ? open_file (folder, CHOSHO_DATABASE_WRITE | CHOSHO_DATABASE_CREATE, error) : NULL;

  if (self == NULL || !ensure_tables (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

ChoshoTextStore *
chosho_text_store_open_reader (const char *folder, GError **error)
{
  g_autoptr (ChoshoTextStore) self = open_file (folder, CHOSHO_DATABASE_READ, error);
  gboolean ours;

  if (self == NULL || !is_ours (self, &ours, error))
    return NULL;
  if (ours)
    return g_steal_pointer (&self);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the text index must be made anew"), chosho_database_get_path (self->database));
  return NULL;
}

void
chosho_text_store_free (ChoshoTextStore *self)
{
  if (self == NULL)
    return;
  if (self->database != NULL)
    chosho_text_store_rollback (self);
  chosho_database_free (self->database);
  g_free (self->lock_path);
  g_free (self);
}

void
chosho_text_store_set_cancellable (ChoshoTextStore *self, GCancellable *cancellable)
{
  chosho_database_set_cancellable (self->database, cancellable);
}

/* --- Transactions ---------------------------------------------------------------------------------------- */

static gboolean
take_lock (ChoshoTextStore *self, GError **error)
{
  if (self->lock_path == NULL)
    return TRUE;
  self->lock = chosho_lock_acquire_file (self->lock_path, LOCK_TIMEOUT_MS, NULL, error);
  return self->lock != NULL;
}

static void
free_lock (ChoshoTextStore *self)
{
  g_clear_pointer (&self->lock, chosho_lock_release);
}

gboolean
chosho_text_store_begin (ChoshoTextStore *self, GError **error)
{
  if (take_lock (self, error) && chosho_database_begin (self->database, error))
    return TRUE;
  free_lock (self);
  return FALSE;
}

gboolean
chosho_text_store_commit (ChoshoTextStore *self, GError **error)
{
  gboolean done = chosho_database_commit (self->database, error);

  free_lock (self);
  return done;
}

void
chosho_text_store_rollback (ChoshoTextStore *self)
{
  chosho_database_rollback (self->database);
  free_lock (self);
}

gboolean
chosho_text_store_reset (ChoshoTextStore *self, GError **error)
{
  gboolean done = take_lock (self, error) && chosho_database_reset (self->database, error)
                  && (self->lock_path == NULL || set_journal (self->database, error)) && make_tables (self, error);

  free_lock (self);
  return done;
}

gboolean
chosho_text_store_checkpoint (ChoshoTextStore *self, GError **error)
{
  gboolean done = take_lock (self, error) && chosho_database_checkpoint (self->database, error);

  free_lock (self);
  return done;
}

gboolean
chosho_text_store_vacuum (ChoshoTextStore *self, GError **error)
{
  gboolean done = take_lock (self, error) && chosho_database_vacuum (self->database, error);

  free_lock (self);
  return done;
}

/* --- Facts about itself ------------------------------------------------------------------------------------ */

gboolean
chosho_text_store_get_meta (ChoshoTextStore *self, const char *key, char **value, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (self->database, "SELECT value FROM meta WHERE key = ?1", error);
  ChoshoStep step;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, key);
  step = chosho_statement_step (statement, error);
  if (step == CHOSHO_STEP_ROW)
    *value = g_strdup (chosho_statement_get_text (statement, 0));
  return step != CHOSHO_STEP_ERROR;
}

gboolean
chosho_text_store_set_meta (ChoshoTextStore *self, const char *key, const char *value, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (
    self->database, "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", error);

  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, key);
  chosho_statement_bind_text (statement, 2, value);
  return chosho_statement_run (statement, error);
}
