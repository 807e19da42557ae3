/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-document.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoPagesView: the pages of a document one below the other, to scroll through, zoom, turn, select text
 * in and search. Scrollable; put it into a GtkScrolledWindow. It renders what is visible and keeps few
 * pages' pixels, so that the length of a document costs nothing.
 *
 * Signals: "page-changed" (the page that is read is another one, or how the pages are shown),
 * "searching" (char *words: how far it is), "searched" (gboolean found).
 */
#define CHOSHO_TYPE_PAGES_VIEW (chosho_pages_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPagesView, chosho_pages_view, CHOSHO, PAGES_VIEW, GtkWidget)

/* A loaded document of kind CHOSHO_CONTENT_PAGES, or NULL. */
void     chosho_pages_view_set_document (ChoshoPagesView *self, ChoshoDocument *document);
/* The same document made anew: the place in it and the zoom stay, and the old pictures until the new ones are there. */
void     chosho_pages_view_replace_document (ChoshoPagesView *self, ChoshoDocument *document);
guint    chosho_pages_view_get_n_pages  (ChoshoPagesView *self);
guint    chosho_pages_view_get_page     (ChoshoPagesView *self); /* from 0 */
void     chosho_pages_view_show_page    (ChoshoPagesView *self, guint page);
/* Pixels a unit; 0: the width of the view. */
void     chosho_pages_view_set_zoom     (ChoshoPagesView *self, double zoom);
/* In or out by a step; from fitting the width too. */
void     chosho_pages_view_step_zoom    (ChoshoPagesView *self, int steps);
/* Clockwise by so many quarters more (or fewer); upright again with every document. The evidence stays as it is. */
void     chosho_pages_view_turn         (ChoshoPagesView *self, int quarters);
guint    chosho_pages_view_get_quarters (ChoshoPagesView *self); /* 0 to 3, clockwise */
/* Goes to the next (1) or previous (-1) place of @needle, reading pages as it goes, round the end;
 * "searched" follows. */
void     chosho_pages_view_search       (ChoshoPagesView *self, const char *needle, int direction);
/* What is under way ends; "searched" does not follow. */
void     chosho_pages_view_stop_search  (ChoshoPagesView *self);
/* The text selected; NULL where there is none. (transfer full) */
char    *chosho_pages_view_dup_selection (ChoshoPagesView *self);

/* Marks over the pages: rows of them; (nullable). */
void     chosho_pages_view_set_marks    (ChoshoPagesView *self, ChoshoValue *marks);
/* Brings the mark of @row into view and draws it stronger than the others. */
void     chosho_pages_view_show_mark    (ChoshoPagesView *self, ChoshoValue *row);
/* Where a new mark would stand: {place, rectangle, quote} of the region drawn or the text selected, else the page alone.
 * (transfer full) */
ChoshoValue *chosho_pages_view_dup_marked_place (ChoshoPagesView *self);

G_END_DECLS
