/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-page.h"

G_BEGIN_DECLS

/* The place of the requests (依頼資料): the list with what is late and returned in sight, the list that goes to the
 * client and comes back, and what came back matched to it. */
#define CHOSHO_TYPE_REQUESTS_PAGE (chosho_requests_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoRequestsPage, chosho_requests_page, CHOSHO, REQUESTS_PAGE, ChoshoRecordPage)

G_END_DECLS
