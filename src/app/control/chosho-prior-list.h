/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoPriorList: what was found at the control before (前年度の結果), to be read beside this year's work. It says that it
 * is a reference: nothing here can be linked to a step. Folded until it is opened, and then open at every control; it hides
 * while there is nothing.
 */
#define CHOSHO_TYPE_PRIOR_LIST (chosho_prior_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPriorList, chosho_prior_list, CHOSHO, PRIOR_LIST, AdwBin)

/* @rows: what `control show` gives as "prior". */
void chosho_prior_list_set_rows (ChoshoPriorList *self, ChoshoValue *rows);

G_END_DECLS
