/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/*
 * ChoshoSearchPage: words looked for in everything, as they are typed, with what was found in groups and opened where it
 * stands; and how far evidence can be searched. A target of the page is what is looked for.
 */
#define CHOSHO_TYPE_SEARCH_PAGE (chosho_search_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSearchPage, chosho_search_page, CHOSHO, SEARCH_PAGE, ChoshoPage)

G_END_DECLS
