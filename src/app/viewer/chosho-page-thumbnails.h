/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoPageThumbnails: small pictures of all pages of a document, to go by; the page that is read is
 * selected. What is in sight is rendered, after the pages themselves; what is scrolled past is not.
 *
 * Signal "page-chosen" (guint page, gboolean activated): somebody goes to it, with Enter or two clicks to stay.
 */
#define CHOSHO_TYPE_PAGE_THUMBNAILS (chosho_page_thumbnails_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPageThumbnails, chosho_page_thumbnails, CHOSHO, PAGE_THUMBNAILS, GtkBox)

/* A loaded document of kind CHOSHO_CONTENT_PAGES, or NULL. */
void chosho_page_thumbnails_set_document (ChoshoPageThumbnails *self, ChoshoDocument *document);
/* The page that is read, from 0, and how the pages are turned, clockwise. */
void chosho_page_thumbnails_show         (ChoshoPageThumbnails *self, guint page, guint quarters);

G_END_DECLS
