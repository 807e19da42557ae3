/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-index.h"
#include "chosho-object-store.h"
#include "chosho-union.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/* What a merge says of what it brought: see chosho_merge_run(). Each of these looks at the state after the union. */

/* Which events of @state had effect, one byte each, before anything is added. (transfer full) */
GByteArray  *chosho_merge_report_note_effects (ChoshoState *state);

/* [{id, code}]: new events without effect, and older ones that lost theirs. (transfer full) */
ChoshoValue *chosho_merge_report_without_effect (ChoshoState *state, const ChoshoUnion *merged, GByteArray *before);
/* Conflicts in which something new stands, as "conflict list" shows them. (transfer full) */
ChoshoValue *chosho_merge_report_conflicts      (ChoshoView *view, const ChoshoUnion *merged);
/* Who did what, when, on which copy. (transfer full) */
ChoshoValue *chosho_merge_report_people         (ChoshoView *view, const ChoshoUnion *merged);
/* Of what a sign-off is stale or suspended now and was not in the rows of @index (nullable). (transfer full) */
ChoshoValue *chosho_merge_report_stale          (ChoshoView *view, ChoshoIndex *index);
/* Evidence that is to be destroyed and whose bytes are in @store. (transfer full); NULL with @error. */
ChoshoValue *chosho_merge_report_purged         (ChoshoView *view, ChoshoObjectStore *store, GError **error);
/* Packs that are still out and that the new events' authors had before them, on another copy: [{id, holder}]. (transfer full) */
ChoshoValue *chosho_merge_report_out            (ChoshoView *view, const ChoshoUnion *merged);
/* The heads from which the pack goes on. (transfer full) */
ChoshoValue *chosho_merge_report_since          (ChoshoPackReader *reader);
/* The heads of what is in the pack. (transfer full) */
ChoshoValue *chosho_merge_report_heads          (ChoshoState *state, ChoshoPackReader *reader);

G_END_DECLS
