/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-index.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-index-private.h"
#include "chosho-schema-index.h"

#define APPLICATION_ID 0x43485349 /* "CHSI" */
#define SCHEMA_VERSION 2
#define PROJECTION_KEY "index-projection"
/* The same once more, so that an older program's index is told from one whose version was changed. */
#define PROJECTION_AGAIN_KEY "index-projection-again"
#define FIRST_VERSION_WITH_AGAIN 7

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
}

/* The write-ahead log survives a crash of the program, not always a power cut: the index is derived
 * and notes how far it has come. After a rebuild the log is cut to 16 MiB. */
static gboolean
set_journal (ChoshoDatabase *database, GError **error)
{
  g_autofree char *mode = NULL;

  mode = chosho_database_query_text (database, "PRAGMA journal_mode=WAL", error);
  if (mode == NULL)
    return FALSE;
  if (g_strcmp0 (mode, "wal") != 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY,
                   _("%s: this folder does not allow shared access to the index"),
                   chosho_database_get_path (database));
      return FALSE;
    }
  return chosho_database_exec (database, "PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=16777216;", error);
}

/* Our tables as SQLite describes them. Every opening of an index asks, so they are made once in a process. Borrowed. */
static const char *
get_expected_schema (GError **error)
{
  static char *expected; /* (owned) for as long as the process lives */
  g_autoptr (ChoshoDatabase) model = NULL;
  char *made;

  if (g_atomic_pointer_get (&expected) != NULL)
    return g_atomic_pointer_get (&expected);
  model = chosho_database_open (NULL, CHOSHO_DATABASE_WRITE, error);
  made = model != NULL && chosho_database_exec (model, CHOSHO_SCHEMA_INDEX, error) ? chosho_database_dup_schema (model, error) : NULL;
  if (made != NULL && !g_atomic_pointer_compare_and_exchange (&expected, NULL, made))
    g_free (made);
  return made != NULL ? g_atomic_pointer_get (&expected) : NULL;
}

/* Whether the file has just our tables. @fits is FALSE for every other database; a damaged one is an error, and
 * NOT_FOUND one without any. */
static gboolean
compare_schema (ChoshoDatabase *database, gboolean *fits, GError **error)
{
  const char *expected;
  g_autofree char *found = NULL;
  ChoshoDatabaseIdentity identity;

  if (!chosho_database_identify (database, APPLICATION_ID, SCHEMA_VERSION, &identity, error))
    return FALSE;
  *fits = FALSE;
  if (identity == CHOSHO_DATABASE_IS_EMPTY)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: the index must be built anew"),
                   chosho_database_get_path (database));
      return FALSE;
    }
  if (identity != CHOSHO_DATABASE_IS_CURRENT)
    return TRUE;
  expected = get_expected_schema (error);
  found = expected != NULL ? chosho_database_dup_schema (database, error) : NULL;
  if (found == NULL)
    return FALSE;
  *fits = g_str_equal (expected, found);
  return TRUE;
}

static gboolean
make_tables (ChoshoDatabase *database, GError **error)
{
  if (!chosho_database_begin (database, error))
    return FALSE;
  if (!chosho_database_exec (database, CHOSHO_SCHEMA_INDEX, error))
    {
      chosho_database_rollback (database);
      return FALSE;
    }
  return chosho_database_commit (database, error);
}

static gboolean
make_schema (ChoshoDatabase *database, GError **error)
{
  return set_journal (database, error) && make_tables (database, error);
}

/* Leaves a file with our tables, emptied where it had others or none. */
static gboolean
ensure_schema (ChoshoDatabase *database, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean fits = FALSE;

  if (compare_schema (database, &fits, &local) && fits)
    {
      if (set_journal (database, &local))
        return TRUE;
    }
  if (local != NULL && !is_damage (local) && !g_error_matches (local, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return chosho_database_reset (database, error) && make_schema (database, error);
}

static ChoshoIndex *
index_new (ChoshoDatabase *database, int projection_version, gboolean writable)
{
  ChoshoIndex *self = g_new0 (ChoshoIndex, 1);

  self->database = database;
  self->projection_version = projection_version;
  self->writable = writable;
  return self;
}

ChoshoIndex *
chosho_index_open_writer (const char *path, int projection_version, ChoshoIndexState *state, GError **error)
{
  g_autoptr (ChoshoDatabase) database = NULL;
  g_autoptr (ChoshoIndex) self = NULL;
  g_autoptr (GError) local = NULL;

  database = chosho_database_open (
    path, CHOSHO_DATABASE_WRITE | CHOSHO_DATABASE_CREATE | CHOSHO_DATABASE_KEEP_LOG_ON_CLOSE, error);
  if (database == NULL || !ensure_schema (database, error))
    return NULL;
  self = index_new (g_steal_pointer (&database), projection_version, TRUE);
  if (chosho_index_get_state (self, state, &local))
    return g_steal_pointer (&self);
  if (!is_damage (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  *state = CHOSHO_INDEX_STALE;
  return chosho_index_reset (self, error) ? g_steal_pointer (&self) : NULL;
}

ChoshoIndex *
chosho_index_new_in_memory (int projection_version, GError **error)
{
  g_autoptr (ChoshoDatabase) database = chosho_database_open (NULL, CHOSHO_DATABASE_WRITE, error);
  ChoshoIndex *self;

  if (database == NULL || !chosho_database_exec (database, CHOSHO_SCHEMA_INDEX, error))
    return NULL;
  self = index_new (g_steal_pointer (&database), projection_version, TRUE);
  self->in_memory = TRUE;
  return self;
}

gboolean
chosho_index_is_in_memory (ChoshoIndex *self)
{
  return self->in_memory;
}

ChoshoIndex *
chosho_index_open_reader (const char *path, int projection_version, ChoshoIndexState *state, GError **error)
{
  g_autoptr (ChoshoDatabase) database = NULL;
  g_autoptr (ChoshoIndex) self = NULL;
  gboolean fits;

  database = chosho_database_open (path, CHOSHO_DATABASE_READ | CHOSHO_DATABASE_KEEP_LOG_ON_CLOSE, error);
  if (database == NULL || !compare_schema (database, &fits, error))
    return NULL;
  if (!fits)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the index must be built anew"),
                   chosho_database_get_path (database));
      return NULL;
    }
  self = index_new (g_steal_pointer (&database), projection_version, FALSE);
  return chosho_index_get_state (self, state, error) ? g_steal_pointer (&self) : NULL;
}

void
chosho_index_free (ChoshoIndex *self)
{
  if (self == NULL)
    return;
  chosho_database_free (self->database);
  g_free (self);
}

gboolean
chosho_index_make_tables (ChoshoIndex *self, GError **error)
{
  return make_tables (self->database, error);
}

gboolean
chosho_index_keep_log (ChoshoIndex *self, GError **error)
{
  return set_journal (self->database, error);
}

gboolean
chosho_index_note_version (ChoshoIndex *self, GError **error)
{
  g_autofree char *version = g_strdup_printf ("%d", self->projection_version);

  return chosho_index_set_meta (self, PROJECTION_KEY, version, error)
         && chosho_index_set_meta (self, PROJECTION_AGAIN_KEY, version, error)
         && chosho_database_exec (self->database, "DELETE FROM meta WHERE key = '" CHOSHO_INDEX_BUILDING_KEY "'", error);
}

gboolean
chosho_index_get_state (ChoshoIndex *self, ChoshoIndexState *state, GError **error)
{
  g_autofree char *expected = g_strdup_printf ("%d", self->projection_version);
  g_autofree char *found = NULL, *again = NULL;

  if (!chosho_index_get_meta (self, PROJECTION_KEY, &found, error) || !chosho_index_get_meta (self, PROJECTION_AGAIN_KEY, &again, error))
    return FALSE;
  *state = g_strcmp0 (expected, found) == 0 && g_strcmp0 (expected, again) == 0 ? CHOSHO_INDEX_CURRENT : CHOSHO_INDEX_STALE;
  return TRUE;
}

gboolean
chosho_index_is_older (ChoshoIndex *self, gboolean *older, GError **error)
{
  g_autofree char *found = NULL, *again = NULL;
  gint64 version;

  if (!chosho_index_get_meta (self, PROJECTION_KEY, &found, error) || !chosho_index_get_meta (self, PROJECTION_AGAIN_KEY, &again, error))
    return FALSE;
  *older = found != NULL && g_ascii_string_to_signed (found, 10, 1, self->projection_version - 1, &version, NULL)
           && (again != NULL ? g_str_equal (found, again) : version < FIRST_VERSION_WITH_AGAIN);
  return TRUE;
}

gboolean
chosho_index_is_unfinished (ChoshoIndex *self, gboolean *unfinished, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (
    self->database, "SELECT count(*) = 0 OR total(key = '" CHOSHO_INDEX_BUILDING_KEY "') > 0 FROM meta", error);

  if (statement == NULL || chosho_statement_step (statement, error) != CHOSHO_STEP_ROW)
    return FALSE;
  *unfinished = chosho_statement_get_int64 (statement, 0) != 0;
  return TRUE;
}

gboolean
chosho_index_get_data_version (ChoshoIndex *self, gint64 *version, GError **error)
{
  return chosho_database_get_data_version (self->database, version, error);
}

void
chosho_index_set_cancellable (ChoshoIndex *self, GCancellable *cancellable)
{
  chosho_database_set_cancellable (self->database, cancellable);
}

gboolean
chosho_index_begin (ChoshoIndex *self, GError **error)
{
  g_return_val_if_fail (self->writable, FALSE);

  return chosho_database_begin (self->database, error);
}

gboolean
chosho_index_commit (ChoshoIndex *self, GError **error)
{
  return chosho_database_commit (self->database, error);
}

void
chosho_index_rollback (ChoshoIndex *self)
{
  chosho_database_rollback (self->database);
}

gboolean
chosho_index_clear_all (ChoshoIndex *self, GError **error)
{
  g_return_val_if_fail (self->writable && chosho_database_in_transaction (self->database), FALSE);

  return chosho_database_exec (self->database, "DELETE FROM rows; DELETE FROM events; DELETE FROM meta;", error)
         && chosho_index_note_version (self, error);
}

gboolean
chosho_index_reset (ChoshoIndex *self, GError **error)
{
  g_return_val_if_fail (self->writable && !chosho_database_in_transaction (self->database), FALSE);

  return chosho_database_reset (self->database, error) && make_schema (self->database, error);
}

gboolean
chosho_index_checkpoint (ChoshoIndex *self, GError **error)
{
  g_return_val_if_fail (self->writable, FALSE);

  return chosho_database_checkpoint (self->database, error);
}

gboolean
chosho_index_begin_snapshot (ChoshoIndex *self, GError **error)
{
  gint64 unused;

  if (!chosho_database_begin_read (self->database, error))
    return FALSE;
  /* BEGIN alone takes no snapshot: the first read does. */
  if (chosho_index_count_events (self, &unused, error))
    return TRUE;
  chosho_database_rollback (self->database);
  return FALSE;
}

void
chosho_index_end_snapshot (ChoshoIndex *self)
{
  chosho_database_rollback (self->database);
}

gboolean
chosho_index_get_meta (ChoshoIndex *self, const char *key, char **value, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;
  ChoshoStep step;

  *value = NULL;
  statement = chosho_database_prepare (self->database, "SELECT value FROM meta WHERE key = ?1", error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, key);
  step = chosho_statement_step (statement, error);
  if (step == CHOSHO_STEP_ROW)
    *value = g_strdup (chosho_statement_get_text (statement, 0));
  return step != CHOSHO_STEP_ERROR;
}

gboolean
chosho_index_set_meta (ChoshoIndex *self, const char *key, const char *value, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  g_return_val_if_fail (self->writable, FALSE);

  if (value == NULL)
    statement = chosho_database_prepare (self->database, "DELETE FROM meta WHERE key = ?1", error);
  else
    statement = chosho_database_prepare (self->database,
                                         "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                                         " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                         error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, key);
  if (value != NULL)
    chosho_statement_bind_text (statement, 2, value);
  return chosho_statement_run (statement, error);
}
