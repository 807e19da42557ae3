/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-template.h"

G_BEGIN_DECLS

/*
 * ChoshoReportValues: what a report says, by names: for a form that is filled. What stands in the rows of the annexes
 * comes from the annexes themselves. One thread.
 */
typedef struct _ChoshoReportValues ChoshoReportValues;

/* @model and @template are read now and needed no longer. (transfer full) */
ChoshoReportValues *chosho_report_values_new  (const ChoshoReportModel *model, const ChoshoReportTemplate *template);
void                chosho_report_values_free (ChoshoReportValues *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoReportValues, chosho_report_values_free)

/* Whether there is a value of that name: "addressee", "finding.text". */
gboolean            chosho_report_values_is_name  (const char *name);
/* What comes before the dot where @name is one of a row that is repeated ("finding"), static; else NULL. */
const char         *chosho_report_values_get_group (const char *name);
/* All names, the repeated ones by group; ended by NULL. Static strings. (transfer container) */
const char        **chosho_report_values_list_names (void);

/* How many rows @group has, one of those that chosho_report_values_get_group() tells. */
guint               chosho_report_values_count (ChoshoReportValues *self, const char *group);
/* The value of @name, of row @row where it is repeated; "" where there is none. Borrowed. */
const char         *chosho_report_values_get   (ChoshoReportValues *self, const char *name, guint row);

G_END_DECLS
