/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* The row of @steps, a control's, by which @blocker is mended that names no step: one that is not recorded, of the same procedure where the
 * blocker is about that. NULL: there is none. (transfer none) (nullable) */
ChoshoValue *chosho_mending_step_find (ChoshoValue *steps, ChoshoValue *blocker);

/* Whether @blocker is mended by what is added to its step – evidence, a record, a finding –, not by what is written of it. */
gboolean     chosho_mending_step_is_addition (ChoshoValue *blocker);

/* @row with blockers that say by "where" which of @steps they are about, or which mends them. (transfer full) */
ChoshoValue *chosho_mending_step_dup_row (ChoshoValue *row, ChoshoValue *steps);

G_END_DECLS
