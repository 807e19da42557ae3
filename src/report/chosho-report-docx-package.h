/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-template.h"
#include "chosho-xml.h"

G_BEGIN_DECLS

/* The Word document with that @body, which is taken: its elements, as a ChoshoReportDocxMedium writes them. What stands on
 * each page and its properties are @model's. The content types come first, as programs that look at a file's beginning
 * want it. Error: CHOSHO_ERROR_LIMIT. (transfer full) */
GBytes *chosho_report_docx_package_make (ChoshoXml *body, const ChoshoReportTemplate *template, const ChoshoReportModel *model, GError **error);

G_END_DECLS
