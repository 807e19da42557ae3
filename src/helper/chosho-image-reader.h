/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-magic.h"
#include "chosho-page-view.h"

G_BEGIN_DECLS

/*
 * ChoshoImage: a picture by gdk-pixbuf, as pages of pixels: a TIFF may have several. The EXIF
 * orientation is applied; of an animation the first picture is shown.
 */
typedef struct _ChoshoImage ChoshoImage;

/* Loads the code that reads @magic, which cannot be loaded once confined. */
void         chosho_image_prepare (ChoshoMagic magic);
gboolean     chosho_image_can_read (ChoshoMagic magic);

/* Takes @data (transfer full). NULL with @fault set. */
ChoshoImage *chosho_image_open (char *data, gsize size_bytes, ChoshoMagic magic, ChoshoFault *fault);
void         chosho_image_free (ChoshoImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoImage, chosho_image_free)

/* Writes CLAIM, where it says anything of itself. */
void         chosho_image_write_claim (ChoshoImage *self, ChoshoRecordWriter *writer);
guint        chosho_image_get_n_pages (ChoshoImage *self);
/* Pixels, upright. 0 × 0 where the page is damaged or too large, and then @fault says why. */
void         chosho_image_get_page_size (ChoshoImage *self, guint page, double *width, double *height,
                                         ChoshoFault *fault);
/* (transfer full): on a surface as the view says. NULL with @fault set. */
cairo_t     *chosho_image_draw (ChoshoImage *self, const ChoshoPageView *view, ChoshoFault *fault);

G_END_DECLS
