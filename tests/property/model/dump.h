/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

/* Everything that a standpoint says, as text that depends on no order of arrival: what stands at every
 * key, conflicts, sign-offs, blockers, work states, team. (transfer full) */
char *dump_view  (ChoshoView *view);
/* What the state says of every event: verdict, effect, author. (transfer full) */
char *dump_nodes (ChoshoState *state);
