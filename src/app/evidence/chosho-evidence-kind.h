/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* What kind of thing a row of evidence is, for the eye and for who does not see: by the type that was recorded when it was
 * taken in, else by the name's ending. A hint; nothing is decided by it. */

/* Static. */
const char *chosho_evidence_kind_get_icon (ChoshoValue *row);
/* As people call that type, the type itself where they have no word for it; NULL where none was recorded. Borrowed. */
const char *chosho_evidence_kind_get_word (ChoshoValue *row);

G_END_DECLS
