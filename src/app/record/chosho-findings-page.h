/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-page.h"

G_BEGIN_DECLS

/* The place "findings": each finding with its state, its trail and the acts that move it on. Targets: an id,
 * "filter:state=CODE". */
#define CHOSHO_TYPE_FINDINGS_PAGE (chosho_findings_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFindingsPage, chosho_findings_page, CHOSHO, FINDINGS_PAGE, ChoshoRecordPage)

G_END_DECLS
