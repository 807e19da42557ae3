/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-state-private.h"
#include "chosho-team.h"
#include "chosho-view.h"

/*
 * What is in effect now (architecture §1.2). Without forks, admissions, revocations or leavers an
 * event is in effect when it is admissible and its operation complete. With them everything is
 * decided again from the beginning, in causal order: it is a rare and cheap pass.
 */

void
chosho_state_add_branch (ChoshoState *self, ChoshoNode *node, ChoshoLane *lane)
{
  gint64 common = node->prev != NULL ? (gint64) node->prev->position : -1;

  self->special = TRUE;
  if (lane->fork_after > common)
    {
      lane->fork_after = common;
      if ((guint) (common + 1) < lane->nodes->len)
        g_ptr_array_add (self->branches, g_ptr_array_index (lane->nodes, common + 1));
    }
  node->lane->fork_after = -1;
  g_ptr_array_add (self->branches, node);
  self->n_settled = 0;
}

gboolean
chosho_node_in_branch (ChoshoNode *self)
{
  return (gint64) self->position > self->lane->fork_after;
}

gboolean
chosho_node_is_covered (ChoshoNode *self, ChoshoValue *ids)
{
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      ChoshoNode *head = chosho_state_lookup (self->state, chosho_value_as_string (chosho_value_get_item (ids, i)));

      if (head != NULL && strcmp (head->lane->chain, self->lane->chain) == 0
          && (head == self || chosho_node_is_before (self, head)))
        return TRUE;
    }
  return FALSE;
}

/* Marks all parts of an operation whose last part @node is. */
static void
complete_operation (ChoshoNode *node)
{
  gint64 first = (gint64) node->position - (node->event->parts - 1);

  if (node->event->part != node->event->parts || first < 0)
    return;
  for (gint64 i = first; i <= node->position; i++)
    {
      ChoshoNode *part = g_ptr_array_index (node->lane->nodes, i);

      if (part->event->part != i - first + 1 || part->event->parts != node->event->parts || !part->admissible
          || strcmp (part->event->operation, node->event->operation) != 0)
        return;
    }
  for (gint64 i = first; i <= node->position; i++)
    {
      ChoshoNode *part = g_ptr_array_index (node->lane->nodes, i);

      part->complete = TRUE;
      part->effective = TRUE;
    }
}

static void
settle_plain (ChoshoState *self)
{
  for (guint i = self->n_settled; i < self->nodes->len; i++)
    complete_operation (g_ptr_array_index (self->nodes, i));
}

/* Lists of the acts that decide over other events, those of @action among the effective. */
typedef struct
{
  GPtrArray *admits;   /* (element-type ChoshoWrite) */
  GPtrArray *endings;  /* revocations of keys, leaving of members */
} Acts;

static gboolean
names (ChoshoValue *ids, ChoshoNode *node)
{
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (ids, i)), node->event->id_hex) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_admitted (const Acts *acts, ChoshoNode *node)
{
  for (guint i = 0; i < acts->admits->len; i++)
    if (chosho_node_is_covered (node, chosho_value_get (((ChoshoWrite *) g_ptr_array_index (acts->admits, i))->item, "heads")))
      return TRUE;
  return FALSE;
}

static gboolean
is_void (const Acts *acts, ChoshoNode *node)
{
  for (guint i = 0; i < acts->admits->len; i++)
    if (names (chosho_value_get (((ChoshoWrite *) g_ptr_array_index (acts->admits, i))->item, "void"), node))
      return TRUE;
  return FALSE;
}

/* TRUE where @node came after the end of its author's power. The ending act itself, and what it had
 * seen of its own author, stand. */
static gboolean
is_after_ending (const Acts *acts, ChoshoNode *node)
{
  for (guint i = 0; i < acts->endings->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (acts->endings, i);
      gboolean hit = g_strcmp0 (chosho_value_get_string (write->item, "fingerprint"), node->event->author) == 0
                     || (node->member != NULL
                         && g_strcmp0 (chosho_value_get_string (write->item, "member"), node->member) == 0);

      if (hit && write->node != node && !chosho_node_is_covered (node, chosho_value_get (write->item, "accepted"))
          && !(write->node->lane == node->lane && node->position < write->node->position))
        return TRUE;
    }
  return FALSE;
}

static void
collect_acts (ChoshoState *self, Acts *acts)
{
  acts->admits = g_ptr_array_new ();
  acts->endings = g_ptr_array_new ();
  for (guint i = 0; i < self->specials->len; i++)
    {
      ChoshoNode *node = g_ptr_array_index (self->specials, i);
      gboolean admit = strcmp (node->event->action, "admit") == 0;

      if (!node->complete || chosho_node_in_branch (node))
        continue;
      for (guint j = 0; j < node->writes->len; j++)
        g_ptr_array_add (admit ? acts->admits : acts->endings, g_ptr_array_index (node->writes, j));
    }
}

static void
settle_special (ChoshoState *self)
{
  Acts acts;
  gboolean hidden = FALSE;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      ChoshoNode *node = g_ptr_array_index (self->nodes, i);

      node->effective = FALSE;
      node->is_void = FALSE;
      node->waiting_code = NULL;
    }
  for (guint i = 0; i < self->nodes->len; i++)
    complete_operation (g_ptr_array_index (self->nodes, i));
  collect_acts (self, &acts);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      ChoshoNode *node = g_ptr_array_index (self->nodes, i);

      node->is_void = is_void (&acts, node);
      if (node->is_void)
        node->waiting_code = "void";
      else if (chosho_node_in_branch (node) && !is_admitted (&acts, node))
        node->waiting_code = "fork";
      else if (is_after_ending (&acts, node) && !is_admitted (&acts, node))
        node->waiting_code = "awaiting-admit";
      /* Powers that came from events not in effect are not in effect. */
      else if (node->complete && hidden && !chosho_team_is_power_effective (node))
        node->waiting_code = "awaiting-admit";
      node->effective = node->complete && node->waiting_code == NULL;
      hidden = hidden || (node->admissible && !node->effective);
    }
  g_ptr_array_unref (acts.admits);
  g_ptr_array_unref (acts.endings);
}

void
chosho_state_settle (ChoshoState *self)
{
  guint first = self->special ? 0 : self->n_settled;

  if (self->n_settled == self->nodes->len)
    return;
  if (self->special)
    settle_special (self);
  else
    settle_plain (self);
  for (guint i = first; i < self->nodes->len; i++)
    {
      ChoshoNode *node = g_ptr_array_index (self->nodes, i);

      if (node->admissible && !node->complete)
        node->waiting_code = "incomplete";
    }
  self->n_settled = self->nodes->len;
}
