/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"
#include "chosho-report-template.h"

G_BEGIN_DECLS

/* Makes a Word document (DOCX; ISO/IEC 29500, transitional) of @model with @template (NULL: the built-in one of the
 * model's language): what the PDF says, in styles, with tables whose header rows repeat and fields for page numbers.
 * The template's fixed paragraphs are content controls that cannot be edited. The same model and template give the
 * same bytes: the day of creation is the model's report date. Progress counts controls and lines of annex 2.
 * @words (out) (optional) (transfer full): all that its pages say between head and foot, in order and without blanks, to
 * be compared with what another reader finds.
 *
 * Blocks; any thread, but one model at a time. Errors: what chosho_report_model_check() says; CHOSHO_ERROR_CANCELLED;
 * CHOSHO_ERROR_LIMIT. (transfer full) */
GBytes *chosho_report_docx_make (const ChoshoReportModel *model, const ChoshoReportTemplate *template, ChoshoProgress *progress,
                                 GCancellable *cancellable, char **words, GError **error);

G_END_DECLS
