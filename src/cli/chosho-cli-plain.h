/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* TRUE for arrays and objects. */
gboolean chosho_cli_is_container (const ChoshoValue *value);
/* TRUE for an array of scalars, an empty one too. */
gboolean chosho_cli_is_plain_list (const ChoshoValue *value);

/* The time zone in which people are told when something was done: the engagement's, as in the window. NULL, or one that is unknown
 * here: the machine's. */
void     chosho_cli_plain_set_zone (const char *zone);
/* A scalar for people, or a list of scalars with commas; a moment of the record, which is kept and given to programs in
 * UTC, as the clock on the wall shows it. (transfer full) */
char    *chosho_cli_plain (const ChoshoValue *value);

/* The order in which the members of an object are shown: negative, zero or positive as for strcmp(). */
int      chosho_cli_compare_keys (const char *a, const char *b);

G_END_DECLS
