/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-oscal-compare.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-oscal-results.h"
#include "chosho-source-file.h"
#include "chosho-text.h"

typedef struct
{
  ChoshoValue *list; /* (owned) */
  guint        left_off;
} Differences;

/* Where one is, from the outermost object; lives on the stack. */
typedef struct _Place Place;
struct _Place
{
  const Place *parent; /* (nullable) */
  const char  *step;   /* (borrowed) */
  const char  *of;     /* (borrowed) (nullable) what a person calls it */
};

/* --- Telling --------------------------------------------------------------------------------------------------------------------- */

static void
append_place (const Place *place, GString *out)
{
  if (place->parent != NULL)
    append_place (place->parent, out);
  g_string_append_printf (out, "%s%s", out->len > 0 ? "/" : "", place->step);
}

static const char *
find_name (const Place *place)
{
  for (; place != NULL; place = place->parent)
    if (place->of != NULL)
      return place->of;
  return NULL;
}

/* A property's value, a thing's title: what is said of a value that stands on one side only. */
static const char *
describe (ChoshoValue *value)
{
  static const char *const keys[] = { "value", "title", "description", "href", "uuid" };

  for (guint i = 0; chosho_value_as_string (value) == NULL && i < G_N_ELEMENTS (keys); i++)
    if (chosho_value_get_string (value, keys[i]) != NULL)
      return chosho_value_get_string (value, keys[i]);
  return chosho_value_as_string (value);
}

static void
tell (Differences *self, const Place *place, ChoshoValue *file, ChoshoValue *record)
{
  g_autoptr (GString) path = g_string_new (NULL);
  ChoshoValue *row;

  if (chosho_value_get_length (self->list) >= CHOSHO_OSCAL_DIFFERENCES)
    {
      self->left_off++;
      return;
    }
  append_place (place, path);
  row = chosho_value_new_object ();
  chosho_value_set_string (row, "code", file == NULL ? "only-in-record" : record == NULL ? "only-in-file" : "changed");
  chosho_value_set_string (row, "place", path->str);
  chosho_value_set_string (row, "of", find_name (place));
  chosho_value_set_string (row, "file", describe (file));
  chosho_value_set_string (row, "record", describe (record));
  chosho_value_append (self->list, row);
}

/* --- Comparing ------------------------------------------------------------------------------------------------------------------- */

static void compare (Differences *self, const Place *place, ChoshoValue *file, ChoshoValue *record);

/* The true number that a label gives; NULL. Borrowed. */
static const char *
get_label (ChoshoValue *object)
{
  ChoshoValue *props = chosho_value_get (object, "props");

  for (guint i = 0; i < chosho_value_get_length (props); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (props, i), "name"), "label") == 0)
      return chosho_value_get_string (chosho_value_get_item (props, i), "value");
  return NULL;
}

static const char *
get_name (ChoshoValue *value)
{
  const char *label = get_label (value);

  return label != NULL ? label : chosho_value_get_string (value, "title");
}

/* What tells @item apart in its array, wherever it stands there: its own name, else what it says. (transfer full) */
static char *
dup_key (ChoshoValue *item)
{
  static const char *const keys[] = { "uuid", "control-id", "id", "href", "party-uuid", "role-id" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (chosho_value_get_string (item, keys[i]) != NULL)
      return g_strdup (chosho_value_get_string (item, keys[i]));
  if (chosho_value_get_string (item, "name") != NULL)
    return g_strjoin (" ", chosho_value_get_string (item, "name"), chosho_value_get_string (item, "group"), NULL);
  return g_strdup (chosho_value_as_string (item) != NULL ? chosho_value_as_string (item) : "");
}

/* Key of each item of @array, with a number where several have one → the item. (transfer full) */
static GHashTable *
index_items (ChoshoValue *array, GPtrArray *order)
{
  GHashTable *items = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < chosho_value_get_length (array); i++)
    {
      ChoshoValue *item = chosho_value_get_item (array, i);
      g_autofree char *plain = dup_key (item);
      char *key = g_strdup (plain);

      for (guint copy = 2; g_hash_table_contains (items, key); copy++)
        {
          g_free (key);
          key = g_strdup_printf ("%s (%u)", plain, copy);
        }
      g_hash_table_insert (items, key, item);
      g_ptr_array_add (order, key);
    }
  return items;
}

static void
compare_pair (Differences *self, const Place *parent, const char *step, ChoshoValue *file, ChoshoValue *record)
{
  const Place place = { parent, step, get_name (record != NULL ? record : file) };

  compare (self, &place, file, record);
}

static void
compare_arrays (Differences *self, const Place *place, ChoshoValue *file, ChoshoValue *record)
{
  g_autoptr (GPtrArray) in_file = g_ptr_array_new ();
  g_autoptr (GPtrArray) in_record = g_ptr_array_new ();
  g_autoptr (GHashTable) files = index_items (file, in_file);
  g_autoptr (GHashTable) records = index_items (record, in_record);

  for (guint i = 0; i < in_record->len; i++)
    compare_pair (self, place, in_record->pdata[i], g_hash_table_lookup (files, in_record->pdata[i]),
                  g_hash_table_lookup (records, in_record->pdata[i]));
  for (guint i = 0; i < in_file->len; i++)
    if (!g_hash_table_contains (records, in_file->pdata[i]))
      compare_pair (self, place, in_file->pdata[i], g_hash_table_lookup (files, in_file->pdata[i]), NULL);
}

static void
compare_objects (Differences *self, const Place *place, ChoshoValue *file, ChoshoValue *record)
{
  for (guint i = 0; i < chosho_value_get_length (record); i++)
    compare_pair (self, place, chosho_value_get_key (record, i), chosho_value_get (file, chosho_value_get_key (record, i)),
                  chosho_value_get_member_at (record, i));
  for (guint i = 0; i < chosho_value_get_length (file); i++)
    if (chosho_value_get (record, chosho_value_get_key (file, i)) == NULL)
      compare_pair (self, place, chosho_value_get_key (file, i), chosho_value_get_member_at (file, i), NULL);
}

static void
compare (Differences *self, const Place *place, ChoshoValue *file, ChoshoValue *record)
{
  gboolean both = file != NULL && record != NULL && chosho_value_get_value_type (file) == chosho_value_get_value_type (record);

  if (both && chosho_value_get_value_type (record) == CHOSHO_VALUE_OBJECT)
    compare_objects (self, place, file, record);
  else if (both && chosho_value_get_value_type (record) == CHOSHO_VALUE_ARRAY)
    compare_arrays (self, place, file, record);
  else if (!both || !chosho_value_equal (file, record))
    tell (self, place, file, record);
}

/* --- The file -------------------------------------------------------------------------------------------------------------------- */

/* Our own name of the record that the file is of; NULL. Borrowed. */
static const char *
get_engagement (ChoshoValue *metadata)
{
  ChoshoValue *ids = chosho_value_get (metadata, "document-ids");

  return chosho_value_get_string (chosho_value_get_item (ids, 0), "identifier");
}

static gboolean
is_draft (ChoshoValue *metadata)
{
  ChoshoValue *props = chosho_value_get (metadata, "props");

  for (guint i = 0; i < chosho_value_get_length (props); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (props, i), "name"), "draft") == 0)
      return TRUE;
  return FALSE;
}

static ChoshoValue *
make_result (ChoshoValue *file, ChoshoValue *record, ChoshoValue *losses)
{
  ChoshoValue *there = chosho_value_get (chosho_value_get (file, CHOSHO_OSCAL_TOP), "metadata");
  ChoshoValue *here = chosho_value_get (chosho_value_get (record, CHOSHO_OSCAL_TOP), "metadata");
  Differences differences = { chosho_value_new_array (), 0 };
  const Place top = { NULL, CHOSHO_OSCAL_TOP, NULL };
  ChoshoValue *result = chosho_value_new_object ();

  compare (&differences, &top, chosho_value_get (file, CHOSHO_OSCAL_TOP), chosho_value_get (record, CHOSHO_OSCAL_TOP));
  chosho_value_set_boolean (result, "same", chosho_value_get_length (differences.list) == 0);
  chosho_value_set_boolean (result, "draft", is_draft (there));
  chosho_value_set_string (result, "version", chosho_value_get_string (there, "version"));
  chosho_value_set_string (result, "root", chosho_value_get_string (here, "version"));
  chosho_value_set (result, "differences", differences.list);
  chosho_value_set_integer (result, "left_off", differences.left_off);
  chosho_value_set (result, "losses", chosho_value_ref (losses));
  return result;
}

gboolean
chosho_oscal_compare (const char *path, ChoshoView *view, GCancellable *cancellable, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoSourceFile) source = chosho_source_file_open_document (path, cancellable, error);
  g_autoptr (ChoshoValue) file
      = source != NULL ? chosho_helper_read_results (source->fd, source->name, CHOSHO_HELPER_FLAGS_NONE, cancellable, error) : NULL;
  ChoshoValue *metadata = chosho_value_get (chosho_value_get (file, CHOSHO_OSCAL_TOP), "metadata");
  g_autoptr (ChoshoValue) losses = NULL;
  g_autoptr (ChoshoValue) record = NULL;

  if (file == NULL)
    return FALSE;
  if (g_strcmp0 (get_engagement (metadata), chosho_state_get_engagement (chosho_view_get_state (view))) != 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s was not made of this engagement"), path);
      return FALSE;
    }
  record = chosho_oscal_results_build (view, is_draft (metadata), &losses);
  *result = make_result (file, record, losses);
  return TRUE;
}
