/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-find-text.h"
#include "chosho-text-store-private.h"
#include "chosho-text-unit.h"

/* Owners and their units, with the words of each in both full-text tables. */

/* 0 where there is none; -1 with @error. */
static gint64
find_owner (ChoshoTextStore *self, const char *kind, const char *name, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (self->database, "SELECT id FROM owners WHERE kind = ?1 AND name = ?2", error);
  ChoshoStep step;

  if (statement == NULL)
    return -1;
  chosho_statement_bind_text (statement, 1, kind);
  chosho_statement_bind_text (statement, 2, name);
  step = chosho_statement_step (statement, error);
  return step == CHOSHO_STEP_ROW ? chosho_statement_get_int64 (statement, 0) : step == CHOSHO_STEP_DONE ? 0 : -1;
}

/* Gives both tables the folded words: to keep them, or to take them out. */
static gboolean
run_on_words (ChoshoStatement *statement, gint64 id, const char *folded, GError **error)
{
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_int64 (statement, 1, id);
  chosho_statement_bind_text (statement, 2, folded);
  return chosho_statement_run (statement, error);
}

static gboolean
remove_words (ChoshoTextStore *self, gint64 id, const char *text, GError **error)
{
  g_autofree char *folded = chosho_find_text_fold (text);
  g_autoptr (ChoshoStatement) pairs = chosho_database_prepare (
    self->database, "INSERT INTO pairs (pairs, rowid, text) VALUES ('delete', ?1, ?2)", error);
  g_autoptr (ChoshoStatement) letters = pairs != NULL ? chosho_database_prepare (
    self->database, "INSERT INTO letters (letters, rowid, text) VALUES ('delete', ?1, ?2)", error) : NULL;

  return letters != NULL && run_on_words (pairs, id, folded, error) && run_on_words (letters, id, folded, error);
}

static gboolean
add_words (ChoshoTextStore *self, gint64 id, const char *text, GError **error)
{
  g_autofree char *folded = chosho_find_text_fold (text);
  g_autoptr (ChoshoStatement) pairs = chosho_database_prepare (self->database, "INSERT INTO pairs (rowid, text) VALUES (?1, ?2)", error);
  g_autoptr (ChoshoStatement) letters = pairs != NULL ? chosho_database_prepare (
    self->database, "INSERT INTO letters (rowid, text) VALUES (?1, ?2)", error) : NULL;

  return letters != NULL && run_on_words (pairs, id, folded, error) && run_on_words (letters, id, folded, error);
}

static gboolean
remove_units (ChoshoTextStore *self, gint64 owner, GError **error)
{
  g_autoptr (ChoshoStatement) units = chosho_database_prepare (self->database, "SELECT id, text FROM units WHERE owner = ?1", error);
  g_autoptr (ChoshoStatement) removal = NULL;
  ChoshoStep step;

  if (units == NULL)
    return FALSE;
  chosho_statement_bind_int64 (units, 1, owner);
  while ((step = chosho_statement_step (units, error)) == CHOSHO_STEP_ROW)
    if (!remove_words (self, chosho_statement_get_int64 (units, 0), chosho_statement_get_text (units, 1), error))
      return FALSE;
  if (step == CHOSHO_STEP_ERROR)
    return FALSE;
  removal = chosho_database_prepare (self->database, "DELETE FROM units WHERE owner = ?1", error);
  if (removal == NULL)
    return FALSE;
  chosho_statement_bind_int64 (removal, 1, owner);
  return chosho_statement_run (removal, error);
}

/* 0 where there was none; -1 with @error. */
static gint64
empty_owner (ChoshoTextStore *self, const char *kind, const char *name, GError **error)
{
  gint64 owner = find_owner (self, kind, name, error);

  return owner > 0 && !remove_units (self, owner, error) ? -1 : owner;
}

gboolean
chosho_text_store_remove (ChoshoTextStore *self, const char *kind, const char *name, GError **error)
{
  gint64 owner = empty_owner (self, kind, name, error);
  g_autoptr (ChoshoStatement) statement = NULL;

  if (owner <= 0)
    return owner == 0;
  statement = chosho_database_prepare (self->database, "DELETE FROM owners WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_int64 (statement, 1, owner);
  return chosho_statement_run (statement, error);
}

/* What was taken out of a full-text table is only marked as gone until its segments are merged. */
static gboolean
merge_words (ChoshoTextStore *self, GError **error)
{
  g_autoptr (ChoshoStatement) pairs = chosho_database_prepare (self->database, "INSERT INTO pairs (pairs) VALUES ('optimize')", error);
  g_autoptr (ChoshoStatement) letters = pairs != NULL ? chosho_database_prepare (
    self->database, "INSERT INTO letters (letters) VALUES ('optimize')", error) : NULL;

  return letters != NULL && chosho_statement_run (pairs, error) && chosho_statement_run (letters, error);
}

gboolean
chosho_text_store_forget (ChoshoTextStore *self, const char *kind, GPtrArray *names, GError **error)
{
  gboolean done = TRUE;

  if (!chosho_text_store_begin (self, error))
    return FALSE;
  for (guint i = 0; i < names->len && done; i++)
    done = chosho_text_store_remove (self, kind, g_ptr_array_index (names, i), error);
  if (!done || !merge_words (self, error))
    {
      chosho_text_store_rollback (self);
      return FALSE;
    }
  return chosho_text_store_commit (self, error) && chosho_text_store_vacuum (self, error);
}

/* The first free id of @band; -1 with @error. */
static gint64
find_free (ChoshoTextStore *self, guint band, GError **error)
{
  gint64 first = (gint64) band << CHOSHO_TEXT_BAND_BITS;
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (
    self->database, "SELECT coalesce(max(id) + 1, ?1) FROM units WHERE id >= ?1 AND id < ?2", error);

  if (statement == NULL)
    return -1;
  chosho_statement_bind_int64 (statement, 1, first);
  chosho_statement_bind_int64 (statement, 2, first + (G_GINT64_CONSTANT (1) << CHOSHO_TEXT_BAND_BITS));
  return chosho_statement_step (statement, error) == CHOSHO_STEP_ROW ? chosho_statement_get_int64 (statement, 0) : -1;
}

static gboolean
add_unit (ChoshoTextStore *self, gint64 id, gint64 owner, const ChoshoTextUnit *unit, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (
    self->database, "INSERT INTO units (id, owner, number, place, carried, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);

  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_int64 (statement, 1, id);
  chosho_statement_bind_int64 (statement, 2, owner);
  chosho_statement_bind_int64 (statement, 3, unit->number);
  chosho_statement_bind_text (statement, 4, unit->place);
  chosho_statement_bind_int64 (statement, 5, unit->carried);
  chosho_statement_bind_text (statement, 6, unit->text);
  return chosho_statement_run (statement, error) && add_words (self, id, unit->text, error);
}

static gboolean
add_units (ChoshoTextStore *self, gint64 owner, guint band, GPtrArray *units, GError **error)
{
  gint64 free_id = units->len > 0 ? find_free (self, band, error) : 0;

  for (guint i = 0; i < units->len; i++)
    if (free_id < 0 || !add_unit (self, free_id + i, owner, g_ptr_array_index (units, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
put_owner (ChoshoTextStore *self, const ChoshoTextOwner *owner, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (
    self->database,
    "INSERT INTO owners (kind, name, stamp, state, code, format, charset, blank, object) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    " ON CONFLICT (kind, name) DO UPDATE SET stamp = excluded.stamp, state = excluded.state, code = excluded.code,"
    " format = excluded.format, charset = excluded.charset, blank = excluded.blank, object = excluded.object",
    error);

  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, owner->kind);
  chosho_statement_bind_text (statement, 2, owner->name);
  chosho_statement_bind_int64 (statement, 3, owner->stamp);
  chosho_statement_bind_text (statement, 4, owner->state);
  chosho_statement_bind_text (statement, 5, owner->code);
  chosho_statement_bind_text (statement, 6, owner->format);
  chosho_statement_bind_text (statement, 7, owner->charset);
  chosho_statement_bind_int64 (statement, 8, owner->blank);
  chosho_statement_bind_text (statement, 9, owner->object);
  return chosho_statement_run (statement, error);
}

gboolean
chosho_text_store_add (ChoshoTextStore *self, const char *kind, const char *name, guint band, GPtrArray *units, GError **error)
{
  gint64 owner = find_owner (self, kind, name, error);

  g_return_val_if_fail (owner != 0, FALSE);
  return owner > 0 && add_units (self, owner, band, units, error);
}

gboolean
chosho_text_store_put (ChoshoTextStore *self, const ChoshoTextOwner *owner, guint band, GPtrArray *units, GError **error)
{
  return empty_owner (self, owner->kind, owner->name, error) >= 0 && put_owner (self, owner, error)
         && chosho_text_store_add (self, owner->kind, owner->name, band, units, error);
}
