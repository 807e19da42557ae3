/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-state.h"

G_BEGIN_DECLS

/*
 * ChoshoActs: the acts that decide over other events – admissions, revocations of keys, leaving of
 * members, the assembly of the file, and forks – as one standpoint knows them, and what they say of every event (architecture
 * §1.2). One evaluation serves "now" and every event's causal past, so that what a command was
 * allowed to do now is what its event is judged by for ever. For the state's own files only.
 *
 * What an act says does not depend on the order of arrival:
 *  1. endings (revocations, leavers, the assembly) apply where their author's power is in effect, even where the
 *     author was ended concurrently: mutual revocations both apply;
 *  2. admissions apply where they are in effect themselves: whoever was ended admits nothing;
 *  3. what an admission in effect voids has no effect; a voided ending ends nobody.
 */
typedef struct _ChoshoActs ChoshoActs;

/* The acts known at @at, NULL for now; NULL where none are known, which is the usual case. Kept by
 * the state for all standpoints that know the same acts. */
ChoshoActs *chosho_acts_get      (ChoshoState *state, ChoshoNode *at);
void        chosho_acts_free     (ChoshoActs *self);
/* Why @node, which is admissible and complete, is not in effect: "void", "fork", "awaiting-admit"; or NULL. */
const char *chosho_acts_get_code (ChoshoActs *self, ChoshoNode *node);
gboolean    chosho_acts_is_void  (ChoshoActs *self, ChoshoNode *node);

G_END_DECLS
