/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/*
 * The place "evidence": everything taken in or seen, tens of thousands of lines fluently; what is linked
 * to nothing stands first. Targets: an evidence's id; "filter:linked=0", "filter:repeated=1",
 * "filter:control=NUMBER".
 */
#define CHOSHO_TYPE_EVIDENCE_PAGE (chosho_evidence_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoEvidencePage, chosho_evidence_page, CHOSHO, EVIDENCE_PAGE, ChoshoPage)

G_END_DECLS
