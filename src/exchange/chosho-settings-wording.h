/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* @lists (nullable), and the built-in list of each language that has none there: a firm's own words for
 * one language must not leave the reports in the other unchecked. (transfer full) */
ChoshoValue *chosho_settings_complete_lists (const ChoshoValue *lists);

/* The same and, for each language of @words ({ja: [text], en: [text]}), a
 * list that catches its phrases as they stand, but not where they are quoted. See chosho-wording.h.
 * Any thread. (transfer full) */
ChoshoValue *chosho_settings_add_phrases (const ChoshoValue *lists, const ChoshoValue *words);

G_END_DECLS
