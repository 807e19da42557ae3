/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-text-search.h"

G_BEGIN_DECLS

/* ChoshoSearchState: how far evidence can be searched, in a line: how much has no text information, how much was not read
 * yet; while it is read, how far that is, and a button that stops it, or goes on with it. */
#define CHOSHO_TYPE_SEARCH_STATE (chosho_search_state_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSearchState, chosho_search_state, CHOSHO, SEARCH_STATE, GtkBox)

/* Once. */
void chosho_search_state_set_search (ChoshoSearchState *self, ChoshoTextSearch *search);

G_END_DECLS
