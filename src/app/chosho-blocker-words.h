/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What people read of a blocker as commands list it. */

/* The phase where it has one, and the sentence. (transfer full) */
char       *chosho_blocker_dup_sentence (ChoshoValue *blocker);
/* What else is known of it, where that is words; ids are for machines. (nullable) borrowed */
const char *chosho_blocker_get_detail   (ChoshoValue *blocker);

G_END_DECLS
