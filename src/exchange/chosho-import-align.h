/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* Rows of one group that are aligned pair by pair (the table has their product as cells); larger
 * groups keep their ordinals. A procedure of more than 500 steps is no procedure. */
#define CHOSHO_IMPORT_ALIGN_LIMIT 500

/**
 * Copies of @new_items, in order, with the ordinals that keep unchanged steps where they were; see
 * chosho_import_compare(). @keys is the natural key, "ordinal" last and NULL-terminated.
 * (transfer full)
 */
ChoshoValue *chosho_import_align (const char *const *keys, const ChoshoValue *old_items,
                                  const ChoshoValue *new_items);

/* The name of a template's row: its procedure, phase and ordinal joined by "/". (transfer full) */
char        *chosho_import_dup_template_id (const ChoshoValue *item);

G_END_DECLS
