/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * The working paper of one control to be looked at or printed: what `papers export` writes of it, made from what the record says
 * when its turn comes, and written nowhere. The record is read on the reading worker; pages are set, and what is marked is drawn
 * by the confined helper, on another, so that lists are read meanwhile. Main thread.
 *
 * Errors: those of chosho_papers_make() and of reading the record; CHOSHO_ERROR_CANCELLED.
 */
void            chosho_paper_draft_async  (ChoshoWorkspace *workspace, const char *control, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
/* A document to be loaded. (transfer full) */
ChoshoDocument *chosho_paper_draft_finish (GAsyncResult *result, GError **error);

G_END_DECLS
