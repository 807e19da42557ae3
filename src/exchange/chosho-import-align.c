/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-import-align.h"

/* The rows of one control, procedure and phase (or template), old and new. */
typedef struct
{
  GPtrArray *old_items; /* (owned) of ChoshoValue (borrowed), by ordinal */
  GPtrArray *new_items; /* (owned) of ChoshoValue (borrowed), by ordinal */
  GArray    *indexes;   /* (owned) guint: places of new_items in the result */
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_ptr_array_unref (group->old_items);
  g_ptr_array_unref (group->new_items);
  g_array_unref (group->indexes);
  g_free (group);
}

static Group *
get_group (GHashTable *groups, const char *const *keys, const ChoshoValue *item)
{
  g_autoptr (ChoshoValue) key = chosho_value_new_array ();
  g_autofree char *text = NULL;
  Group *group;

  for (guint i = 0; keys[i] != NULL && !g_str_equal (keys[i], "ordinal"); i++)
    {
      ChoshoValue *value = chosho_value_get (item, keys[i]);

      chosho_value_append (key, value != NULL ? chosho_value_ref (value) : chosho_value_new_null ());
    }
  text = chosho_value_to_canonical (key, NULL);
  group = g_hash_table_lookup (groups, text);
  if (group == NULL)
    {
      group = g_new0 (Group, 1);
      group->old_items = g_ptr_array_new ();
      group->new_items = g_ptr_array_new ();
      group->indexes = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (groups, g_steal_pointer (&text), group);
    }
  return group;
}

static gint64
get_ordinal (const ChoshoValue *item)
{
  return chosho_value_get_integer (item, "ordinal", 0);
}

static int
compare_ordinals (gconstpointer a, gconstpointer b)
{
  gint64 x = get_ordinal (*(ChoshoValue *const *) a), y = get_ordinal (*(ChoshoValue *const *) b);

  return x < y ? -1 : x > y;
}

char *
chosho_import_dup_template_id (const ChoshoValue *item)
{
  return g_strdup_printf ("%s/%s/%d", chosho_value_get_string (item, "procedure"),
                          chosho_value_get_string (item, "phase"),
                          (int) chosho_value_get_integer (item, "ordinal", 0));
}

static void
set_ordinal (ChoshoValue *item, gint64 ordinal)
{
  chosho_value_set_integer (item, "ordinal", ordinal);
  if (chosho_value_get (item, "template") != NULL)
    {
      g_autofree char *id = chosho_import_dup_template_id (item);

      chosho_value_set_string (item, "template", id);
    }
}

/* Content without the ordinal, as canonical text. */
static GPtrArray *
list_contents (const GPtrArray *items)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (ChoshoValue) copy = chosho_value_copy (g_ptr_array_index (items, i));

      set_ordinal (copy, 0);
      g_ptr_array_add (out, chosho_value_to_canonical (copy, NULL));
    }
  return out;
}

/* partner[i] = index of the old row of equal content that new row i keeps, or -1. */
static int *
find_partners (const GPtrArray *old_items, const GPtrArray *new_items)
{
  g_autoptr (GPtrArray) before = list_contents (old_items), after = list_contents (new_items);
  guint width = before->len + 1;
  g_autofree guint16 *length = g_new0 (guint16, (gsize) width * (after->len + 1));
  int *partner = g_new (int, after->len + 1);
  guint i, j;

  for (i = after->len; i-- > 0;)
    for (j = before->len; j-- > 0;)
      length[i * width + j]
          = g_str_equal (g_ptr_array_index (after, i), g_ptr_array_index (before, j))
                ? (guint16) (length[(i + 1) * width + j + 1] + 1)
                : MAX (length[(i + 1) * width + j], length[i * width + j + 1]);
  for (i = 0, j = 0; i < after->len; i++)
    {
      partner[i] = -1;
      while (j < before->len && length[i * width + j] == length[i * width + j + 1])
        j++;
      if (j < before->len && g_str_equal (g_ptr_array_index (after, i), g_ptr_array_index (before, j)))
        partner[i] = (int) j++;
    }
  return partner;
}

/* A new row without a partner takes the first old row that went between its neighbours' partners. */
static void
fill_gaps (int *partner, guint n_new, guint n_old)
{
  guint next_old = 0;

  for (guint i = 0; i < n_new; i++)
    {
      guint end = n_old;

      if (partner[i] >= 0)
        {
          next_old = (guint) partner[i] + 1;
          continue;
        }
      for (guint k = i + 1; k < n_new; k++)
        if (partner[k] >= 0)
          {
            end = (guint) partner[k];
            break;
          }
      if (next_old < end)
        partner[i] = (int) next_old++;
    }
}

static void
align_group (Group *group, GPtrArray *result)
{
  g_autofree int *partner = NULL;
  gint64 next_free = 1;

  if (group->old_items->len == 0 || group->new_items->len == 0
      || group->old_items->len > CHOSHO_IMPORT_ALIGN_LIMIT || group->new_items->len > CHOSHO_IMPORT_ALIGN_LIMIT)
    return;
  g_ptr_array_sort (group->old_items, compare_ordinals);
  partner = find_partners (group->old_items, group->new_items);
  fill_gaps (partner, group->new_items->len, group->old_items->len);
  next_free += get_ordinal (g_ptr_array_index (group->old_items, group->old_items->len - 1));
  for (guint i = 0; i < group->new_items->len; i++)
    {
      ChoshoValue *copy = chosho_value_copy (g_ptr_array_index (group->new_items, i));
      guint index = g_array_index (group->indexes, guint, i);

      set_ordinal (copy, partner[i] >= 0 ? get_ordinal (g_ptr_array_index (group->old_items, partner[i]))
                                         : next_free++);
      chosho_value_unref (g_ptr_array_index (result, index));
      g_ptr_array_index (result, index) = copy;
    }
}

ChoshoValue *
chosho_import_align (const char *const *keys, const ChoshoValue *old_items, const ChoshoValue *new_items)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, group_free);
  g_autoptr (GPtrArray) result = g_ptr_array_new ();
  ChoshoValue *out = chosho_value_new_array ();
  GHashTableIter iter;
  gpointer group;

  for (guint i = 0; i < chosho_value_get_length (old_items); i++)
    {
      ChoshoValue *item = chosho_value_get_item (old_items, i);

      g_ptr_array_add (get_group (groups, keys, item)->old_items, item);
    }
  for (guint i = 0; i < chosho_value_get_length (new_items); i++)
    {
      ChoshoValue *item = chosho_value_get_item (new_items, i);
      Group *of = get_group (groups, keys, item);

      g_ptr_array_add (of->new_items, item);
      g_array_append_val (of->indexes, i);
      g_ptr_array_add (result, chosho_value_ref (item));
    }
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    align_group (group, result);
  for (guint i = 0; i < result->len; i++)
    chosho_value_append (out, g_ptr_array_index (result, i));
  return out;
}
