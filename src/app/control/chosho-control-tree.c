/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-control-tree.h"

/* A heading and what is below it. */
typedef struct _Heading
{
  ChoshoControlItem *item;    /* (owned) */
  struct _Heading   *above;   /* (borrowed) (nullable) */
  guint              depth;
  gboolean           wanted;  /* a control below it passes the filter */
} Heading;

/* A control or a heading, in the order of the criteria. */
typedef struct
{
  ChoshoControlItem *item;   /* (owned) */
  Heading           *above;  /* (borrowed) (nullable) */
  gboolean           wanted; /* controls: passed the filter when it last filtered */
} Line;

struct _ChoshoControlTree
{
  GObject parent_instance;

  GListModel          *controls; /* (owned) */
  ChoshoControlFilter *filter;   /* (borrowed) */
  GArray              *lines;    /* (owned) (element-type Line) every line, chapters among them */
  GHashTable          *headings; /* (owned) number (borrowed from the item) -> Heading */
  GHashTable          *folded;   /* (owned) set of numbers */
  GPtrArray           *shown;    /* (owned) (element-type ChoshoControlItem) */
  guint                n_controls;
  char                *kept;     /* (owned) (nullable) the control that is listed whatever the filter says */
};

static void
heading_free (gpointer data)
{
  Heading *self = data;

  g_object_unref (self->item);
  g_free (self);
}

static void
line_clear (gpointer data)
{
  g_object_unref (((Line *) data)->item);
}

static Line *
get_line (ChoshoControlTree *self, guint position)
{
  return &g_array_index (self->lines, Line, position);
}

/* --- GListModel ---------------------------------------------------------------------------------------------- */

static GType
chosho_control_tree_get_item_type (GListModel *list)
{
  return CHOSHO_TYPE_CONTROL_ITEM;
}

static guint
chosho_control_tree_get_n_items (GListModel *list)
{
  return ((ChoshoControlTree *) list)->shown->len;
}

static gpointer
chosho_control_tree_get_item (GListModel *list, guint position)
{
  ChoshoControlTree *self = (ChoshoControlTree *) list;

  return position < self->shown->len ? g_object_ref (g_ptr_array_index (self->shown, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chosho_control_tree_get_item_type;
  iface->get_n_items = chosho_control_tree_get_n_items;
  iface->get_item = chosho_control_tree_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ChoshoControlTree, chosho_control_tree, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* --- Lines --------------------------------------------------------------------------------------------------- */

/* The chapter of an entry without a heading of its own above it: what stands before the first dot.
 * (transfer full); NULL where there is none (other schemes' identifiers). */
static char *
dup_chapter (const char *number)
{
  const char *dot = strchr (number, '.');

  return dot != NULL && dot != number && strspn (number, "0123456789") == (gsize) (dot - number) ? g_strndup (number, (gsize) (dot - number)) : NULL;
}

static void
append_line (ChoshoControlTree *self, ChoshoControlItem *item, Heading *above)
{
  Line line = { .item = g_object_ref (item), .above = above };

  chosho_control_item_set_depth (item, above != NULL ? above->depth + 1 : 0);
  g_array_append_val (self->lines, line);
}

static Heading *
add_heading (ChoshoControlTree *self, ChoshoControlItem *item, Heading *above)
{
  Heading *heading = g_hash_table_lookup (self->headings, chosho_control_item_get_number (item));

  if (heading != NULL) /* lines point to it */
    {
      append_line (self, item, above);
      return heading;
    }
  heading = g_new0 (Heading, 1);
  heading->item = g_object_ref (item);
  heading->above = above;
  heading->depth = above != NULL ? above->depth + 1 : 0;
  chosho_control_item_set_folded (item, g_hash_table_contains (self->folded, chosho_control_item_get_number (item)));
  g_hash_table_insert (self->headings, (gpointer) chosho_control_item_get_number (item), heading);
  append_line (self, item, above);
  return heading;
}

/* The criteria name no chapters: a line for each is made where the first entry of it comes. */
static Heading *
ensure_chapter (ChoshoControlTree *self, const char *number)
{
  g_autofree char *chapter = dup_chapter (number);
  Heading *heading = chapter != NULL ? g_hash_table_lookup (self->headings, chapter) : NULL;

  if (chapter != NULL && heading == NULL)
    {
      g_autoptr (ChoshoValue) row = chosho_value_new_object ();
      g_autoptr (ChoshoControlItem) item = NULL;

      chosho_value_set_string (row, "number", chapter);
      chosho_value_set_string (row, "level", "chapter");
      item = chosho_control_item_new (row, TRUE);
      heading = add_heading (self, item, NULL);
    }
  return heading;
}

static void
add_line (ChoshoControlTree *self, ChoshoControlItem *item)
{
  const char *parent = chosho_value_get_string (chosho_control_item_get_row (item), "parent");
  Heading *above = parent != NULL ? g_hash_table_lookup (self->headings, parent) : NULL;

  if (above == NULL)
    above = ensure_chapter (self, chosho_control_item_get_number (item));
  if (chosho_control_item_is_heading (item))
    add_heading (self, item, above);
  else
    append_line (self, item, above);
}

static void
take_lines (ChoshoControlTree *self)
{
  g_array_set_size (self->lines, 0);
  g_hash_table_remove_all (self->headings);
  for (guint i = 0; i < g_list_model_get_n_items (self->controls); i++)
    {
      g_autoptr (ChoshoControlItem) item = g_list_model_get_item (self->controls, i);

      add_line (self, item);
    }
}

/* --- What is shown -------------------------------------------------------------------------------------------- */

/* Every heading's item says whether it is folded. */
static void
mark_folds (ChoshoControlTree *self)
{
  GHashTableIter iter;
  gpointer number, heading;

  g_hash_table_iter_init (&iter, self->headings);
  while (g_hash_table_iter_next (&iter, &number, &heading))
    chosho_control_item_set_folded (((Heading *) heading)->item, g_hash_table_contains (self->folded, number));
}

/* @item: a control. */
static gboolean
is_wanted (ChoshoControlTree *self, ChoshoControlItem *item)
{
  return chosho_control_filter_matches (self->filter, item) || g_strcmp0 (self->kept, chosho_control_item_get_number (item)) == 0;
}

/* Which headings have a wanted control, and how far the work below each is. */
static void
mark_headings (ChoshoControlTree *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->headings);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      ((Heading *) value)->wanted = FALSE;
      chosho_control_item_begin_counts (((Heading *) value)->item);
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = get_line (self, i);

      if (chosho_control_item_is_heading (line->item))
        continue;
      line->wanted = is_wanted (self, line->item);
      for (Heading *above = line->above; above != NULL; above = above->above)
        {
          above->wanted |= line->wanted;
          chosho_control_item_count (above->item, line->item);
        }
    }
  g_hash_table_iter_init (&iter, self->headings);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    chosho_control_item_end_counts (((Heading *) value)->item);
}

/* A filter shows through folds: what is looked for must not hide. */
static gboolean
is_below_fold (ChoshoControlTree *self, const Line *line)
{
  if (!chosho_control_filter_is_empty (self->filter))
    return FALSE;
  for (Heading *above = line->above; above != NULL; above = above->above)
    if (g_hash_table_contains (self->folded, chosho_control_item_get_number (above->item)))
      return TRUE;
  return FALSE;
}

static gboolean
is_shown (ChoshoControlTree *self, const Line *line)
{
  Heading *heading;

  if (is_below_fold (self, line))
    return FALSE;
  if (!chosho_control_item_is_heading (line->item))
    return line->wanted;
  heading = g_hash_table_lookup (self->headings, chosho_control_item_get_number (line->item));
  return heading->wanted || chosho_control_filter_is_empty (self->filter);
}

static void
tell_difference (ChoshoControlTree *self, GPtrArray *old)
{
  guint shorter = MIN (old->len, self->shown->len);
  guint prefix = 0, suffix = 0;

  while (prefix < shorter && g_ptr_array_index (old, prefix) == g_ptr_array_index (self->shown, prefix))
    prefix++;
  while (suffix < shorter - prefix
         && g_ptr_array_index (old, old->len - 1 - suffix) == g_ptr_array_index (self->shown, self->shown->len - 1 - suffix))
    suffix++;
  if (old->len - prefix - suffix > 0 || self->shown->len - prefix - suffix > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, old->len - prefix - suffix, self->shown->len - prefix - suffix);
}

void
chosho_control_tree_refilter (ChoshoControlTree *self)
{
  g_autoptr (GPtrArray) old = self->shown;

  mark_headings (self);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_controls = 0;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = get_line (self, i);

      if (!is_shown (self, line))
        continue;
      g_ptr_array_add (self->shown, g_object_ref (line->item));
      self->n_controls += !chosho_control_item_is_heading (line->item);
    }
  tell_difference (self, old);
}

gboolean
chosho_control_tree_is_folded (ChoshoControlTree *self, const char *heading)
{
  return g_hash_table_contains (self->folded, heading);
}

void
chosho_control_tree_fold (ChoshoControlTree *self, const char *heading, gboolean folded)
{
  if (folded)
    g_hash_table_add (self->folded, g_strdup (heading));
  else
    g_hash_table_remove (self->folded, heading);
  mark_folds (self);
  chosho_control_tree_refilter (self);
}

void
chosho_control_tree_fold_all (ChoshoControlTree *self, gboolean folded)
{
  GHashTableIter iter;
  gpointer number;

  g_hash_table_remove_all (self->folded);
  g_hash_table_iter_init (&iter, self->headings);
  while (folded && g_hash_table_iter_next (&iter, &number, NULL))
    g_hash_table_add (self->folded, g_strdup (number));
  mark_folds (self);
  chosho_control_tree_refilter (self);
}

void
chosho_control_tree_keep (ChoshoControlTree *self, const char *number)
{
  if (g_strcmp0 (self->kept, number) == 0)
    return;
  g_free (self->kept);
  self->kept = g_strdup (number);
}

/* --- From one to the next ------------------------------------------------------------------------------------- */

/* FALSE: it is no line. */
static gboolean
find_line (ChoshoControlTree *self, const char *number, guint *position)
{
  for (guint i = 0; number != NULL && i < self->lines->len; i++)
    if (strcmp (chosho_control_item_get_number (get_line (self, i)->item), number) == 0)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

ChoshoControlItem *
chosho_control_tree_look_on (ChoshoControlTree *self, const char *from, int step, gboolean around, ChoshoControlTest test, gpointer user_data)
{
  gint64 count = self->lines->len;
  guint found = 0;
  gint64 begin = find_line (self, from, &found) ? found : step > 0 ? -1 : count;

  for (gint64 i = 1; i <= count; i++)
    {
      gint64 next = begin + step * i;
      ChoshoControlItem *item;

      if ((next < 0 || next >= count) && !around)
        return NULL;
      item = get_line (self, (guint) ((next + count) % count))->item;
      if (!chosho_control_item_is_heading (item) && is_wanted (self, item) && (test == NULL || test (item, user_data)))
        return item;
    }
  return NULL;
}

void
chosho_control_tree_reveal (ChoshoControlTree *self, const char *number)
{
  guint position;
  guint folded = g_hash_table_size (self->folded);

  if (!find_line (self, number, &position))
    return;
  for (Heading *above = get_line (self, position)->above; above != NULL; above = above->above)
    g_hash_table_remove (self->folded, chosho_control_item_get_number (above->item));
  if (g_hash_table_size (self->folded) == folded)
    return;
  mark_folds (self);
  chosho_control_tree_refilter (self);
}

guint
chosho_control_tree_get_rank (ChoshoControlTree *self, const char *number, guint *count)
{
  guint rank = 0;

  *count = 0;
  for (guint i = 0; i < self->lines->len; i++)
    {
      ChoshoControlItem *item = get_line (self, i)->item;

      if (chosho_control_item_is_heading (item) || !is_wanted (self, item))
        continue;
      (*count)++;
      if (g_strcmp0 (chosho_control_item_get_number (item), number) == 0)
        rank = *count;
    }
  return rank;
}

guint
chosho_control_tree_get_n_controls (ChoshoControlTree *self)
{
  return self->n_controls;
}

gboolean
chosho_control_tree_find (ChoshoControlTree *self, const char *number, guint *position)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (strcmp (chosho_control_item_get_number (g_ptr_array_index (self->shown, i)), number) == 0)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
chosho_control_tree_find_above (ChoshoControlTree *self, ChoshoControlItem *item, guint *position)
{
  guint line;
  Heading *above = find_line (self, chosho_control_item_get_number (item), &line) ? get_line (self, line)->above : NULL;

  return above != NULL && chosho_control_tree_find (self, chosho_control_item_get_number (above->item), position);
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

static void
on_controls_changed_cb (ChoshoControlTree *self)
{
  take_lines (self);
  chosho_control_tree_refilter (self);
}

static void
chosho_control_tree_finalize (GObject *object)
{
  ChoshoControlTree *self = CHOSHO_CONTROL_TREE (object);

  g_free (self->kept);
  g_ptr_array_unref (self->shown);
  g_array_unref (self->lines);
  g_hash_table_unref (self->headings);
  g_hash_table_unref (self->folded);
  g_object_unref (self->controls);
  G_OBJECT_CLASS (chosho_control_tree_parent_class)->finalize (object);
}

static void
chosho_control_tree_class_init (ChoshoControlTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_control_tree_finalize;
}

static void
chosho_control_tree_init (ChoshoControlTree *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, line_clear);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->headings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, heading_free);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

ChoshoControlTree *
chosho_control_tree_new (GListModel *controls, ChoshoControlFilter *filter)
{
  ChoshoControlTree *self = g_object_new (CHOSHO_TYPE_CONTROL_TREE, NULL);

  self->controls = g_object_ref (controls);
  self->filter = filter;
  g_signal_connect_object (controls, "items-changed", G_CALLBACK (on_controls_changed_cb), self, G_CONNECT_SWAPPED);
  on_controls_changed_cb (self);
  return self;
}
