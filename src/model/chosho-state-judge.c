/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-assembly.h"
#include "chosho-rules.h"
#include "chosho-state-private.h"
#include "chosho-text.h"

/*
 * Admissible: judged once, on the event's causal past, which no later merge can change. What is not
 * admissible stays in the record, has no effect for ever, and is named by `verify`.
 */

static gboolean
refuse (ChoshoNode *node, const char *code, const char *reason)
{
  node->code = code;
  node->reason = g_strdup (reason);
  return FALSE;
}

static gboolean
is_newer (ChoshoNode *node)
{
  return node->event->newer || chosho_action_lookup (node->event->action) == NULL;
}

/* The genesis event carries its own key; every other author must have been named before. What a
 * later version wrote may come from people whom this one cannot know. */
static gboolean
check_signature (ChoshoState *self, ChoshoView *view, ChoshoNode *node)
{
  ChoshoValue *first = chosho_value_get_item (node->event->items, 0);
  const char *public_key = chosho_event_is_genesis (node->event)
                             ? chosho_value_get_string (chosho_value_get (first, "creator"), "public_key")
                             : chosho_team_get_public_key (view, node->event->author);
  g_autofree char *fingerprint = chosho_team_fingerprint (public_key);

  if (g_strcmp0 (fingerprint, node->event->author) != 0)
    return is_newer (node) ? refuse (node, CHOSHO_NODE_NEWER, _("it was written by a newer version"))
                           : refuse (node, "signer-unknown", _("its signer was never named a member"));
  if (self->signature_func == NULL || !self->signature_func (node->event, public_key, self->signature_data))
    return refuse (node, "signature-bad", _("its signature is not its author's"));
  return TRUE;
}

static gboolean
judge_chain (ChoshoState *self, ChoshoNode *node)
{
  ChoshoEvent *event = node->event;
  ChoshoEvent *prev = node->prev != NULL ? node->prev->event : NULL;

  if (chosho_event_is_genesis (event))
    return node == self->genesis || refuse (node, "chain-broken", _("a second beginning of an engagement"));
  if (g_strcmp0 (event->engagement, chosho_state_get_engagement (self)) != 0)
    return refuse (node, "chain-broken", _("it belongs to another engagement"));
  if (prev == NULL)
    return chosho_value_get_length (event->seen) > 0
           || refuse (node, "chain-broken", _("the first event of a chain must have seen another"));
  if (node->astray || event->seq != prev->seq + 1)
    return refuse (node, "chain-broken", _("it does not continue the chain it names"));
  if (event->rules < prev->rules)
    return refuse (node, "rule-broken", _("its rules are older than those before it"));
  return TRUE;
}

static gboolean
judge_creator (ChoshoNode *node)
{
  ChoshoValue *item = chosho_value_get_item (node->event->items, 0);
  ChoshoValue *creator = chosho_value_get (item, "creator");
  g_autofree char *reason = NULL;

  if (!chosho_action_validate (chosho_action_lookup ("engagement"), item, &reason)
      || !chosho_action_validate (chosho_action_lookup ("member-add"), creator, &reason))
    return refuse (node, "rule-broken", reason);
  if (chosho_value_get_length (node->event->items) != 1 || chosho_value_get (item, "replaces") != NULL
      || chosho_roles_from_value (chosho_value_get (creator, "roles")) == CHOSHO_ROLE_NONE)
    return refuse (node, "rule-broken", _("the creator has no known role"));
  return TRUE;
}

static gboolean
judge_items (ChoshoView *view, ChoshoNode *node)
{
  const ChoshoAction *action = chosho_action_lookup (node->event->action);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  guint n_items = chosho_value_get_length (node->event->items);

  for (guint i = 0; i < n_items; i++)
    {
      ChoshoValue *item = chosho_value_get_item (node->event->items, i);
      g_autofree char *key = chosho_node_dup_key (node, action, i);
      g_autofree char *reason = NULL;
      const char *code = chosho_rules_check (view, node->event->author, action, item, key, &reason);

      if (code != NULL)
        {
          g_autofree char *text = g_strdup_printf (_("item %u: %s: %s"), i, code, reason != NULL ? reason : "");

          node->rule = code;
          node->words = g_steal_pointer (&reason);
          return refuse (node, "rule-broken", text);
        }
      if (action->mode == CHOSHO_WRITE_REGISTER && !g_hash_table_add (keys, g_steal_pointer (&key)))
        return refuse (node, "rule-broken", _("it writes the same thing twice"));
    }
  return TRUE;
}

/* After the assembly, or the end without a report, an act has a reason: its own where it admits what others wrote, else that of the
 * addition with which its operation begins. */
static gboolean
judge_addition (ChoshoView *view, ChoshoNode *node)
{
  const char *operation = node->event->operation;
  const char *lock = chosho_assembly_get_lock (view);
  gboolean reasoned = chosho_assembly_is_exempt (lock, node->event->action);
  const char *reason = chosho_value_get_string (chosho_value_get_item (node->event->items, 0), "reason");

  if (lock == NULL)
    return TRUE;
  if (strcmp (node->event->action, "admit") == 0)
    reasoned = reason != NULL && reason[0] != '\0';
  for (ChoshoNode *part = node->prev; part != NULL && !reasoned && strcmp (part->event->operation, operation) == 0; part = part->prev)
    reasoned = part->admissible && strcmp (part->event->action, "addition") == 0;
  if (reasoned)
    return TRUE;
  node->rule = lock;
  return refuse (node, "rule-broken", chosho_blocker_describe (node->rule));
}

/* Who wrote it, and to which writes that person owed the power. */
static void
remember_member (ChoshoView *view, ChoshoNode *node)
{
  if (chosho_event_is_genesis (node->event))
    node->member = g_strdup_printf ("%s#1", node->event->id_hex);
  else
    node->member = chosho_team_find_powers (view, node->event->author, node->powers);
}

gboolean
chosho_state_judge_signature (ChoshoState *self, ChoshoNode *node)
{
  g_autoptr (ChoshoView) view = chosho_view_new_at (node);

  return check_signature (self, view, node);
}

void
chosho_state_judge (ChoshoState *self, ChoshoNode *node)
{
  g_autoptr (ChoshoView) view = chosho_view_new_at (node);

  remember_member (view, node);
  if (is_newer (node))
    {
      refuse (node, CHOSHO_NODE_NEWER, _("it was written by a newer version"));
      return;
    }
  if (!judge_chain (self, node))
    return;
  if (chosho_event_is_genesis (node->event) ? !judge_creator (node) : !judge_addition (view, node) || !judge_items (view, node))
    return;
  node->admissible = TRUE;
}
