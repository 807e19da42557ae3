/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What of the record a file in OSCAL does not hold, in words: a line for each of @losses ([{kind, member?, count}], as `report draft` tells
 * them); "" where there are none. (transfer full) */
char *chosho_loss_words_dup (ChoshoValue *losses);

G_END_DECLS
