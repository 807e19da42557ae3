/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-blocker.h"
#include "chosho-progress.h"
#include "chosho-session.h"

G_BEGIN_DECLS

/* Adds to @blockers (element-type ChoshoBlocker) what only this disk can tell of @target: evidence
 * whose bytes are missing or of another size (evidence-missing, evidence-damaged). FALSE (IO, …) where
 * the disk does not tell: evidence that cannot be looked at just now is not called damaged. */
gboolean chosho_local_blockers_add (ChoshoSession *session, ChoshoView *view, const char *target, GPtrArray *blockers,
                                    GError **error);

/* The same of all evidence and populations that are not withdrawn, each byte read: for the issue. @progress (nullable)
 * counts bytes. FALSE only where the store could not be listed, or CANCELLED. */
gboolean chosho_local_blockers_add_damaged (ChoshoSession *session, ChoshoView *view, GPtrArray *blockers, GCancellable *cancellable,
                                            ChoshoProgress *progress, GError **error);

G_END_DECLS
