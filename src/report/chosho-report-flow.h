/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-pages.h"
#include "chosho-report-template.h"

G_BEGIN_DECLS

/*
 * ChoshoReportFlow: sets headings, paragraphs and tables one below the other and begins new pages.
 * Borrows pages, type and template, which outlive it. Plain struct: tables move @y themselves.
 */
typedef struct
{
  ChoshoReportPages          *pages;    /* borrowed */
  ChoshoReportType           *type;     /* borrowed */
  const ChoshoReportTemplate *template; /* borrowed */
  GArray                     *contents; /* borrowed, nullable: of guint, outline entries of headings */
  double                      y;        /* next free place on the last page */
  guint                       section;       /* number of the current heading */
  guint                       outline_level; /* of the headings here */
  gboolean                    no_outline;    /* headings get no entry */
  struct
  {
    guint  first_item;    /* of the page */
    guint  n_items;       /* of the page once they stand there: more means that something follows them */
    guint  first_outline;
    double y;
  } heads;                                   /* the headings at the end of the last page, which go along to the next */
} ChoshoReportFlow;

/* Begins on a new page of @pages. */
void   chosho_report_flow_init (ChoshoReportFlow *self, ChoshoReportPages *pages, ChoshoReportType *type,
                                const ChoshoReportTemplate *template);
/* A heading below which nothing stands yet goes along. */
void   chosho_report_flow_new_page (ChoshoReportFlow *self);
/* TRUE where nothing stands on the page yet. */
gboolean chosho_report_flow_at_top (const ChoshoReportFlow *self);
/* Height left on the page. */
double chosho_report_flow_get_room (const ChoshoReportFlow *self);
/* Begins a new page where less than @height is left. */
void   chosho_report_flow_need (ChoshoReportFlow *self, double height);
/* White space; none at the top of a page. */
void   chosho_report_flow_space (ChoshoReportFlow *self, double height);

/* A text of any length, broken over pages without leaving a single line of a paragraph alone. */
void   chosho_report_flow_text (ChoshoReportFlow *self, ChoshoReportStyle style, ChoshoReportAlign align,
                                double indent, double gray, const char *text);
/* Body text: each paragraph of @text (at "\n") with the first line indented in Japanese and set
 * apart in English. */
void   chosho_report_flow_body (ChoshoReportFlow *self, const char *text);
/* "3　…" with an outline entry; stays with what follows, be it text, table or another heading. Returns the entry. */
guint  chosho_report_flow_heading (ChoshoReportFlow *self, const char *title);
/* One line of the table of contents: title of the entry @outline of @body, dots, page number, all of it a link; the pages of
 * @body will stand @page_shift pages further back. */
void   chosho_report_flow_contents_line (ChoshoReportFlow *self, const ChoshoReportPages *body, guint outline, guint page_shift);
/* A heading without a number: an annex (@level 0) or a chapter in it. */
guint  chosho_report_flow_plain_heading (ChoshoReportFlow *self, guint level, const char *title);

G_END_DECLS
