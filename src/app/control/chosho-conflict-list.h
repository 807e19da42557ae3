/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoConflictList: on a control's page, the entries about it that stand against each other; nothing where there are none.
 *
 * Signal "decide" as ChoshoConflictView has it.
 */
#define CHOSHO_TYPE_CONFLICT_LIST (chosho_conflict_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoConflictList, chosho_conflict_list, CHOSHO, CONFLICT_LIST, AdwBin)

/* Those of @conflicts (nullable: none), as `conflict list` prints them, that are about @control. */
void     chosho_conflict_list_set_conflicts (ChoshoConflictList *self, ChoshoContext *context, ChoshoValue *conflicts, const char *control);
/* Puts the focus on the first choice; FALSE where there is none. */
gboolean chosho_conflict_list_focus         (ChoshoConflictList *self);

G_END_DECLS
