/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-flow.h"
#include "chosho-report-medium.h"
#include "chosho-report-table.h"

G_BEGIN_DECLS

/* ChoshoReportPageMedium: a report on set pages, through a flow. */
typedef struct
{
  ChoshoReportMedium parent;
  ChoshoReportFlow  *flow;  /* borrowed */
  ChoshoReportTable *table; /* (owned) (nullable) the open one */
} ChoshoReportPageMedium;

/* @flow outlives @self. */
void chosho_report_page_medium_init (ChoshoReportPageMedium *self, ChoshoReportFlow *flow);

G_END_DECLS
