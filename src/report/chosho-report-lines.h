/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-template.h"

G_BEGIN_DECLS

/* What a report says of its own, line by line: facts of the engagement, people, findings, controls with what was performed on them, and
 * controls that were not tested. Fixed paragraphs are no lines: nobody may change them. */

/* A sort of line, and what it is called: group and key of the template. */
typedef struct
{
  const char *name;       /* of the value; where there are columns, of the one that tells the rows apart */
  const char *columns[4]; /* of what a row says, ended by NULL; none for a value of its own */
  const char *group;
  const char *key;
} ChoshoReportLineKind;

/* The sort @index, in the order of the report; NULL past the last. Static. */
const ChoshoReportLineKind *chosho_report_lines_get_kind (guint index);

typedef struct
{
  char *place; /* (owned) the same wherever the line stands: "finding.number F-01 0" */
  char *label; /* (owned) for people */
  char *text;  /* (owned) what it says, its columns a line each */
} ChoshoReportLine;

/* All lines of @model that say anything, in the words of @template. (element-type ChoshoReportLine) (transfer full) */
GPtrArray *chosho_report_lines_list   (const ChoshoReportModel *model, const ChoshoReportTemplate *template);
/* The SHA-256 of @lines in hexadecimal digits. (transfer full) */
char      *chosho_report_lines_digest (GPtrArray *lines);

G_END_DECLS
