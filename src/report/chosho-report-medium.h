/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-template.h"
#include "chosho-report-type.h"

G_BEGIN_DECLS

/*
 * ChoshoReportMedium: what a results report is written on, from its first line to its last. What the report says
 * is decided once (body and annex); pages of a PDF and a Word document are two media, so they cannot say
 * different things. One table is open at a time. One thread.
 */
typedef struct _ChoshoReportMedium ChoshoReportMedium;

typedef enum
{
  CHOSHO_REPORT_HEADING_SECTION, /* "3　責任", an annex */
  CHOSHO_REPORT_HEADING_SUBSECTION, /* "3.1　…", a chapter of an annex */
} ChoshoReportHeading;

/* Members as the functions below; those marked so may be NULL. */
typedef struct
{
  void (*set_place) (ChoshoReportMedium *self, const char *place);                /* nullable */
  void (*set_locked) (ChoshoReportMedium *self, gboolean locked);                 /* nullable */
  void (*new_page) (ChoshoReportMedium *self);
  void (*space) (ChoshoReportMedium *self, double height);
  void (*text) (ChoshoReportMedium *self, ChoshoReportStyle style, ChoshoReportAlign align, double indent, double gray, const char *text);
  void (*body) (ChoshoReportMedium *self, const char *text);
  void (*heading) (ChoshoReportMedium *self, ChoshoReportHeading level, const char *title);
  void (*begin_table) (ChoshoReportMedium *self, guint n_columns, const double *widths, const char *const *titles);
  void (*add_band) (ChoshoReportMedium *self, const char *text, const char *continued, gboolean filled, guint outline_level);
  void (*add_cell) (ChoshoReportMedium *self, guint column, ChoshoReportStyle style, const char *text);
  void (*end_row) (ChoshoReportMedium *self);
  void (*end_table) (ChoshoReportMedium *self);
} ChoshoReportMediumClass;

/* The first member of every medium. */
struct _ChoshoReportMedium
{
  const ChoshoReportMediumClass *klass;    /* static */
  const ChoshoReportTemplate    *template; /* borrowed */
  guint                          section;
  guint                          subsection;
};

void chosho_report_medium_init (ChoshoReportMedium *self, const ChoshoReportMediumClass *klass, const ChoshoReportTemplate *template);

/* What is written from now on belongs to @place ("control 5.1.1.1"), for errors; NULL for nothing in particular. */
void chosho_report_medium_set_place (ChoshoReportMedium *self, const char *place);
/* Paragraphs from now on are the template's fixed ones: where a medium can be edited, not these. */
void chosho_report_medium_set_locked (ChoshoReportMedium *self, gboolean locked);
void chosho_report_medium_new_page (ChoshoReportMedium *self);
/* White space of @height points. */
void chosho_report_medium_space (ChoshoReportMedium *self, double height);
/* A text of any length, @indent points from the left; @gray is 0 (black) to 1. */
void chosho_report_medium_text (ChoshoReportMedium *self, ChoshoReportStyle style, ChoshoReportAlign align, double indent, double gray,
                                const char *text);
/* Body text: each paragraph of @text (at "\n") with the first line indented in Japanese. */
void chosho_report_medium_body (ChoshoReportMedium *self, const char *text);
/* The same of a fixed paragraph. */
void chosho_report_medium_fixed (ChoshoReportMedium *self, const char *text);
/* "3　…", in the table of contents. */
void chosho_report_medium_heading (ChoshoReportMedium *self, const char *title);
/* "3.1　…". */
void chosho_report_medium_subheading (ChoshoReportMedium *self, const char *title);
/* A heading without a number, in the table of contents. */
void chosho_report_medium_plain_heading (ChoshoReportMedium *self, ChoshoReportHeading level, const char *title);

/* @widths: fractions of the text width; @titles: of the header row, as many, NULL for none. */
void chosho_report_medium_begin_table (ChoshoReportMedium *self, guint n_columns, const double *widths, const char *const *titles);
/* A row across all columns before the next one, as of chosho_report_table_band(). */
void chosho_report_medium_add_band (ChoshoReportMedium *self, const char *text, const char *continued, gboolean filled, guint outline_level);
/* A text in a cell of the row to come, below those before it; NULL and "" add nothing. */
void chosho_report_medium_add_cell (ChoshoReportMedium *self, guint column, ChoshoReportStyle style, const char *text);
void chosho_report_medium_end_row (ChoshoReportMedium *self);
void chosho_report_medium_end_table (ChoshoReportMedium *self);

G_END_DECLS
