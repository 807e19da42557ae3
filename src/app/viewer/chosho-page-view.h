/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoPageView: the pages of a document one below the other, to scroll through, zoom, select text in
 * and search. Scrollable; put it into a GtkScrolledWindow. It renders what is visible and keeps few
 * pages' pixels, so that the length of a document costs nothing.
 *
 * Signals: "page-changed" (the page at the middle of the view is another one, or the zoom),
 * "searched" (gboolean found).
 */
#define CHOSHO_TYPE_PAGE_VIEW (chosho_page_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPageView, chosho_page_view, CHOSHO, PAGE_VIEW, GtkWidget)

/* A loaded document of kind CHOSHO_CONTENT_PAGES, or NULL. */
void     chosho_page_view_set_document (ChoshoPageView *self, ChoshoDocument *document);
guint    chosho_page_view_get_n_pages  (ChoshoPageView *self);
guint    chosho_page_view_get_page     (ChoshoPageView *self); /* from 0 */
void     chosho_page_view_show_page    (ChoshoPageView *self, guint page);
/* Pixels a unit; 0: the width of the view. */
void     chosho_page_view_set_zoom     (ChoshoPageView *self, double zoom);
/* In or out by a step; from fitting the width too. */
void     chosho_page_view_step_zoom    (ChoshoPageView *self, int steps);
/* Goes to the next (1) or previous (-1) place of @needle, reading pages as it goes, round the end;
 * "searched" follows. */
void     chosho_page_view_search       (ChoshoPageView *self, const char *needle, int direction);
/* The text selected; NULL where there is none. (transfer full) */
char    *chosho_page_view_dup_selection (ChoshoPageView *self);

G_END_DECLS
