/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoIndividualList: the versions of the client's individual controls (個別管理策), which are what is tested: always
 * open, above the document that scrolls, and of a height that leaves room for it; more of them scroll among themselves.
 * It hides while there are none.
 */
#define CHOSHO_TYPE_INDIVIDUAL_LIST (chosho_individual_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoIndividualList, chosho_individual_list, CHOSHO, INDIVIDUAL_LIST, AdwBin)

/* @rows: what `control show` gives as "individual". */
void     chosho_individual_list_set_rows (ChoshoIndividualList *self, ChoshoValue *rows);
/* Scrolls to the versions of @individual. FALSE: there is none of that name. */
gboolean chosho_individual_list_show     (ChoshoIndividualList *self, const char *individual);

G_END_DECLS
