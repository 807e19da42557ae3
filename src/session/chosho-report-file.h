/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-model.h"
#include "chosho-report-pdf.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/* The results report as a file in memory: one way for the draft, the issue and the window's preview. */

/* What a report is written as, each with the ending of its files. */
#define CHOSHO_REPORT_FORMAT_PDF "pdf"
#define CHOSHO_REPORT_FORMAT_DOCX "docx"
#define CHOSHO_REPORT_FORMAT_OSCAL "json" /* chosho-oscal-results.h: of the record itself, without a model */

/* What was set. */
typedef struct
{
  const char *format;     /* static */
  guint       page_count; /* 0 where the format knows none */
  guint64     size_bytes;
  ChoshoValue *losses;     /* (owned) (nullable) of OSCAL: what of the record it does not hold */
} ChoshoReportFileInfo;

void        chosho_report_file_info_clear (ChoshoReportFileInfo *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoReportFileInfo, chosho_report_file_info_clear)

/* The day of a report that is made now, in the engagement's time zone: "2026-05-29". (transfer full) */
char       *chosho_report_file_dup_today  (ChoshoView *view);

/* The format that the ending of @path names, static; NULL with CHOSHO_ERROR_USAGE where it names none. */
const char *chosho_report_file_get_format (const char *path, GError **error);

/* Sets @model as @format, PDF or Word, and reads back what was set, a Word document by the confined helper. Blocks; any thread, but one
 * model at a time. Errors as of chosho_report_pdf_write(), chosho_report_pdf_check(), chosho_report_docx_make() and of
 * the helper; CHOSHO_ERROR_INTEGRITY where it does not read back as it was written. (transfer full) */
GBytes     *chosho_report_file_set        (const ChoshoReportModel *model, const char *format, ChoshoProgress *progress,
                                           GCancellable *cancellable, ChoshoReportFileInfo *info, GError **error);
/* The same as the firm's form @form, filled, in the format of that. Errors as of chosho_report_form_file_fill(). (transfer full) */
GBytes     *chosho_report_file_set_form   (const ChoshoReportModel *model, const char *form, GCancellable *cancellable,
                                           ChoshoReportFileInfo *info, GError **error);

/* The results in @view as OSCAL, read back by the helper. Errors: those of the helper; INTEGRITY as above. (transfer full) */
GBytes     *chosho_report_file_set_oscal  (ChoshoView *view, gboolean draft, GCancellable *cancellable, ChoshoReportFileInfo *info,
                                           GError **error);

G_END_DECLS
