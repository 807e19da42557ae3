/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-medium.h"

G_BEGIN_DECLS

/* The front before the table of contents: title block, addressee, signers and opening paragraph. */
void chosho_report_body_set_title_block (ChoshoReportMedium *medium, const ChoshoReportModel *model);

/* The numbered sections before the annexes. */
void chosho_report_body_set_sections (ChoshoReportMedium *medium, const ChoshoReportModel *model);

/* The model's title, or the template's. Borrowed. */
const char *chosho_report_body_get_title (const ChoshoReportTemplate *template, const ChoshoReportModel *model);
/* The kind of the engagement in the template's words. Borrowed. */
const char *chosho_report_body_get_kind (const ChoshoReportTemplate *template, const ChoshoReportModel *model);

/* Numbers of different controls in annex 2: a control may stand there in several parts. */
guint       chosho_report_body_count_untested (const ChoshoReportModel *model);

G_END_DECLS
