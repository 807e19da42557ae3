/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"
#include "chosho-report-template.h"

G_BEGIN_DECLS

/* What was written. */
typedef struct
{
  guint   page_count;
  guint64 size_bytes;
} ChoshoReportPdfInfo;

/* Pages a report can have: 3,000 times the sample's text; more is a mistake in the data. */
#define CHOSHO_REPORT_PDF_PAGES 20000
/* A written file that is read back: above this it is none of ours. */
#define CHOSHO_REPORT_PDF_BYTES (G_GUINT64_CONSTANT (1) << 30)

/* Sets @model with @template (NULL: the built-in one of the model's language) and writes it as
 * PDF to @out, which is left open. The same model, template, fonts and libraries give the same
 * bytes: the creation date is the model's report date. @info may be NULL. Progress counts
 * controls, lines of annex 2 and pages.
 *
 * Blocks; any thread, but one model at a time. After an error what was written is worthless.
 * Errors: what chosho_report_model_check() says; CHOSHO_ERROR_NOT_FOUND without a Japanese font;
 * CHOSHO_ERROR_INVALID for a character no font has; CHOSHO_ERROR_CANCELLED; CHOSHO_ERROR_LIMIT;
 * CHOSHO_ERROR_IO and CHOSHO_ERROR_NO_SPACE from @out. */
gboolean chosho_report_pdf_write (const ChoshoReportModel *model, const ChoshoReportTemplate *template,
                                  GOutputStream *out, ChoshoProgress *progress, GCancellable *cancellable,
                                  ChoshoReportPdfInfo *info, GError **error);

/* Reads back what chosho_report_pdf_write() wrote, from the file or memory it went to: size, head,
 * end, the offset of the cross-reference table and the number of pages must agree with @info.
 * Error: CHOSHO_ERROR_INTEGRITY, naming what differs. */
gboolean chosho_report_pdf_check (const char *data, gsize size_bytes, const ChoshoReportPdfInfo *info,
                                  GError **error);

G_END_DECLS
