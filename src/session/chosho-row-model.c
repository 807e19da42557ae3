/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-row-model.h"

struct _ChoshoRowModel
{
  GObject parent_instance;

  ChoshoWorkspace *workspace; /* (owned) */
  char            *kind;      /* (owned) */
  GPtrArray       *ids;       /* (owned) (element-type utf8) */
  GHashTable      *alive;     /* (owned) id -> GWeakRef of ChoshoRowItem */
  guint            n_made;
};

static GType
chosho_row_model_get_item_type (GListModel *list)
{
  return CHOSHO_TYPE_ROW_ITEM;
}

static guint
chosho_row_model_get_n_items (GListModel *list)
{
  return ((ChoshoRowModel *) list)->ids->len;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gpointer
chosho_row_model_get_item (GListModel *list, guint position)
{
  ChoshoRowModel *self = (ChoshoRowModel *) list;
  const char *id = position < self->ids->len ? g_ptr_array_index (self->ids, position) : NULL;
  GWeakRef *weak = id != NULL ? g_hash_table_lookup (self->alive, id) : NULL;
  ChoshoRowItem *item = weak != NULL ? g_weak_ref_get (weak) : NULL;

  if (id == NULL || item != NULL)
    return item;
  item = chosho_row_item_new (self->workspace, self->kind, id);
  self->n_made++;
  if (weak == NULL)
    {
      weak = g_new0 (GWeakRef, 1);
      g_weak_ref_init (weak, item);
      g_hash_table_insert (self->alive, g_strdup (id), weak);
    }
  else
    g_weak_ref_set (weak, item);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chosho_row_model_get_item_type;
  iface->get_n_items = chosho_row_model_get_n_items;
  iface->get_item = chosho_row_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ChoshoRowModel, chosho_row_model, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
chosho_row_model_finalize (GObject *object)
{
  ChoshoRowModel *self = CHOSHO_ROW_MODEL (object);

  g_hash_table_unref (self->alive);
  g_ptr_array_unref (self->ids);
  g_free (self->kind);
  g_object_unref (self->workspace);
  G_OBJECT_CLASS (chosho_row_model_parent_class)->finalize (object);
}

static void
chosho_row_model_class_init (ChoshoRowModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_row_model_finalize;
}

static void
chosho_row_model_init (ChoshoRowModel *self)
{
  self->alive = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, weak_ref_free);
}

ChoshoRowModel *
chosho_row_model_new (ChoshoWorkspace *workspace, const char *kind, GPtrArray *ids)
{
  ChoshoRowModel *self = g_object_new (CHOSHO_TYPE_ROW_MODEL, NULL);

  self->workspace = g_object_ref (workspace);
  self->kind = g_strdup (kind);
  self->ids = ids;
  return self;
}

/* How many ids are the same at the beginning, and of the rest at the end. */
static void
compare_ids (GPtrArray *old, GPtrArray *new, guint *prefix, guint *suffix)
{
  guint shorter = MIN (old->len, new->len);

  for (*prefix = 0; *prefix < shorter; (*prefix)++)
    if (strcmp (g_ptr_array_index (old, *prefix), g_ptr_array_index (new, *prefix)) != 0)
      break;
  for (*suffix = 0; *suffix < shorter - *prefix; (*suffix)++)
    if (strcmp (g_ptr_array_index (old, old->len - 1 - *suffix), g_ptr_array_index (new, new->len - 1 - *suffix)) != 0)
      break;
}

guint
chosho_row_model_count_difference (ChoshoRowModel *self, GPtrArray *ids)
{
  guint prefix, suffix;

  compare_ids (self->ids, ids, &prefix, &suffix);
  return self->ids->len + ids->len - 2 * (prefix + suffix);
}

/* Who shows an item may ask for others meanwhile: first collected, then told. */
static void
invalidate_alive (ChoshoRowModel *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer weak;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &weak))
    {
      ChoshoRowItem *item = g_weak_ref_get (weak);

      if (item != NULL)
        g_ptr_array_add (items, item);
      else
        g_hash_table_iter_remove (&iter);
    }
  for (guint i = 0; i < items->len; i++)
    chosho_row_item_invalidate (g_ptr_array_index (items, i));
}

void
chosho_row_model_set_ids (ChoshoRowModel *self, GPtrArray *ids)
{
  guint prefix, suffix, removed, added;

  compare_ids (self->ids, ids, &prefix, &suffix);
  removed = self->ids->len - prefix - suffix;
  added = ids->len - prefix - suffix;
  g_ptr_array_unref (self->ids);
  self->ids = ids;
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, removed, added);
  invalidate_alive (self);
}

gboolean
chosho_row_model_find (ChoshoRowModel *self, const char *id, guint *position)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (strcmp (g_ptr_array_index (self->ids, i), id) == 0)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

const char *
chosho_row_model_get_id (ChoshoRowModel *self, guint position)
{
  return position < self->ids->len ? g_ptr_array_index (self->ids, position) : NULL;
}

guint
chosho_row_model_get_n_made (ChoshoRowModel *self)
{
  return self->n_made;
}
