/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-blocker.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * An engagement may end without a report (中止): an executive says so with the day and the reason. From then on no report is issued, and
 * what else is written needs an addition, until it is resumed or assembled. What somebody did elsewhere without knowledge of it is work that
 * was done, and counts; but a report that was issued so waits for an executive's `admit`.
 *
 * The assembly of the file (調書の最終的な整理): an executive says that it is complete. From then on it is locked: what is written
 * after it has no effect unless its operation begins with an addition that says why, and what was written elsewhere without
 * knowledge of it waits for an executive's `admit`, which then says why too. So nothing is added without who, when and why, and
 * nothing is dropped on the way. Both are judged as everything is: on the causal past, so that no merge gets round it.
 */

/* The assembly that stands in @view; NULL. Borrowed. */
ChoshoWrite *chosho_assembly_get       (ChoshoView *view);
/* The ending that stands in @view; NULL where there is none, or the engagement was resumed. Borrowed. */
ChoshoWrite *chosho_assembly_get_ending (ChoshoView *view);
/* What keeps additions apart as @view has it: "file-assembled" or "engagement-ended", a blocker's code, static; NULL for nothing. */
const char  *chosho_assembly_get_lock   (ChoshoView *view);
/* TRUE for acts that need no addition under @lock (nullable): they add nothing to the file, or have a reason of their own. */
gboolean     chosho_assembly_is_exempt  (const char *lock, const char *action);
/* TRUE where @node was written without knowledge of the assembly in @assembly, nor before it. */
gboolean     chosho_assembly_is_beside (ChoshoNode *assembly, ChoshoNode *node);
/* TRUE where @node issued a report without knowledge of the ending in @ending, nor before it. */
gboolean     chosho_assembly_is_issued_beside (ChoshoNode *ending, ChoshoNode *node);
/* What stands against the assembly by @member (nullable): all that stands against the issue of a report as of that issued last.
 * Where none is issued, @reason (nullable) or the ending has to say why the engagement ends without one. (transfer full)
 * (element-type ChoshoBlocker) */
GPtrArray   *chosho_assembly_check     (ChoshoView *view, const char *member, const char *reason);

G_END_DECLS
