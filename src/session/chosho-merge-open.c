/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-carried-objects.h"
#include "chosho-engagement-folder.h"
#include "chosho-error.h"
#include "chosho-key.h"
#include "chosho-merge-report.h"
#include "chosho-merge.h"
#include "chosho-staging.h"

/* Making a working copy. Everything is built beside it and gets its name at once: there is a whole copy or none. Its chain
 * begins with the first entry made in it, since no copy's id is kept in the folder. */
typedef struct
{
  const ChoshoMergeOptions *options; /* (borrowed) */
  const char       *path;            /* (borrowed) of the new folder */
  ChoshoPackReader *reader;          /* (owned) */
  ChoshoState      *state;           /* (owned) */
  char             *staging;         /* (owned) (nullable) */
  ChoshoUnion       merged;
  ChoshoCarriedObjects objects;
} Opening;

static void
opening_clear (Opening *self)
{
  chosho_union_clear (&self->merged);
  chosho_carried_objects_clear (&self->objects);
  g_clear_pointer (&self->state, chosho_state_free);
  g_clear_pointer (&self->reader, chosho_pack_reader_free);
  chosho_staging_discard (self->staging);
  g_free (self->staging);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Opening, opening_clear)

static gboolean
on_signature (const ChoshoEvent *event, const char *public_key, gpointer user_data)
{
  guint8 raw[CHOSHO_KEY_PUBLIC_SIZE];

  return chosho_hex_decode (public_key, raw, sizeof raw)
         && chosho_key_verify (raw, CHOSHO_EVENT_SIGNATURE_PREFIX, event->id, event->signature);
}

static gboolean
check_whole (Opening *self, GError **error)
{
  if (chosho_state_get_engagement (self->state) != NULL)
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                       _("The pack holds only what is new since another one: merge it into a copy of the engagement"));
  return FALSE;
}

static gboolean
read_events (Opening *self, const char *file, GError **error)
{
  self->reader = chosho_pack_reader_open (file, &self->options->opener, self->options->progress, self->options->cancellable, error);
  if (self->reader == NULL)
    return FALSE;
  self->state = chosho_state_new ();
  chosho_state_set_signature_func (self->state, on_signature, NULL);
  if (chosho_pack_reader_get_since (self->reader)->len > 0)
    return check_whole (self, error);
  return chosho_union_add (&self->merged, self->state, self->reader, error) && check_whole (self, error);
}

static gboolean
fill (Opening *self, const char *folder, ChoshoView *view, GError **error)
{
  GPtrArray *fresh = self->merged.fresh;
  g_autoptr (ChoshoObjectStore) store = NULL;

  if (!chosho_engagement_folder_create (folder, (ChoshoStoredEvent *const *) fresh->pdata, fresh->len, error))
    return FALSE;
  store = chosho_object_store_open (folder, error);
  return store != NULL && chosho_carried_objects_init (&self->objects, view, 0, self->reader, store, error)
         && chosho_carried_objects_store (&self->objects, self->reader, store, self->options->progress, self->options->cancellable, error)
         && chosho_carried_objects_note (&self->objects, folder, error);
}

static ChoshoValue *
describe (Opening *self)
{
  g_autoptr (GByteArray) nothing = g_byte_array_new ();
  ChoshoValue *result = chosho_value_new_object ();

  chosho_value_set_string (result, "id", chosho_state_get_engagement (self->state));
  chosho_value_set_string (result, "path", self->path);
  chosho_value_set_integer (result, "events", chosho_state_get_n_events (self->state));
  chosho_value_set_integer (result, "objects", self->objects.added);
  chosho_value_set_integer (result, "absent", g_hash_table_size (self->objects.absent));
  chosho_value_set (result, "without_effect", chosho_merge_report_without_effect (self->state, &self->merged, nothing));
  return result;
}

gboolean
chosho_merge_open (const char *file, const char *folder, const ChoshoMergeOptions *options, ChoshoValue **result, GError **error)
{
  g_autofree char *path = g_canonicalize_filename (folder, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *built = NULL;
  g_auto (Opening) self = { .options = options, .path = path };
  g_autoptr (ChoshoView) view = NULL;

  if (!chosho_staging_check_free (path, error) || !read_events (&self, file, error))
    return FALSE;
  self.staging = chosho_staging_begin (parent, path, error);
  if (self.staging == NULL)
    return FALSE;
  built = g_build_filename (self.staging, "engagement", NULL);
  view = chosho_view_new_now (self.state);
  if (!fill (&self, built, view, error) || !chosho_staging_publish (built, path, error))
    return FALSE;
  *result = describe (&self);
  return TRUE;
}
