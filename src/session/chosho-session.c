/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-copy.h"
#include "chosho-error.h"
#include "chosho-lock.h"
#include "chosho-random.h"
#include "chosho-session-private.h"
#include "chosho-text.h"

G_DEFINE_FINAL_TYPE (ChoshoSession, chosho_session, G_TYPE_OBJECT)

#define NONCE_BYTES 32

void
chosho_session_drop_state (ChoshoSession *self)
{
  g_clear_pointer (&self->feed, chosho_event_feed_free); /* its threads look at the events of the state */
  g_clear_pointer (&self->arrivals, g_hash_table_unref);
  g_clear_pointer (&self->trusted, g_hash_table_unref);
  g_clear_pointer (&self->unreadable, g_ptr_array_unref);
  g_clear_pointer (&self->state, chosho_state_free);
  self->arrival = self->marked = 0;
}

static void
chosho_session_finalize (GObject *object)
{
  ChoshoSession *self = CHOSHO_SESSION (object);

  chosho_session_drop_state (self);
  g_clear_pointer (&self->reader, chosho_index_free);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  g_clear_pointer (&self->objects, chosho_object_store_unref);
  g_clear_pointer (&self->addition, g_free);
  g_clear_pointer (&self->log, chosho_event_log_free);
  g_clear_error (&self->log_read_only);
  g_clear_pointer (&self->folder, chosho_engagement_folder_free);
  G_OBJECT_CLASS (chosho_session_parent_class)->finalize (object);
}

static void
chosho_session_class_init (ChoshoSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_session_finalize;
}

static void
chosho_session_init (ChoshoSession *self)
{
}

/* What a newer program made, or what the system opens only so, is opened for reading;
 * chosho_session_check_writable() says why. */
static gboolean
open_log (ChoshoSession *self, gboolean writable, GError **error)
{
  const char *path = chosho_engagement_folder_get_log_path (self->folder);
  g_autoptr (GError) local_error = NULL;

  self->log = chosho_event_log_open (path, writable, &local_error);
  if (writable && g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY))
    {
      self->log = chosho_event_log_open (path, FALSE, error);
      self->log_read_only = g_steal_pointer (&local_error);
    }
  else if (self->log == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return self->log != NULL;
}

ChoshoSession *
chosho_session_open (const char *path, GError **error)
{
  g_autoptr (ChoshoSession) self = g_object_new (CHOSHO_TYPE_SESSION, NULL);
  gboolean writable;

  self->folder = chosho_engagement_folder_open (path, error);
  if (self->folder == NULL)
    return NULL;
  writable = chosho_engagement_folder_get_read_only (self->folder) == NULL;
  if (!open_log (self, writable, error))
    return NULL;
  self->objects = chosho_object_store_open (chosho_engagement_folder_get_path (self->folder), error);
  if (self->objects == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

/* --- Creation -------------------------------------------------------------------------------- */

static ChoshoValue *
make_genesis_items (ChoshoIdentity *identity, ChoshoValue *facts, ChoshoValue *roles)
{
  ChoshoValue *items = chosho_value_new_array ();
  ChoshoValue *item = chosho_value_copy (facts);
  ChoshoValue *creator = chosho_value_new_object ();
  guint8 nonce[NONCE_BYTES];
  g_autofree char *nonce_hex = NULL;
  g_autofree char *public_key = chosho_hex_encode (chosho_identity_get_public_key (identity), CHOSHO_KEY_PUBLIC_SIZE);

  chosho_random_bytes (nonce, sizeof nonce);
  nonce_hex = chosho_hex_encode (nonce, sizeof nonce);
  chosho_value_set_string (creator, "name", chosho_identity_get_name (identity));
  chosho_value_set (creator, "roles", chosho_value_ref (roles));
  chosho_value_set_string (creator, "public_key", public_key);
  chosho_value_set_string (item, "nonce", nonce_hex);
  chosho_value_set (item, "creator", creator);
  chosho_value_append (items, item);
  return items;
}

static gboolean
check_genesis (ChoshoValue *items, GError **error)
{
  g_autofree char *reason = NULL;
  ChoshoValue *item = chosho_value_get_item (items, 0);

  if (!chosho_action_validate (chosho_action_lookup ("engagement"), item, &reason)
      || !chosho_action_validate (chosho_action_lookup ("member-add"), chosho_value_get (item, "creator"), &reason))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The engagement cannot be made: %s"), reason);
      return FALSE;
    }
  return TRUE;
}

static ChoshoStoredEvent *
sign_genesis (ChoshoIdentity *identity, const char *copy, ChoshoValue *items, GError **error)
{
  g_autofree char *author = chosho_identity_dup_fingerprint (identity);
  g_autofree char *operation = g_uuid_string_random ();
  guint8 id[CHOSHO_DIGEST_SIZE], signature[CHOSHO_SIGNATURE_SIZE];
  g_autoptr (GBytes) bytes = NULL;
  ChoshoEventDraft draft = {
    .copy = copy, .author = author, .operation = operation, .part = 1, .parts = 1, .action = "engagement",
    .items = items, .time_us = chosho_clock_now_us (), .monotonic_us = chosho_clock_monotonic_us (),
    .boot = chosho_clock_boot_id (),
  };

  bytes = chosho_event_encode (&draft, error);
  if (bytes == NULL)
    return NULL;
  chosho_event_id (bytes, id);
  chosho_key_pair_sign (chosho_identity_get_key_pair (identity), CHOSHO_EVENT_SIGNATURE_PREFIX, id, signature);
  return chosho_stored_event_new (id, bytes, signature);
}

ChoshoSession *
chosho_session_create (const char *path, ChoshoIdentity *identity, ChoshoValue *facts, ChoshoValue *roles, GError **error)
{
  g_autoptr (ChoshoValue) items = make_genesis_items (identity, facts, roles);
  g_autofree char *copy = chosho_copy_new_id ();
  g_autofree char *engagement = NULL;
  g_autofree char *author = chosho_identity_dup_fingerprint (identity);
  g_autoptr (ChoshoStoredEvent) event = NULL;
  g_autoptr (ChoshoCopy) mark = NULL;
  g_autoptr (GError) local_error = NULL;
  ChoshoSession *self;

  if (!check_genesis (items, error))
    return NULL;
  event = sign_genesis (identity, copy, items, error);
  if (event == NULL || !chosho_engagement_folder_create (path, &event, 1, error))
    return NULL;

  /* Without its note in the state folder the next command would only begin a chain of its own. */
  engagement = chosho_hex_encode (event->id, CHOSHO_DIGEST_SIZE);
  mark = chosho_copy_create (engagement, path, copy, &local_error);
  if (mark == NULL || !chosho_copy_mark (mark, author, 0, engagement, &local_error))
    g_debug ("The copy could not be noted: %s", local_error->message);

  self = chosho_session_open (path, error);
  if (self != NULL)
    chosho_session_set_identity (self, identity);
  return self;
}

/* --- Plain facts ----------------------------------------------------------------------------- */

const char *
chosho_session_get_path (ChoshoSession *self)
{
  return chosho_engagement_folder_get_path (self->folder);
}

ChoshoObjectStore *
chosho_session_get_objects (ChoshoSession *self)
{
  return self->objects;
}

void
chosho_session_set_identity (ChoshoSession *self, ChoshoIdentity *identity)
{
  if (identity != NULL)
    chosho_identity_ref (identity);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  self->identity = identity;
}

void
chosho_session_set_addition (ChoshoSession *self, const char *reason)
{
  g_free (self->addition);
  self->addition = g_strdup (reason);
}

ChoshoIdentity *
chosho_session_get_identity (ChoshoSession *self)
{
  return self->identity;
}

const char *
chosho_session_get_engagement (ChoshoSession *self, GError **error)
{
  if (!chosho_session_load (self, FALSE, error))
    return NULL;
  return chosho_state_get_engagement (self->state);
}

/* --- The state in memory ---------------------------------------------------------------------- */

static gboolean
on_signature (const ChoshoEvent *event, const char *public_key, gpointer user_data)
{
  ChoshoSession *self = user_data;
  guint8 raw[CHOSHO_KEY_PUBLIC_SIZE];

  /* The id is the hash of the bytes just read, so what the index once found good still is. */
  if ((self->trusted != NULL && g_hash_table_contains (self->trusted, event->id_hex))
      || (self->feed != NULL && chosho_event_feed_has_checked (self->feed, event)))
    return TRUE;
  return chosho_hex_decode (public_key, raw, sizeof raw)
         && chosho_key_verify (raw, CHOSHO_EVENT_SIGNATURE_PREFIX, event->id, event->signature);
}

static gboolean
on_trusted (const ChoshoEventFacts *facts, gpointer user_data)
{
  if (facts->verified)
    g_hash_table_add (user_data, g_strdup (facts->id));
  return TRUE;
}

/* The reader of the index; NULL where there is none of this version. Trouble with it costs only time. */
static ChoshoIndex *
get_reader (ChoshoSession *self)
{
  ChoshoIndexState state;

  if (self->reader == NULL)
    self->reader = chosho_index_open_reader (chosho_engagement_folder_get_index_path (self->folder),
                                             CHOSHO_PROJECTION_VERSION, &state, NULL);
  return self->reader != NULL && chosho_index_get_state (self->reader, &state, NULL) && state == CHOSHO_INDEX_CURRENT
           ? self->reader : NULL;
}

/* The last event that the index holds; 0 where there is no index that could be used. */
static gint64
get_indexed (ChoshoSession *self)
{
  ChoshoIndex *index = get_reader (self);
  g_autofree char *arrival = NULL;

  return index != NULL && chosho_index_get_meta (index, "arrival", &arrival, NULL) && arrival != NULL
           ? g_ascii_strtoll (arrival, NULL, 10) : 0;
}

static void
read_trust (ChoshoSession *self)
{
  ChoshoIndex *index = get_reader (self);

  self->trusted = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  if (index == NULL || !chosho_index_begin_snapshot (index, NULL))
    return;
  if (!chosho_index_foreach_event (index, 0, 0, on_trusted, self->trusted, NULL))
    g_hash_table_remove_all (self->trusted);
  chosho_index_end_snapshot (index);
}

static void
begin_state (ChoshoSession *self, gboolean verified)
{
  chosho_session_drop_state (self);
  self->state = chosho_state_new ();
  self->arrivals = g_hash_table_new (chosho_text_hash, g_str_equal);
  self->unreadable = g_ptr_array_new_with_free_func (g_free);
  self->verified = verified;
  chosho_state_set_signature_func (self->state, on_signature, self);
  if (!verified)
    read_trust (self);
}

void
chosho_session_note_arrival (ChoshoSession *self, ChoshoEvent *event, gint64 arrival)
{
  g_hash_table_insert (self->arrivals, event->id_hex, GSIZE_TO_POINTER (arrival));
  self->arrival = MAX (self->arrival, arrival);
}

static void
on_fed (const ChoshoFedEvent *fed, gpointer user_data)
{
  ChoshoSession *self = user_data;

  self->arrival = fed->stored->arrival;
  if (fed->event == NULL)
    g_ptr_array_add (self->unreadable, g_strdup_printf ("%" G_GINT64_FORMAT, fed->stored->arrival));
  else if (chosho_state_add (self->state, fed->event) != CHOSHO_STATE_HELD)
    chosho_session_note_arrival (self, fed->event, fed->stored->arrival);
}

/* Feeds the events of @page, which is emptied, up to the event @last; FALSE where it lies behind. */
static gboolean
feed_page (ChoshoSession *self, GPtrArray *page, gint64 last, gint64 *arrival)
{
  for (guint i = 0; i < page->len; i++)
    {
      ChoshoStoredEvent *stored = g_ptr_array_index (page, i);

      if (stored->arrival > last)
        return FALSE;
      *arrival = stored->arrival;
      page->pdata[i] = NULL;
      chosho_event_feed_push (self->feed, stored);
    }
  return TRUE;
}

static gboolean
feed_log (ChoshoSession *self, gint64 last, GError **error)
{
  gint64 arrival = self->arrival;
  gboolean more = TRUE;

  while (more && arrival < last)
    {
      g_autoptr (GPtrArray) page = chosho_event_log_read (self->log, arrival + 1, CHOSHO_EVENT_LOG_PAGE, error);

      if (page == NULL)
        return FALSE;
      more = feed_page (self, page, last, &arrival) && page->len == CHOSHO_EVENT_LOG_PAGE;
    }
  return TRUE;
}

/* Adds what the log holds after what the state holds, up to the event @last. */
static gboolean
read_log (ChoshoSession *self, gint64 last, GError **error)
{
  gboolean done;

  self->feed = chosho_event_feed_new (self->trusted, on_fed, self);
  done = feed_log (self, last, error);
  if (done)
    chosho_event_feed_finish (self->feed);
  g_clear_pointer (&self->feed, chosho_event_feed_free);
  return done;
}

gboolean
chosho_session_load (ChoshoSession *self, gboolean verified, GError **error)
{
  gint64 indexed;

  if (self->state == NULL || (verified && !self->verified))
    begin_state (self, verified);
  /* A stop where the index stands: what changes from there on is what the index lacks. */
  indexed = get_indexed (self);
  if (indexed >= self->arrival && indexed > self->marked)
    {
      if (!read_log (self, indexed, error))
        return FALSE;
      chosho_state_settle (self->state);
      chosho_state_mark (self->state);
      self->marked = indexed;
    }
  if (!read_log (self, G_MAXINT64, error))
    return FALSE;
  chosho_state_settle (self->state);
  return TRUE;
}

gboolean
chosho_session_load_behind (ChoshoSession *self, GError **error)
{
  if (self->state != NULL && self->verified)
    return chosho_session_load (self, TRUE, error);
  begin_state (self, TRUE);
  self->verified = FALSE; /* yet */
  self->feed = chosho_event_feed_new (NULL, on_fed, self);
  chosho_event_feed_set_behind (self->feed);
  if (!feed_log (self, G_MAXINT64, error))
    {
      chosho_session_drop_state (self);
      return FALSE;
    }
  chosho_event_feed_finish (self->feed);
  chosho_state_settle (self->state);
  return TRUE;
}

gboolean
chosho_session_confirm (ChoshoSession *self)
{
  if (self->feed == NULL)
    return TRUE;
  self->verified = chosho_event_feed_confirm (self->feed);
  g_clear_pointer (&self->feed, chosho_event_feed_free);
  if (!self->verified)
    chosho_session_drop_state (self);
  return self->verified;
}

gboolean
chosho_session_check_writable (ChoshoSession *self, GError **error)
{
  g_autoptr (GPtrArray) waiting = chosho_state_list_waiting (self->state);
  const GError *read_only = chosho_engagement_folder_get_read_only (self->folder);

  if (read_only != NULL)
    {
      g_propagate_error (error, g_error_copy (read_only));
      return FALSE;
    }
  if (chosho_event_log_is_newer (self->log) || chosho_state_has_newer (self->state))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY,
                   _("%s holds events of a newer version of Chosho; it can be read, not written"), chosho_session_get_path (self));
      return FALSE;
    }
  if (self->log_read_only != NULL)
    {
      g_propagate_error (error, g_error_copy (self->log_read_only));
      return FALSE;
    }
  if (self->unreadable->len > 0 || waiting->len > 0 || chosho_state_get_engagement (self->state) == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY,
                   _("The record of %s is damaged (%u unreadable events, %u without what came before them); run “choshoctl verify”"),
                   chosho_session_get_path (self), self->unreadable->len, waiting->len);
      return FALSE;
    }
  return TRUE;
}

ChoshoView *
chosho_session_get_view (ChoshoSession *self, gboolean verified, GError **error)
{
  if (!chosho_session_load (self, verified, error))
    return NULL;
  return chosho_view_new_now (self->state);
}

/* --- Rows ------------------------------------------------------------------------------------ */

/* TRUE where the index holds all that the log holds. */
static gboolean
is_caught_up (ChoshoSession *self)
{
  gint64 indexed = get_indexed (self);
  gint64 last;

  return indexed > 0 && chosho_event_log_get_last (self->log, &last, NULL) && last == indexed;
}

/* Brings the file up to the log, under the lock. READ_ONLY, NO_SPACE: nothing can be written here. */
static gboolean
catch_up_file (ChoshoSession *self, GError **error)
{
  const GError *read_only = chosho_engagement_folder_get_read_only (self->folder);
  g_autoptr (ChoshoLock) lock = NULL;

  if (read_only != NULL)
    {
      g_propagate_error (error, g_error_copy (read_only));
      return FALSE;
    }
  lock = chosho_lock_acquire (chosho_session_get_path (self), CHOSHO_LOCK_TIMEOUT_MS, NULL, error);
  return lock != NULL && chosho_session_load (self, FALSE, error) && chosho_session_update_index (self, error);
}

/* Whether @error, from bringing the index up to date, leaves the record to be read. */
static gboolean
is_about_writing (const GError *error)
{
  return g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY)
         || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE)
         || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
}

/* For who cannot write the file. Where the record cannot be read either, that is the error. */
static ChoshoIndex *
use_index_in_memory (ChoshoSession *self, GError **error)
{
  if (chosho_session_load (self, FALSE, error))
    self->reader = chosho_session_make_index_in_memory (self, error);
  return self->reader;
}

ChoshoIndex *
chosho_session_get_index (ChoshoSession *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (is_caught_up (self))
    return self->reader;

  g_clear_pointer (&self->reader, chosho_index_free);
  if (!catch_up_file (self, &local_error))
    {
      if (is_about_writing (local_error))
        return use_index_in_memory (self, error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (is_caught_up (self))
    return self->reader;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY,
               _("The index of %s cannot be brought up to date; run “choshoctl index rebuild”"), chosho_session_get_path (self));
  return NULL;
}

ChoshoValue *
chosho_session_get_row (ChoshoSession *self, const char *kind, const char *id, GError **error)
{
  ChoshoIndex *index = chosho_session_get_index (self, error);
  g_autofree char *json = NULL;

  if (index == NULL || !chosho_index_get_row (index, kind, id, &json, error) || json == NULL)
    return NULL;
  return chosho_value_parse (json, strlen (json), error);
}

typedef struct
{
  ChoshoValue *array;
  GError      *error;
} RowList;

static gboolean
on_row (const char *id, const char *sort, const char *control, const char *json, gpointer user_data)
{
  RowList *list = user_data;
  ChoshoValue *row = chosho_value_parse (json, strlen (json), &list->error);

  if (row == NULL)
    return FALSE;
  chosho_value_append (list->array, row);
  return TRUE;
}

ChoshoValue *
chosho_session_list_rows (ChoshoSession *self, const char *kind, const char *control, GError **error)
{
  ChoshoIndex *index = chosho_session_get_index (self, error);
  g_autoptr (ChoshoValue) array = chosho_value_new_array ();
  RowList list = { array, NULL };

  if (index == NULL || !chosho_index_foreach_row (index, kind, control, on_row, &list, error))
    return NULL;
  if (list.error != NULL)
    {
      g_propagate_error (error, list.error);
      return NULL;
    }
  return g_steal_pointer (&array);
}
