/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoReportPicture: pixels to be printed, packed so that thousands of excerpts fit in memory. Reference counted and
 * immutable, for any thread.
 */
typedef struct _ChoshoReportPicture ChoshoReportPicture;

/* Of @width × @height pixels BGRA, opaque, rows from the top without gaps; NULL where @pixels are not as many.
 * (transfer full) */
ChoshoReportPicture *chosho_report_picture_new        (guint width, guint height, GBytes *pixels);
ChoshoReportPicture *chosho_report_picture_ref        (ChoshoReportPicture *self);
void                 chosho_report_picture_unref      (ChoshoReportPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoReportPicture, chosho_report_picture_unref)

guint                chosho_report_picture_get_width  (const ChoshoReportPicture *self);
guint                chosho_report_picture_get_height (const ChoshoReportPicture *self);
/* Writes the pixels as they were given to @out of @size_bytes; FALSE where that is not their size. */
gboolean             chosho_report_picture_unpack     (const ChoshoReportPicture *self, guchar *out, gsize size_bytes);

G_END_DECLS
