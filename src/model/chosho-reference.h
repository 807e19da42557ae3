/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-state.h"

G_BEGIN_DECLS

/* Printed references, "E-K7QX-0412": the kind's letter, four base32 characters of the copy that took
 * the thing in, and its number on that copy. Never renumbered; two copies never give the same. */

/* "E" for evidence, "Q" interview, "O" observation, "P" population, "S" sample, "F" finding; NULL
 * where things of @action carry no reference. */
const char *chosho_reference_letter (const char *action);
/* NULL where the write carries no number. (transfer full) */
char       *chosho_reference_dup    (const ChoshoWrite *write);

G_END_DECLS
