/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-state-private.h"
#include "chosho-view.h"

struct _ChoshoView
{
  ChoshoState *state;    /* (borrowed) */
  ChoshoNode  *at;       /* (borrowed) (nullable) NULL: now */
  GPtrArray   *specials; /* (owned) (nullable) admit, revoke and leave events in the past of @at */
  GPtrArray   *branches; /* (owned) (nullable) first nodes of branches in the past of @at */
};

ChoshoView *
chosho_view_new_now (ChoshoState *state)
{
  ChoshoView *self = g_new0 (ChoshoView, 1);

  g_assert (state->n_settled == state->nodes->len);
  self->state = state;
  return self;
}

static GPtrArray *
only_before (GPtrArray *nodes, ChoshoNode *at)
{
  GPtrArray *kept = g_ptr_array_new ();

  for (guint i = 0; i < nodes->len; i++)
    if (chosho_node_is_before (g_ptr_array_index (nodes, i), at))
      g_ptr_array_add (kept, g_ptr_array_index (nodes, i));
  return kept;
}

ChoshoView *
chosho_view_new_at (ChoshoNode *node)
{
  ChoshoView *self = g_new0 (ChoshoView, 1);

  self->state = node->state;
  self->at = node;
  if (node->state->special)
    {
      self->specials = only_before (node->state->specials, node);
      self->branches = only_before (node->state->branches, node);
    }
  return self;
}

void
chosho_view_free (ChoshoView *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->specials, g_ptr_array_unref);
  g_clear_pointer (&self->branches, g_ptr_array_unref);
  g_free (self);
}

ChoshoState *
chosho_view_get_state (ChoshoView *self)
{
  return self->state;
}

gboolean
chosho_view_is_now (ChoshoView *self)
{
  return self->at == NULL;
}

/* A bulk command counts only when all its parts are there; its own earlier parts count for a part. */
static gboolean
operation_counts (ChoshoView *self, ChoshoNode *node)
{
  guint last;

  if (node->event->parts == 1)
    return TRUE;
  if (node->lane == self->at->lane && strcmp (node->event->operation, self->at->event->operation) == 0
      && self->at->event->parts == node->event->parts)
    return TRUE;
  last = node->position + (guint) (node->event->parts - node->event->part);
  return node->complete && last < node->lane->nodes->len
         && chosho_node_is_before (g_ptr_array_index (node->lane->nodes, last), self->at);
}

static gboolean
is_admitted (ChoshoView *self, ChoshoNode *node)
{
  for (guint i = 0; i < self->specials->len; i++)
    {
      ChoshoNode *special = g_ptr_array_index (self->specials, i);

      if (strcmp (special->event->action, "admit") != 0)
        continue;
      for (guint j = 0; j < special->writes->len; j++)
        {
          ChoshoWrite *write = g_ptr_array_index (special->writes, j);

          if (chosho_node_is_covered (node, chosho_value_get (write->item, "heads")))
            return TRUE;
        }
    }
  return FALSE;
}

/* TRUE where two branches of @chain are in the past of the standpoint: it knew of the fork. */
static gboolean
sees_fork_of (ChoshoView *self, const char *chain)
{
  guint branches = 0;

  for (guint i = 0; i < self->branches->len; i++)
    branches += strcmp (((ChoshoNode *) g_ptr_array_index (self->branches, i))->lane->chain, chain) == 0;
  return branches > 1;
}

/* What revocations, voids and forks that @at had seen say of @node. */
static gboolean
special_counts (ChoshoView *self, ChoshoNode *node)
{
  gboolean branch = chosho_node_in_branch (node) && sees_fork_of (self, node->lane->chain);

  for (guint i = 0; i < self->specials->len; i++)
    {
      ChoshoNode *special = g_ptr_array_index (self->specials, i);

      for (guint j = 0; j < special->writes->len; j++)
        {
          ChoshoWrite *write = g_ptr_array_index (special->writes, j);
          const char *fingerprint = chosho_value_get_string (write->item, "fingerprint");
          const char *member = chosho_value_get_string (write->item, "member");
          ChoshoValue *voids = chosho_value_get (write->item, "void");

          for (guint k = 0; k < chosho_value_get_length (voids); k++)
            if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (voids, k)), node->event->id_hex) == 0)
              return FALSE;
          if ((g_strcmp0 (fingerprint, node->event->author) == 0
               || (member != NULL && g_strcmp0 (member, node->member) == 0 && special != node))
              && !chosho_node_is_covered (node, chosho_value_get (write->item, "accepted")))
            branch = TRUE;
        }
    }
  return !branch || is_admitted (self, node);
}

gboolean
chosho_view_counts (ChoshoView *self, ChoshoNode *node)
{
  if (self->at == NULL)
    return node->effective;
  if (!node->admissible || !chosho_node_is_before (node, self->at) || !operation_counts (self, node))
    return FALSE;
  return self->specials == NULL || (self->specials->len == 0 && self->branches->len == 0)
         || special_counts (self, node);
}

gboolean
chosho_view_stands (ChoshoView *self, const ChoshoWrite *write)
{
  if (write->action->mode == CHOSHO_WRITE_REMOVE || !chosho_view_counts (self, write->node))
    return FALSE;
  for (guint i = 0; write->replacers != NULL && i < write->replacers->len; i++)
    {
      ChoshoWrite *by = g_ptr_array_index (write->replacers, i);

      if (chosho_view_counts (self, by->node))
        return FALSE;
    }
  return TRUE;
}

ChoshoWrite *
chosho_view_get (ChoshoView *self, const char *key)
{
  ChoshoKey *found = chosho_state_lookup_key (self->state, key);
  ChoshoWrite *best = NULL;

  /* From the end: the newest value usually stands. All are looked at, for the tie-break. */
  for (guint i = found != NULL ? found->writes->len : 0; i > 0; i--)
    {
      ChoshoWrite *write = g_ptr_array_index (found->writes, i - 1);

      if (chosho_view_stands (self, write)
          && (best == NULL || strcmp (write->node->event->id_hex, best->node->event->id_hex) < 0))
        best = write;
    }
  return best;
}

ChoshoValue *
chosho_view_get_item (ChoshoView *self, const char *key)
{
  ChoshoWrite *write = chosho_view_get (self, key);

  return write != NULL ? write->item : NULL;
}

ChoshoWrite *
chosho_view_get_printf (ChoshoView *self, const char *format, ...)
{
  g_autofree char *key = NULL;
  va_list args;

  va_start (args, format);
  key = g_strdup_vprintf (format, args);
  va_end (args);
  return chosho_view_get (self, key);
}

ChoshoValue *
chosho_view_get_item_printf (ChoshoView *self, const char *format, ...)
{
  g_autofree char *key = NULL;
  va_list args;

  va_start (args, format);
  key = g_strdup_vprintf (format, args);
  va_end (args);
  return chosho_view_get_item (self, key);
}

static void
collect (ChoshoView *self, ChoshoKey *key, const char *action, GPtrArray *out)
{
  for (guint i = 0; key != NULL && i < key->writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (key->writes, i);

      if ((action == NULL || strcmp (write->action->name, action) == 0) && chosho_view_stands (self, write))
        g_ptr_array_add (out, write);
    }
}

GPtrArray *
chosho_view_list (ChoshoView *self, const char *key)
{
  GPtrArray *out = g_ptr_array_new ();

  collect (self, chosho_state_lookup_key (self->state, key), NULL, out);
  return out;
}

GPtrArray *
chosho_view_list_action (ChoshoView *self, const char *action)
{
  GPtrArray *all = chosho_state_get_writes_of (self->state, action);
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (chosho_view_stands (self, g_ptr_array_index (all, i)))
      g_ptr_array_add (out, g_ptr_array_index (all, i));
  return out;
}

GPtrArray *
chosho_view_list_about (ChoshoView *self, const char *subject, const char *action)
{
  GPtrArray *keys = chosho_state_get_keys_of (self->state, subject);
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    collect (self, g_ptr_array_index (keys, i), action, out);
  return out;
}

gboolean
chosho_view_has_conflict (ChoshoView *self, ChoshoKey *key)
{
  guint standing = 0;

  for (guint i = 0; i < key->writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (key->writes, i);

      if (write->action->mode == CHOSHO_WRITE_REGISTER && chosho_view_stands (self, write))
        standing++;
    }
  return standing > 1;
}
