/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-sync.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "chosho-commands-pack-private.h"
#include "chosho-copy.h"
#include "chosho-error.h"
#include "chosho-lock.h"
#include "chosho-merge.h"
#include "chosho-session-private.h"
#include "chosho-sync-notes.h"

#define PREFIX "chosho-"
#define SUFFIX ".pack"
#define ENGAGEMENT_DIGITS 16
#define SEQUENCE_DIGITS 8

typedef struct
{
  ChoshoCommandContext *context; /* (borrowed) */
  const char      *folder;       /* (borrowed) the shared one */
  char            *prefix;       /* (owned) of all packs of this engagement */
  char            *own_prefix;   /* (owned) of those of this copy */
  ChoshoSyncNotes *notes;        /* (owned) */
  GPtrArray       *known;        /* (owned) (element-type ChoshoValue, borrowed from @notes) the packs in the folder that are merged here */
  GPtrArray       *there;        /* (owned) (element-type utf8, owned) ids of events that can be had from the folder, with all before them */
  ChoshoValue     *merged;       /* (owned) array */
  GHashTable      *skipped;      /* (owned) name (owned) → ChoshoValue (owned): why it was left */
} Sync;

static void
sync_clear (Sync *self)
{
  g_free (self->prefix);
  g_free (self->own_prefix);
  g_clear_pointer (&self->notes, chosho_sync_notes_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->there, g_ptr_array_unref);
  g_clear_pointer (&self->merged, chosho_value_unref);
  g_clear_pointer (&self->skipped, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sync, sync_clear)

/* --- What is there ----------------------------------------------------------------------------- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names of this engagement's packs, sorted. (transfer full) (element-type utf8) */
static GPtrArray *
list_packs (Sync *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, &local_error);
  const char *name;

  if (dir == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? CHOSHO_ERROR_NOT_FOUND : CHOSHO_ERROR_IO,
                   _("The shared folder cannot be read: %s"), local_error->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, self->prefix) && g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_texts);
  return g_steal_pointer (&names);
}

static gboolean
is_there (Sync *self, const char *id)
{
  ChoshoState *state = self->context->session->state;
  ChoshoNode *node = chosho_state_lookup (state, id);

  for (guint i = 0; i < self->there->len; i++)
    {
      ChoshoNode *head = chosho_state_lookup (state, g_ptr_array_index (self->there, i));

      if (head == node || (node != NULL && chosho_node_is_before (node, head)))
        return TRUE;
    }
  return FALSE;
}

/* Takes @pack into account where all that it goes on from can be had too. */
static gboolean
count_pack (Sync *self, ChoshoValue *pack)
{
  ChoshoValue *since = chosho_value_get (pack, "since"), *heads = chosho_value_get (pack, "heads");

  for (guint i = 0; i < chosho_value_get_length (since); i++)
    if (!is_there (self, chosho_value_as_string (chosho_value_get_item (since, i))))
      return FALSE;
  for (guint i = 0; i < chosho_value_get_length (heads); i++)
    g_ptr_array_add (self->there, g_strdup (chosho_value_as_string (chosho_value_get_item (heads, i))));
  return TRUE;
}

/* Where somebody took a pack out of the folder, those that go on from it help nobody who is new: what they hold counts as
 * not there and is sent again. */
static void
find_there (Sync *self)
{
  for (gboolean more = TRUE; more;)
    {
      more = FALSE;
      for (guint i = self->known->len; i > 0; i--)
        if (count_pack (self, g_ptr_array_index (self->known, i - 1)))
          {
            g_ptr_array_remove_index (self->known, i - 1);
            more = TRUE;
          }
    }
}

/* --- Taking ------------------------------------------------------------------------------------ */

static void
skip (Sync *self, const char *name, const GError *reason)
{
  ChoshoValue *entry = chosho_value_new_object ();

  chosho_value_set_string (entry, "file", name);
  chosho_value_set_string (entry, "code", chosho_error_code (reason));
  chosho_value_set_string (entry, "message", reason->message);
  g_hash_table_replace (self->skipped, g_strdup (name), entry);
}

/* What stands against one pack leaves the others; what stands against this copy ends it. */
static gboolean
concerns_all (const GError *error)
{
  return g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE)
         || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_UNCONFIRMED);
}

static gboolean
take (Sync *self, const char *name, guint64 size_bytes, GError **error)
{
  ChoshoCommandContext *context = self->context;
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  ChoshoMergeOptions options = { .keep_purged = !chosho_command_get_flag (context, "with-purges"), .progress = context->progress,
                                 .cancellable = context->cancellable };
  g_autoptr (ChoshoValue) result = NULL;
  g_autoptr (GError) local_error = NULL;

  options.opener.passphrase = context->passphrase;
  options.opener.key_pair = chosho_identity_get_key_pair (context->identity);
  if (!chosho_merge_run (context->session, path, &options, &result, &local_error))
    {
      if (concerns_all (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      skip (self, name, local_error);
      return TRUE;
    }
  g_hash_table_remove (self->skipped, name);
  g_ptr_array_add (self->known, chosho_sync_notes_add (self->notes, name, size_bytes, chosho_value_ref (chosho_value_get (result, "heads")),
                                                       chosho_value_ref (chosho_value_get (result, "since"))));
  chosho_value_set_string (result, "file", name);
  chosho_value_append (self->merged, g_steal_pointer (&result));
  return TRUE;
}

/* One round over all packs; *@taken counts those that were. */
static gboolean
take_round (Sync *self, GPtrArray *names, GHashTable *done, guint *taken, GError **error)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      guint before = chosho_value_get_length (self->merged);
      ChoshoValue *noted;
      GStatBuf info;

      if (g_hash_table_contains (done, name) || g_stat (path, &info) != 0)
        continue;
      noted = chosho_sync_notes_find (self->notes, name, (guint64) info.st_size, self->context->session->state);
      if (noted != NULL)
        g_ptr_array_add (self->known, noted);
      else if (!take (self, name, (guint64) info.st_size, error))
        return FALSE;
      if (noted == NULL && chosho_value_get_length (self->merged) == before)
        continue;
      g_hash_table_add (done, (gpointer) name);
      *taken += noted == NULL;
    }
  return TRUE;
}

/* What one pack wants may be in another that comes later in the order of names: until a round takes nothing. */
static gboolean
take_all (Sync *self, GError **error)
{
  g_autoptr (GPtrArray) names = list_packs (self, error);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  guint taken = 1;

  if (names == NULL)
    return FALSE;
  while (taken > 0)
    {
      taken = 0;
      if (!take_round (self, names, done, &taken, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Sending ----------------------------------------------------------------------------------- */

static ChoshoValue *
to_array (GPtrArray *texts)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < texts->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (texts, i));
  return list;
}

/* The heads of all that this copy holds. (transfer full) */
static ChoshoValue *
list_heads (Sync *self)
{
  g_autoptr (GPtrArray) heads = chosho_state_list_heads (self->context->session->state);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < heads->len; i++)
    chosho_value_append_string (list, chosho_node_get_event (g_ptr_array_index (heads, i))->id_hex);
  return list;
}

/* A name of this copy's that is free. (transfer full) */
static char *
next_name (Sync *self)
{
  for (;;)
    {
      g_autofree char *name = g_strdup_printf ("%s%0*" G_GINT64_MODIFIER "x" SUFFIX, self->own_prefix, SEQUENCE_DIGITS, chosho_sync_notes_next (self->notes));
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
}

static gboolean
send_pack (Sync *self, const ChoshoPackChoice *choice, ChoshoValue **sent, GError **error)
{
  g_autofree char *name = next_name (self);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (ChoshoValue) since = to_array (self->there);
  ChoshoPackSummary summary;
  GStatBuf info;

  g_ptr_array_add (self->there, NULL);
  if (!chosho_command_pack_write (self->context, path, choice, self->there, NULL, &summary, error))
    return FALSE;
  if (g_stat (path, &info) != 0)
    return chosho_error_set_errno (error, errno, "%s", path);
  chosho_sync_notes_add (self->notes, name, (guint64) info.st_size, list_heads (self), chosho_value_ref (since));
  *sent = chosho_value_new_object ();
  chosho_value_set_string (*sent, "file", name);
  chosho_value_set_integer (*sent, "events", summary.events);
  chosho_value_set_integer (*sent, "objects", summary.objects);
  return TRUE;
}

static gboolean
send_new (Sync *self, ChoshoValue **sent, GError **error)
{
  g_auto (ChoshoPackChoice) choice = { NULL };

  find_there (self);
  if (!chosho_pack_choice_init (&choice, self->context->session, self->there, NULL,
                                chosho_command_get_flag (self->context, "without-evidence"), error))
    return FALSE;
  return choice.events->len == 0 || send_pack (self, &choice, sent, error);
}

/* --- The whole --------------------------------------------------------------------------------- */

/* This copy's id, under the lock, in which it is made where there is none. (transfer full) */
static char *
dup_copy_id (ChoshoSession *session, GError **error)
{
  g_autoptr (ChoshoLock) lock = chosho_lock_acquire (chosho_session_get_path (session), CHOSHO_LOCK_TIMEOUT_MS, session->cancellable, error);
  const char *engagement = lock != NULL ? chosho_session_get_engagement (session, error) : NULL;
  g_autoptr (ChoshoCopy) copy = NULL;

  if (engagement == NULL || !chosho_session_check_writable (session, error))
    return NULL;
  copy = chosho_copy_open (engagement, chosho_session_get_path (session), session->log, error);
  return copy != NULL ? g_strdup (chosho_copy_get_id (copy)) : NULL;
}

static ChoshoValue *
list_skipped (Sync *self)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->skipped), (GCompareFunc) strcmp);
  ChoshoValue *list = chosho_value_new_array ();

  for (GList *name = names; name != NULL; name = name->next)
    chosho_value_append (list, chosho_value_ref (g_hash_table_lookup (self->skipped, name->data)));
  return list;
}

static ChoshoValue *
to_result (Sync *self, ChoshoValue *sent)
{
  ChoshoValue *result = chosho_value_new_object ();

  chosho_value_set (result, "sent", sent != NULL ? chosho_value_ref (sent) : chosho_value_new_null ());
  chosho_value_set (result, "merged", chosho_value_ref (self->merged));
  chosho_value_set (result, "skipped", list_skipped (self));
  return result;
}

gboolean
chosho_sync_run (ChoshoCommandContext *context, const char *folder, ChoshoValue **result, GError **error)
{
  g_autofree char *copy = dup_copy_id (context->session, error);
  g_auto (Sync) self = { .context = context, .folder = folder };
  g_autoptr (ChoshoValue) sent = NULL;
  gboolean done;

  if (copy == NULL)
    return FALSE;
  self.prefix = g_strdup_printf (PREFIX "%.*s-", ENGAGEMENT_DIGITS, chosho_session_get_engagement (context->session, NULL));
  self.own_prefix = g_strdup_printf ("%s%s-", self.prefix, copy);
  self.notes = chosho_sync_notes_read (chosho_session_get_path (context->session), copy);
  self.known = g_ptr_array_new ();
  self.there = g_ptr_array_new_with_free_func (g_free);
  self.merged = chosho_value_new_array ();
  self.skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_value_unref);
  done = take_all (&self, error) && send_new (&self, &sent, error);
  /* What was taken and sent until then is not done again. */
  done = chosho_sync_notes_write (self.notes, done ? error : NULL) && done;
  if (done)
    *result = to_result (&self, sent);
  return done;
}
