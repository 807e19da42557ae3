/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-carried-objects.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-absent.h"
#include "chosho-error.h"
#include "chosho-evidence.h"
#include "chosho-file.h"
#include "chosho-held.h"
#include "chosho-object-draft.h"
#include "chosho-text.h"

#define COPY_BYTES (256 * 1024)

typedef struct
{
  ChoshoCarriedObjects *objects;
  GHashTable        *carried; /* (element-type utf8) in the pack */
  GHashTable        *purged;
  ChoshoObjectStore *store;   /* (nullable) */
  guint              first;
  GError            *error;   /* (owned) (nullable) */
} Sorting;

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
}

/* What the pack neither names anew nor holds is as it was: the store, which may hold ten thousands, is not asked for it. */
static gboolean
is_concerned (Sorting *sorting, ChoshoNode *node, const char *digest)
{
  return (chosho_node_get_index (node) >= sorting->first || g_hash_table_contains (sorting->carried, digest))
         && !g_hash_table_contains (sorting->purged, digest) && !g_hash_table_contains (sorting->objects->wanted, digest)
         && !g_hash_table_contains (sorting->objects->absent, digest);
}

static void
sort_object (ChoshoNode *node, const char *digest, gint64 size_bytes, gpointer user_data)
{
  Sorting *sorting = user_data;
  ChoshoCarriedObjects *self = sorting->objects;
  gboolean present = FALSE;

  if (sorting->error != NULL || !is_concerned (sorting, node, digest)
      || (sorting->store != NULL && !chosho_object_store_has (sorting->store, digest, &present, &sorting->error)) || present)
    return;
  if (g_hash_table_contains (sorting->carried, digest))
    {
      g_hash_table_add (self->wanted, g_strdup (digest));
      return;
    }
  g_hash_table_add (self->absent, g_strdup (digest));
  self->not_carried++;
}

gboolean
chosho_carried_objects_init (ChoshoCarriedObjects *self, ChoshoView *view, guint first, ChoshoPackReader *reader,
                             ChoshoObjectStore *store, GError **error)
{
  g_autoptr (GHashTable) carried = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_autoptr (GHashTable) purged = chosho_evidence_list_purged (view);
  GPtrArray *digests = chosho_pack_reader_get_objects (reader);
  Sorting sorting = { self, carried, purged, store, first, NULL };

  memset (self, 0, sizeof *self);
  self->wanted = new_set ();
  self->absent = new_set ();
  for (guint i = 0; i < digests->len; i++)
    g_hash_table_add (carried, g_ptr_array_index (digests, i));
  chosho_held_foreach (chosho_view_get_state (view), sort_object, &sorting);
  if (sorting.error == NULL)
    return TRUE;
  g_propagate_error (error, sorting.error);
  return FALSE;
}

void
chosho_carried_objects_clear (ChoshoCarriedObjects *self)
{
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->absent, g_hash_table_unref);
}

/* --- Storing ----------------------------------------------------------------------------------- */

static gboolean
copy_draft (int from, int to, const char *target, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (COPY_BYTES);
  gssize count;

  if (lseek (from, 0, SEEK_SET) < 0)
    return chosho_error_set_errno (error, errno, "%s", target);
  while ((count = read (from, buffer, COPY_BYTES)) > 0)
    if (!chosho_fd_write_all (to, target, buffer, (gsize) count, error))
      return FALSE;
  return count == 0 || chosho_error_set_errno (error, errno, "%s", target);
}

/* Where a nameless file cannot get a name, the bytes go into a named one. */
static gboolean
publish_again (ChoshoObjectDraft *draft, ChoshoObjectStore *store, const char *digest, GError **error)
{
  g_autoptr (ChoshoObjectDraft) again = chosho_object_draft_new (store, NULL, error);

  return again != NULL
         && copy_draft (chosho_object_draft_get_fd (draft), chosho_object_draft_get_fd (again), chosho_object_store_get_path (store), error)
         && chosho_object_draft_sync (again, error)
         && chosho_object_draft_publish (again, digest, TRUE, error) != CHOSHO_OBJECT_DRAFT_FAILED;
}

static gboolean
store_object (ChoshoPackReader *reader, ChoshoObjectStore *store, const char *digest, guint64 *size_bytes, GError **error)
{
  g_autoptr (ChoshoObjectDraft) draft = chosho_object_draft_new (store, NULL, error);
  ChoshoObjectDraftOutcome outcome;

  if (draft == NULL
      || !chosho_pack_reader_take_object (reader, chosho_object_draft_get_fd (draft), chosho_object_store_get_path (store), size_bytes, error)
      || !chosho_object_draft_sync (draft, error))
    return FALSE;
  outcome = chosho_object_draft_publish (draft, digest, TRUE, error);
  return outcome == CHOSHO_OBJECT_DRAFT_AGAIN ? publish_again (draft, store, digest, error) : outcome != CHOSHO_OBJECT_DRAFT_FAILED;
}

/* Each folder that got objects is synced once. */
static gboolean
sync_shards (ChoshoObjectStore *store, GHashTable *shards, GError **error)
{
  GHashTableIter iter;
  gpointer digest;

  g_hash_table_iter_init (&iter, shards);
  while (g_hash_table_iter_next (&iter, NULL, &digest))
    if (!chosho_object_store_sync_shard (store, digest, error))
      return FALSE;
  return TRUE;
}

gboolean
chosho_carried_objects_store (ChoshoCarriedObjects *self, ChoshoPackReader *reader, ChoshoObjectStore *store,
                              ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) shards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL); /* shard → a digest in it */
  GPtrArray *digests = chosho_pack_reader_get_objects (reader);

  for (guint i = 0; i < digests->len; i++)
    {
      const char *digest = g_ptr_array_index (digests, i);
      gboolean wanted = g_hash_table_contains (self->wanted, digest);
      guint64 size = 0;

      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("The work was cancelled"));
          return FALSE;
        }
      if (!(wanted ? store_object (reader, store, digest, &size, error) : chosho_pack_reader_take_object (reader, -1, NULL, &size, error)))
        return FALSE;
      if (wanted)
        g_hash_table_replace (shards, g_strndup (digest, 2), (gpointer) digest);
      self->added += wanted;
      chosho_progress_add (progress, size);
    }
  return sync_shards (store, shards, error) && chosho_pack_reader_finish (reader, error);
}

gboolean
chosho_carried_objects_note (ChoshoCarriedObjects *self, const char *folder, GError **error)
{
  g_autoptr (GHashTable) noted = chosho_absent_read (folder, error);
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer digest;

  if (noted == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &digest, NULL))
    changed = g_hash_table_remove (noted, digest) || changed;
  g_hash_table_iter_init (&iter, self->absent);
  while (g_hash_table_iter_next (&iter, &digest, NULL))
    changed = g_hash_table_add (noted, g_strdup (digest)) || changed;
  return !changed || chosho_absent_write (folder, noted, error);
}
