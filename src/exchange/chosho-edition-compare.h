/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * From how many per cent of words in common an entry without a namesake is proposed as renumbered. In the two editions of the
 * Australian ISM of 2025, 106 of the 110 controls whose text changed under the same number keep 70 per cent of their words; the
 * only withdrawn one that came back under another number keeps 96, and the others have at most 64 in common with what is new.
 * Criteria are formulaic, though: two different controls may well have 80 in common. So it only proposes, and a person decides.
 */
#define CHOSHO_EDITION_LIKENESS_PERCENT 70

/*
 * What changed from the criteria @older to @newer, arrays of entries as an import makes them. Entries belong together by
 * @renumbering (nullable: array of {from, number}, see chosho_import_renumbering()), else by their number; they are the same where
 * the digest of their normalised text is (line breaks, widths of characters and blanks that divide no words aside), whatever
 * their titles are. Without a text the title is the text.
 *
 * {counts: {unchanged, changed, new, withdrawn, renumbered} of the controls, unchanged: [{number, level, from}], changed: [{number,
 * level, from, title, before, after, words: [{kind: same|removed|added, text}]}], new and withdrawn: [{number, level, title,
 * text}], renumbered: [{number, level, from, changed}], proposals: [{from, number, why: same-text|alike, likeness}]}. Each newer
 * entry stands in one of the first and third lists or "changed"; "from" is its number before. Pure; any thread. (transfer full)
 */
ChoshoValue *chosho_edition_compare (const ChoshoValue *older, const ChoshoValue *newer, const ChoshoValue *renumbering);

G_END_DECLS
