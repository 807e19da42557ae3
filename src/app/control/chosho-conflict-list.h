/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

#define CHOSHO_CONFLICT_OPEN "conflict-open" /* code of what the gate wants */

/*
 * ChoshoConflictList: on the page of a control or a general paper, the entries that stand against each other and against its sign-off, to be
 * decided there; nothing where there are none.
 *
 * Signal "read": they are shown, or none is left.
 */
#define CHOSHO_TYPE_CONFLICT_LIST (chosho_conflict_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoConflictList, chosho_conflict_list, CHOSHO, CONFLICT_LIST, AdwBin)

/* Shows those of @target (a control's number, a paper's id; nullable), where its @row says that there are any. @page, which outlives it, decides. */
void     chosho_conflict_list_show  (ChoshoConflictList *self, ChoshoPage *page, const char *target, ChoshoValue *row);
/* Puts the focus on the first choice; FALSE where there is none. */
gboolean chosho_conflict_list_focus (ChoshoConflictList *self);

G_END_DECLS
