/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-store-private.h"

/* Reading: owners, and what was found. */

/* Gives each row of @statement, which selects an owner's columns, to @function. */
static gboolean
walk_owners (ChoshoStatement *statement, ChoshoTextOwnerFunc function, gpointer user_data, GError **error)
{
  ChoshoStep step;

  while ((step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    {
      ChoshoTextOwner owner = {
        .kind = chosho_statement_get_text (statement, 0), .name = chosho_statement_get_text (statement, 1),
        .stamp = chosho_statement_get_int64 (statement, 2), .state = chosho_statement_get_text (statement, 3),
        .code = chosho_statement_get_text (statement, 4), .format = chosho_statement_get_text (statement, 5),
        .charset = chosho_statement_get_text (statement, 6), .blank = chosho_statement_get_int64 (statement, 7),
        .object = chosho_statement_get_text (statement, 8),
      };

      if (!function (&owner, user_data))
        return TRUE;
    }
  return step != CHOSHO_STEP_ERROR;
}

gboolean
chosho_text_store_foreach_owner (ChoshoTextStore *self, const char *kind, ChoshoTextOwnerFunc function, gpointer user_data, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (
    self->database,
    "SELECT kind, name, stamp, state, code, format, charset, blank, object FROM owners WHERE kind = ?1 OR ?1 IS NULL"
    " ORDER BY kind, name",
    error);

  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, kind);
  return walk_owners (statement, function, user_data, error);
}

gboolean
chosho_text_store_foreach_holder (ChoshoTextStore *self, const char *sha256, ChoshoTextOwnerFunc function, gpointer user_data, GError **error)
{
  g_autoptr (ChoshoStatement) statement = chosho_database_prepare (
    self->database,
    "SELECT kind, name, stamp, state, code, format, charset, blank, object FROM owners WHERE object = ?1 ORDER BY name", error);

  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, sha256);
  return walk_owners (statement, function, user_data, error);
}

/* A phrase of FTS5. (transfer full) */
static char *
quote (const char *folded)
{
  GString *out = g_string_new ("\"");

  for (const char *p = folded; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

/* The full-text table leads: it gives its rows in order as it finds them, so that who has enough stops it early. */
static ChoshoStatement *
prepare_find (ChoshoTextStore *self, const char *folded, GError **error)
{
  if (*g_utf8_next_char (folded) == '\0')
    return chosho_database_prepare (self->database,
                                    "SELECT o.kind, o.name, u.number, u.place, u.carried, u.text FROM letters"
                                    " CROSS JOIN units AS u ON u.id = letters.rowid CROSS JOIN owners AS o ON o.id = u.owner"
                                    " WHERE letters MATCH ?1 AND letters.rowid >= ?2 AND letters.rowid < ?3 ORDER BY letters.rowid",
                                    error);
  return chosho_database_prepare (self->database,
                                  "SELECT o.kind, o.name, u.number, u.place, u.carried, u.text FROM pairs"
                                  " CROSS JOIN units AS u ON u.id = pairs.rowid CROSS JOIN owners AS o ON o.id = u.owner"
                                  " WHERE pairs MATCH ?1 AND pairs.rowid >= ?2 AND pairs.rowid < ?3 ORDER BY pairs.rowid",
                                  error);
}

gboolean
chosho_text_store_find (ChoshoTextStore *self, guint band, const char *folded, ChoshoTextFoundFunc function, gpointer user_data, GError **error)
{
  g_autoptr (ChoshoStatement) statement = prepare_find (self, folded, error);
  g_autofree char *phrase = quote (folded);
  ChoshoStep step;

  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, phrase);
  chosho_statement_bind_int64 (statement, 2, (gint64) band << CHOSHO_TEXT_BAND_BITS);
  chosho_statement_bind_int64 (statement, 3, (gint64) (band + 1) << CHOSHO_TEXT_BAND_BITS);
  while ((step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    {
      ChoshoTextFound found = {
        .kind = chosho_statement_get_text (statement, 0), .name = chosho_statement_get_text (statement, 1),
        .number = chosho_statement_get_int64 (statement, 2), .place = chosho_statement_get_text (statement, 3),
        .carried = (guint) chosho_statement_get_int64 (statement, 4), .text = chosho_statement_get_text (statement, 5),
      };

      if (!function (&found, user_data))
        return TRUE;
    }
  return step != CHOSHO_STEP_ERROR;
}
