/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/* The place "controls": the list of the criteria, the control chosen as a document, and what the gate
 * still wants of it. Targets: "NUMBER", "NUMBER step:ID". */
#define CHOSHO_TYPE_CONTROLS_PAGE (chosho_controls_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlsPage, chosho_controls_page, CHOSHO, CONTROLS_PAGE, ChoshoPage)

/* The numbers of the controls chosen in its list, in order. (transfer full) */
GStrv chosho_controls_page_dup_chosen (ChoshoControlsPage *self);

G_END_DECLS
