/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-document.h"
#include "chosho-find-text.h"

G_BEGIN_DECLS

/*
 * ChoshoPageSearch: words looked for in the pages of a document. Pages are read one after another, behind
 * whatever is shown, from where somebody is round to the same page again; it can be stopped at any time.
 *
 * Signals: "progress" (guint looked, guint pages): so many pages were looked at, told a few times a second;
 * "ended" (gboolean found). Neither comes after stopping.
 */
#define CHOSHO_TYPE_PAGE_SEARCH (chosho_page_search_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPageSearch, chosho_page_search, CHOSHO, PAGE_SEARCH, GObject)

/* A loaded document with text. */
ChoshoPageSearch *chosho_page_search_new        (ChoshoDocument *document, const char *needle);
const char       *chosho_page_search_get_needle (ChoshoPageSearch *self);
/* On (1) or back (-1) to the next place: from the last one found, else from page @from.
 * What is under way in that direction goes on. */
void              chosho_page_search_go         (ChoshoPageSearch *self, int direction, guint from);
void              chosho_page_search_stop       (ChoshoPageSearch *self);
/* The last place found, and the text of its page (borrowed); FALSE where there is none. */
gboolean          chosho_page_search_get_hit    (ChoshoPageSearch *self, guint *page, ChoshoHit *hit, const ChoshoPageText **text);

G_END_DECLS
