/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-gate.h"
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

static gboolean
role_allows (ChoshoContext *context, ChoshoValue *row, const char *code)
{
  ChoshoRoles roles = chosho_roles_from_value (chosho_value_get (chosho_context_get_me (context), "roles"));
  gboolean designated = g_strcmp0 (chosho_value_get_string (row, "reviewer_id"), chosho_context_get_my_id (context)) == 0;

  return chosho_gate_role_allows (roles, chosho_value_get_string (row, "id"), chosho_stage_from_code (code), designated);
}

/* Completed work is sent back by who may review it; of what stands above it each is its signer's or an executive's. */
static gboolean
may_send_back (ChoshoContext *context, ChoshoValue *row)
{
  ChoshoValue *sign_offs = chosho_value_get (row, "sign_offs");
  gboolean completed = FALSE;

  for (guint i = 0; i < chosho_value_get_length (sign_offs); i++)
    {
      ChoshoValue *sign_off = chosho_value_get_item (sign_offs, i);

      if (g_strcmp0 (chosho_value_get_string (sign_off, "stage"), "complete") == 0)
        completed = TRUE;
      else if (!chosho_context_has_role (context, "executive") && g_strcmp0 (chosho_value_get_string (sign_off, "by_id"), chosho_context_get_my_id (context)) != 0)
        return FALSE;
    }
  return completed && role_allows (context, row, "review");
}

ChoshoValue *
chosho_personal_gate_dup_row (ChoshoContext *context, ChoshoValue *row)
{
  const char *stage = chosho_value_get_string (row, "next_stage");
  const char *me = chosho_context_get_my_id (context);
  ChoshoValue *own, *blockers;

  if (row == NULL || me == NULL)
    return row != NULL ? chosho_value_ref (row) : NULL;
  own = chosho_value_copy (row);
  chosho_value_set_boolean (own, "may_send_back", may_send_back (context, row));
  if (stage == NULL)
    return own;
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
