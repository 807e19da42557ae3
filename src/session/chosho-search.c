/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-find-text.h"
#include "chosho-search-private.h"

ChoshoSearch *
chosho_search_new (ChoshoSession *session)
{
  ChoshoSearch *self = g_new0 (ChoshoSearch, 1);

  self->session = g_object_ref (session);
  return self;
}

void
chosho_search_free (ChoshoSearch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, chosho_text_store_free);
  g_clear_pointer (&self->memory, chosho_text_store_free);
  g_clear_error (&self->trouble);
  g_object_unref (self->session);
  g_free (self);
}

const GError *
chosho_search_get_trouble (ChoshoSearch *self)
{
  return self->trouble;
}

ChoshoTextStore *
chosho_search_get_record (ChoshoSearch *self)
{
  return self->memory != NULL ? self->memory : self->file;
}

/* --- The stores ------------------------------------------------------------------------------------------------- */

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
}

/* For writing, else for reading, else not at all: @trouble says why. */
static void
open_file (ChoshoSearch *self)
{
  const char *folder = chosho_session_get_path (self->session);
  const GError *read_only = chosho_engagement_folder_get_read_only (self->session->folder);

  g_clear_error (&self->trouble);
  if (read_only != NULL)
    self->trouble = g_error_copy (read_only);
  else
    self->file = chosho_text_store_open (folder, &self->trouble);
  self->writable = self->file != NULL;
  if (self->file == NULL)
    self->file = chosho_text_store_open_reader (folder, NULL);
}

/* Where the file is damaged it is emptied: the words of the record are made again now, those of evidence when somebody
 * reads it. */
static gboolean
follow_in_file (ChoshoSearch *self, ChoshoIndex *index, GError **error)
{
  GError *local_error = NULL;

  if (chosho_search_follow_record (self->file, index, &local_error))
    return TRUE;
  if (is_damage (local_error))
    {
      g_clear_error (&local_error);
      if (chosho_text_store_reset (self->file, &local_error) && chosho_search_follow_record (self->file, index, &local_error))
        return TRUE;
    }
  g_propagate_error (error, local_error);
  return FALSE;
}

/* A full disk or a lock held too long is no reason to search nothing. */
static gboolean
follow_in_memory (ChoshoSearch *self, ChoshoIndex *index, GError **error)
{
  if (self->memory == NULL)
    self->memory = chosho_text_store_new_in_memory (error);
  return self->memory != NULL && chosho_search_follow_record (self->memory, index, error);
}

gboolean
chosho_search_prepare (ChoshoSearch *self, GError **error)
{
  ChoshoIndex *index = chosho_session_get_index (self->session, error);
  g_autoptr (GError) local_error = NULL;

  if (index == NULL)
    return FALSE;
  if (self->file == NULL || !self->writable)
    {
      g_clear_pointer (&self->file, chosho_text_store_free);
      open_file (self);
    }
  if (self->writable && follow_in_file (self, index, &local_error))
    {
      g_clear_pointer (&self->memory, chosho_text_store_free);
      g_clear_error (&self->trouble);
      return TRUE;
    }
  if (local_error != NULL)
    {
      g_clear_error (&self->trouble);
      self->trouble = g_steal_pointer (&local_error);
    }
  return follow_in_memory (self, index, error);
}

gboolean
chosho_search_do_without_file (ChoshoSearch *self, GError *local_error, GError **error)
{
  if (is_damage (local_error) || g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED) || self->memory == NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_clear_pointer (&self->file, chosho_text_store_free);
  self->writable = FALSE;
  g_clear_error (&self->trouble);
  self->trouble = local_error;
  return TRUE;
}

/* --- What was found ---------------------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoSearch            *search;  /* borrowed */
  ChoshoIndex             *index;   /* borrowed */
  const char              *needle;  /* borrowed */
  const ChoshoSearchWords *words;   /* borrowed: of the band asked */
  guint                    limit;   /* 0: none */
  guint                    found;   /* of this kind */
  gboolean                 full;    /* there is more of this kind */
  gboolean                 more;    /* there is more of some kind */
  GPtrArray               *results; /* (owned) (element-type ChoshoValue) */
  const ChoshoSearchPlace *place;   /* borrowed: of the unit at hand */
} Finder;

ChoshoValue *
chosho_search_get_row (ChoshoIndex *index, const char *kind, const char *id)
{
  g_autofree char *json = NULL;

  if (id == NULL || !chosho_index_get_row (index, kind, id, &json, NULL) || json == NULL)
    return NULL;
  return chosho_value_parse (json, strlen (json), NULL);
}

/* The control that the row is of, or the first of several. */
static const char *
get_control (ChoshoValue *row)
{
  static const char *const keys[] = { "control", "number" };
  const char *first = chosho_value_as_string (chosho_value_get_item (chosho_value_get (row, "controls"), 0));

  for (guint i = 0; i < G_N_ELEMENTS (keys) && first == NULL; i++)
    first = chosho_value_get_string (row, keys[i]);
  return first != NULL && first[0] != '\0' ? first : NULL;
}

/* What people call it: by its own name, else by that of its control. (transfer full) (nullable) */
static char *
dup_name (Finder *self, ChoshoValue *row, const char *control)
{
  static const char *const keys[] = { "title", "name", "who", "seen" };
  g_autoptr (ChoshoValue) entry = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (chosho_value_get_string (row, keys[i]) != NULL)
      return g_strdup (chosho_value_get_string (row, keys[i]));
  entry = chosho_search_get_row (self->index, "catalog", control);
  return g_strdup (chosho_value_get_string (entry, "title"));
}

static void
set_or_null (ChoshoValue *value, const char *key, const char *text)
{
  if (text != NULL)
    chosho_value_set_string (value, key, text);
  else
    chosho_value_set (value, key, chosho_value_new_null ());
}

/* Of a control what leads there is its number; of all else its own id. */
static void
set_identity (Finder *self, ChoshoValue *value, ChoshoValue *row, const char *id)
{
  const char *kind = self->words->kind, *record = self->words->record;
  gboolean paper = strcmp (kind, "paper") == 0;
  const char *control = paper ? NULL : get_control (row);
  g_autofree char *name = dup_name (self, row, control);

  chosho_value_set_string (value, "kind", kind);
  chosho_value_set_string (value, "record", record);
  chosho_value_set_string (value, "id", strcmp (kind, "control") == 0 && control != NULL ? control
                                        : strcmp (record, "step") == 0 ? chosho_value_get_string (row, "id") : id);
  set_or_null (value, "control", control);
  set_or_null (value, "name", name);
  chosho_value_set_string (value, "reference", chosho_value_get_string (row, "reference"));
  if (strcmp (self->words->row_kind, "step") == 0)
    chosho_value_set_string (value, "step", chosho_value_get_string (row, "id"));
  if (strcmp (kind, "note") == 0 && chosho_value_get_string (row, "paper") != NULL && chosho_value_get_string (row, "paper")[0] != '\0')
    chosho_value_set_string (value, "paper", chosho_value_get_string (row, "paper"));
  if (chosho_value_get_boolean (row, "withdrawn", FALSE))
    chosho_value_set_boolean (value, "withdrawn", TRUE);
}

/* FALSE where there are enough of this kind. */
static gboolean
add_result (Finder *self, const char *kind, const char *id)
{
  g_autoptr (ChoshoValue) row = chosho_search_get_row (self->index, kind, id);
  const ChoshoSearchPlace *place = self->place;
  ChoshoValue *value, *hit;

  if (row == NULL)
    return TRUE;
  self->full = self->limit > 0 && self->found >= self->limit;
  if (self->full)
    return FALSE;
  value = chosho_value_new_object ();
  hit = chosho_value_new_object ();
  set_identity (self, value, row, id);
  chosho_value_set (value, "page", place->page > 0 ? chosho_value_new_integer (place->page) : chosho_value_new_null ());
  chosho_value_set_string (value, "excerpt", place->excerpt);
  chosho_value_set_string (value, "place", place->place);
  chosho_value_set_integer (hit, "first", place->first);
  chosho_value_set_integer (hit, "length", place->n_characters);
  chosho_value_set_string (hit, "position", place->position);
  chosho_value_set (value, "hit", hit);
  g_ptr_array_add (self->results, value);
  self->found++;
  return TRUE;
}

static gboolean
on_holder (const ChoshoTextOwner *owner, gpointer user_data)
{
  return add_result (user_data, owner->kind, owner->name);
}

static gboolean
on_found (const ChoshoTextFound *found, gpointer user_data)
{
  Finder *self = user_data;
  g_auto (ChoshoSearchPlace) place = { 0 };

  if (!chosho_search_place_find (&place, found, self->needle))
    return TRUE;
  self->place = &place;
  if (self->words->fields != NULL)
    return add_result (self, found->kind, found->name);
  /* The same content may have come twice. */
  return chosho_text_store_foreach_holder (chosho_search_get_record (self->search), found->name, on_holder, self, NULL) && !self->full;
}

/* Contents are in the file only, where there is one. */
static gboolean
find_in_band (Finder *self, guint band, const char *folded, GCancellable *cancellable, GError **error)
{
  ChoshoTextStore *store = self->words->fields != NULL ? chosho_search_get_record (self->search) : self->search->file;
  GError *local_error = NULL;

  if (store == NULL)
    return TRUE;
  chosho_text_store_set_cancellable (store, cancellable);
  chosho_text_store_find (store, band, folded, on_found, self, &local_error);
  chosho_text_store_set_cancellable (store, NULL);
  return local_error == NULL || chosho_search_do_without_file (self->search, local_error, error);
}

/* Files are kept as they are read, two at a time; they are listed as they were taken in, each from its beginning. */
static int
compare_references (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return g_strcmp0 (chosho_value_get_string (*(ChoshoValue *const *) a, "reference"), chosho_value_get_string (*(ChoshoValue *const *) b, "reference"));
}

static void
sort_contents (Finder *self, guint first)
{
  if (self->words->fields == NULL && self->results->len > first)
    g_qsort_with_data (self->results->pdata + first, (gint) (self->results->len - first), sizeof (gpointer), compare_references, NULL);
}

/* (transfer full) */
static ChoshoValue *
list_results (Finder *self)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < self->results->len; i++)
    chosho_value_append (list, chosho_value_ref (g_ptr_array_index (self->results, i)));
  return list;
}

static gboolean
find_all (Finder *self, const char *folded, ChoshoValue *kinds, GCancellable *cancellable, GError **error)
{
  const char *last = NULL;

  for (guint band = 0; (self->words = chosho_search_words_nth (band)) != NULL; band++)
    {
      guint first = self->results->len;

      if (g_strcmp0 (last, self->words->kind) != 0)
        self->found = self->full = 0;
      last = self->words->kind;
      if (kinds != NULL && chosho_value_get_length (kinds) > 0 && !chosho_value_has_text (kinds, last))
        continue;
      if (!self->full && !find_in_band (self, band, folded, cancellable, error))
        return FALSE;
      sort_contents (self, first);
      self->more |= self->full;
    }
  return TRUE;
}

/* A file that turns out to be damaged is made anew, as far as the record goes. */
static ChoshoValue *
find_once (ChoshoSearch *self, const char *text, const char *folded, ChoshoValue *kinds, guint limit, gboolean *more,
           GCancellable *cancellable, GError **error)
{
  Finder finder = { .search = self, .needle = text, .limit = limit };
  ChoshoValue *results = NULL;

  if (!chosho_search_prepare (self, error))
    return NULL;
  finder.index = chosho_session_get_index (self->session, error);
  if (finder.index == NULL)
    return NULL;
  finder.results = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
  if (find_all (&finder, folded, kinds, cancellable, error))
    results = list_results (&finder);
  g_ptr_array_unref (finder.results);
  if (more != NULL)
    *more = finder.more;
  return results;
}

static gboolean
check_query (const char *folded, ChoshoValue *kinds, GError **error)
{
  if (folded[0] == '\0')
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("There is nothing to look for in what was given"));
      return FALSE;
    }
  if (g_utf8_strlen (folded, -1) > CHOSHO_SEARCH_LIMIT_CHARACTERS)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("At most %d characters can be looked for"), CHOSHO_SEARCH_LIMIT_CHARACTERS);
      return FALSE;
    }
  for (guint i = 0; i < chosho_value_get_length (kinds); i++)
    if (!chosho_search_words_has_kind (chosho_value_as_string (chosho_value_get_item (kinds, i))))
      {
        g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("There is no kind “%s”: control, result, evidence, note, finding, paper"),
                     chosho_value_as_string (chosho_value_get_item (kinds, i)));
        return FALSE;
      }
  return TRUE;
}

ChoshoValue *
chosho_search_find (ChoshoSearch *self, const char *text, ChoshoValue *kinds, guint limit, gboolean *more, GCancellable *cancellable, GError **error)
{
  g_autofree char *folded = chosho_find_text_fold (text);
  g_autoptr (GError) local_error = NULL;
  ChoshoValue *results;

  if (!check_query (folded, kinds, error))
    return NULL;
  results = find_once (self, text, folded, kinds, limit, more, cancellable, &local_error);
  if (results == NULL && is_damage (local_error) && self->writable && chosho_text_store_reset (self->file, NULL))
    {
      g_clear_error (&local_error);
      results = find_once (self, text, folded, kinds, limit, more, cancellable, &local_error);
    }
  if (results == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return results;
}
