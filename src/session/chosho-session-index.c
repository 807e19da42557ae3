/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-index-filler.h"
#include "chosho-projection.h"
#include "chosho-session-private.h"
#include "chosho-text.h"

/* Bringing index.db up to the state in memory, under the engagement's lock. */

typedef struct
{
  ChoshoIndex *index;
  GHashTable  *kept;   /* (nullable) "KIND\nID" of the rows rendered for one subject */
  ChoshoIndexFiller *filler; /* (nullable) owned: writes the rows where all are written */
  ChoshoSummary summary;
  gboolean     failed; /* a row could not be written; later ones are skipped */
  GError      *error;  /* (nullable) owned: why, unless the filler knows */
} Writer;

static char *
row_name (const char *kind, const char *id)
{
  return g_strconcat (kind, "\n", id, NULL);
}

/* Takes a row that is there out of the counts, before another takes its place. */
static void
uncount (Writer *writer, const char *kind, const char *id)
{
  g_autofree char *json = NULL;
  g_autoptr (ChoshoValue) old = NULL;

  if (!chosho_summary_counts (kind) || !chosho_index_get_row (writer->index, kind, id, &json, NULL) || json == NULL)
    return;
  old = chosho_value_parse (json, strlen (json), NULL);
  if (old != NULL)
    chosho_summary_add (&writer->summary, kind, old, -1);
}

static void
on_render (const ChoshoRow *row, gpointer user_data)
{
  Writer *writer = user_data;
  g_autofree char *json = NULL;

  if (writer->failed)
    return;
  chosho_summary_add (&writer->summary, row->kind, row->json, 1);
  json = chosho_value_to_canonical (row->json, NULL);
  if (writer->filler != NULL)
    {
      writer->failed = !chosho_index_filler_put_row (writer->filler, row->kind, row->id, row->sort, row->control, g_steal_pointer (&json));
      return;
    }
  uncount (writer, row->kind, row->id);
  g_hash_table_add (writer->kept, row_name (row->kind, row->id));
  writer->failed = !chosho_index_put_row (writer->index, row->kind, row->id, row->sort, row->control, json, &writer->error);
}

/* Removes a row that was not rendered again. */
static gboolean
remove_row (Writer *writer, const char *kind, const char *id, GError **error)
{
  g_autofree char *name = row_name (kind, id);

  if (g_hash_table_contains (writer->kept, name))
    return TRUE;
  uncount (writer, kind, id);
  return chosho_index_remove_row (writer->index, kind, id, error);
}

/* Removes the rows of @kind that were there and were not rendered again. */
static gboolean
remove_vanished (Writer *writer, const char *kind, const char *control, GError **error)
{
  g_autoptr (GPtrArray) ids = chosho_index_list_ids (writer->index, kind, control, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!remove_row (writer, kind, g_ptr_array_index (ids, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
remove_all_vanished (Writer *writer, ChoshoView *view, const char *subject, GError **error)
{
  const char *control = g_str_has_prefix (subject, "control:") ? subject + strlen ("control:") : NULL;
  const char *thing = g_str_has_prefix (subject, "thing:") ? subject + strlen ("thing:") : NULL;
  const char *content = g_str_has_prefix (subject, "content:") ? subject + strlen ("content:") : NULL;
  const char *kind = thing != NULL ? chosho_projection_get_thing_kind (view, thing) : NULL;
  const char *const *kinds = control != NULL ? chosho_projection_get_control_kinds ()
                                             : chosho_projection_get_general_kinds ();

  if (content != NULL)
    return remove_row (writer, "marks", content, error);
  if (thing != NULL)
    return kind == NULL || remove_row (writer, kind, thing, error);
  for (; *kinds != NULL; kinds++)
    if (!remove_vanished (writer, *kinds, control, error))
      return FALSE;
  return TRUE;
}

/* Writes the rows of @subject over those that are there. */
static gboolean
write_again (Writer *writer, ChoshoView *view, const char *subject, GError **error)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);

  writer->kept = kept;
  chosho_projection_render (view, subject, on_render, writer);
  if (writer->failed)
    {
      g_propagate_error (error, g_steal_pointer (&writer->error));
      return FALSE;
    }
  return remove_all_vanished (writer, view, subject, error);
}

static gboolean
write_summary (Writer *writer, ChoshoState *state, GError **error)
{
  g_autoptr (ChoshoValue) value = chosho_summary_to_value (&writer->summary, state);
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
write_event (ChoshoSession *self, Writer *writer, ChoshoNode *node, GError **error)
{
  ChoshoEvent *event = chosho_node_get_event (node);
  g_autofree char *chain = g_strconcat (event->copy, "/", event->author, NULL);
  g_autofree char *about = chosho_projection_dup_about (node);
  const char *code = chosho_node_get_code (node);
  ChoshoEventFacts facts = {
    .arrival = (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (self->arrivals, event->id_hex)),
    .id = event->id_hex, .chain = chain, .seq = event->seq, .action = event->action, .author = event->author,
    .time_us = event->time_us, .effective = chosho_node_is_effective (node),
    .verified = g_strcmp0 (code, "signature-bad") != 0 && g_strcmp0 (code, "signer-unknown") != 0
                && g_strcmp0 (code, "format-newer") != 0,
    .code = code != NULL ? code : chosho_node_get_waiting_code (node), .about = about,
  };

  return writer->filler != NULL ? chosho_index_filler_put_event (writer->filler, &facts) : chosho_index_put_event (writer->index, &facts, error);
}

/* Writes all rows and events into an index without any. What the filler could not write, it tells in the end. */
static gboolean
write_everything (ChoshoSession *self, Writer *writer, ChoshoView *view, GError **error)
{
  g_autoptr (GPtrArray) subjects = chosho_projection_list_subjects (self->state);
  guint n_events = chosho_state_get_n_events (self->state);
  gboolean well = TRUE;

  writer->filler = chosho_index_filler_new (writer->index);
  for (guint i = 0; i < subjects->len && !writer->failed; i++)
    chosho_projection_render (view, g_ptr_array_index (subjects, i), on_render, writer);
  for (guint i = 0; i < n_events && !writer->failed && well; i++)
    well = write_event (self, writer, chosho_state_get_nth (self->state, i), NULL);
  return chosho_index_filler_finish (g_steal_pointer (&writer->filler), error);
}

/* Writes the rows of @subjects and the events that changed over what is there. */
static gboolean
write_changes (ChoshoSession *self, Writer *writer, ChoshoView *view, GPtrArray *subjects, GError **error)
{
  GPtrArray *changed = chosho_state_get_changed (self->state);

  for (guint i = 0; i < subjects->len; i++)
    if (!write_again (writer, view, g_ptr_array_index (subjects, i), error))
      return FALSE;
  for (guint i = 0; i < changed->len; i++)
    if (!write_event (self, writer, g_ptr_array_index (changed, i), error))
      return FALSE;
  return TRUE;
}

typedef enum
{
  CHANGES,  /* the index stands where the state was marked */
  ANEW,     /* it stands elsewhere, or is another program's */
  INTO_NEW, /* it is empty */
} Extent;

static gboolean
write_all (ChoshoSession *self, ChoshoIndex *index, Extent extent, GError **error)
{
  g_autoptr (GPtrArray) subjects = extent == CHANGES ? chosho_projection_list_affected (self->state) : NULL;
  g_autofree char *arrival = g_strdup_printf ("%" G_GINT64_FORMAT, self->arrival);
  g_autoptr (ChoshoView) view = chosho_view_new_now (self->state);
  Writer writer = { .index = index };

  if (subjects != NULL ? !read_summary (&writer, error) : extent != INTO_NEW && !chosho_index_clear_all (index, error))
    return FALSE;
  return (subjects == NULL ? write_everything (self, &writer, view, error) : write_changes (self, &writer, view, subjects, error))
         && write_summary (&writer, self->state, error) && chosho_index_set_meta (index, "arrival", arrival, error);
}

/* TRUE where the index holds just what the state held at its last mark. */
static gboolean
stands_at_mark (ChoshoSession *self, ChoshoIndex *index, ChoshoIndexState state)
{
  g_autofree char *arrival = NULL;

  return state == CHOSHO_INDEX_CURRENT && chosho_index_get_meta (index, "arrival", &arrival, NULL) && arrival != NULL
         && self->marked > 0 && g_ascii_strtoll (arrival, NULL, 10) == self->marked;
}

/* Brings @index up to the state in one transaction; from there on changes are counted anew. FALSE without an error where
 * the state was not what it was taken for (chosho_session_confirm()). */
static gboolean
write_committed (ChoshoSession *self, ChoshoIndex *index, Extent extent, GError **error)
{
  if (extent != INTO_NEW && !chosho_index_begin (index, error))
    return FALSE;
  if (!write_all (self, index, extent, error) || !chosho_session_confirm (self)
      || !(extent == INTO_NEW ? chosho_index_end_build (index, error) : chosho_index_commit (index, error)))
    {
      chosho_index_rollback (index);
      return FALSE;
    }
  chosho_state_mark (self->state);
  self->marked = self->arrival;
  return TRUE;
}

/* Where others read the index, it goes on to be what it was until all is there. */
static gboolean
begin_build (ChoshoSession *self, ChoshoIndex *index, Extent *extent, GError **error)
{
  gboolean begun;

  g_clear_pointer (&self->reader, chosho_index_free); /* ourselves */
  if (!chosho_index_begin_build (index, &begun, error))
    return FALSE;
  if (begun)
    *extent = INTO_NEW;
  return TRUE;
}

static gboolean
update (ChoshoSession *self, gboolean rebuild, GError **error)
{
  ChoshoIndexState state;
  g_autoptr (ChoshoIndex) index = chosho_index_open_writer (chosho_engagement_folder_get_index_path (self->folder),
                                                            CHOSHO_PROJECTION_VERSION, &state, error);
  Extent extent;

  if (index == NULL)
    return FALSE;
  extent = rebuild || !stands_at_mark (self, index, state) ? ANEW : CHANGES;
  if ((rebuild || state == CHOSHO_INDEX_STALE) && !begin_build (self, index, &extent, error))
    return FALSE;
  return write_committed (self, index, extent, error) && chosho_index_checkpoint (index, error);
}

gboolean
chosho_session_update_index (ChoshoSession *self, GError **error)
{
  return update (self, FALSE, error);
}

gboolean
chosho_session_rebuild_index (ChoshoSession *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!chosho_session_load_behind (self, error))
    return FALSE;
  if (update (self, TRUE, &local_error))
    return TRUE;
  if (local_error == NULL) /* a signature is bad: what hangs on it has to be judged anew */
    return chosho_session_load (self, TRUE, error) && update (self, TRUE, error);
  chosho_session_drop_state (self); /* not everything in it was checked */
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

ChoshoIndex *
chosho_session_make_index_in_memory (ChoshoSession *self, GError **error)
{
  g_autoptr (ChoshoIndex) index = chosho_index_new_in_memory (CHOSHO_PROJECTION_VERSION, error);

  if (index == NULL || !write_committed (self, index, ANEW, error))
    return NULL;
  return g_steal_pointer (&index);
}
