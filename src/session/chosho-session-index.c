/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-projection.h"
#include "chosho-session-private.h"

/* Bringing index.db up to the state in memory, under the engagement's lock. */

typedef struct
{
  ChoshoIndex *index;
  GHashTable  *kept;   /* (nullable) "KIND\nID" of the rows rendered for one subject */
  ChoshoSummary summary;
  GError      *error;  /* the first failure; later rows are skipped */
} Writer;

static char *
row_name (const char *kind, const char *id)
{
  return g_strconcat (kind, "\n", id, NULL);
}

/* Moves a control in the counts from the state of its old row to that of the new. */
static void
count_control (Writer *writer, const ChoshoRow *row)
{
  g_autofree char *json = NULL;
  g_autoptr (ChoshoValue) old = NULL;

  if (writer->kept != NULL && chosho_index_get_row (writer->index, row->kind, row->id, &json, NULL) && json != NULL)
    old = chosho_value_parse (json, strlen (json), NULL);
  if (old != NULL)
    chosho_summary_add (&writer->summary, old, -1);
  chosho_summary_add (&writer->summary, row->json, 1);
}

static void
on_render (const ChoshoRow *row, gpointer user_data)
{
  Writer *writer = user_data;
  g_autofree char *json = NULL;

  if (writer->error != NULL)
    return;
  if (strcmp (row->kind, "control") == 0)
    count_control (writer, row);
  json = chosho_value_to_canonical (row->json, NULL);
  chosho_index_put_row (writer->index, row->kind, row->id, row->sort, row->control, json, &writer->error);
  if (writer->kept != NULL)
    g_hash_table_add (writer->kept, row_name (row->kind, row->id));
}

/* Removes the rows of @kind that were there and were not rendered again. */
static gboolean
remove_vanished (Writer *writer, const char *kind, const char *control, GError **error)
{
  g_autoptr (GPtrArray) ids = chosho_index_list_ids (writer->index, kind, control, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *name = row_name (kind, g_ptr_array_index (ids, i));

      if (!g_hash_table_contains (writer->kept, name)
          && !chosho_index_remove_row (writer->index, kind, g_ptr_array_index (ids, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_all_vanished (Writer *writer, const char *subject, GError **error)
{
  const char *control = g_str_has_prefix (subject, "control:") ? subject + strlen ("control:") : NULL;
  const char *const *kinds = control != NULL ? chosho_projection_get_control_kinds ()
                                             : chosho_projection_get_general_kinds ();

  for (; *kinds != NULL; kinds++)
    if (!remove_vanished (writer, *kinds, control, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_subject (Writer *writer, ChoshoView *view, const char *subject, gboolean rebuild, GError **error)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  writer->kept = rebuild ? NULL : kept;
  chosho_projection_render (view, subject, on_render, writer);
  if (writer->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&writer->error));
      return FALSE;
    }
  /* Created things never vanish; lines and steps may. */
  return rebuild || g_str_has_prefix (subject, "thing:") || remove_all_vanished (writer, subject, error);
}

static gboolean
write_summary (Writer *writer, ChoshoView *view, GError **error)
{
  g_autoptr (ChoshoValue) value = chosho_summary_to_value (&writer->summary, view);
  g_autofree char *json = chosho_value_to_canonical (value, NULL);

  return chosho_index_put_row (writer->index, "summary", "", "", NULL, json, error);
}

static gboolean
read_summary (Writer *writer, GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (ChoshoValue) value = NULL;

  if (!chosho_index_get_row (writer->index, "summary", "", &json, error))
    return FALSE;
  value = json != NULL ? chosho_value_parse (json, strlen (json), error) : NULL;
  if (value != NULL)
    chosho_summary_from_value (&writer->summary, value);
  return value != NULL;
}

static gboolean
write_event (ChoshoSession *self, ChoshoIndex *index, ChoshoNode *node, GError **error)
{
  ChoshoEvent *event = chosho_node_get_event (node);
  g_autofree char *chain = g_strconcat (event->copy, "/", event->author, NULL);
  const char *code = chosho_node_get_code (node);
  ChoshoEventFacts facts = {
    .arrival = (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (self->arrivals, event->id_hex)),
    .id = event->id_hex, .chain = chain, .seq = event->seq, .action = event->action, .author = event->author,
    .time_us = event->time_us, .effective = chosho_node_is_effective (node),
    .verified = g_strcmp0 (code, "signature-bad") != 0 && g_strcmp0 (code, "signer-unknown") != 0
                && g_strcmp0 (code, "format-newer") != 0,
    .code = code != NULL ? code : chosho_node_get_waiting_code (node),
  };

  return chosho_index_put_event (index, &facts, error);
}

/* How many nodes of the state an index that stands at @arrival holds: those before the first that
 * came later. */
static guint
count_indexed (ChoshoSession *self, gint64 arrival)
{
  guint n_events = chosho_state_get_n_events (self->state);

  for (guint i = 0; i < n_events; i++)
    {
      const char *id = chosho_node_get_event (chosho_state_get_nth (self->state, i))->id_hex;

      if ((gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (self->arrivals, id)) > arrival)
        return i;
    }
  return n_events;
}

static gboolean
write_all (ChoshoSession *self, ChoshoIndex *index, guint first, GError **error)
{
  gboolean rebuild;
  g_autoptr (ChoshoView) view = chosho_view_new_now (self->state);
  g_autoptr (GHashTable) affected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) subjects = NULL;
  g_autofree char *arrival = g_strdup_printf ("%" G_GINT64_FORMAT, self->arrival);
  Writer writer = { .index = index };

  rebuild = first == 0 || !chosho_projection_collect_affected (self->state, first, affected);
  if (rebuild)
    {
      first = 0;
      subjects = chosho_projection_list_subjects (view);
      if (!chosho_index_clear_all (index, error))
        return FALSE;
    }
  else
    {
      GHashTableIter iter;
      gpointer subject;

      if (!read_summary (&writer, error))
        return FALSE;

      subjects = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_iter_init (&iter, affected);
      while (g_hash_table_iter_next (&iter, &subject, NULL))
        g_ptr_array_add (subjects, g_strdup (subject));
    }
  for (guint i = 0; i < subjects->len; i++)
    if (!write_subject (&writer, view, g_ptr_array_index (subjects, i), rebuild, error))
      return FALSE;
  for (guint i = first; i < chosho_state_get_n_events (self->state); i++)
    if (!write_event (self, index, chosho_state_get_nth (self->state, i), error))
      return FALSE;
  return write_summary (&writer, view, error) && chosho_index_set_meta (index, "arrival", arrival, error);
}

gboolean
chosho_session_update_index (ChoshoSession *self, gboolean rebuild, GError **error)
{
  ChoshoIndexState state;
  g_autofree char *arrival = NULL;
  guint first = 0; /* 0: build anew */
  g_autoptr (ChoshoIndex) index = chosho_index_open_writer (chosho_engagement_folder_get_index_path (self->folder),
                                                            CHOSHO_PROJECTION_VERSION, &state, error);

  if (index == NULL || !chosho_index_begin (index, error))
    return FALSE;
  if (state == CHOSHO_INDEX_CURRENT && !rebuild && chosho_index_get_meta (index, "arrival", &arrival, NULL) && arrival != NULL)
    first = count_indexed (self, g_ascii_strtoll (arrival, NULL, 10));
  if (!write_all (self, index, first, error) || !chosho_index_commit (index, error))
    {
      chosho_index_rollback (index);
      return FALSE;
    }
  return chosho_index_checkpoint (index, error);
}
