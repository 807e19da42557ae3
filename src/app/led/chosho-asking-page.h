/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/*
 * The place "asking" (質問から進める): one person asked, said once with day, place and those present, and the open
 * questions of many controls with an answer to each. What is answered and has its outcome is recorded by one command:
 * one interview record for all its steps. What is not stays open.
 */
#define CHOSHO_TYPE_ASKING_PAGE (chosho_asking_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoAskingPage, chosho_asking_page, CHOSHO, ASKING_PAGE, ChoshoPage)

G_END_DECLS
