/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* How chosho_import_compare() finds what belongs together. */
typedef enum
{
  CHOSHO_COMPARE_CRITERIA,    /* by number; a field that the new item lacks keeps its old value */
  CHOSHO_COMPARE_STEPS,       /* by control, procedure, phase, ordinal */
  CHOSHO_COMPARE_TEMPLATES,   /* by procedure (the template number), phase, ordinal */
  CHOSHO_COMPARE_MAPPING,     /* by control */
  CHOSHO_COMPARE_LINES,       /* by control */
  CHOSHO_COMPARE_INDIVIDUALS, /* by individual control and version */
  CHOSHO_COMPARE_SETTINGS,    /* by name */
  CHOSHO_COMPARE_PRIOR,       /* by control, period, ordinal */
} ChoshoCompareKind;

/**
 * What a second import would do: {added: [item], changed: [{item, fields: [{field, old?, new?}]}],
 * unchanged: [item], missing: [item]}. Every new item stands in exactly one of the first three,
 * in its order; every old item without a partner in "missing", which is only reported: an import
 * never removes. In "changed", "item" is what would stand afterwards. "position" says nothing
 * about content and is not compared.
 *
 * @realign (steps and templates): the file gave no ordinals of its own, so that a row put in shifts
 * all below. Within a group, steps of equal content then keep their old ordinal (longest common
 * subsequence); a new row standing where an old one went takes that one's ordinal as a change; any
 * other gets the next free ordinal. So the work on unchanged steps stays where it is.
 * Pure; any thread. (transfer full)
 */
ChoshoValue *chosho_import_compare (ChoshoCompareKind kind, const ChoshoValue *old_items,
                                    const ChoshoValue *new_items, gboolean realign);

G_END_DECLS
