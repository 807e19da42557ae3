/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-envelope.h"
#include "chosho-session.h"

G_BEGIN_DECLS

/*
 * Bringing back: the union of the record with a pack, under the engagement's lock and in one commit, objects first. It
 * appends nothing of its own. Whatever goes wrong, the record is as it was.
 */
typedef struct
{
  gboolean        plan;         /* only say what would come of it */
  gboolean        keep_purged;  /* refuse where objects that are here would have to be destroyed: REFUSED */
  ChoshoEnvelopeOpener opener;
  ChoshoProgress *progress;     /* (nullable) */
  GCancellable   *cancellable;  /* (nullable) */
} ChoshoMergeOptions;

/*
 * Merges the pack @file. @result: the command line's contract {added, already_held, objects, conflicts, without_effect}, of
 * what this pack brought, and beside it
 *
 *   people  [{member, name, copy, events, from, to, actions: [{action, items}]}]: who did what, when, on which copy
 *   stale   numbers of controls and ids of papers of which a sign-off went stale or was suspended by it
 *   purged  [{id, reference, name, reason}]: evidence whose bytes are here and are (with @plan: would be) destroyed
 *   out     [{id, holder}]: packs that are out and of which something came back with it
 *   absent  how many objects are named by its events and were not carried
 *   heads, since  [id]: the heads of what the pack holds, and those from which it goes on
 *
 * Errors: those of chosho_pack_reader_open() and chosho_union_add(), LOCKED, READ_ONLY, NO_SPACE, IO, CANCELLED.
 */
gboolean chosho_merge_run (ChoshoSession *session, const char *file, const ChoshoMergeOptions *options, ChoshoValue **result, GError **error);

/* Makes the new engagement folder @folder of the pack @file, which must hold all events. @result: {id, path, events, objects,
 * absent, without_effect}. Errors as above, and EXISTS. */
gboolean chosho_merge_open (const char *file, const char *folder, const ChoshoMergeOptions *options, ChoshoValue **result, GError **error);

G_END_DECLS
