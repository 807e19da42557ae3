/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page-view.h"

G_BEGIN_DECLS

/*
 * ChoshoPdf: a PDF by poppler, drawn by cairo. Nothing in it is acted on: no link, no action, no
 * script, no embedded file; a signature in it is drawn like anything else and never judged.
 */
typedef struct _ChoshoPdf ChoshoPdf;

/* @fd belongs to the result. @password may be "". NULL with @fault set. */
ChoshoPdf *chosho_pdf_open (int fd, const char *password, ChoshoFault *fault);
void       chosho_pdf_free (ChoshoPdf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPdf, chosho_pdf_free)

guint      chosho_pdf_get_n_pages (ChoshoPdf *self);
/* Points, upright; 0 × 0 where the page is damaged. */
void       chosho_pdf_get_page_size (ChoshoPdf *self, guint page, double *width, double *height);
/* (transfer full): on a surface as the view says. NULL with @fault set. */
cairo_t   *chosho_pdf_draw (ChoshoPdf *self, const ChoshoPageView *view, ChoshoFault *fault);
/* Writes TEXT. */
gboolean   chosho_pdf_write_text (ChoshoPdf *self, guint page, ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
