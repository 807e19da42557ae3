/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-draft-lines.h"

#include "chosho-report-builder.h"

GPtrArray *
chosho_draft_lines_list_now (ChoshoView *view)
{
  g_autoptr (ChoshoReportModel) model = chosho_report_builder_build (view, TRUE, NULL);
  g_autoptr (ChoshoReportTemplate) template = chosho_report_template_new_default (model->language);

  return chosho_report_lines_list (model, template);
}

GPtrArray *
chosho_draft_lines_list_at (const ChoshoWrite *draft)
{
  g_autoptr (ChoshoView) then = chosho_view_new_at (draft->node);

  return chosho_draft_lines_list_now (then);
}

ChoshoReportLine *
chosho_draft_lines_find (GPtrArray *lines, const char *place)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (((ChoshoReportLine *) g_ptr_array_index (lines, i))->place, place))
      return g_ptr_array_index (lines, i);
  return NULL;
}
