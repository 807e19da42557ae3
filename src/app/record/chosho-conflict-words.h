/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* Conflicts, as `conflict list` gives them, as people read them. */

/* What it is about: "Step recorded · 8.1.2.1". (transfer full) */
char *chosho_conflict_words_dup_title (ChoshoValue *conflict);
/* One value: who wrote it, and when. (transfer full) */
char *chosho_conflict_words_dup_author (ChoshoValue *value);

G_END_DECLS
