/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* The form of a new engagement's facts. Signal "changed". */
#define CHOSHO_TYPE_FACTS_PAGE (chosho_facts_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFactsPage, chosho_facts_page, CHOSHO, FACTS_PAGE, AdwBin)

/* The arguments of `create` as the form stands. (transfer full) */
ChoshoValue *chosho_facts_page_dup_args    (ChoshoFactsPage *self);
/* Whether it can go on: nothing is missing or wrong. */
gboolean     chosho_facts_page_is_complete (ChoshoFactsPage *self);

G_END_DECLS
