/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-search-private.h"
#include "chosho-text-unit.h"
#include "chosho-text.h"

/* The words of the record follow the index: rows that changed, by a digest of their JSON, are taken in again. */

/* Raised whenever other words of the same row are searched. */
#define WORDS_VERSION 1

typedef struct
{
  ChoshoTextStore *store;   /* borrowed */
  const char      *kind;    /* of the rows that are walked */
  GHashTable      *known;   /* (owned) "KIND\nNAME" -> stamp; what is left at the end is gone */
  GHashTable      *objects; /* (owned) contents of evidence */
  GHashTable      *read;    /* (owned) contents that were read */
  GError          *error;   /* (owned) (nullable) */
  gboolean         failed;
} Follower;

static char *
owner_name (const char *kind, const char *name)
{
  return g_strconcat (kind, "\n", name, NULL);
}

static gboolean
on_owner (const ChoshoTextOwner *owner, gpointer user_data)
{
  Follower *self = user_data;

  if (strcmp (owner->kind, CHOSHO_TEXT_OBJECT) == 0)
    g_hash_table_add (self->read, g_strdup (owner->name));
  else
    g_hash_table_insert (self->known, owner_name (owner->kind, owner->name), g_memdup2 (&owner->stamp, sizeof owner->stamp));
  return TRUE;
}

/* Above 32 bits its length, so that what differs in both is all but certain to be another. */
static gint64
stamp_of (const char *json)
{
  return ((gint64) MIN (strlen (json), G_MAXINT32) << 32 | chosho_text_hash (json)) ^ WORDS_VERSION;
}

/* Evidence in whose content nobody looks any more. */
static gboolean
is_gone (ChoshoValue *row)
{
  return chosho_value_get_boolean (row, "withdrawn", FALSE) || chosho_value_get_boolean (row, "purged", FALSE);
}

/* Rows of one kind may give words to several bands. */
static gboolean
put_row (Follower *self, const char *id, gint64 stamp, ChoshoValue *row)
{
  gboolean evidence = strcmp (self->kind, "evidence") == 0;
  ChoshoTextOwner owner = {
    .kind = self->kind, .name = id, .stamp = stamp,
    .state = evidence && is_gone (row) ? "withdrawn" : "",
    .object = evidence ? chosho_value_get_string (row, "sha256") : NULL,
  };
  gboolean first = TRUE;

  for (guint band = 0; chosho_search_words_nth (band) != NULL; band++)
    {
      const ChoshoSearchWords *words = chosho_search_words_nth (band);
      g_autoptr (GPtrArray) units = NULL;

      if (words->fields == NULL || strcmp (words->row_kind, self->kind) != 0)
        continue;
      units = chosho_search_words_list (words, row);
      if (!(first ? chosho_text_store_put (self->store, &owner, band, units, &self->error)
                  : chosho_text_store_add (self->store, owner.kind, owner.name, band, units, &self->error)))
        return FALSE;
      first = FALSE;
    }
  return TRUE;
}

static void
note_object (Follower *self, ChoshoValue *row)
{
  const char *sha256 = chosho_value_get_string (row, "sha256");

  if (sha256 != NULL)
    g_hash_table_add (self->objects, g_strdup (sha256));
}

static gboolean
on_row (const char *id, const char *sort, const char *control, const char *json, gpointer user_data)
{
  Follower *self = user_data;
  g_autofree char *name = owner_name (self->kind, id);
  gint64 stamp = stamp_of (json);
  const gint64 *known = g_hash_table_lookup (self->known, name);
  gboolean same = known != NULL && *known == stamp;
  gboolean evidence = strcmp (self->kind, "evidence") == 0;
  g_autoptr (ChoshoValue) row = same && !evidence ? NULL : chosho_value_parse (json, strlen (json), &self->error);

  g_hash_table_remove (self->known, name);
  if (same && !evidence)
    return TRUE;
  self->failed = row == NULL || (!same && !put_row (self, id, stamp, row));
  if (evidence && row != NULL)
    note_object (self, row);
  return !self->failed;
}

static gboolean
walk_rows (Follower *self, ChoshoIndex *index, GError **error)
{
  const char *last = NULL;

  for (guint band = 0; chosho_search_words_nth (band) != NULL; band++)
    {
      const ChoshoSearchWords *words = chosho_search_words_nth (band);

      if (words->fields == NULL || g_strcmp0 (words->row_kind, last) == 0)
        continue;
      last = self->kind = words->row_kind;
      if (!chosho_index_foreach_row (index, words->row_kind, NULL, on_row, self, error))
        return FALSE;
      if (self->failed)
        {
          g_propagate_error (error, g_steal_pointer (&self->error));
          return FALSE;
        }
    }
  return TRUE;
}

/* What no row stands for any more; contents, too, that no evidence has: they may have had to be destroyed. */
static gboolean
remove_gone (Follower *self, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto (GStrv) parts = g_strsplit (key, "\n", 2);

      if (!chosho_text_store_remove (self->store, parts[0], parts[1], error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, self->read);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (self->objects, key) && !chosho_text_store_remove (self->store, CHOSHO_TEXT_OBJECT, key, error))
      return FALSE;
  return TRUE;
}

static gboolean
follow (ChoshoTextStore *store, ChoshoIndex *index, GError **error)
{
  Follower self = {
    .store = store,
    .known = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, g_free),
    .objects = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL),
    .read = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL),
  };
  gboolean done = chosho_text_store_foreach_owner (store, NULL, on_owner, &self, error) && walk_rows (&self, index, error)
                  && remove_gone (&self, error);

  g_hash_table_unref (self.known);
  g_hash_table_unref (self.objects);
  g_hash_table_unref (self.read);
  g_clear_error (&self.error);
  return done;
}

/* What the index stands at: both of the log and of this program. (transfer full) (nullable) */
static char *
dup_standing (ChoshoIndex *index, GError **error)
{
  g_autofree char *arrival = NULL;

  if (!chosho_index_get_meta (index, "arrival", &arrival, error))
    return NULL;
  return g_strdup_printf ("%s %d %d", arrival != NULL ? arrival : "", CHOSHO_PROJECTION_VERSION, WORDS_VERSION);
}

/* One state of the index is walked. */
static gboolean
follow_snapshot (ChoshoTextStore *store, ChoshoIndex *index, GError **error)
{
  g_autofree char *standing = NULL;
  gboolean done;

  if (!chosho_index_begin_snapshot (index, error))
    return FALSE;
  standing = dup_standing (index, error);
  done = standing != NULL && follow (store, index, error) && chosho_text_store_set_meta (store, "record", standing, error);
  chosho_index_end_snapshot (index);
  return done;
}

gboolean
chosho_search_follow_record (ChoshoTextStore *store, ChoshoIndex *index, GError **error)
{
  g_autofree char *standing = dup_standing (index, error);
  g_autofree char *known = NULL;

  if (standing == NULL || !chosho_text_store_get_meta (store, "record", &known, error))
    return FALSE;
  if (g_strcmp0 (standing, known) == 0)
    return TRUE;
  if (!chosho_text_store_begin (store, error))
    return FALSE;
  if (follow_snapshot (store, index, error))
    return chosho_text_store_commit (store, error);
  chosho_text_store_rollback (store);
  return FALSE;
}
