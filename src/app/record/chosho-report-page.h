/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/* The place "report": what still stands against the issue, each line leading to where it is mended, the
 * pages of the report as they would be now, and the draft and the issue. */
#define CHOSHO_TYPE_REPORT_PAGE (chosho_report_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoReportPage, chosho_report_page, CHOSHO, REPORT_PAGE, ChoshoPage)

G_END_DECLS
