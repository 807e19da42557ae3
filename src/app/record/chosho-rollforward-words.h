/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"

G_BEGIN_DECLS

/* What the plan of the commands `rollforward` and `followup` says, in words. All are (transfer full), "" where there is nothing to say. */

/* How the earlier engagement stands, and what is unusual. */
char *chosho_rollforward_words_dup_notes    (ChoshoValue *plan);
/* The controls that were chosen, by their titles of @context; the first of many. */
char *chosho_rollforward_words_dup_scope    (ChoshoValue *plan, ChoshoContext *context);
char *chosho_rollforward_words_dup_carried  (ChoshoValue *plan);
char *chosho_rollforward_words_dup_results  (ChoshoValue *plan);
/* Who confirms again. */
char *chosho_rollforward_words_dup_people   (ChoshoValue *plan);
/* What asks for work because the criteria changed. */
char *chosho_rollforward_words_dup_asks     (ChoshoValue *plan);
/* What is not carried, and why; the first of many. */
char *chosho_rollforward_words_dup_left_out (ChoshoValue *plan);

G_END_DECLS
