/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* ChoshoSearchRow: one thing found: what it is called, where in it, and the words around the hit, which is marked. */
#define CHOSHO_TYPE_SEARCH_ROW (chosho_search_row_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSearchRow, chosho_search_row, CHOSHO, SEARCH_ROW, GtkListBoxRow)

/* @result: as search gives it; a reference is kept. */
GtkWidget   *chosho_search_row_new        (ChoshoValue *result);
ChoshoValue *chosho_search_row_get_result (ChoshoSearchRow *self); /* borrowed */
/* "Criteria and procedures", "Results" …: what a group of rows is called. */
const char  *chosho_search_row_word_kind  (const char *kind);

G_END_DECLS
