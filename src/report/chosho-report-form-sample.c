/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-docx-medium.h"
#include "chosho-report-docx-package.h"
#include "chosho-report-docx-parts.h"
#include "chosho-report-form.h"

/* The sample form (見本) shows each kind of place; a firm begins its own with it, or writes the places into the one it has. */

static const char *
get_label (const ChoshoReportMedium *medium, const char *key)
{
  return chosho_report_template_get (medium->template, "label", key);
}

static void
add_line (ChoshoReportMedium *medium, ChoshoReportStyle style, ChoshoReportAlign align, const char *text)
{
  chosho_report_medium_text (medium, style, align, 0, 0, text);
}

static void
add_front (ChoshoReportMedium *medium)
{
  g_autofree char *addressee = g_strconcat ("{{addressee}}", get_label (medium, "honorific"), NULL);

  add_line (medium, CHOSHO_REPORT_STYLE_NOTE, CHOSHO_REPORT_ALIGN_RIGHT, "{{engagement}}");
  add_line (medium, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_RIGHT, "{{report_date}}");
  chosho_report_medium_space (medium, 34);
  add_line (medium, CHOSHO_REPORT_STYLE_TITLE, CHOSHO_REPORT_ALIGN_CENTER, "{{title}}");
  add_line (medium, CHOSHO_REPORT_STYLE_SUBTITLE, CHOSHO_REPORT_ALIGN_CENTER, "{{scheme}}");
  add_line (medium, CHOSHO_REPORT_STYLE_SUBTITLE, CHOSHO_REPORT_ALIGN_CENTER, "{{kind}}");
  chosho_report_medium_space (medium, 34);
  add_line (medium, CHOSHO_REPORT_STYLE_BODY_STRONG, CHOSHO_REPORT_ALIGN_LEFT, addressee);
  chosho_report_medium_space (medium, 16);
  add_line (medium, CHOSHO_REPORT_STYLE_BODY_STRONG, CHOSHO_REPORT_ALIGN_RIGHT, "{{firm}}");
  add_line (medium, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_RIGHT, "{{signers}}");
  chosho_report_medium_space (medium, 28);
  chosho_report_medium_body (medium, "{{fixed.opening}}");
}

static void
add_fields (ChoshoReportMedium *medium)
{
  static const double widths[] = { 0.28, 0.72 };
  static const char *const fields[][2] = {
    { "services", "{{services}}" }, { "statement", "{{statement}} {{statement_version}} {{statement_date}}" }, { "criteria", "{{criteria}}" },
    { "period", "{{period}}" }, { "design-date", "{{design_dates}}" }, { "reissue", "{{reissue}}" }, { "count-controls", "{{count_controls}}" },
    { "count-findings", "{{count_findings}}" },
  };

  chosho_report_medium_heading (medium, chosho_report_template_get (medium->template, "title", "overview"));
  chosho_report_medium_begin_table (medium, G_N_ELEMENTS (widths), widths, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      chosho_report_medium_add_cell (medium, 0, CHOSHO_REPORT_STYLE_TABLE_HEAD, get_label (medium, fields[i][0]));
      chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE, fields[i][1]);
      chosho_report_medium_end_row (medium);
    }
  chosho_report_medium_end_table (medium);
}

/* @places: of the row that is repeated, as many as @titles. */
static void
add_rows (ChoshoReportMedium *medium, guint n_columns, const double *widths, const char *const *titles, const char *const *places)
{
  chosho_report_medium_begin_table (medium, n_columns, widths, titles);
  for (guint i = 0; i < n_columns; i++)
    chosho_report_medium_add_cell (medium, i, CHOSHO_REPORT_STYLE_TABLE, places[i]);
  chosho_report_medium_end_row (medium);
  chosho_report_medium_end_table (medium);
}

static void
add_findings (ChoshoReportMedium *medium)
{
  static const double widths[] = { 0.17, 0.17, 0.66 };
  static const char *const places[] = { "{{finding.number}}", "{{finding.controls}}", "{{finding.text}}" };
  const char *const titles[] = { get_label (medium, "number"), get_label (medium, "controls"), get_label (medium, "facts") };

  chosho_report_medium_heading (medium, chosho_report_template_get (medium->template, "title", "findings"));
  chosho_report_medium_body (medium, "{{fixed.findings-note}}");
  add_rows (medium, G_N_ELEMENTS (places), widths, titles, places);
}

static void
add_annexes (ChoshoReportMedium *medium)
{
  static const double widths[] = { 0.185, 0.355, 0.13, 0.33 };
  static const char *const results[] = { "{{procedure.control_title}}\n{{procedure.number}}", "{{procedure.procedure}}", "{{procedure.outcome}}", "{{procedure.result}}" };
  static const char *const untested[] = { "{{untested.number}}", "{{untested.title}}", "{{untested.basis}}", "{{untested.detail}}" };
  const char *const result_titles[] = { get_label (medium, "procedure-number"), get_label (medium, "procedure"), get_label (medium, "outcome"), get_label (medium, "result") };
  const char *const untested_titles[] = { get_label (medium, "number"), get_label (medium, "control-title"), get_label (medium, "basis"), get_label (medium, "basis-detail") };

  chosho_report_medium_new_page (medium);
  chosho_report_medium_plain_heading (medium, CHOSHO_REPORT_HEADING_SECTION, chosho_report_template_get (medium->template, "title", "annex-results"));
  add_rows (medium, G_N_ELEMENTS (results), widths, result_titles, results);
  chosho_report_medium_new_page (medium);
  chosho_report_medium_plain_heading (medium, CHOSHO_REPORT_HEADING_SECTION, chosho_report_template_get (medium->template, "title", "annex-untested"));
  add_rows (medium, G_N_ELEMENTS (untested), widths, untested_titles, untested);
}

GBytes *
chosho_report_form_make_sample (ChoshoReportLanguage language, GError **error)
{
  g_autoptr (ChoshoReportTemplate) template = chosho_report_template_new_default (language);
  g_autoptr (ChoshoReportModel) model = chosho_report_model_new (); /* what stands on each page, and the document's properties */
  g_autoptr (ChoshoXml) body = NULL;
  ChoshoReportDocxMedium medium;

  model->language = language;
  model->draft = FALSE;
  model->title = g_strdup ("{{title}}");
  model->engagement_id = g_strdup ("{{engagement}}　{{draft}}");
  chosho_report_docx_medium_init (&medium, template);
  add_front (&medium.parent);
  chosho_report_medium_new_page (&medium.parent);
  add_fields (&medium.parent);
  chosho_report_medium_heading (&medium.parent, chosho_report_template_get (template, "title", "nature"));
  chosho_report_medium_body (&medium.parent, "{{fixed.nature}}");
  add_findings (&medium.parent);
  chosho_report_medium_heading (&medium.parent, chosho_report_template_get (template, "title", "restriction"));
  chosho_report_medium_body (&medium.parent, "{{fixed.restriction}}");
  add_line (&medium.parent, CHOSHO_REPORT_STYLE_NOTE, CHOSHO_REPORT_ALIGN_LEFT, chosho_report_template_get (template, "label", "sample-form"));
  add_annexes (&medium.parent);
  chosho_report_docx_medium_finish (&medium);
  body = chosho_report_docx_medium_take (&medium);
  chosho_report_docx_medium_clear (&medium);
  return chosho_report_docx_package_make (g_steal_pointer (&body), template, model, error);
}
