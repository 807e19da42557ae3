/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-model.h"
#include "chosho-report-pdf.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/* The results report as a file in memory: one way for the draft, the issue and the window's preview. */

/* The day of a report that is made now, in the engagement's time zone: "2026-05-29". (transfer full) */
char   *chosho_report_file_dup_today (ChoshoView *view);

/* Sets @model as PDF and reads back what was set. Blocks; any thread, but one model at a time. Errors as
 * of chosho_report_pdf_write() and chosho_report_pdf_check(). (transfer full) */
GBytes *chosho_report_file_set       (const ChoshoReportModel *model, ChoshoProgress *progress, GCancellable *cancellable,
                                      ChoshoReportPdfInfo *info, GError **error);

G_END_DECLS
