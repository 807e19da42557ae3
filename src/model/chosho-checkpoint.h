/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-state.h"

G_BEGIN_DECLS

/*
 * A checkpoint: one value that stands for everything in an event's causal past (architecture §1.5).
 *
 *   events_root   RFC 6962 root over the event ids, which are leaf hashes already, sorted
 *   objects_root  RFC 6962 root over the leaf hashes of the distinct SHA-256 digests (raw bytes) that
 *                 items of those events carry in a member "sha256", sorted
 *   root          SHA-256 ("chosho-checkpoint-1\0" ‖ decimal events ‖ "\n" ‖ decimal objects ‖ "\n"
 *                 ‖ events_root ‖ objects_root)
 *
 * Printed on paper or kept by somebody else it anchors the record: what was covered cannot be
 * changed, or cut off, without the root changing.
 */
typedef struct
{
  guint events;
  guint objects;
  char  events_root[CHOSHO_DIGEST_HEX_SIZE];
  char  objects_root[CHOSHO_DIGEST_HEX_SIZE];
  char  root[CHOSHO_DIGEST_HEX_SIZE];
} ChoshoCheckpoint;

/* Over the causal past of @at, or over all events of @state where @at is NULL. */
void         chosho_checkpoint_compute  (ChoshoState *state, ChoshoNode *at, ChoshoCheckpoint *out);
/* Over the events that @filter lets through. */
typedef gboolean (*ChoshoCheckpointFilter) (ChoshoNode *node, gpointer user_data);
void         chosho_checkpoint_compute_filtered (ChoshoState *state, ChoshoCheckpointFilter filter, gpointer user_data,
                                                 ChoshoCheckpoint *out);
/* The item of a "checkpoint" event. (transfer full) */
ChoshoValue *chosho_checkpoint_to_item  (const ChoshoCheckpoint *self);
/* That over all events of @state with the heads of all chains, {…, heads: [{copy, author, seq, id}]}: what is kept elsewhere as an
 * anchor. (transfer full) */
ChoshoValue *chosho_checkpoint_describe (ChoshoState *state);
/* TRUE where @node, a checkpoint event, says what its causal past gives. */
gboolean     chosho_checkpoint_is_right (ChoshoState *state, ChoshoNode *node);

G_END_DECLS
