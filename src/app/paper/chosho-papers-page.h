/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-page.h"

G_BEGIN_DECLS

/* The place "papers": the general papers of the file with their sign-offs. Targets: an id, "filter:state=CODE". */
#define CHOSHO_TYPE_PAPERS_PAGE (chosho_papers_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPapersPage, chosho_papers_page, CHOSHO, PAPERS_PAGE, ChoshoRecordPage)

G_END_DECLS
