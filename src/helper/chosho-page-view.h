/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "chosho-record-writer.h"

G_BEGIN_DECLS

/* What is to be drawn of a page. */
typedef struct
{
  guint32 page;   /* from 0 */
  double  scale;  /* pixels a unit of the page */
  int     x, y;   /* pixels of the page at that scale, from the top left */
  int     width;
  int     height;
} ChoshoPageView;

/* Checks @scale and the clip (0, 0, 0, 0: all of it) against a page of @width × @height units and
 * every limit. FALSE with @fault set. */
gboolean         chosho_page_view_init (ChoshoPageView *self, guint32 page, guint32 scale,
                                        const guint32 clip[4], double width, double height,
                                        ChoshoFault *fault);
/* A white surface of the view's size on which units are scaled and the clip's corner is at the
 * origin. NULL where there is no memory for it. (transfer full) */
cairo_t         *chosho_page_view_begin (const ChoshoPageView *self);
/* Writes IMAGE and its BYTES; as PNG or as rows of pixels. FALSE with @fault set. */
gboolean         chosho_page_write_image (cairo_surface_t *surface, gboolean as_png,
                                          ChoshoRecordWriter *writer, ChoshoFault *fault);

/* A length for a record. */
gint32           chosho_page_length (double units);

G_END_DECLS
