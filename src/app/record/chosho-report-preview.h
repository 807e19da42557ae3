/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"
#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoReportPreview: the results report as it would be now, page by page, and the ones issued. The draft
 * is made in memory while it can be seen, anew after the record changed; until then the one before stands.
 * Main thread.
 */
#define CHOSHO_TYPE_REPORT_PREVIEW (chosho_report_preview_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoReportPreview, chosho_report_preview, CHOSHO, REPORT_PREVIEW, GtkBox)

void            chosho_report_preview_set_context  (ChoshoReportPreview *self, ChoshoContext *context);
/* The record is another one: the draft is made again, now or once it can be seen. */
void            chosho_report_preview_invalidate   (ChoshoReportPreview *self);
/* What is shown, loaded; NULL where nothing is yet. Borrowed. */
ChoshoDocument *chosho_report_preview_get_document (ChoshoReportPreview *self);

G_END_DECLS
