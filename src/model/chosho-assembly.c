/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-assembly.h"
#include "chosho-gate.h"

#define ENDED "engagement-ended"

ChoshoWrite *
chosho_assembly_get (ChoshoView *view)
{
  return chosho_view_get (view, "assembly");
}

ChoshoWrite *
chosho_assembly_get_ending (ChoshoView *view)
{
  ChoshoWrite *ending = chosho_view_get (view, "ending");

  return ending != NULL && !chosho_value_get_boolean (ending->item, "resumed", FALSE) ? ending : NULL;
}

static gboolean
adds_nothing (const char *action)
{
  static const char *const exempt[] = { "assembly", "addition", "checkpoint", "pack", "pack-return", "admit", "member-key-revoke", "member-leave",
                                        "evidence-purge" };

  for (guint i = 0; i < G_N_ELEMENTS (exempt); i++)
    if (strcmp (exempt[i], action) == 0)
      return TRUE;
  return FALSE;
}

const char *
chosho_assembly_get_lock (ChoshoView *view)
{
  if (chosho_assembly_get (view) != NULL)
    return "file-assembled";
  return chosho_assembly_get_ending (view) != NULL ? ENDED : NULL;
}

/* What was ended may be resumed, but not what is assembled. */
gboolean
chosho_assembly_is_exempt (const char *lock, const char *action)
{
  return lock == NULL || adds_nothing (action) || (strcmp (lock, ENDED) == 0 && strcmp (action, "ending") == 0);
}

static gboolean
is_apart (ChoshoNode *one, ChoshoNode *other)
{
  return one != other && !chosho_node_is_before (one, other) && !chosho_node_is_before (other, one);
}

gboolean
chosho_assembly_is_beside (ChoshoNode *assembly, ChoshoNode *node)
{
  return !adds_nothing (chosho_node_get_event (node)->action) && is_apart (assembly, node);
}

gboolean
chosho_assembly_is_issued_beside (ChoshoNode *ending, ChoshoNode *node)
{
  return strcmp (chosho_node_get_event (node)->action, "report-issue") == 0 && is_apart (ending, node);
}

/* The report issued last; NULL. */
static ChoshoValue *
find_report (ChoshoView *view)
{
  g_autoptr (GPtrArray) issued = chosho_view_list_action (view, "report-issue");

  return issued->len > 0 ? ((ChoshoWrite *) g_ptr_array_index (issued, issued->len - 1))->item : NULL;
}

GPtrArray *
chosho_assembly_check (ChoshoView *view, const char *member, const char *reason)
{
  ChoshoValue *report = find_report (view);
  GPtrArray *blockers;

  if (report != NULL)
    return chosho_gate_check_issue (view, member, chosho_value_get_string (report, "report_date"));
  blockers = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);
  if (chosho_assembly_get_ending (view) == NULL && (reason == NULL || reason[0] == '\0'))
    g_ptr_array_add (blockers, chosho_blocker_new ("report-missing", FALSE, NULL));
  return blockers;
}
