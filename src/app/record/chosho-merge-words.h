/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"

G_BEGIN_DECLS

/* What `pack merge` says, as people read it: one entry of a list of the result. (transfer full) */
char *chosho_merge_words_dup_person  (ChoshoValue *person);  /* "田中 · 12 entries" */
char *chosho_merge_words_dup_deeds   (ChoshoValue *person);  /* when, and how much of what */
char *chosho_merge_words_dup_without (ChoshoValue *event);   /* an event without effect, and why */

G_END_DECLS
