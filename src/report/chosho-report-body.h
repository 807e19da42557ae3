/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-flow.h"

G_BEGIN_DECLS

/* The front: title block, addressee, signers, opening paragraph and the table of contents made of
 * the outline entries @contents (of guint) of @body, whose pages will stand @page_shift pages
 * further back. Begins where @flow stands. */
void chosho_report_body_set_front (ChoshoReportFlow *flow, const ChoshoReportModel *model,
                                   const ChoshoReportPages *body, const GArray *contents, guint page_shift);

/* The numbered sections before the annexes. */
void chosho_report_body_set_sections (ChoshoReportFlow *flow, const ChoshoReportModel *model);

/* The model's title, or the template's. Borrowed. */
const char *chosho_report_body_get_title (const ChoshoReportTemplate *template, const ChoshoReportModel *model);

G_END_DECLS
