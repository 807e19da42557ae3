/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One page of a TIFF, as its directory says. */
typedef struct
{
  guint32 offset;      /* of the directory */
  guint32 width;       /* as stored; 0 where the directory has none */
  guint32 height;
  guint32 orientation; /* 1 to 8 */
} ChoshoTiffPage;

/* The pages of a TIFF in memory, in order; at most @limit. gdk-pixbuf reads the first only, and
 * another where the header names that. (transfer full) (element-type ChoshoTiffPage) */
GArray *chosho_tiff_pages_find (const guint8 *data, gsize size_bytes, guint limit);
/* Makes the page at @offset the one that the header of @data names. */
void    chosho_tiff_pages_select (guint8 *data, guint32 offset);

G_END_DECLS
