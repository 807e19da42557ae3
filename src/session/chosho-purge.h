/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-session.h"

G_BEGIN_DECLS

/*
 * Destruction (architecture §1.7): evidence that was received by mistake, must be given back or whose
 * time of keeping is over. The record keeps what it was, who had it destroyed, when and why; the bytes
 * go, and stay out until an executive lifts it.
 */

/* What must not come in, for chosho_intake_set_refused(): digest → why. (transfer full); NULL with @error. */
GHashTable *chosho_purge_list_refused (ChoshoSession *session, GError **error);

/* Destroys the bytes that @view says are purged and that are still here; durable on return. A writer calls it under
 * the lock, so that what a crash left between a purge and its deed is done at the next entry. */
gboolean    chosho_purge_destroy      (ChoshoSession *session, ChoshoView *view, GError **error);

G_END_DECLS
