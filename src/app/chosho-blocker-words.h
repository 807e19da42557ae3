/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What people read of a blocker as commands list it. */

/* The phase where it has one, and the sentence. (transfer full) */
char       *chosho_blocker_dup_sentence (ChoshoValue *blocker);
/* What else is known of it, where that is words; ids are for machines. (nullable) borrowed */
const char *chosho_blocker_get_detail   (ChoshoValue *blocker);
/* Of what a team lacks: the sentence, and the role or the person's name. (transfer full) */
char       *chosho_blocker_dup_of_team  (ChoshoValue *blocker);
/* What of @blockers (nullable) blocks, each sentence on a line of its own and once; NULL where nothing does. @first: the first of
 * them, borrowed. (transfer full) (nullable) */
char       *chosho_blockers_dup_sentences (ChoshoValue *blockers, ChoshoValue **first);

G_END_DECLS
