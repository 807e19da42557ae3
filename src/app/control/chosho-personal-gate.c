/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-personal-gate.h"

static gboolean
has (ChoshoValue *blockers, const char *code)
{
  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (blockers, i), "code"), code) == 0)
      return TRUE;
  return FALSE;
}

static void
add (ChoshoValue *blockers, const char *code)
{
  ChoshoValue *blocker;

  if (has (blockers, code))
    return;
  blocker = chosho_value_new_object ();
  chosho_value_set_string (blocker, "code", code);
  chosho_value_set_string (blocker, "severity", "block");
  chosho_value_append (blockers, blocker);
}

/* The gate's roles: who works prepares, who leads or is designated reviews, the executive approves. */
static gboolean
role_allows (ChoshoContext *context, ChoshoValue *row, const char *stage)
{
  gboolean leads = chosho_context_has_role (context, "leader") || chosho_context_has_role (context, "executive");

  if (g_str_equal (stage, "approve"))
    return chosho_context_has_role (context, "executive");
  if (g_str_equal (stage, "review"))
    return leads || g_strcmp0 (chosho_value_get_string (row, "reviewer_id"), chosho_context_get_my_id (context)) == 0;
  return leads || chosho_context_has_role (context, "practitioner");
}

ChoshoValue *
chosho_personal_gate_dup_row (ChoshoContext *context, ChoshoValue *row)
{
  const char *stage = chosho_value_get_string (row, "next_stage");
  const char *me = chosho_context_get_my_id (context);
  ChoshoValue *own, *blockers;

  if (row == NULL || stage == NULL || me == NULL)
    return row != NULL ? chosho_value_ref (row) : NULL;
  own = chosho_value_copy (row);
  blockers = chosho_value_copy (chosho_value_get (row, "blockers"));
  chosho_value_set (own, "blockers", blockers);
  if (!chosho_value_get_boolean (chosho_context_get_me (context), "independence_confirmed", FALSE))
    add (blockers, "independence-missing");
  if (!role_allows (context, row, stage))
    add (blockers, "wrong-role");
  if (chosho_value_has_text (chosho_value_get (row, "own_work"), me))
    add (blockers, "own-review");
  return own;
}
