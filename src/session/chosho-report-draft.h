/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * The draft of the results report to be looked at: what `report draft` writes, made from what the record
 * says when its turn comes, and written nowhere. The record is read on the reading worker; the pages, which
 * take longer by far, are set on another, so that lists are read meanwhile. Main thread.
 *
 * Errors: those of reading the record and of chosho_report_pdf_write(); CHOSHO_ERROR_CANCELLED.
 */

/* @progress (nullable): counts controls and pages. */
void            chosho_report_draft_async  (ChoshoWorkspace *workspace, ChoshoProgress *progress, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
/* A document to be loaded. (transfer full) */
ChoshoDocument *chosho_report_draft_finish (GAsyncResult *result, GError **error);

G_END_DECLS
