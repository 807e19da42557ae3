/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-flow.h"

G_BEGIN_DECLS

/*
 * ChoshoReportTable: a table in a flow. Its header row stands again on every page, rows break
 * between lines where they are too long to be kept together, and a band (a row across all
 * columns) stays with the row after it and is repeated, marked as continued, after a page break.
 */
typedef struct _ChoshoReportTable ChoshoReportTable;

#define CHOSHO_REPORT_TABLE_COLUMNS 9 /* the widest tables are those of samples */
#define CHOSHO_REPORT_TABLE_NO_OUTLINE G_MAXUINT
#define CHOSHO_REPORT_TABLE_BANDS 3   /* bands that wait for a row: objective and control */

/* @widths are fractions of the text width, one for each of @n_columns. (transfer full) */
ChoshoReportTable *chosho_report_table_new (ChoshoReportFlow *flow, guint n_columns, const double *widths);
/* Draws the closing rule and frees @self. */
void               chosho_report_table_end (ChoshoReportTable *self);
/* Titles of the columns, as many as there are; without this call the table has no header row. */
void               chosho_report_table_set_head (ChoshoReportTable *self, const char *const *titles);

/* A band before the next row, with an outline entry at @outline_level, or CHOSHO_REPORT_TABLE_NO_OUTLINE. @continued is what is
 * repeated after a page break, NULL for nothing. @filled: on a tint, for the lowest level. */
void               chosho_report_table_band (ChoshoReportTable *self, const char *text, const char *continued,
                                             gboolean filled, guint outline_level);

/* Cells of the row to come; several calls for one column stand below each other. NULL and ""
 * add nothing. */
void               chosho_report_table_add (ChoshoReportTable *self, guint column, ChoshoReportStyle style,
                                            const char *text);
/* Sets the row. */
void               chosho_report_table_end_row (ChoshoReportTable *self);

G_END_DECLS
