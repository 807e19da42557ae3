/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-page.h"

G_BEGIN_DECLS

/* The place "interviews": the records of inquiry, with the controls they speak to. Targets: an id. */
#define CHOSHO_TYPE_INTERVIEWS_PAGE (chosho_interviews_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoInterviewsPage, chosho_interviews_page, CHOSHO, INTERVIEWS_PAGE, ChoshoRecordPage)

G_END_DECLS
