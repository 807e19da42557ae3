/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-index-private.h"

gboolean
chosho_index_put_row (ChoshoIndex *self, const char *kind, const char *id, const char *sort, const char *control,
                      const char *json, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  g_return_val_if_fail (self->writable, FALSE);

  /* An unchanged row costs no write. */
  statement = chosho_database_prepare (self->database,
                                       "INSERT INTO rows (kind, id, sort, control, json) VALUES (?1, ?2, ?3, ?4, ?5)"
                                       " ON CONFLICT (kind, id) DO UPDATE SET sort = excluded.sort,"
                                       " control = excluded.control, json = excluded.json"
                                       " WHERE json <> excluded.json OR sort <> excluded.sort"
                                       " OR control IS NOT excluded.control",
                                       error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, kind);
  chosho_statement_bind_text (statement, 2, id);
  chosho_statement_bind_text (statement, 3, sort);
  chosho_statement_bind_text (statement, 4, control);
  chosho_statement_bind_text (statement, 5, json);
  return chosho_statement_run (statement, error);
}

gboolean
chosho_index_remove_row (ChoshoIndex *self, const char *kind, const char *id, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  g_return_val_if_fail (self->writable, FALSE);

  statement = chosho_database_prepare (self->database, "DELETE FROM rows WHERE kind = ?1 AND id = ?2", error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, kind);
  chosho_statement_bind_text (statement, 2, id);
  return chosho_statement_run (statement, error);
}

gboolean
chosho_index_get_row (ChoshoIndex *self, const char *kind, const char *id, char **json, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;
  ChoshoStep step;

  *json = NULL;
  statement = chosho_database_prepare (self->database, "SELECT json FROM rows WHERE kind = ?1 AND id = ?2", error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, kind);
  chosho_statement_bind_text (statement, 2, id);
  step = chosho_statement_step (statement, error);
  if (step == CHOSHO_STEP_ROW)
    *json = g_strdup (chosho_statement_get_text (statement, 0));
  return step != CHOSHO_STEP_ERROR;
}

gboolean
chosho_index_find_row (ChoshoIndex *self, const char *const *kinds, const char *id, const char **kind, char **json, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;
  ChoshoStep step;

  *json = NULL;
  g_return_val_if_fail (g_strv_length ((char **) kinds) <= CHOSHO_INDEX_MAX_KINDS, FALSE);
  statement = chosho_database_prepare (self->database,
                                       "SELECT kind, json FROM rows WHERE id = ?1 AND kind IN"
                                       " (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                                       error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, id);
  for (int i = 0; kinds[i] != NULL; i++)
    chosho_statement_bind_text (statement, i + 2, kinds[i]); /* the others stay NULL, which is no kind */
  step = chosho_statement_step (statement, error);
  if (step != CHOSHO_STEP_ROW)
    return step != CHOSHO_STEP_ERROR;
  for (guint i = 0; kinds[i] != NULL; i++)
    if (strcmp (kinds[i], chosho_statement_get_text (statement, 0)) == 0)
      *kind = kinds[i];
  *json = g_strdup (chosho_statement_get_text (statement, 1));
  return TRUE;
}

gboolean
chosho_index_foreach_row (ChoshoIndex *self, const char *kind, const char *control, ChoshoIndexRowFunc function,
                          gpointer user_data, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;
  ChoshoStep step;

  if (control == NULL)
    statement = chosho_database_prepare (
      self->database, "SELECT id, sort, control, json FROM rows WHERE kind = ?1 ORDER BY sort, id", error);
  else
    statement = chosho_database_prepare (self->database,
                                         "SELECT id, sort, control, json FROM rows"
                                         " WHERE kind = ?1 AND control = ?2 ORDER BY sort, id",
                                         error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, kind);
  if (control != NULL)
    chosho_statement_bind_text (statement, 2, control);
  while ((step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    if (!function (chosho_statement_get_text (statement, 0), chosho_statement_get_text (statement, 1),
                   chosho_statement_get_text (statement, 2), chosho_statement_get_text (statement, 3), user_data))
      return TRUE;
  return step == CHOSHO_STEP_DONE;
}

/* Column 0 of all rows. */
static GPtrArray *
take_texts (ChoshoStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  ChoshoStep step;

  while ((step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    g_ptr_array_add (texts, g_strdup (chosho_statement_get_text (statement, 0)));
  if (step == CHOSHO_STEP_ERROR)
    return NULL;
  return g_steal_pointer (&texts);
}

GPtrArray *
chosho_index_list_ids (ChoshoIndex *self, const char *kind, const char *control, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  if (control == NULL)
    statement = chosho_database_prepare (self->database, "SELECT id FROM rows WHERE kind = ?1 ORDER BY sort, id",
                                         error);
  else
    statement = chosho_database_prepare (
      self->database, "SELECT id FROM rows WHERE kind = ?1 AND control = ?2 ORDER BY sort, id", error);
  if (statement == NULL)
    return NULL;
  chosho_statement_bind_text (statement, 1, kind);
  if (control != NULL)
    chosho_statement_bind_text (statement, 2, control);
  return take_texts (statement, error);
}

gboolean
chosho_index_count_rows (ChoshoIndex *self, const char *kind, gint64 *count, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  statement = chosho_database_prepare (self->database, "SELECT count (*) FROM rows WHERE kind = ?1", error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, kind);
  if (chosho_statement_step (statement, error) != CHOSHO_STEP_ROW)
    return FALSE;
  *count = chosho_statement_get_int64 (statement, 0);
  return TRUE;
}

GPtrArray *
chosho_index_list_kinds (ChoshoIndex *self, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  statement = chosho_database_prepare (self->database, "SELECT DISTINCT kind FROM rows ORDER BY kind", error);
  if (statement == NULL)
    return NULL;
  return take_texts (statement, error);
}
