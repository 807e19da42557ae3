/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-pack.h"
#include "chosho-state.h"

G_BEGIN_DECLS

/*
 * The union of a state with the events of a pack. A pack is taken whole or not at all: it is refused where it belongs to
 * another engagement, where events lack what came before them, were not signed by whom they name, were signed by people
 * whom nobody named, continue no chain, or come from a newer version. What is authentic and beyond its author's powers is
 * taken; it has no effect.
 */
typedef struct
{
  GPtrArray *fresh;        /* (owned) (element-type ChoshoStoredEvent, borrowed from the reader) what the state did not hold */
  guint      already_held;
  guint      first;        /* index in the state of the first fresh one */
} ChoshoUnion;

/* Adds the events of @reader to @state and settles it. FALSE, and @state is as before: INVALID, INTEGRITY, READ_ONLY
 * (newer). */
gboolean chosho_union_add       (ChoshoUnion *self, ChoshoState *state, ChoshoPackReader *reader, GError **error);
/* Takes the fresh events out of @state again, to which nothing else was added since. */
void     chosho_union_take_back (ChoshoUnion *self, ChoshoState *state);
void     chosho_union_clear     (ChoshoUnion *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoUnion, chosho_union_clear)

G_END_DECLS
