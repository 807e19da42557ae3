/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-medium.h"
#include "chosho-xml.h"

G_BEGIN_DECLS

#define CHOSHO_REPORT_DOCX_COLUMNS 4

/* A heading in the table of contents. */
typedef struct
{
  char               *title;    /* owned */
  char               *bookmark; /* owned */
  ChoshoReportHeading level;
} ChoshoReportDocxEntry;

/* ChoshoReportDocxMedium: what a report says, as the elements of a Word document's body. */
typedef struct
{
  ChoshoReportMedium parent;
  ChoshoXml         *xml;     /* (owned) (nullable) what was written; may be taken between two elements */
  GPtrArray         *entries; /* (owned) (element-type ChoshoReportDocxEntry) */
  guint              next_id; /* of content controls and bookmarks */
  gboolean           new_page;    /* the next paragraph begins one */
  double             space;       /* before the next paragraph, in points */
  gboolean           after_table; /* nothing came after a table, which would join with the next one */
  guint              n_columns;   /* of the open table */
  double             widths[CHOSHO_REPORT_DOCX_COLUMNS];
  GPtrArray         *cells[CHOSHO_REPORT_DOCX_COLUMNS]; /* (owned) texts of the row to come */
} ChoshoReportDocxMedium;

/* @template outlives @self. */
void       chosho_report_docx_medium_init (ChoshoReportDocxMedium *self, const ChoshoReportTemplate *template);
void       chosho_report_docx_medium_clear (ChoshoReportDocxMedium *self);
/* What was written since the last call. (transfer full) */
ChoshoXml *chosho_report_docx_medium_take (ChoshoReportDocxMedium *self);
/* A paragraph after the last table, where there is none: a document cannot end with one. */
void       chosho_report_docx_medium_finish (ChoshoReportDocxMedium *self);
/* The table of contents, of all headings so far, into @xml. */
void       chosho_report_docx_medium_add_contents (ChoshoReportDocxMedium *self, ChoshoXml *xml);

G_END_DECLS
