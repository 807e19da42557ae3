/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-search-private.h"
#include "chosho-text-extract.h"
#include "chosho-text.h"

/* Which evidence can be searched, and how far. */

static gboolean
on_content (const ChoshoTextOwner *owner, gpointer user_data)
{
  ChoshoValue *value;

  if (owner->stamp != CHOSHO_TEXT_VERSION)
    return TRUE;
  value = chosho_value_new_object ();
  chosho_value_set_string (value, "state", owner->state);
  chosho_value_set_string (value, "code", owner->code);
  chosho_value_set_integer (value, "blank", owner->blank);
  chosho_value_set (user_data, owner->name, value);
  return TRUE;
}

ChoshoValue *
chosho_search_list_contents (ChoshoSearch *self, GError **error)
{
  g_autoptr (ChoshoValue) contents = NULL;
  GError *local_error = NULL;

  if (!chosho_search_prepare (self, error))
    return NULL;
  contents = chosho_value_new_object ();
  if (self->file != NULL && !chosho_text_store_foreach_owner (self->file, CHOSHO_TEXT_OBJECT, on_content, contents, &local_error)
      && !chosho_search_do_without_file (self, local_error, error))
    return NULL;
  return g_steal_pointer (&contents);
}

ChoshoValue *
chosho_search_peek_contents (const char *folder)
{
  g_autoptr (ChoshoTextStore) store = chosho_text_store_open_reader (folder, NULL);
  ChoshoValue *contents = chosho_value_new_object ();

  /* Where it cannot be read, nothing was. */
  if (store != NULL)
    chosho_text_store_foreach_owner (store, CHOSHO_TEXT_OBJECT, on_content, contents, NULL);
  return contents;
}

typedef struct
{
  ChoshoValue *contents; /* (owned) */
  ChoshoValue *counts;   /* (owned) */
  GHashTable  *unread;   /* (owned) ids of evidence */
  gboolean     again;
} Survey;

static void
count (ChoshoValue *counts, const char *key)
{
  chosho_value_set_integer (counts, key, chosho_value_get_integer (counts, key, 0) + 1);
}

static gboolean
on_evidence (const ChoshoTextOwner *owner, gpointer user_data)
{
  Survey *self = user_data;
  const char *state;

  if (owner->object == NULL || strcmp (owner->state, "withdrawn") == 0)
    return TRUE;
  state = chosho_value_get_string (chosho_value_get (self->contents, owner->object), "state");
  count (self->counts, "evidence");
  count (self->counts, state != NULL ? state : "unread");
  if (state == NULL || self->again)
    g_hash_table_add (self->unread, g_strdup (owner->name));
  return TRUE;
}

static gboolean
survey (ChoshoSearch *self, Survey *out, GError **error)
{
  static const char *const keys[] = { "evidence", "text", "partial", "none", "opaque", "failed", "unread" };

  out->contents = chosho_search_list_contents (self, error);
  if (out->contents == NULL)
    return FALSE;
  out->counts = chosho_value_new_object ();
  out->unread = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    chosho_value_set_integer (out->counts, keys[i], 0);
  return chosho_text_store_foreach_owner (chosho_search_get_record (self), "evidence", on_evidence, out, error);
}

static void
survey_clear (Survey *self)
{
  g_clear_pointer (&self->contents, chosho_value_unref);
  g_clear_pointer (&self->counts, chosho_value_unref);
  g_clear_pointer (&self->unread, g_hash_table_unref);
}

ChoshoValue *
chosho_search_count_evidence (ChoshoSearch *self, GError **error)
{
  Survey all = { 0 };
  ChoshoValue *counts = survey (self, &all, error) ? chosho_value_ref (all.counts) : NULL;

  survey_clear (&all);
  return counts;
}

/* Where the content of a member stands, in @item; FALSE where its archive is not to be found. */
static gboolean
set_container (ChoshoIndex *index, ChoshoValue *item, ChoshoValue *row)
{
  g_autoptr (ChoshoValue) archive = NULL;

  if (g_strcmp0 (chosho_value_get_string (row, "kind"), "member") != 0)
    return TRUE;
  archive = chosho_search_get_row (index, "evidence", chosho_value_get_string (row, "of"));
  chosho_value_set_string (item, "of", chosho_value_get_string (archive, "sha256"));
  chosho_value_set_string (item, "of_name", chosho_value_get_string (archive, "name"));
  chosho_value_set (item, "path", chosho_value_ref (chosho_value_get (row, "path")));
  return chosho_value_get_string (item, "of") != NULL;
}

/* {sha256, name} of each content once, in the order of the evidence, which is that of what is found later. */
static ChoshoValue *
list_contents_of (ChoshoIndex *index, GHashTable *wanted, GError **error)
{
  g_autoptr (GPtrArray) ids = chosho_index_list_ids (index, "evidence", NULL, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  ChoshoValue *list = ids != NULL ? chosho_value_new_array () : NULL;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (ChoshoValue) row = g_hash_table_contains (wanted, id) ? chosho_search_get_row (index, "evidence", id) : NULL;
      const char *sha256 = chosho_value_get_string (row, "sha256");
      g_autoptr (ChoshoValue) item = NULL;

      if (sha256 == NULL || g_hash_table_contains (seen, sha256))
        continue;
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "sha256", sha256);
      chosho_value_set_string (item, "name", chosho_value_get_string (row, "name"));
      if (!set_container (index, item, row))
        continue;
      g_hash_table_add (seen, g_strdup (sha256));
      chosho_value_append (list, g_steal_pointer (&item));
    }
  return list;
}

ChoshoValue *
chosho_search_list_unread (ChoshoSearch *self, gboolean again, GError **error)
{
  Survey all = { .again = again };
  ChoshoIndex *index = survey (self, &all, error) ? chosho_session_get_index (self->session, error) : NULL;
  ChoshoValue *list = index != NULL ? list_contents_of (index, all.unread, error) : NULL;

  survey_clear (&all);
  return list;
}
