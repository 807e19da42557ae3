/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoPageThumbnail: a small picture of one page in a box whose size is the same for all pages. It is
 * rendered when it is asked to; what it shows is forgotten when it shows another page.
 */
#define CHOSHO_TYPE_PAGE_THUMBNAIL (chosho_page_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPageThumbnail, chosho_page_thumbnail, CHOSHO, PAGE_THUMBNAIL, GtkWidget)

/* (transfer floating) */
GtkWidget *chosho_page_thumbnail_new         (void);
/* The height, in pixels, of a box for any of the pages (element-type ChoshoPageSize) as they are turned. */
int        chosho_page_thumbnail_find_height (const GArray *pages, guint quarters);
/* @document (nullable): nothing is shown. Turned clockwise by @quarters; in a box of @height. */
void       chosho_page_thumbnail_set_page    (ChoshoPageThumbnail *self, ChoshoDocument *document, guint page, guint quarters, int height);
guint      chosho_page_thumbnail_get_page    (ChoshoPageThumbnail *self);
/* Renders it where that was not done; and takes that back where it is not done yet. */
void       chosho_page_thumbnail_render      (ChoshoPageThumbnail *self);
void       chosho_page_thumbnail_cancel      (ChoshoPageThumbnail *self);

G_END_DECLS
