/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-paper.h"
#include "chosho-report-flow.h"

G_BEGIN_DECLS

/* Sets @paper on new pages of @pages, with an outline entry for it and, below it, one for each heading. */
void chosho_paper_pages_set (ChoshoReportPages *pages, ChoshoReportType *type, const ChoshoReportTemplate *template,
                             const ChoshoPaper *paper);
/* Its blocks where @flow stands. */
void chosho_paper_pages_set_blocks (ChoshoReportFlow *flow, const ChoshoPaper *paper);

G_END_DECLS
