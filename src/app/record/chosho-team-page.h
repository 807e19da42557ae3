/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-page.h"

G_BEGIN_DECLS

/* The place "team": members, their roles and confirmations. Targets: a member's id. */
#define CHOSHO_TYPE_TEAM_PAGE (chosho_team_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoTeamPage, chosho_team_page, CHOSHO, TEAM_PAGE, ChoshoRecordPage)

G_END_DECLS
