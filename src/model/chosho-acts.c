/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-acts.h"
#include "chosho-assembly.h"
#include "chosho-state-private.h"

struct _ChoshoActs
{
  GPtrArray  *known;    /* (owned) (element-type ChoshoNode) admit, revoke, leave, ending and assembly events of the standpoint */
  GPtrArray  *branches; /* (owned) (element-type ChoshoNode) first nodes of the branches of known forks */
  GHashTable *admits;   /* (owned) set of ChoshoWrite in effect */
  GHashTable *endings;  /* (owned) set of ChoshoWrite that apply */
  GHashTable *voids;    /* (owned) set of ChoshoNode */
  GPtrArray  *codes;    /* (owned) by node index: static text, NULL or @unknown */
};

static const char unknown[] = "?"; /* a code that was not computed yet; compared as a pointer */

/* --- What the acts say of one event ----------------------------------------------------------- */

static gboolean
is_admit (ChoshoNode *node)
{
  return strcmp (node->event->action, "admit") == 0;
}

static gboolean
is_covered (ChoshoNode *node, ChoshoValue *heads)
{
  for (guint i = 0; i < chosho_value_get_length (heads); i++)
    {
      ChoshoNode *head = chosho_state_lookup (node->state, chosho_value_as_string (chosho_value_get_item (heads, i)));

      if (head != NULL && chosho_node_continues (head, node))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_admitted (ChoshoActs *self, ChoshoNode *node)
{
  GHashTableIter iter;
  gpointer write;

  g_hash_table_iter_init (&iter, self->admits);
  while (g_hash_table_iter_next (&iter, &write, NULL))
    if (is_covered (node, chosho_value_get (((ChoshoWrite *) write)->item, "heads")))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_branch (ChoshoActs *self, ChoshoNode *node)
{
  for (guint i = 0; i < self->branches->len; i++)
    if (chosho_node_continues (node, g_ptr_array_index (self->branches, i)))
      return TRUE;
  return FALSE;
}

/* TRUE where @node came after the end of its author's power: not before a head that the act accepted.
 * The act itself stands, and what its own chain holds before it. The assembly of the file ends what anybody writes without
 * knowledge of it, the end of the engagement a report that anybody issues so. */
static gboolean
is_ended_by (ChoshoWrite *ending, ChoshoNode *node)
{
  gboolean hit;

  if (strcmp (ending->action->name, "assembly") == 0)
    return chosho_assembly_is_beside (ending->node, node);
  if (strcmp (ending->action->name, "ending") == 0)
    return chosho_assembly_is_issued_beside (ending->node, node);
  hit = g_strcmp0 (chosho_value_get_string (ending->item, "fingerprint"), node->event->author) == 0
                 || (node->member != NULL && g_strcmp0 (chosho_value_get_string (ending->item, "member"), node->member) == 0);

  return hit && !chosho_node_continues (ending->node, node)
         && !is_covered (node, chosho_value_get (ending->item, "accepted"));
}

static gboolean
is_ended (ChoshoActs *self, ChoshoNode *node)
{
  GHashTableIter iter;
  gpointer write;

  for (guint i = 0; i < node->writes->len; i++) /* an ending that applies is in effect */
    if (g_hash_table_contains (self->endings, g_ptr_array_index (node->writes, i)))
      return FALSE;
  g_hash_table_iter_init (&iter, self->endings);
  while (g_hash_table_iter_next (&iter, &write, NULL))
    if (is_ended_by (write, node))
      return TRUE;
  return FALSE;
}

static const char *
compute_code (ChoshoActs *self, ChoshoNode *node)
{
  if (g_hash_table_contains (self->voids, node))
    return "void";
  if (is_in_branch (self, node) && !is_admitted (self, node))
    return "fork";
  if (is_ended (self, node) && !is_admitted (self, node))
    return "awaiting-admit";
  /* Powers that came from events not in effect are not in effect. */
  for (guint i = 0; i < CHOSHO_N_POWERS; i++)
    if (node->powers[i] != NULL && chosho_acts_get_code (self, node->powers[i]->node) != NULL)
      return "awaiting-admit";
  return NULL;
}

const char *
chosho_acts_get_code (ChoshoActs *self, ChoshoNode *node)
{
  if (self->codes->len <= node->index)
    {
      guint before = self->codes->len;

      g_ptr_array_set_size (self->codes, (int) node->index + 1);
      for (guint i = before; i <= node->index; i++)
        self->codes->pdata[i] = (gpointer) unknown;
    }
  /* Powers come from earlier events: the recursion is as deep as the chain of who named whom. */
  if (self->codes->pdata[node->index] == (gpointer) unknown)
    self->codes->pdata[node->index] = (gpointer) compute_code (self, node);
  return self->codes->pdata[node->index];
}

gboolean
chosho_acts_is_void (ChoshoActs *self, ChoshoNode *node)
{
  return g_hash_table_contains (self->voids, node);
}

/* --- Which acts apply ------------------------------------------------------------------------- */

static void
forget_codes (ChoshoActs *self)
{
  g_ptr_array_set_size (self->codes, 0);
}

/* The least set of admissions that are in effect with the endings there are: more admissions never
 * hide anything, so that repeating until nothing changes reaches it in any order. */
static void
find_admits (ChoshoActs *self)
{
  gboolean changed = TRUE;

  g_hash_table_remove_all (self->admits);
  while (changed)
    {
      changed = FALSE;
      forget_codes (self);
      for (guint i = 0; i < self->known->len; i++)
        {
          ChoshoNode *node = g_ptr_array_index (self->known, i);

          if (!is_admit (node) || chosho_acts_get_code (self, node) != NULL)
            continue;
          for (guint j = 0; j < node->writes->len; j++)
            changed = g_hash_table_add (self->admits, g_ptr_array_index (node->writes, j)) || changed;
        }
    }
}

static void
add_endings (ChoshoActs *self)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      ChoshoNode *node = g_ptr_array_index (self->known, i);

      for (guint j = 0; j < node->writes->len && !is_admit (node); j++)
        g_hash_table_add (self->endings, g_ptr_array_index (node->writes, j));
    }
}

/* Endings by people without power, or in a branch, do not apply. All are judged before any is dropped. */
static void
drop_idle_endings (ChoshoActs *self)
{
  GHashTable *kept = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer write;

  g_hash_table_iter_init (&iter, self->endings);
  while (g_hash_table_iter_next (&iter, &write, NULL))
    if (chosho_acts_get_code (self, ((ChoshoWrite *) write)->node) == NULL)
      g_hash_table_add (kept, write);
  g_hash_table_unref (self->endings);
  self->endings = kept;
}

static void
find_voids (ChoshoActs *self)
{
  GHashTableIter iter;
  gpointer write;

  g_hash_table_iter_init (&iter, self->admits);
  while (g_hash_table_iter_next (&iter, &write, NULL))
    {
      ChoshoValue *ids = chosho_value_get (((ChoshoWrite *) write)->item, "void");
      ChoshoState *state = ((ChoshoWrite *) write)->node->state;

      for (guint i = 0; i < chosho_value_get_length (ids); i++)
        {
          ChoshoNode *node = chosho_state_lookup (state, chosho_value_as_string (chosho_value_get_item (ids, i)));

          if (node != NULL)
            g_hash_table_add (self->voids, node);
        }
    }
}

static gboolean
is_write_void (gpointer write, gpointer value, gpointer user_data)
{
  return g_hash_table_contains (user_data, ((ChoshoWrite *) write)->node);
}

static void
resolve (ChoshoActs *self)
{
  add_endings (self);
  find_admits (self);
  drop_idle_endings (self);
  find_admits (self);
  find_voids (self);
  g_hash_table_foreach_remove (self->admits, is_write_void, self->voids);
  g_hash_table_foreach_remove (self->endings, is_write_void, self->voids);
  forget_codes (self);
}

/* --- What a standpoint knows ------------------------------------------------------------------ */

static gboolean
is_known (ChoshoNode *node, ChoshoNode *at)
{
  return at == NULL ? node->complete : chosho_node_is_before (node, at) && chosho_node_is_complete_at (node, at);
}

/* Of the first nodes of branches those whose fork is known: where a sibling is known, too. */
static GPtrArray *
list_branches (ChoshoState *state, ChoshoNode *at)
{
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < state->branches->len; i++)
    {
      ChoshoNode *node = g_ptr_array_index (state->branches, i);
      gboolean forked = FALSE;

      if (at != NULL && !chosho_node_is_before (node, at))
        continue;
      for (guint j = 0; j < state->branches->len && !forked; j++)
        {
          ChoshoNode *other = g_ptr_array_index (state->branches, j);

          forked = other != node && other->prev == node->prev && strcmp (other->lane->chain, node->lane->chain) == 0
                   && (at == NULL || chosho_node_is_before (other, at));
        }
      if (forked)
        g_ptr_array_add (out, node);
    }
  return out;
}

static GPtrArray *
list_known (ChoshoState *state, ChoshoNode *at)
{
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < state->specials->len; i++)
    if (is_known (g_ptr_array_index (state->specials, i), at))
      g_ptr_array_add (out, g_ptr_array_index (state->specials, i));
  return out;
}

static char *
make_name (GPtrArray *known, GPtrArray *branches)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < known->len; i++)
    g_string_append_printf (name, "%u,", ((ChoshoNode *) g_ptr_array_index (known, i))->index);
  g_string_append_c (name, ';');
  for (guint i = 0; i < branches->len; i++)
    g_string_append_printf (name, "%u,", ((ChoshoNode *) g_ptr_array_index (branches, i))->index);
  return g_string_free (name, FALSE);
}

ChoshoActs *
chosho_acts_get (ChoshoState *state, ChoshoNode *at)
{
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GPtrArray) branches = NULL;
  g_autofree char *name = NULL;
  ChoshoActs *self;

  if (state->specials->len == 0 && state->branches->len == 0)
    return NULL;
  known = list_known (state, at);
  branches = list_branches (state, at);
  if (known->len == 0 && branches->len == 0)
    return NULL;
  name = make_name (known, branches);
  self = g_hash_table_lookup (state->acts, name);
  if (self != NULL)
    return self;

  self = g_new0 (ChoshoActs, 1);
  self->known = g_steal_pointer (&known);
  self->branches = g_steal_pointer (&branches);
  self->admits = g_hash_table_new (NULL, NULL);
  self->endings = g_hash_table_new (NULL, NULL);
  self->voids = g_hash_table_new (NULL, NULL);
  self->codes = g_ptr_array_new ();
  resolve (self);
  g_hash_table_insert (state->acts, g_steal_pointer (&name), self);
  return self;
}

void
chosho_acts_free (ChoshoActs *self)
{
  g_ptr_array_unref (self->known);
  g_ptr_array_unref (self->branches);
  g_hash_table_unref (self->admits);
  g_hash_table_unref (self->endings);
  g_hash_table_unref (self->voids);
  g_ptr_array_unref (self->codes);
  g_free (self);
}
