/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-carried-objects.h"
#include "chosho-error.h"
#include "chosho-lock.h"
#include "chosho-merge-report.h"
#include "chosho-purge.h"
#include "chosho-session-private.h"
#include "chosho-staging.h"

typedef struct
{
  ChoshoSession    *session;            /* (borrowed) */
  const ChoshoMergeOptions *options;    /* (borrowed) */
  ChoshoPackReader *reader;             /* (owned) */
  ChoshoLock       *lock;               /* (owned) (nullable) */
  ChoshoIndex      *index;              /* (borrowed) (nullable) the rows as they are before */
  GByteArray       *effects;            /* (owned) */
  ChoshoUnion       merged;
  ChoshoCarriedObjects objects;
} Merge;

static void
merge_clear (Merge *self)
{
  chosho_union_clear (&self->merged);
  chosho_carried_objects_clear (&self->objects);
  g_clear_pointer (&self->effects, g_byte_array_unref);
  g_clear_pointer (&self->lock, chosho_lock_release);
  g_clear_pointer (&self->reader, chosho_pack_reader_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merge, merge_clear)

/* --- What comes of it -------------------------------------------------------------------------- */

static ChoshoValue *
describe (Merge *self, ChoshoView *view, GError **error)
{
  ChoshoState *state = self->session->state;
  ChoshoValue *purged = chosho_merge_report_purged (view, self->session->objects, error);
  ChoshoValue *result;

  if (purged == NULL)
    return NULL;
  result = chosho_value_new_object ();
  chosho_value_set_integer (result, "added", self->merged.fresh->len);
  chosho_value_set_integer (result, "already_held", self->merged.already_held);
  chosho_value_set_integer (result, "objects", g_hash_table_size (self->objects.wanted));
  chosho_value_set (result, "conflicts", chosho_merge_report_conflicts (view, &self->merged));
  chosho_value_set (result, "without_effect", chosho_merge_report_without_effect (state, &self->merged, self->effects));
  chosho_value_set (result, "people", chosho_merge_report_people (view, &self->merged));
  chosho_value_set (result, "stale", chosho_merge_report_stale (view, self->index));
  chosho_value_set (result, "purged", purged);
  chosho_value_set (result, "out", chosho_merge_report_out (view, &self->merged));
  chosho_value_set_integer (result, "absent", self->objects.not_carried);
  chosho_value_set (result, "since", chosho_merge_report_since (self->reader));
  chosho_value_set (result, "heads", chosho_merge_report_heads (state, self->reader));
  return result;
}

/* --- The commit -------------------------------------------------------------------------------- */

static gboolean
append (Merge *self, GError **error)
{
  GPtrArray *fresh = self->merged.fresh;
  ChoshoAppendResult appended;
  gint64 arrival;

  if (!chosho_event_log_append (self->session->log, (ChoshoStoredEvent *const *) fresh->pdata, fresh->len, &appended,
                                self->options->cancellable, error))
    return FALSE;
  arrival = appended.last_arrival - fresh->len;
  for (guint i = 0; i < fresh->len; i++)
    {
      g_autofree char *id = chosho_hex_encode (((ChoshoStoredEvent *) g_ptr_array_index (fresh, i))->id, CHOSHO_DIGEST_SIZE);

      chosho_session_note_arrival (self->session, chosho_node_get_event (chosho_state_lookup (self->session->state, id)), ++arrival);
    }
  return TRUE;
}

/* Objects before the events that name them, as an intake does. */
static gboolean
store (Merge *self, GError **error)
{
  ChoshoSession *session = self->session;

  return chosho_engagement_folder_ensure_layout (session->folder, error)
         && chosho_carried_objects_store (&self->objects, self->reader, session->objects, self->options->progress,
                                          self->options->cancellable, error)
         && chosho_carried_objects_note (&self->objects, chosho_session_get_path (session), error)
         && (self->merged.fresh->len == 0 || append (self, error));
}

/* After the events are durable nothing may fail the command: an index that lags is caught up by the next reader, what is to
 * be destroyed goes with the next entry. */
static void
follow_up (Merge *self, ChoshoView *view)
{
  g_autoptr (GError) local_error = NULL;

  if (!chosho_session_update_index (self->session, &local_error))
    g_debug ("The index lags: %s", local_error->message);
  g_clear_error (&local_error);
  if (!chosho_purge_destroy (self->session, view, &local_error))
    g_debug ("Purged bytes are still there: %s", local_error->message);
}

/* --- Merging ----------------------------------------------------------------------------------- */

static gboolean
check_purged (Merge *self, ChoshoValue *result, GError **error)
{
  if (!self->options->keep_purged || chosho_value_get_length (chosho_value_get (result, "purged")) == 0)
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED,
                       _("It brings the destruction of evidence that is here, which a person has to confirm"));
  return FALSE;
}

/* The state holds the union; on FALSE it is for the caller to take it back. */
static gboolean
carry_out (Merge *self, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (self->session->state);
  g_autoptr (ChoshoValue) described = NULL;

  if (!chosho_carried_objects_init (&self->objects, view, self->merged.first, self->reader, self->session->objects, error))
    return FALSE;
  described = describe (self, view, error);
  if (described == NULL || !check_purged (self, described, error))
    return FALSE;
  if (!self->options->plan)
    {
      if (!store (self, error))
        return FALSE;
      follow_up (self, view);
    }
  *result = g_steal_pointer (&described);
  return TRUE;
}

/* A preview needs no lock: it writes nothing, and the state in memory is this session's own. */
static gboolean
begin (Merge *self, const char *file, GError **error)
{
  ChoshoSession *session = self->session;

  self->reader = chosho_pack_reader_open (file, &self->options->opener, self->options->progress, self->options->cancellable, error);
  if (self->reader == NULL)
    return FALSE;
  self->index = chosho_session_get_index (session, error);
  if (self->index == NULL)
    return FALSE;
  if (!self->options->plan)
    self->lock = chosho_lock_acquire (chosho_session_get_path (session), CHOSHO_LOCK_TIMEOUT_MS, self->options->cancellable, error);
  return (self->options->plan || self->lock != NULL) && chosho_session_load (session, FALSE, error)
         && chosho_session_check_writable (session, error);
}

gboolean
chosho_merge_run (ChoshoSession *session, const char *file, const ChoshoMergeOptions *options, ChoshoValue **result, GError **error)
{
  g_auto (Merge) self = { .session = session, .options = options };
  gboolean done;

  if (!begin (&self, file, error))
    return FALSE;
  self.effects = chosho_merge_report_note_effects (session->state);
  if (!chosho_union_add (&self.merged, session->state, self.reader, error))
    return FALSE;
  done = carry_out (&self, result, error);
  if (!done || options->plan)
    chosho_union_take_back (&self.merged, session->state);
  return done;
}
