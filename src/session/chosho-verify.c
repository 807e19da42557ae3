/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-absent.h"
#include "chosho-checkpoint.h"
#include "chosho-error.h"
#include "chosho-evidence.h"
#include "chosho-event-feed.h"
#include "chosho-held.h"
#include "chosho-key.h"
#include "chosho-lock.h"
#include "chosho-event-log.h"
#include "chosho-evidence.h"
#include "chosho-object-check.h"
#include "chosho-text.h"
#include "chosho-verify.h"

/* Where a problem of the record's file as a whole lies. */
#define RECORD_FILE "engagement.db"

void
chosho_verify_add (ChoshoVerify *self, const char *code, gboolean warning, const char *where, const char *message)
{
  ChoshoValue *problem = chosho_value_new_object ();

  chosho_value_set_string (problem, "code", code);
  chosho_value_set_string (problem, "severity", warning ? "warn" : "error");
  chosho_value_set_string (problem, "where", where);
  chosho_value_set_string (problem, "message", message);
  chosho_value_append (self->problems, problem);
  self->failed = self->failed || !warning;
}

gboolean
chosho_verify_on_signature (const ChoshoEvent *event, const char *public_key, gpointer user_data)
{
  ChoshoVerify *self = user_data;
  guint8 raw[CHOSHO_KEY_PUBLIC_SIZE];

  self->signatures++;
  if (self->feed != NULL && chosho_event_feed_has_checked (self->feed, event))
    return TRUE;
  return chosho_hex_decode (public_key, raw, sizeof raw)
         && chosho_key_verify (raw, CHOSHO_EVENT_SIGNATURE_PREFIX, event->id, event->signature);
}

/* --- Events ------------------------------------------------------------------------------------ */

static void
add_unreadable (ChoshoVerify *self, const ChoshoFedEvent *fed)
{
  g_autofree char *id = chosho_hex_encode (fed->stored->id, CHOSHO_DIGEST_SIZE);
  g_autofree char *where = g_strdup_printf ("event %s (%" G_GINT64_FORMAT ")", id, fed->stored->arrival);

  if (fed->error == NULL)
    chosho_verify_add (self, "event-altered", FALSE, where, _("The event's bytes are not those of its id"));
  else
    chosho_verify_add (self, "rule-broken", FALSE, where, fed->error->message);
}

static void
on_fed (const ChoshoFedEvent *fed, gpointer user_data)
{
  ChoshoVerify *self = user_data;

  self->last_arrival = fed->stored->arrival;
  if (fed->event == NULL)
    {
      add_unreadable (self, fed);
      return;
    }
  g_ptr_array_add (self->events, chosho_event_ref (fed->event));
  g_hash_table_insert (self->arrivals, fed->event->id_hex, GSIZE_TO_POINTER (fed->stored->arrival));
  chosho_state_add (self->state, fed->event);
}

static void
on_stored (ChoshoStoredEvent *stored, gpointer user_data)
{
  chosho_event_feed_push (((ChoshoVerify *) user_data)->feed, stored);
}

/* What could be read before an error is looked at too. */
static void
read_log (ChoshoVerify *self, ChoshoEventLog *log, GError **error)
{
  self->feed = chosho_event_feed_new (NULL, on_fed, self);
  chosho_event_log_foreach (log, on_stored, self, self->options->cancellable, error);
  chosho_event_feed_finish (self->feed);
  g_clear_pointer (&self->feed, chosho_event_feed_free);
}

/* TRUE where @error says something about the file, and not that it could not be looked at. It is a
 * problem then. */
static gboolean
take_file_error (ChoshoVerify *self, GError **local_error, GError **error)
{
  if (*local_error == NULL)
    return TRUE;
  if (g_error_matches (*local_error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED) || g_error_matches (*local_error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED)
      || g_error_matches (*local_error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE))
    {
      g_propagate_error (error, g_steal_pointer (local_error));
      return FALSE;
    }
  chosho_verify_add (self, "event-altered", FALSE, RECORD_FILE, (*local_error)->message);
  g_clear_error (local_error);
  return TRUE;
}

static gboolean
check_log (ChoshoVerify *self, ChoshoEventLog *log, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  if (chosho_event_log_is_newer (log))
    chosho_verify_add (self, "format-newer", TRUE, RECORD_FILE, _("It was made by a newer version of Chosho"));
  read_log (self, log, &local_error);
  if (!take_file_error (self, &local_error, error))
    return FALSE;
  faults = chosho_event_log_check_file (log, self->options->cancellable, &local_error);
  for (guint i = 0; faults != NULL && i < faults->len; i++)
    chosho_verify_add (self, "event-altered", FALSE, RECORD_FILE, g_ptr_array_index (faults, i));
  return take_file_error (self, &local_error, error);
}

/* What is wrong with the file itself stops nothing: what is left of it is read. */
static gboolean
read_events (ChoshoVerify *self, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ChoshoEventLog) log
    = chosho_event_log_open_to_check (chosho_engagement_folder_get_log_path (self->folder), &fault, &local_error);

  if (!take_file_error (self, &fault, error) || !take_file_error (self, &local_error, error)
      || (log != NULL && !check_log (self, log, error)))
    return FALSE;
  chosho_state_settle (self->state);
  return TRUE;
}

static char *
describe (ChoshoVerify *self, ChoshoNode *node)
{
  ChoshoEvent *event = chosho_node_get_event (node);
  GString *where = g_string_new ("event ");
  ChoshoValue *item = chosho_value_get_item (event->items, 0);
  const char *target = chosho_value_get_string (item, "target");

  g_string_append_printf (where, "%s (%zu) %s", event->id_hex,
                          GPOINTER_TO_SIZE (g_hash_table_lookup (self->arrivals, event->id_hex)), event->action);
  if (target == NULL)
    target = chosho_value_get_string (item, "control");
  if (target != NULL)
    g_string_append_printf (where, " %s", target);
  return g_string_free (where, FALSE);
}

static void
check_node (ChoshoVerify *self, ChoshoNode *node)
{
  const char *code = chosho_node_get_code (node);
  const char *waiting = chosho_node_get_waiting_code (node);
  g_autofree char *where = describe (self, node);

  if (code != NULL)
    chosho_verify_add (self, code, chosho_node_is_void (node) || strcmp (code, "format-newer") == 0, where, chosho_node_get_reason (node));
  else if (g_strcmp0 (waiting, "incomplete") == 0)
    chosho_verify_add (self, "event-missing", FALSE, where, _("Parts of its operation are missing"));
  else if (g_strcmp0 (waiting, "awaiting-admit") == 0)
    chosho_verify_add (self, "awaiting-admit", TRUE, where, _("It came after its author's last accepted event and waits for an executive"));
  if (chosho_node_is_clock_reversed (node))
    {
      g_autofree char *message = g_strdup_printf (_("Its clock is earlier than that of event %s, which its author had seen"),
                                                  chosho_node_get_event (chosho_node_get_clock_witness (node))->id_hex);

      chosho_verify_add (self, "clock-reversed", TRUE, where, message);
    }
  if (code == NULL && strcmp (chosho_node_get_event (node)->action, "checkpoint") == 0
      && !chosho_checkpoint_is_right (self->state, node))
    chosho_verify_add (self, "checkpoint-bad", FALSE, where, _("The checkpoint's root is not that of what it covers"));
}

/* Whether both continue the same event, or both begin the same chain. */
static gboolean
is_same_fork (ChoshoNode *one, ChoshoNode *other)
{
  ChoshoEvent *a = chosho_node_get_event (one), *b = chosho_node_get_event (other);

  return strcmp (a->author, b->author) == 0 && strcmp (a->copy, b->copy) == 0 && g_strcmp0 (a->prev, b->prev) == 0;
}

/* A branch without effect is an error until an executive admits one of its fork, a warning after. */
static void
check_branches (ChoshoVerify *self)
{
  g_autoptr (GPtrArray) branches = chosho_state_list_branches (self->state);

  for (guint i = 0; i < branches->len; i++)
    {
      ChoshoNode *node = g_ptr_array_index (branches, i);
      g_autofree char *where = describe (self, node);
      gboolean settled = chosho_node_is_void (node);

      for (guint other = 0; other < branches->len && !settled; other++)
        settled = is_same_fork (node, g_ptr_array_index (branches, other)) && chosho_node_is_effective (g_ptr_array_index (branches, other));
      chosho_verify_add (self, "fork", settled, where, _("Two events continue the same one: the chain was forked here"));
    }
}

static void
check_missing (ChoshoVerify *self)
{
  g_autoptr (GPtrArray) missing = chosho_state_list_missing (self->state);
  g_autoptr (GPtrArray) waiting = chosho_state_list_waiting (self->state);

  for (guint i = 0; i < missing->len; i++)
    {
      g_autofree char *where = g_strdup_printf ("event %s", (char *) g_ptr_array_index (missing, i));

      chosho_verify_add (self, "event-missing", FALSE, where, _("Another event names it as what came before, and it is not there"));
    }
  for (guint i = 0; i < waiting->len; i++)
    {
      g_autofree char *where = g_strdup_printf ("event %s", ((ChoshoEvent *) g_ptr_array_index (waiting, i))->id_hex);

      chosho_verify_add (self, "chain-broken", FALSE, where, _("What came before it is missing, so it cannot be judged"));
    }
  if (chosho_state_get_engagement (self->state) == NULL)
    chosho_verify_add (self, "event-missing", FALSE, RECORD_FILE, _("The first event of the engagement is missing"));
}

/* --- Objects ----------------------------------------------------------------------------------- */

/* What no pack brought here is absent by somebody's choice. */
static void
add_missing (ChoshoVerify *self, const ChoshoObjectProblem *problem)
{
  g_autofree char *message = NULL;

  if (!g_hash_table_contains (self->absent, problem->digest))
    {
      chosho_verify_add (self, "object-missing", FALSE, problem->path, problem->message);
      return;
    }
  message = g_strdup_printf (_("“%s” was not carried here"), problem->path);
  chosho_verify_add (self, "object-absent", TRUE, problem->path, message);
}

/* Where the list cannot be read, what it would excuse is missing. */
static void
list_absent (ChoshoVerify *self)
{
  self->absent = chosho_absent_read (chosho_engagement_folder_get_path (self->folder), NULL);
  if (self->absent == NULL)
    self->absent = g_hash_table_new (chosho_text_hash, g_str_equal);
}

static void
on_object_problem (const ChoshoObjectProblem *problem, gpointer user_data)
{
  ChoshoVerify *self = user_data;

  switch (problem->kind)
    {
    case CHOSHO_OBJECT_PROBLEM_MISSING:
      add_missing (self, problem);
      break;
    case CHOSHO_OBJECT_PROBLEM_DAMAGED:
    case CHOSHO_OBJECT_PROBLEM_UNREADABLE:
      chosho_verify_add (self, "object-damaged", FALSE, problem->path, problem->message);
      break;
    case CHOSHO_OBJECT_PROBLEM_EXTRA:
      if (problem->digest != NULL && g_hash_table_contains (self->purged, problem->digest))
        break; /* report_purged() tells it */
      chosho_verify_add (self, "object-extra", TRUE, problem->path, problem->message);
      break;
    case CHOSHO_OBJECT_PROBLEM_FOREIGN:
    case CHOSHO_OBJECT_PROBLEM_LEFTOVER:
    case CHOSHO_OBJECT_PROBLEM_MODE:
    default:
      chosho_verify_add (self, "object-extra", TRUE, problem->path, problem->message);
      break;
    }
}

static void
list_purged (ChoshoVerify *self)
{
  g_autoptr (ChoshoView) view = NULL;

  chosho_state_settle (self->state);
  view = chosho_view_new_now (self->state);
  self->purged = chosho_evidence_list_purged (view);
}

static void
add_purged (ChoshoVerify *self, const char *path, const char *reason, gboolean present)
{
  g_autofree char *message = present ? g_strdup_printf (_("“%s” was to be destroyed (%s) and is still there; the next entry destroys it"), path, reason)
                                     : g_strdup_printf (_("“%s” was destroyed: %s"), path, reason);

  chosho_verify_add (self, "object-purged", TRUE, path, message);
}

/* Every destroyed object is named, whether it is gone or still there. */
static void
report_purged (ChoshoVerify *self, ChoshoObjectStore *store)
{
  GHashTableIter iter;
  gpointer digest, reason;

  g_hash_table_iter_init (&iter, self->purged);
  while (g_hash_table_iter_next (&iter, &digest, &reason))
    {
      g_autofree char *path = g_strdup_printf (CHOSHO_OBJECT_STORE_FOLDER "/%.2s/%s", (char *) digest, (char *) digest);
      gboolean present = FALSE;

      if (store != NULL && !chosho_object_store_has (store, digest, &present, NULL))
        present = TRUE; /* something stands there that is no object: named as damaged too */
      add_purged (self, path, reason, present);
    }
}

static void
expect_object (ChoshoNode *node, const char *digest, gint64 size_bytes, gpointer user_data)
{
  ChoshoVerify *self = user_data;

  if (!g_hash_table_contains (self->purged, digest))
    chosho_object_check_expect (self->check, digest, size_bytes);
}

static void
miss_object (ChoshoNode *node, const char *digest, gint64 size_bytes, gpointer user_data)
{
  ChoshoVerify *self = user_data;
  g_autofree char *path = g_strdup_printf (CHOSHO_OBJECT_STORE_FOLDER "/%.2s/%s", digest, digest);
  g_autofree char *message = g_strdup_printf (_("“%s” is missing"), path);

  if (!g_hash_table_contains (self->purged, digest) && g_hash_table_add (self->missed, g_strdup (digest)))
    chosho_verify_add (self, "object-missing", FALSE, path, message);
}

/* Without the folder of objects each of them is missing. */
static void
miss_objects (ChoshoVerify *self, const char *message)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);

  chosho_verify_add (self, "object-missing", FALSE, CHOSHO_OBJECT_STORE_FOLDER, message);
  self->missed = named;
  chosho_held_foreach (self->state, miss_object, self);
  self->missed = NULL;
}

static gboolean
check_objects (ChoshoVerify *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ChoshoObjectStore) store
    = chosho_object_store_open (chosho_engagement_folder_get_path (self->folder), &local_error);
  g_autoptr (ChoshoObjectCheck) check = NULL;
  ChoshoObjectCheckCounts counts = { 0 };

  report_purged (self, store);
  if (store == NULL)
    {
      miss_objects (self, local_error->message);
      return TRUE;
    }
  check = chosho_object_check_new (store);
  self->check = check;
  chosho_held_foreach (self->state, expect_object, self);
  self->check = NULL;
  chosho_object_check_set_quick (check, self->options->quick);
  if (self->options->members)
    chosho_object_check_set_ahead (check, chosho_verify_measure_members (self));
  if (!chosho_object_check_run (check, self->options->cancellable, self->options->progress, on_object_problem, self, &counts, error))
    return FALSE;
  self->objects = counts.objects;
  self->bytes = counts.bytes;
  return !self->options->members || chosho_verify_members (self, store, error);
}

/* --- The whole --------------------------------------------------------------------------------- */

/* What no design of this kind detects (architecture §1.5); the manual says the same. */
static ChoshoValue *
list_not_detectable (void)
{
  static const char *const texts[] = {
    N_("A false or omitted entry"),
    N_("Evidence that was forged before it was taken in"),
    N_("A wrong clock that nothing else contradicts"),
    N_("The holder of all keys rewriting what nobody else has seen"),
    N_("Loss of everything after the last anchor or copy that somebody else holds"),
    N_("Stolen keys"),
    N_("Collusion"),
  };
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    chosho_value_append_string (list, _(texts[i]));
  return list;
}

static ChoshoValue *
to_result (ChoshoVerify *self)
{
  ChoshoValue *result = chosho_value_new_object ();
  ChoshoValue *checked = chosho_value_new_object ();

  chosho_value_set_integer (checked, "events", self->events->len);
  chosho_value_set_integer (checked, "signatures", (gint64) self->signatures);
  chosho_value_set_integer (checked, "objects", (gint64) self->objects);
  chosho_value_set_integer (checked, "bytes", (gint64) self->bytes);
  if (self->options->members)
    chosho_value_set_integer (checked, "members", (gint64) self->members);
  chosho_value_set_boolean (result, "ok", !self->failed);
  chosho_value_set (result, "checked", checked);
  chosho_value_set (result, "problems", chosho_value_ref (self->problems));
  chosho_value_set (result, "not_detectable", list_not_detectable ());
  return result;
}

static gboolean
run_all (ChoshoVerify *self, GError **error)
{
  if (!read_events (self, error))
    return FALSE;
  for (guint i = 0; i < chosho_state_get_n_events (self->state); i++)
    check_node (self, chosho_state_get_nth (self->state, i));
  check_branches (self);
  check_missing (self);
  chosho_verify_anchors (self);
  list_purged (self);
  list_absent (self);
  return chosho_verify_index (self, error) && check_objects (self, error);
}

static gboolean
run_locked (ChoshoVerify *self, ChoshoValue **result, GError **error)
{
  gboolean done;

  self->state = chosho_state_new ();
  self->arrivals = g_hash_table_new (chosho_text_hash, g_str_equal);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_event_unref);
  self->problems = chosho_value_new_array ();
  chosho_state_set_signature_func (self->state, chosho_verify_on_signature, self);
  done = run_all (self, error);
  if (done)
    *result = to_result (self);
  chosho_value_unref (self->problems);
  g_clear_pointer (&self->purged, g_hash_table_unref);
  g_clear_pointer (&self->absent, g_hash_table_unref);
  g_hash_table_unref (self->arrivals);
  chosho_state_free (self->state);
  g_ptr_array_unref (self->events);
  return done;
}

/* A folder that lost its record: one problem, and nothing that could be checked against it. */
static ChoshoValue *
report_lost_record (const ChoshoVerifyOptions *options, const char *message)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (ChoshoValue) problems = chosho_value_new_array ();
  ChoshoVerify self = { .options = options, .events = events, .problems = problems };

  chosho_verify_add (&self, "event-missing", FALSE, RECORD_FILE, message);
  return to_result (&self);
}

gboolean
chosho_verify_run (const char *path, const ChoshoVerifyOptions *options, ChoshoValue **result, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ChoshoEngagementFolder) folder = chosho_engagement_folder_open (path, &local_error);
  g_autoptr (ChoshoLock) lock = NULL;
  ChoshoVerify self = { .folder = folder, .options = options };
  gboolean done;

  if (g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY))
    {
      *result = report_lost_record (options, local_error->message);
      return TRUE;
    }
  if (folder == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* Pins the index and the last arrival. On a medium that cannot be written nobody else writes. */
  if (chosho_engagement_folder_get_read_only (folder) == NULL)
    {
      lock = chosho_lock_acquire (chosho_engagement_folder_get_path (folder), CHOSHO_LOCK_TIMEOUT_MS, options->cancellable, error);
      if (lock == NULL)
        return FALSE;
    }
  done = chosho_verify_read_anchors (&self, error) && run_locked (&self, result, error);
  g_ptr_array_unref (self.anchors);
  return done;
}
