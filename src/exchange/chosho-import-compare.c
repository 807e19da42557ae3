/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-import-align.h"
#include "chosho-import-compare.h"

static const char *const keys_number[] = { "number", NULL };
static const char *const keys_step[] = { "control", "procedure", "phase", "ordinal", NULL };
static const char *const keys_template[] = { "procedure", "phase", "ordinal", NULL };
static const char *const keys_control[] = { "control", NULL };
static const char *const keys_individual[] = { "individual", "version", NULL };
static const char *const keys_name[] = { "name", NULL };
static const char *const keys_prior[] = { "control", "period", "ordinal", NULL };

static const char *const *const natural_keys[] = {
  [CHOSHO_COMPARE_CRITERIA] = keys_number,       [CHOSHO_COMPARE_STEPS] = keys_step,
  [CHOSHO_COMPARE_TEMPLATES] = keys_template,    [CHOSHO_COMPARE_MAPPING] = keys_control,
  [CHOSHO_COMPARE_LINES] = keys_control,         [CHOSHO_COMPARE_INDIVIDUALS] = keys_individual,
  [CHOSHO_COMPARE_SETTINGS] = keys_name,         [CHOSHO_COMPARE_PRIOR] = keys_prior,
};

/* The natural key as canonical JSON: no separator can be forged from inside a text. */
static char *
dup_natural_key (ChoshoCompareKind kind, const ChoshoValue *item)
{
  g_autoptr (ChoshoValue) key = chosho_value_new_array ();

  for (const char *const *member = natural_keys[kind]; *member != NULL; member++)
    {
      ChoshoValue *value = chosho_value_get (item, *member);

      chosho_value_append (key, value != NULL ? chosho_value_ref (value) : chosho_value_new_null ());
    }
  return chosho_value_to_canonical (key, NULL);
}

static void
note_field (ChoshoValue *fields, const char *name, ChoshoValue *before, ChoshoValue *after)
{
  ChoshoValue *field;

  if (g_str_equal (name, "position") || (before != NULL && after != NULL && chosho_value_equal (before, after)))
    return;
  field = chosho_value_new_object ();
  chosho_value_set_string (field, "field", name);
  chosho_value_set (field, "old", before != NULL ? chosho_value_ref (before) : NULL);
  chosho_value_set (field, "new", after != NULL ? chosho_value_ref (after) : NULL);
  chosho_value_append (fields, field);
}

/* Differences of the members of both; @keep leaves out what only the new item lacks. */
static ChoshoValue *
list_differences (const ChoshoValue *old, const ChoshoValue *item, gboolean keep)
{
  ChoshoValue *fields = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (old); i++)
    {
      const char *name = chosho_value_get_key (old, i);
      ChoshoValue *after = chosho_value_get (item, name);

      if (after != NULL || !keep)
        note_field (fields, name, chosho_value_get_member_at (old, i), after);
    }
  for (guint i = 0; i < chosho_value_get_length (item); i++)
    if (chosho_value_get (old, chosho_value_get_key (item, i)) == NULL)
      note_field (fields, chosho_value_get_key (item, i), NULL, chosho_value_get_member_at (item, i));
  return fields;
}

/* @item with what only @old has. (transfer full) */
static ChoshoValue *
merge (const ChoshoValue *old, const ChoshoValue *item)
{
  ChoshoValue *merged = chosho_value_copy (item);

  for (guint i = 0; i < chosho_value_get_length (old); i++)
    if (chosho_value_get (item, chosho_value_get_key (old, i)) == NULL)
      chosho_value_set (merged, chosho_value_get_key (old, i),
                        chosho_value_ref (chosho_value_get_member_at (old, i)));
  return merged;
}

static void
compare_item (ChoshoCompareKind kind, const ChoshoValue *old, ChoshoValue *item, ChoshoValue *changed,
              ChoshoValue *unchanged)
{
  gboolean keep = kind == CHOSHO_COMPARE_CRITERIA;
  ChoshoValue *fields = list_differences (old, item, keep);
  ChoshoValue *after = keep ? merge (old, item) : chosho_value_ref (item);
  ChoshoValue *change;

  if (chosho_value_get_length (fields) == 0)
    {
      chosho_value_unref (fields);
      chosho_value_append (unchanged, after);
      return;
    }
  change = chosho_value_new_object ();
  chosho_value_set (change, "item", after);
  chosho_value_set (change, "fields", fields);
  chosho_value_append (changed, change);
}

ChoshoValue *
chosho_import_compare (ChoshoCompareKind kind, const ChoshoValue *old_items, const ChoshoValue *new_items,
                       gboolean realign)
{
  gboolean is_aligned = realign && (kind == CHOSHO_COMPARE_STEPS || kind == CHOSHO_COMPARE_TEMPLATES);
  g_autoptr (ChoshoValue) aligned
      = is_aligned ? chosho_import_align (natural_keys[kind], old_items, new_items) : NULL;
  const ChoshoValue *items = is_aligned ? aligned : new_items;
  g_autoptr (GHashTable) old_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);
  ChoshoValue *result = chosho_value_new_object ();
  ChoshoValue *added = chosho_value_new_array (), *changed = chosho_value_new_array ();
  ChoshoValue *unchanged = chosho_value_new_array (), *missing = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (old_items); i++)
    g_hash_table_insert (old_by_key, dup_natural_key (kind, chosho_value_get_item (old_items, i)),
                         chosho_value_get_item (old_items, i));
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      ChoshoValue *item = chosho_value_get_item (items, i);
      g_autofree char *key = dup_natural_key (kind, item);
      ChoshoValue *old = g_hash_table_lookup (old_by_key, key);

      if (old == NULL)
        chosho_value_append (added, chosho_value_ref (item));
      else
        compare_item (kind, old, item, changed, unchanged);
      g_hash_table_add (met, old);
    }
  for (guint i = 0; i < chosho_value_get_length (old_items); i++)
    if (!g_hash_table_contains (met, chosho_value_get_item (old_items, i)))
      chosho_value_append (missing, chosho_value_ref (chosho_value_get_item (old_items, i)));
  chosho_value_set (result, "added", added);
  chosho_value_set (result, "changed", changed);
  chosho_value_set (result, "unchanged", unchanged);
  chosho_value_set (result, "missing", missing);
  return result;
}
