/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-template.h"

G_BEGIN_DECLS

/* Where @now says something else than @before, in @template's words: a line for each fact of the engagement, finding and
 * control; "" where they say the same. Dates of the reports are not compared. (transfer full) */
char *chosho_report_changes_describe (const ChoshoReportModel *before, const ChoshoReportModel *now, const ChoshoReportTemplate *template);

G_END_DECLS
