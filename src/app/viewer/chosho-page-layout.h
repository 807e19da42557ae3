/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-content.h"

G_BEGIN_DECLS

#define CHOSHO_PAGE_GAP 12.0 /* pixels between pages and around them */

/*
 * ChoshoPageLayout: where the pages of a document stand, one below the other, when all are turned by so
 * many quarters; for any number of pages at no cost a page. Knows no widget.
 *
 * Lengths "in units" are the page's own; a place "on the view" counts from the turned page's top left, a
 * place on the page from its bottom left as it is upright (see chosho-content.h).
 */
typedef struct _ChoshoPageLayout ChoshoPageLayout;

/* @sizes: (element-type ChoshoPageSize) copied. Turned clockwise by @quarters (0 to 3) quarters. (transfer full) */
ChoshoPageLayout *chosho_page_layout_new         (const GArray *sizes, guint quarters);
void              chosho_page_layout_free        (ChoshoPageLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPageLayout, chosho_page_layout_free)
guint             chosho_page_layout_get_n_pages (const ChoshoPageLayout *self);
guint             chosho_page_layout_get_quarters (const ChoshoPageLayout *self);
/* The width of the widest page as turned, in units; 1 where there is none. */
double            chosho_page_layout_get_widest  (const ChoshoPageLayout *self);
/* As turned, in units; a damaged page has room to say so. */
ChoshoPageSize    chosho_page_layout_get_size    (const ChoshoPageLayout *self, guint page);
/* Upright, in units; 0 × 0 where it is damaged. */
ChoshoPageSize    chosho_page_layout_get_upright (const ChoshoPageLayout *self, guint page);
/* Pixels from the top of everything to the page's top, at @scale pixels a unit. */
double            chosho_page_layout_get_top     (const ChoshoPageLayout *self, guint page, double scale);
/* Pixels, with the gaps around. */
double            chosho_page_layout_get_height  (const ChoshoPageLayout *self, double scale);
/* The page at @y pixels from the top of everything, or in the gap above which it is; 0 where there is none. */
guint             chosho_page_layout_find        (const ChoshoPageLayout *self, double y, double scale);
/* A place on the view, in units, as one on the page. */
void              chosho_page_layout_to_page     (const ChoshoPageLayout *self, guint page, double x, double y, double *page_x, double *page_y);
/* Part of a page, on the view: x and y from its top left, downwards, in units. */
void              chosho_page_layout_to_view     (const ChoshoPageLayout *self, guint page, const ChoshoContentRect *part,
                                                  double *x, double *y, double *width, double *height);

G_END_DECLS
