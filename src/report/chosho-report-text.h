/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/*
 * ChoshoReportText: a text set in lines, taken out of a PangoLayout in a compact form, so that the
 * layout can be used for the next text and a report of a thousand pages fits in memory. Reference
 * counted and immutable. Lengths are points.
 */
typedef struct _ChoshoReportText ChoshoReportText;

/* Takes the lines of @layout, of fonts of @size_pt in lines @leading_pt high, to be drawn in red where @red. The first character
 * without a glyph, if there is one, goes to @unknown, which else is left alone. (transfer full) */
ChoshoReportText *chosho_report_text_new (PangoLayout *layout, double size_pt, double leading_pt,
                                          gboolean red, gunichar *unknown);
ChoshoReportText *chosho_report_text_ref (ChoshoReportText *self);
void              chosho_report_text_unref (ChoshoReportText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoReportText, chosho_report_text_unref)

/* The characters. Borrowed. */
const char       *chosho_report_text_get_string (const ChoshoReportText *self);
gboolean          chosho_report_text_is_red (const ChoshoReportText *self);
guint             chosho_report_text_get_n_lines (const ChoshoReportText *self);
double            chosho_report_text_get_leading (const ChoshoReportText *self);
/* Of all lines. */
double            chosho_report_text_get_height (const ChoshoReportText *self);
/* Of the widest line. */
double            chosho_report_text_get_width (const ChoshoReportText *self);

/* Draws @count lines from @first; the first one's top left corner is at (@x, @y). */
void              chosho_report_text_draw (const ChoshoReportText *self, cairo_t *cr, guint first, guint count,
                                           double x, double y);
/* Appends the outlines of the glyphs to the path: a mark that text extraction does not see. */
void              chosho_report_text_path (const ChoshoReportText *self, cairo_t *cr, double x, double y);

G_END_DECLS
