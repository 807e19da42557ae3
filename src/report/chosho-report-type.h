/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-model.h"
#include "chosho-report-text.h"

G_BEGIN_DECLS

/*
 * ChoshoReportType: the fonts of a report and the setting of text in lines. One PangoLayout is
 * reused for everything, and a text set before in the same style and width is not set again:
 * reports repeat formulaic sentences. All lengths are points (1/72 inch). One thread.
 */
typedef struct _ChoshoReportType ChoshoReportType;

typedef enum
{
  CHOSHO_REPORT_STYLE_TITLE,
  CHOSHO_REPORT_STYLE_SUBTITLE,
  CHOSHO_REPORT_STYLE_PAPER, /* title of a working paper */
  CHOSHO_REPORT_STYLE_HEADING,
  CHOSHO_REPORT_STYLE_SUBHEADING,
  CHOSHO_REPORT_STYLE_BODY,
  CHOSHO_REPORT_STYLE_BODY_STRONG,
  CHOSHO_REPORT_STYLE_NOTE,
  CHOSHO_REPORT_STYLE_TABLE,
  CHOSHO_REPORT_STYLE_TABLE_STRONG,
  CHOSHO_REPORT_STYLE_TABLE_HEAD,
  CHOSHO_REPORT_STYLE_TABLE_SMALL,
  CHOSHO_REPORT_STYLE_REFERENCE, /* in red */
  CHOSHO_REPORT_STYLE_BAND,
  CHOSHO_REPORT_STYLE_RUNNING,
  CHOSHO_REPORT_STYLE_MARK,
  CHOSHO_REPORT_N_STYLES,
} ChoshoReportStyle;

typedef enum
{
  CHOSHO_REPORT_ALIGN_LEFT,
  CHOSHO_REPORT_ALIGN_CENTER,
  CHOSHO_REPORT_ALIGN_RIGHT,
  CHOSHO_REPORT_ALIGN_JUSTIFY, /* left in languages set with word spaces */
} ChoshoReportAlign;

/* Fonts for @language on the surface that @cr draws to; @one_family: all styles are set in serifs, for files of a few pages
 * of which fonts are the most (a subset of the sans has a megabyte). Error: CHOSHO_ERROR_NOT_FOUND where the
 * machine has no Japanese font (a report without one would be boxes). (transfer full) */
ChoshoReportType  *chosho_report_type_new (cairo_t *cr, ChoshoReportLanguage language, gboolean one_family, GError **error);
void               chosho_report_type_free (ChoshoReportType *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoReportType, chosho_report_type_free)

/* Height of a line of @style. */
double             chosho_report_type_get_leading (ChoshoReportStyle style);

/* From now on a character that no font has is set as its number, "<U+1F4CB>", and is no error: for what others wrote. */
void               chosho_report_type_name_unknown (ChoshoReportType *self);
/* What the texts set from now on belong to ("control 5.1.1.1"), for errors. Copied. */
void               chosho_report_type_set_place (ChoshoReportType *self, const char *place);

/* Sets @text (never markup) in lines of at most @width_pt; a @width_pt of 0 or less sets one line a
 * paragraph. A character that no font has is remembered for chosho_report_type_check(). (transfer full) */
ChoshoReportText  *chosho_report_type_set (ChoshoReportType *self, ChoshoReportStyle style,
                                           ChoshoReportAlign align, double width_pt, const char *text);
/* The same in one line that ends with "…" where it is too long. (transfer full) */
ChoshoReportText  *chosho_report_type_set_line (ChoshoReportType *self, ChoshoReportStyle style,
                                                double width_pt, const char *text);
/* Error: CHOSHO_ERROR_INVALID where a text set so far holds a character no font has, naming the
 * first such character and its place. */
gboolean           chosho_report_type_check (ChoshoReportType *self, GError **error);

G_END_DECLS
