/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-index.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* What stands before the '#' of an id of @length characters that names a thing (evidence, a finding, a member, …): the
 * event that made it. Controls are named by their numbers. */
gboolean     chosho_event_subject_is_thing (const char *id, gsize length);

/* The index's row for a thing or a step; @kind (out): which kind of row. NULL where there is none. (transfer full) */
ChoshoValue *chosho_event_subject_find_row (ChoshoIndex *index, const char *id, const char **kind);

/* What an event speaks of, as its line in the journal says it: the numbers of controls and the references (else names) of
 * things, those first that the event names first. @n_more (out): how many there are besides. NULL where it speaks of nothing that
 * has a name: settings, checkpoints. (transfer full) */
char        *chosho_event_subject_dup_words (ChoshoIndex *index, const ChoshoEventFacts *facts, guint *n_more);

G_END_DECLS
