/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-index-private.h"

gboolean
chosho_index_put_event (ChoshoIndex *self, const ChoshoEventFacts *facts, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  g_return_val_if_fail (self->writable, FALSE);

  statement = chosho_database_prepare (
    self->database,
    "INSERT INTO events (arrival, id, chain, seq, action, author, time_us, verified, effective, code, about)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    " ON CONFLICT (arrival) DO UPDATE SET id = excluded.id, chain = excluded.chain, seq = excluded.seq,"
    " action = excluded.action, author = excluded.author, time_us = excluded.time_us,"
    " verified = excluded.verified, effective = excluded.effective, code = excluded.code, about = excluded.about",
    error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_int64 (statement, 1, facts->arrival);
  chosho_statement_bind_text (statement, 2, facts->id);
  chosho_statement_bind_text (statement, 3, facts->chain);
  chosho_statement_bind_int64 (statement, 4, facts->seq);
  chosho_statement_bind_text (statement, 5, facts->action);
  chosho_statement_bind_text (statement, 6, facts->author);
  chosho_statement_bind_int64 (statement, 7, facts->time_us);
  chosho_statement_bind_int64 (statement, 8, facts->verified != FALSE);
  chosho_statement_bind_int64 (statement, 9, facts->effective != FALSE);
  chosho_statement_bind_text (statement, 10, facts->code);
  chosho_statement_bind_text (statement, 11, facts->about);
  return chosho_statement_run (statement, error);
}

/* Columns in the table's order. */
/* What is neither 0 nor 1 was not written by this program: it equals neither TRUE nor FALSE. */
static gboolean
take_flag (ChoshoStatement *statement, int column)
{
  gint64 value = chosho_statement_get_int64 (statement, column);

  return value == FALSE || value == TRUE ? (gboolean) value : -1;
}

static void
take_facts (ChoshoStatement *statement, ChoshoEventFacts *facts)
{
  facts->arrival = chosho_statement_get_int64 (statement, 0);
  facts->id = chosho_statement_get_text (statement, 1);
  facts->chain = chosho_statement_get_text (statement, 2);
  facts->seq = chosho_statement_get_int64 (statement, 3);
  facts->action = chosho_statement_get_text (statement, 4);
  facts->author = chosho_statement_get_text (statement, 5);
  facts->time_us = chosho_statement_get_int64 (statement, 6);
  facts->verified = take_flag (statement, 7);
  facts->effective = take_flag (statement, 8);
  facts->code = chosho_statement_get_text (statement, 9);
  facts->about = chosho_statement_get_text (statement, 10);
}

static gboolean
walk (ChoshoStatement *statement, ChoshoIndexEventFunc function, gpointer user_data, gboolean *found, GError **error)
{
  ChoshoStep step;

  if (found != NULL)
    *found = FALSE;
  while ((step = chosho_statement_step (statement, error)) == CHOSHO_STEP_ROW)
    {
      ChoshoEventFacts facts;

      take_facts (statement, &facts);
      if (found != NULL)
        *found = TRUE;
      if (!function (&facts, user_data))
        return TRUE;
    }
  return step == CHOSHO_STEP_DONE;
}

gboolean
chosho_index_get_event (ChoshoIndex *self, const char *id, ChoshoIndexEventFunc function, gpointer user_data,
                        gboolean *found, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  statement = chosho_database_prepare (
    self->database,
    "SELECT arrival, id, chain, seq, action, author, time_us, verified, effective, code, about FROM events WHERE id = ?1",
    error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, id);
  return walk (statement, function, user_data, found, error);
}

gboolean
chosho_index_foreach_event (ChoshoIndex *self, gint64 from_arrival, guint limit, ChoshoIndexEventFunc function,
                            gpointer user_data, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  statement = chosho_database_prepare (
    self->database,
    "SELECT arrival, id, chain, seq, action, author, time_us, verified, effective, code, about FROM events"
    " WHERE arrival >= ?1 ORDER BY arrival LIMIT ?2",
    error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_int64 (statement, 1, from_arrival);
  chosho_statement_bind_int64 (statement, 2, limit == 0 ? -1 : (gint64) limit);
  return walk (statement, function, user_data, NULL, error);
}

gboolean
chosho_index_foreach_chain_event (ChoshoIndex *self, const char *chain, gint64 from_seq,
                                  ChoshoIndexEventFunc function, gpointer user_data, GError **error)
{
  g_autoptr (ChoshoStatement) statement = NULL;

  statement = chosho_database_prepare (
    self->database,
    "SELECT arrival, id, chain, seq, action, author, time_us, verified, effective, code, about FROM events"
    " WHERE chain = ?1 AND seq >= ?2 ORDER BY seq, arrival",
    error);
  if (statement == NULL)
    return FALSE;
  chosho_statement_bind_text (statement, 1, chain);
  chosho_statement_bind_int64 (statement, 2, from_seq);
  return walk (statement, function, user_data, NULL, error);
}

gboolean
chosho_index_count_events (ChoshoIndex *self, gint64 *count, GError **error)
{
  return chosho_database_query_int64 (self->database, "SELECT count (*) FROM events", count, error);
}
