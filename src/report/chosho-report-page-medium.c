/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-page-medium.h"

static ChoshoReportPageMedium *
cast (ChoshoReportMedium *medium)
{
  return (ChoshoReportPageMedium *) medium;
}

static void
on_set_place (ChoshoReportMedium *medium, const char *place)
{
  chosho_report_type_set_place (cast (medium)->flow->type, place);
}

static void
on_new_page (ChoshoReportMedium *medium)
{
  chosho_report_flow_new_page (cast (medium)->flow);
}

static void
on_space (ChoshoReportMedium *medium, double height)
{
  chosho_report_flow_space (cast (medium)->flow, height);
}

static void
on_text (ChoshoReportMedium *medium, ChoshoReportStyle style, ChoshoReportAlign align, double indent, double gray, const char *text)
{
  chosho_report_flow_text (cast (medium)->flow, style, align, indent, gray, text);
}

static void
on_body (ChoshoReportMedium *medium, const char *text)
{
  chosho_report_flow_body (cast (medium)->flow, text);
}

static void
on_heading (ChoshoReportMedium *medium, ChoshoReportHeading level, const char *title)
{
  chosho_report_flow_plain_heading (cast (medium)->flow, level == CHOSHO_REPORT_HEADING_SECTION ? 0 : 1, title);
}

static void
on_begin_table (ChoshoReportMedium *medium, guint n_columns, const double *widths, const char *const *titles)
{
  ChoshoReportPageMedium *self = cast (medium);

  self->table = chosho_report_table_new (self->flow, n_columns, widths);
  if (titles != NULL)
    chosho_report_table_set_head (self->table, titles);
}

static void
on_add_band (ChoshoReportMedium *medium, const char *text, const char *continued, gboolean filled, guint outline_level)
{
  chosho_report_table_band (cast (medium)->table, text, continued, filled, outline_level);
}

static void
on_add_cell (ChoshoReportMedium *medium, guint column, ChoshoReportStyle style, const char *text)
{
  chosho_report_table_add (cast (medium)->table, column, style, text);
}

static void
on_end_row (ChoshoReportMedium *medium)
{
  chosho_report_table_end_row (cast (medium)->table);
}

static void
on_end_table (ChoshoReportMedium *medium)
{
  g_clear_pointer (&cast (medium)->table, chosho_report_table_end);
}

static const ChoshoReportMediumClass page_class = {
  .set_place = on_set_place,
  .new_page = on_new_page,
  .space = on_space,
  .text = on_text,
  .body = on_body,
  .heading = on_heading,
  .begin_table = on_begin_table,
  .add_band = on_add_band,
  .add_cell = on_add_cell,
  .end_row = on_end_row,
  .end_table = on_end_table,
};

void
chosho_report_page_medium_init (ChoshoReportPageMedium *self, ChoshoReportFlow *flow)
{
  chosho_report_medium_init (&self->parent, &page_class, flow->template);
  self->flow = flow;
  self->table = NULL;
}
