/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/* The state of the work at a glance; every number leads to the list behind it. */
#define CHOSHO_TYPE_OVERVIEW_PAGE (chosho_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoOverviewPage, chosho_overview_page, CHOSHO, OVERVIEW_PAGE, ChoshoPage)

G_END_DECLS
