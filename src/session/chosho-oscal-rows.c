/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-oscal-rows.h"

#include <string.h>

#include "chosho-projection.h"
#include "chosho-text.h"

/* One row on its way into its list. */
typedef struct
{
  char        *sort;    /* (owned) */
  char        *id;      /* (owned) */
  char        *control; /* (owned) (nullable) */
  ChoshoValue *json;    /* (owned) */
} Row;

struct _ChoshoOscalRows
{
  GHashTable *rows;  /* (owned) kind → GPtrArray of Row, while they come in */
  GHashTable *lists; /* (owned) kind, and "kind control" → GPtrArray of ChoshoValue */
  GHashTable *by_id; /* (owned) "kind id" → ChoshoValue */
  GPtrArray  *none;  /* (owned) */
};

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->sort);
  g_free (row->id);
  g_free (row->control);
  chosho_value_unref (row->json);
  g_free (row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *first = *(const Row *const *) a, *second = *(const Row *const *) b;
  int order = strcmp (first->sort, second->sort);

  return order != 0 ? order : strcmp (first->id, second->id);
}

static void
take_row (const ChoshoRow *row, gpointer user_data)
{
  ChoshoOscalRows *self = user_data;
  GPtrArray *list = g_hash_table_lookup (self->rows, row->kind);
  Row *own = g_new (Row, 1);

  *own = (Row) { g_strdup (row->sort), g_strdup (row->id), g_strdup (row->control), chosho_value_ref (row->json) };
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (row_free);
      g_hash_table_insert (self->rows, g_strdup (row->kind), list);
    }
  g_ptr_array_add (list, own);
}

static void
append (ChoshoOscalRows *self, char *key, ChoshoValue *json)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, key);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
      g_hash_table_insert (self->lists, g_strdup (key), list);
    }
  g_ptr_array_add (list, chosho_value_ref (json));
  g_free (key);
}

static void
sort_kind (ChoshoOscalRows *self, const char *kind, GPtrArray *rows)
{
  g_ptr_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

      append (self, g_strdup (kind), row->json);
      if (row->control != NULL)
        append (self, g_strjoin (" ", kind, row->control, NULL), row->json);
      g_hash_table_insert (self->by_id, g_strjoin (" ", kind, row->id, NULL), chosho_value_ref (row->json));
    }
}

static GHashTable *
new_table (gpointer free_value)
{
  return g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, (GDestroyNotify) free_value);
}

ChoshoOscalRows *
chosho_oscal_rows_new (ChoshoView *view)
{
  ChoshoOscalRows *self = g_new0 (ChoshoOscalRows, 1);
  g_autoptr (GPtrArray) subjects = chosho_projection_list_subjects (chosho_view_get_state (view));
  GHashTableIter iter;
  gpointer kind, rows;

  self->rows = new_table (g_ptr_array_unref);
  self->lists = new_table (g_ptr_array_unref);
  self->by_id = new_table (chosho_value_unref);
  self->none = g_ptr_array_new ();
  for (guint i = 0; i < subjects->len; i++)
    chosho_projection_render (view, g_ptr_array_index (subjects, i), take_row, self);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &kind, &rows))
    sort_kind (self, kind, rows);
  return self;
}

void
chosho_oscal_rows_free (ChoshoOscalRows *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->none);
  g_free (self);
}

GPtrArray *
chosho_oscal_rows_list (ChoshoOscalRows *self, const char *kind)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, kind);

  return list != NULL ? list : self->none;
}

GPtrArray *
chosho_oscal_rows_list_of (ChoshoOscalRows *self, const char *kind, const char *number)
{
  g_autofree char *key = g_strjoin (" ", kind, number, NULL);

  return chosho_oscal_rows_list (self, key);
}

ChoshoValue *
chosho_oscal_rows_get (ChoshoOscalRows *self, const char *kind, const char *id)
{
  g_autofree char *key = g_strjoin (" ", kind, id, NULL);

  return id != NULL ? g_hash_table_lookup (self->by_id, key) : NULL;
}

GList *
chosho_oscal_rows_list_kinds (ChoshoOscalRows *self)
{
  return g_list_sort (g_hash_table_get_keys (self->rows), (GCompareFunc) strcmp);
}
