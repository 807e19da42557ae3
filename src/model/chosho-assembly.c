/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-assembly.h"
#include "chosho-gate.h"

ChoshoWrite *
chosho_assembly_get (ChoshoView *view)
{
  return chosho_view_get (view, "assembly");
}

gboolean
chosho_assembly_is_exempt (const char *action)
{
  static const char *const exempt[] = { "assembly", "addition", "checkpoint", "pack", "pack-return", "admit", "member-key-revoke", "member-leave",
                                        "evidence-purge" };

  for (guint i = 0; i < G_N_ELEMENTS (exempt); i++)
    if (strcmp (exempt[i], action) == 0)
      return TRUE;
  return FALSE;
}

gboolean
chosho_assembly_is_beside (ChoshoNode *assembly, ChoshoNode *node)
{
  return node != assembly && !chosho_assembly_is_exempt (chosho_node_get_event (node)->action) && !chosho_node_is_before (node, assembly)
         && !chosho_node_is_before (assembly, node);
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
  if (reason == NULL || reason[0] == '\0')
    g_ptr_array_add (blockers, chosho_blocker_new ("report-missing", FALSE, NULL));
  return blockers;
}
