/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-projection.h"
#include "chosho-index.h"
#include "chosho-session.h"
#include "chosho-text.h"
#include "chosho-verify.h"

/* The index against a replay of the events up to where it stands. A lagging index is no fault. */

typedef struct
{
  ChoshoVerify *verify;
  ChoshoIndex  *index;
  ChoshoState  *state;     /* of the events the index holds */
  GHashTable   *expected;  /* (owned) "KIND ID" -> "SORT\nCONTROL\nJSON" */
  ChoshoSummary summary;
  const char   *kind;      /* of the rows being read */
} Compare;

static void
differs (Compare *self, const char *where, const char *message)
{
  g_autofree char *text = g_strdup_printf ("index.db %s", where);

  chosho_verify_add (self->verify, "index-differs", FALSE, text, message);
}

static char *
row_text (const char *sort, const char *control, const char *json)
{
  return g_strjoin ("\n", sort, control != NULL ? control : "", json, NULL);
}

static void
on_expected (const ChoshoRow *row, gpointer user_data)
{
  Compare *self = user_data;
  g_autofree char *json = chosho_value_to_canonical (row->json, NULL);

  g_hash_table_insert (self->expected, g_strjoin (" ", row->kind, row->id, NULL), row_text (row->sort, row->control, json));
  chosho_summary_add (&self->summary, row->kind, row->json, 1);
}

static void
render_expected (Compare *self)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (self->state);
  g_autoptr (GPtrArray) subjects = chosho_projection_list_subjects (self->state);
  g_autoptr (ChoshoValue) summary = NULL;
  ChoshoRow row = { "summary", "", "", NULL, NULL };

  for (guint i = 0; i < subjects->len; i++)
    chosho_projection_render (view, g_ptr_array_index (subjects, i), on_expected, self);
  summary = chosho_summary_to_value (&self->summary, self->state);
  row.json = summary;
  on_expected (&row, self);
}

static gboolean
on_actual (const char *id, const char *sort, const char *control, const char *json, gpointer user_data)
{
  Compare *self = user_data;
  g_autofree char *name = g_strjoin (" ", self->kind, id, NULL);
  g_autofree char *text = row_text (sort, control, json);
  const char *expected = g_hash_table_lookup (self->expected, name);

  if (expected == NULL)
    differs (self, name, _("A row that follows from no event"));
  else if (strcmp (expected, text) != 0)
    differs (self, name, _("The row is not what follows from the events"));
  g_hash_table_remove (self->expected, name);
  return TRUE;
}

static gboolean
compare_rows (Compare *self, GError **error)
{
  g_autoptr (GPtrArray) kinds = chosho_index_list_kinds (self->index, error);
  GHashTableIter iter;
  gpointer name;

  if (kinds == NULL)
    return FALSE;
  for (guint i = 0; i < kinds->len; i++)
    {
      self->kind = g_ptr_array_index (kinds, i);
      if (!chosho_index_foreach_row (self->index, self->kind, NULL, on_actual, self, error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, self->expected);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    differs (self, name, _("A row is missing"));
  return TRUE;
}

/* --- Facts of events --------------------------------------------------------------------------- */

static gboolean
fact_is_right (Compare *self, ChoshoNode *node, const ChoshoEventFacts *facts)
{
  ChoshoEvent *event = chosho_node_get_event (node);
  g_autofree char *chain = g_strconcat (event->copy, "/", event->author, NULL);
  g_autofree char *about = chosho_projection_dup_about (node);
  const char *code = chosho_node_get_code (node);
  gboolean verified = g_strcmp0 (code, "signature-bad") != 0 && g_strcmp0 (code, "signer-unknown") != 0
                      && g_strcmp0 (code, "format-newer") != 0;

  return facts->arrival == (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (self->verify->arrivals, event->id_hex))
         && strcmp (facts->chain, chain) == 0 && facts->seq == event->seq && strcmp (facts->action, event->action) == 0
         && strcmp (facts->author, event->author) == 0 && facts->time_us == event->time_us
         && facts->verified == verified && facts->effective == chosho_node_is_effective (node)
         && g_strcmp0 (facts->code, code != NULL ? code : chosho_node_get_waiting_code (node)) == 0
         && g_strcmp0 (facts->about, about) == 0;
}

static gboolean
on_fact (const ChoshoEventFacts *facts, gpointer user_data)
{
  Compare *self = user_data;
  g_autofree char *where = g_strdup_printf ("event %s", facts->id);
  ChoshoNode *node = chosho_state_lookup (self->state, facts->id);

  if (!g_hash_table_contains (self->verify->arrivals, facts->id))
    chosho_verify_add (self->verify, "event-missing", FALSE, where, _("The index knows this event, and the record does not hold it"));
  else if (node == NULL || !fact_is_right (self, node, facts))
    differs (self, where, _("What the index says of the event is not what follows from it"));
  g_hash_table_insert (self->expected, g_strdup (facts->id), NULL);
  return TRUE;
}

static gboolean
compare_facts (Compare *self, GError **error)
{
  g_hash_table_remove_all (self->expected);
  if (!chosho_index_foreach_event (self->index, 0, 0, on_fact, self, error))
    return FALSE;
  for (guint i = 0; i < chosho_state_get_n_events (self->state); i++)
    {
      const char *id = chosho_node_get_event (chosho_state_get_nth (self->state, i))->id_hex;

      if (!g_hash_table_contains (self->expected, id))
        differs (self, id, _("An event is missing in the index"));
    }
  return TRUE;
}

/* --- Which state to compare with ---------------------------------------------------------------- */

static ChoshoState *
replay_until (ChoshoVerify *verify, gint64 arrival)
{
  ChoshoState *state = chosho_state_new ();
  guint64 signatures = verify->signatures;

  chosho_state_set_signature_func (state, chosho_verify_on_signature, verify);
  for (guint i = 0; i < verify->events->len; i++)
    {
      ChoshoEvent *event = g_ptr_array_index (verify->events, i);

      if ((gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (verify->arrivals, event->id_hex)) <= arrival)
        chosho_state_add (state, event);
    }
  chosho_state_settle (state);
  verify->signatures = signatures; /* the same ones again */
  return state;
}

static gboolean
compare_index (Compare *self, gint64 arrival, GError **error)
{
  g_autoptr (ChoshoState) partial = NULL;
  gboolean done;

  if (arrival > self->verify->last_arrival)
    chosho_verify_add (self->verify, "event-missing", FALSE, "index.db", _("The index stands further than the record: events at the end are missing"));
  if (arrival < self->verify->last_arrival)
    partial = replay_until (self->verify, arrival);
  self->state = partial != NULL ? partial : self->verify->state;
  self->expected = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, g_free);
  if (chosho_state_get_engagement (self->state) != NULL)
    render_expected (self);
  done = compare_rows (self, error) && compare_facts (self, error);
  g_hash_table_unref (self->expected);
  return done;
}

/* A file that is no database any more, as a building that was cut off by force may leave it, tells nobody anything and
 * is made again, as one that is missing. One that the disk does not give is a fault. */
static void
cannot_be_read (Compare *self, const GError *error)
{
  if (!g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY))
    differs (self, "", error->message);
}

gboolean
chosho_verify_index (ChoshoVerify *verify, GError **error)
{
  const char *path = chosho_engagement_folder_get_index_path (verify->folder);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *arrival = NULL;
  ChoshoIndexState state;
  gboolean unfinished = FALSE, older = FALSE;
  gint64 stand = 0;
  g_autoptr (ChoshoIndex) index = chosho_index_open_reader (path, CHOSHO_PROJECTION_VERSION, &state, &local_error);
  Compare self = { .verify = verify, .index = index };

  if (g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND))
    return TRUE; /* derived: it is made again */
  if (index == NULL || !chosho_index_begin_snapshot (index, &local_error))
    {
      cannot_be_read (&self, local_error);
      return TRUE;
    }
  if (!chosho_index_is_unfinished (index, &unfinished, &local_error))
    cannot_be_read (&self, local_error);
  else if (unfinished)
    ; /* nobody reads it: it is made again */
  else if (state != CHOSHO_INDEX_CURRENT && chosho_index_is_older (index, &older, NULL) && older)
    chosho_verify_add (verify, "index-differs", TRUE, "index.db", _("An earlier version of the program made it: the next command makes it anew"));
  else if (state != CHOSHO_INDEX_CURRENT)
    differs (&self, "meta", _("It was made by another version or its version was changed; run “choshoctl index rebuild”"));
  else if (!chosho_index_get_meta (index, "arrival", &arrival, &local_error) || arrival == NULL
           || !g_ascii_string_to_signed (arrival, 10, 0, G_MAXINT64, &stand, NULL))
    differs (&self, "meta arrival", _("It does not say where it stands"));
  else if (!compare_index (&self, stand, &local_error))
    differs (&self, "", local_error->message);
  chosho_index_end_snapshot (index);
  return TRUE;
}
