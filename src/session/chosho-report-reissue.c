/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-reissue.h"

#include "chosho-report-builder.h"
#include "chosho-report-changes.h"

ChoshoWrite *
chosho_report_reissue_find_earlier (ChoshoView *view)
{
  g_autoptr (GPtrArray) issued = chosho_view_list_action (view, "report-issue");

  return issued->len > 0 ? g_ptr_array_index (issued, issued->len - 1) : NULL;
}

/* (transfer full) */
static char *
dup_changes (const ChoshoReportModel *model, const ChoshoWrite *earlier, const ChoshoReportTemplate *template)
{
  g_autoptr (ChoshoView) then = chosho_view_new_at (earlier->node);
  g_autoptr (ChoshoReportModel) before = chosho_report_builder_build (then, FALSE, chosho_value_get_string (earlier->item, "report_date"));
  g_autofree char *changes = chosho_report_changes_describe (before, model, template);

  return changes[0] != '\0' ? g_steal_pointer (&changes) : g_strdup (chosho_report_template_get (template, "label", "reissue-same"));
}

void
chosho_report_reissue_describe (ChoshoReportModel *model, const ChoshoWrite *earlier, const char *reason)
{
  g_autoptr (ChoshoReportTemplate) template = NULL;
  g_autofree char *date = NULL;
  g_autofree char *changes = NULL;

  if (earlier == NULL)
    return;
  template = chosho_report_template_new_default (model->language);
  date = chosho_report_template_format_date (template, chosho_value_get_string (earlier->item, "report_date"));
  changes = dup_changes (model, earlier, template);
  g_free (model->reissue);
  model->reissue = chosho_report_template_format (template, "format", "reissue", "date", date, "digest",
                                                  chosho_value_get_string (earlier->item, "sha256"), "reason",
                                                  reason != NULL ? reason : chosho_report_template_get (template, "label", "undetermined"),
                                                  "changes", changes, NULL);
}
