/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-state-private.h"

/*
 * What is in effect now (architecture §1.2): what is admissible, whose operation is complete, and
 * against which no act says anything (chosho-acts.h).
 */

gboolean
chosho_node_continues (ChoshoNode *self, ChoshoNode *ancestor)
{
  if (self->lane->chain[0] == '\0' || strcmp (self->lane->chain, ancestor->lane->chain) != 0)
    return FALSE;
  while (self != NULL && self->lane != ancestor->lane)
    self = ((ChoshoNode *) g_ptr_array_index (self->lane->nodes, 0))->prev;
  return self != NULL && ancestor->position <= self->position;
}

/* The event before @node in its chain, where it is the part before it of the same operation. */
static ChoshoNode *
previous_part (ChoshoNode *node)
{
  ChoshoNode *prev = node->prev;

  return prev != NULL && chosho_node_continues (node, prev) && prev->event->part == node->event->part - 1
             && prev->event->parts == node->event->parts && prev->admissible
             && strcmp (prev->event->operation, node->event->operation) == 0
           ? prev : NULL;
}

void
chosho_state_note_complete (ChoshoState *self, ChoshoNode *node)
{
  ChoshoNode *part = node;

  if (!node->admissible || node->event->part != node->event->parts)
    return;
  while (part->event->part > 1)
    {
      part = previous_part (part);
      if (part == NULL)
        return;
    }
  self->n_settled = MIN (self->n_settled, part->index);
  for (part = node;; part = part->prev)
    {
      part->complete = TRUE;
      if (node->event->parts > 1 && part->last_parts == NULL)
        part->last_parts = g_ptr_array_new ();
      if (node->event->parts > 1)
        g_ptr_array_add (part->last_parts, node);
      if (part->event->part == 1)
        return;
    }
}

void
chosho_state_forget_complete (ChoshoState *self, ChoshoNode *node)
{
  for (ChoshoNode *part = node; part != NULL && part->last_parts != NULL && g_ptr_array_remove (part->last_parts, node);
       part = part->prev)
    {
      part->complete = part->last_parts->len > 0;
      self->n_settled = MIN (self->n_settled, part->index);
    }
}

gboolean
chosho_node_is_complete_at (ChoshoNode *self, ChoshoNode *at)
{
  if (self->event->parts == 1)
    return TRUE;
  if (at->event->parts == self->event->parts && strcmp (self->event->operation, at->event->operation) == 0
      && at != self && chosho_node_continues (at, self))
    return TRUE;
  for (guint i = 0; self->last_parts != NULL && i < self->last_parts->len; i++)
    if (chosho_node_is_before (g_ptr_array_index (self->last_parts, i), at))
      return TRUE;
  return FALSE;
}

static void
settle_node (ChoshoNode *node, ChoshoActs *acts)
{
  gboolean was_effective = node->effective;
  const char *was_waiting = node->waiting_code;

  node->is_void = acts != NULL && chosho_acts_is_void (acts, node);
  node->waiting_code = NULL;
  if (node->admissible)
    node->waiting_code = acts != NULL ? chosho_acts_get_code (acts, node) : NULL;
  if (node->admissible && !node->complete && node->waiting_code == NULL)
    node->waiting_code = "incomplete";
  node->effective = node->admissible && node->waiting_code == NULL;
  if (node->effective != was_effective || node->waiting_code != was_waiting)
    chosho_state_note_changed (node->state, node);
}

void
chosho_state_settle (ChoshoState *self)
{
  ChoshoActs *acts;

  if (self->n_settled == self->nodes->len)
    return;
  acts = chosho_acts_get (self, NULL);
  for (guint i = self->n_settled; i < self->nodes->len; i++)
    settle_node (g_ptr_array_index (self->nodes, i), acts);
  self->n_settled = self->nodes->len;
}
