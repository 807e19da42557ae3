/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/*
 * The place "reading" (資料から進める): one document open, and beside it in turn every step that waits for it
 * (`step waiting` says which). Each is written on the desk of its control, with the place in the document quoted.
 * Targets: an evidence's id.
 */
#define CHOSHO_TYPE_READING_PAGE (chosho_reading_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoReadingPage, chosho_reading_page, CHOSHO, READING_PAGE, ChoshoPage)

G_END_DECLS
