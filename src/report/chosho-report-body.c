/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-body.h"

#include "chosho-report-table.h"

#define SIGNER_INDENT 0.5 /* of the text width: firm and signers stand in the right half */
#define CONTENTS_HEAD 20.0

static const char *const kind_keys[] = {
  [CHOSHO_REPORT_KIND_INITIAL] = "initial",
  [CHOSHO_REPORT_KIND_RENEWAL] = "renewal",
  [CHOSHO_REPORT_KIND_ADDITIONAL] = "additional",
  [CHOSHO_REPORT_KIND_RE_AUDIT] = "re-audit",
};

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

static const char *
label (const ChoshoReportFlow *flow, const char *key)
{
  return chosho_report_template_get (flow->template, "label", key);
}

/* What a draft prints where the model has nothing yet. */
static const char *
or_undetermined (const ChoshoReportFlow *flow, const char *value)
{
  return is_blank (value) ? label (flow, "undetermined") : value;
}

/* (transfer full) */
static char *
format_date (const ChoshoReportFlow *flow, const char *date)
{
  if (is_blank (date))
    return g_strdup (label (flow, "undetermined"));
  return chosho_report_template_format_date (flow->template, date);
}

static const char *
get_scheme (const ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  return is_blank (model->scheme) ? label (flow, "undetermined")
                                  : chosho_report_template_get_label (flow->template, "scheme", model->scheme);
}

/* Lines of a list of strings. (transfer full) */
static char *
join_lines (const GPtrArray *strings)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < strings->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (strings, i));
  return g_string_free (out, FALSE);
}

static ChoshoReportTable *
begin_fields (ChoshoReportFlow *flow)
{
  static const double widths[] = { 0.28, 0.72 };

  return chosho_report_table_new (flow, G_N_ELEMENTS (widths), widths);
}

static void
add_field (ChoshoReportTable *table, const char *name, const char *value)
{
  chosho_report_table_add (table, 0, CHOSHO_REPORT_STYLE_TABLE_HEAD, name);
  chosho_report_table_add (table, 1, CHOSHO_REPORT_STYLE_TABLE, value);
  chosho_report_table_end_row (table);
}

static void
add_optional (ChoshoReportTable *table, const char *name, const char *value)
{
  if (!is_blank (value))
    add_field (table, name, value);
}

static void
add_statement (ChoshoReportFlow *flow, ChoshoReportTable *table, const ChoshoReportModel *model)
{
  g_autofree char *version = is_blank (model->statement_version)
                                 ? g_strdup (label (flow, model->statement_is_final ? "final-version" : "undetermined"))
                                 : chosho_report_template_format (flow->template, "format", "version", "version",
                                                                  model->statement_version, NULL);
  g_autofree char *date = format_date (flow, model->statement_date);
  g_autofree char *line = NULL;

  chosho_report_table_add (table, 0, CHOSHO_REPORT_STYLE_TABLE_HEAD, label (flow, "statement"));
  chosho_report_table_add (table, 1, CHOSHO_REPORT_STYLE_TABLE, or_undetermined (flow, model->statement_name));
  line = is_blank (model->statement_date)
             ? g_strdup (version)
             : g_strconcat (version, chosho_report_template_get (flow->template, "format", "list-separator"), date,
                            NULL);
  chosho_report_table_add (table, 1, CHOSHO_REPORT_STYLE_TABLE, line);
  if (!is_blank (model->statement_sha256))
    {
      g_autofree char *digest = chosho_report_template_format (flow->template, "format", "labelled", "label",
                                                               "SHA-256", "value", model->statement_sha256, NULL);

      chosho_report_table_add (table, 1, CHOSHO_REPORT_STYLE_TABLE_SMALL, digest);
    }
  chosho_report_table_end_row (table);
}

static void
add_period (ChoshoReportFlow *flow, ChoshoReportTable *table, const ChoshoReportModel *model)
{
  g_autofree char *from = format_date (flow, model->period_from);
  g_autofree char *to = format_date (flow, model->period_to);
  g_autofree char *period = chosho_report_template_format (flow->template, "format", "period", "from", from, "to",
                                                           to, NULL);
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *lines = NULL;

  add_field (table, label (flow, "period"), period);
  for (guint i = 0; i < model->design_dates->len; i++)
    g_ptr_array_add (dates, format_date (flow, g_ptr_array_index (model->design_dates, i)));
  lines = join_lines (dates);
  add_optional (table, label (flow, "design-date"), lines);
}

static void
set_overview (ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  g_autofree char *services = join_lines (model->services);
  ChoshoReportTable *table;

  chosho_report_flow_heading (flow, chosho_report_template_get (flow->template, "title", "overview"));
  table = begin_fields (flow);
  add_field (table, label (flow, "engagement"), or_undetermined (flow, model->engagement_id));
  add_field (table, label (flow, "addressee"), or_undetermined (flow, model->addressee));
  add_field (table, label (flow, "firm"), or_undetermined (flow, model->firm));
  add_field (table, label (flow, "scheme"), get_scheme (flow, model));
  add_field (table, label (flow, "kind"), chosho_report_template_get (flow->template, "kind", kind_keys[model->kind]));
  add_optional (table, label (flow, "linked-report"), model->linked_report);
  add_optional (table, label (flow, "reissue"), model->reissue);
  add_field (table, label (flow, "services"), or_undetermined (flow, services));
  add_statement (flow, table, model);
  add_field (table, label (flow, "criteria"), or_undetermined (flow, model->criteria));
  add_period (flow, table, model);
  chosho_report_table_end (table);
}

static void
set_nature (ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  g_autofree char *nature = chosho_report_template_format (flow->template, "fixed", "nature", "scheme",
                                                           get_scheme (flow, model), NULL);

  chosho_report_flow_heading (flow, chosho_report_template_get (flow->template, "title", "nature"));
  chosho_report_flow_body (flow, nature);
  if (g_strcmp0 (model->scheme, "ismap-liu") == 0)
    chosho_report_flow_body (flow, chosho_report_template_get (flow->template, "fixed", "liu"));
}

static void
set_responsibilities (ChoshoReportFlow *flow)
{
  chosho_report_flow_heading (flow, chosho_report_template_get (flow->template, "title", "responsibilities"));
  chosho_report_flow_subheading (flow, chosho_report_template_get (flow->template, "title", "client"));
  chosho_report_flow_body (flow, chosho_report_template_get (flow->template, "fixed", "client"));
  chosho_report_flow_subheading (flow, chosho_report_template_get (flow->template, "title", "practitioner"));
  chosho_report_flow_body (flow, chosho_report_template_get (flow->template, "fixed", "practitioner"));
}

static void
set_team (ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  ChoshoReportTable *table;
  const char *const titles[] = { label (flow, "role"), label (flow, "name") };

  chosho_report_flow_heading (flow, chosho_report_template_get (flow->template, "title", "team"));
  if (model->team->len == 0)
    {
      chosho_report_flow_body (flow, label (flow, "undetermined"));
      return;
    }
  table = begin_fields (flow);
  chosho_report_table_set_head (table, titles);
  for (guint i = 0; i < model->team->len; i++)
    {
      const ChoshoReportPerson *person = g_ptr_array_index (model->team, i);

      chosho_report_table_add (table, 0, CHOSHO_REPORT_STYLE_TABLE,
                               chosho_report_template_get_label (flow->template, "role", person->role));
      chosho_report_table_add (table, 1, CHOSHO_REPORT_STYLE_TABLE, person->name);
      chosho_report_table_end_row (table);
    }
  chosho_report_table_end (table);
}

static void
add_count (ChoshoReportFlow *flow, ChoshoReportTable *table, const char *key, guint count)
{
  g_autofree char *number = chosho_report_template_format_number (count);
  g_autofree char *text = chosho_report_template_format (flow->template, "format", key, "count", number, NULL);

  add_field (table, label (flow, key), text);
}

/* What the outcomes or techniques of the annex mean. */
static void
set_legend (ChoshoReportFlow *flow, const char *group, const char *meaning_group, const char *title_key,
            const char *const *codes)
{
  const char *const titles[] = { label (flow, title_key), label (flow, "meaning") };
  ChoshoReportTable *table;

  chosho_report_flow_space (flow, 9);
  table = begin_fields (flow);
  chosho_report_table_set_head (table, titles);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      chosho_report_table_add (table, 0, CHOSHO_REPORT_STYLE_TABLE,
                               chosho_report_template_get (flow->template, group, codes[i]));
      chosho_report_table_add (table, 1, CHOSHO_REPORT_STYLE_TABLE,
                               chosho_report_template_get (flow->template, meaning_group, codes[i]));
      chosho_report_table_end_row (table);
    }
  chosho_report_table_end (table);
}

/* Controls of which at least one procedure was performed. */
static guint
count_tested (const ChoshoReportModel *model)
{
  guint count = 0;

  for (guint i = 0; i < model->controls->len; i++)
    if (((const ChoshoReportControl *) g_ptr_array_index (model->controls, i))->phases->len > 0)
      count++;
  return count;
}

/* Numbers of different controls in annex 2: a control may stand there in several parts. */
static guint
count_untested (const ChoshoReportModel *model)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < model->untested->len; i++)
    g_hash_table_add (numbers, ((ChoshoReportUntested *) g_ptr_array_index (model->untested, i))->number);
  return g_hash_table_size (numbers);
}

static void
set_results (ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  static const char *const outcomes[] = { "no-exception", "exception", "no-occurrence", "not-performed", NULL };
  static const char *const techniques[] = { "inspection", "observation", "reperformance", "inquiry", NULL };
  ChoshoReportTable *table;

  chosho_report_flow_heading (flow, chosho_report_template_get (flow->template, "title", "results"));
  chosho_report_flow_body (flow, chosho_report_template_get (flow->template, "fixed", "results-reference"));
  chosho_report_flow_space (flow, 3);
  table = begin_fields (flow);
  add_count (flow, table, "count-controls", count_tested (model));
  add_count (flow, table, "count-procedures", chosho_report_model_count_procedures (model));
  add_count (flow, table, "count-untested", count_untested (model));
  add_count (flow, table, "count-findings", model->findings->len);
  chosho_report_table_end (table);
  set_legend (flow, "outcome", "outcome-meaning", "outcome", outcomes);
  set_legend (flow, "technique", "technique-meaning", "technique", techniques);
}

static void
add_finding (ChoshoReportFlow *flow, ChoshoReportTable *table, const ChoshoReportFinding *finding)
{
  g_autofree char *controls = join_lines (finding->controls);

  chosho_report_type_set_place (flow->type, finding->number);
  chosho_report_table_add (table, 0, CHOSHO_REPORT_STYLE_TABLE_STRONG, finding->number);
  chosho_report_table_add (table, 1, CHOSHO_REPORT_STYLE_TABLE, controls);
  chosho_report_table_add (table, 2, CHOSHO_REPORT_STYLE_TABLE, finding->text);
  if (!is_blank (finding->further))
    {
      chosho_report_table_add (table, 2, CHOSHO_REPORT_STYLE_TABLE_SMALL, label (flow, "further"));
      chosho_report_table_add (table, 2, CHOSHO_REPORT_STYLE_TABLE, finding->further);
    }
  chosho_report_table_end_row (table);
  chosho_report_type_set_place (flow->type, NULL);
}

static void
set_findings (ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  static const double widths[] = { 0.17, 0.17, 0.66 };
  const char *const titles[] = { label (flow, "number"), label (flow, "controls"), label (flow, "facts") };
  ChoshoReportTable *table;

  chosho_report_flow_heading (flow, chosho_report_template_get (flow->template, "title", "findings"));
  if (model->findings->len == 0)
    {
      chosho_report_flow_body (flow, label (flow, "no-findings"));
      return;
    }
  chosho_report_flow_body (flow, chosho_report_template_get (flow->template, "fixed", "findings-note"));
  chosho_report_flow_space (flow, 3);
  table = chosho_report_table_new (flow, G_N_ELEMENTS (widths), widths);
  chosho_report_table_set_head (table, titles);
  for (guint i = 0; i < model->findings->len; i++)
    add_finding (flow, table, g_ptr_array_index (model->findings, i));
  chosho_report_table_end (table);
}

static void
add_block (ChoshoReportFlow *flow, ChoshoReportStyle style, ChoshoReportAlign align, double indent, const char *text)
{
  if (!is_blank (text))
    chosho_report_flow_text (flow, style, align, indent, 0, text);
}

static void
set_reference_block (ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  g_autofree char *date = format_date (flow, model->report_date);
  g_autofree char *number = chosho_report_template_format (
      flow->template, "format", "labelled", "label", label (flow, "engagement"), "value",
      or_undetermined (flow, model->engagement_id), NULL);

  add_block (flow, CHOSHO_REPORT_STYLE_NOTE, CHOSHO_REPORT_ALIGN_RIGHT, 0, number);
  add_block (flow, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_RIGHT, 0, date);
}

static void
set_signers (ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  double indent = CHOSHO_REPORT_TEXT_WIDTH * SIGNER_INDENT;

  add_block (flow, CHOSHO_REPORT_STYLE_BODY_STRONG, CHOSHO_REPORT_ALIGN_LEFT, indent,
             or_undetermined (flow, model->firm));
  for (guint i = 0; i < model->signers->len; i++)
    {
      const ChoshoReportPerson *person = g_ptr_array_index (model->signers, i);
      const char *role = chosho_report_template_get_label (flow->template, "role", person->role);
      g_autofree char *line = chosho_report_template_format (flow->template, "format", "signer", "role", role, "name",
                                                             person->name, NULL);

      add_block (flow, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_LEFT, indent, line);
    }
}

static void
set_title_block (ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  g_autofree char *addressee = g_strconcat (or_undetermined (flow, model->addressee), label (flow, "honorific"), NULL);
  g_autofree char *opening = chosho_report_template_format (
      flow->template, "fixed", "opening", "firm", or_undetermined (flow, model->firm), "addressee",
      or_undetermined (flow, model->addressee), NULL);

  set_reference_block (flow, model);
  chosho_report_flow_space (flow, 34);
  add_block (flow, CHOSHO_REPORT_STYLE_TITLE, CHOSHO_REPORT_ALIGN_CENTER, 0,
             chosho_report_body_get_title (flow->template, model));
  chosho_report_flow_space (flow, 4);
  add_block (flow, CHOSHO_REPORT_STYLE_SUBTITLE, CHOSHO_REPORT_ALIGN_CENTER, 0, get_scheme (flow, model));
  add_block (flow, CHOSHO_REPORT_STYLE_SUBTITLE, CHOSHO_REPORT_ALIGN_CENTER, 0,
             chosho_report_template_get (flow->template, "kind", kind_keys[model->kind]));
  chosho_report_flow_space (flow, 34);
  add_block (flow, CHOSHO_REPORT_STYLE_BODY_STRONG, CHOSHO_REPORT_ALIGN_LEFT, 0, addressee);
  chosho_report_flow_space (flow, 16);
  set_signers (flow, model);
  chosho_report_flow_space (flow, 28);
  chosho_report_flow_body (flow, opening);
}

const char *
chosho_report_body_get_title (const ChoshoReportTemplate *template, const ChoshoReportModel *model)
{
  return is_blank (model->title) ? chosho_report_template_get (template, "title", "report") : model->title;
}

void
chosho_report_body_set_front (ChoshoReportFlow *flow, const ChoshoReportModel *model, const ChoshoReportPages *body,
                              const GArray *contents, guint page_shift)
{
  set_title_block (flow, model);
  chosho_report_flow_space (flow, 22);
  /* On one page if one can hold it. */
  chosho_report_flow_need (flow, CONTENTS_HEAD
                                     + contents->len * chosho_report_type_get_leading (CHOSHO_REPORT_STYLE_NOTE));
  chosho_report_flow_text (flow, CHOSHO_REPORT_STYLE_SUBHEADING, CHOSHO_REPORT_ALIGN_LEFT, 0, 0,
                           chosho_report_template_get (flow->template, "title", "contents"));
  chosho_report_flow_space (flow, 3);
  for (guint i = 0; i < contents->len; i++)
    chosho_report_flow_contents_line (flow, body, g_array_index (contents, guint, i), page_shift);
}

void
chosho_report_body_set_sections (ChoshoReportFlow *flow, const ChoshoReportModel *model)
{
  set_overview (flow, model);
  set_nature (flow, model);
  set_responsibilities (flow);
  set_team (flow, model);
  set_results (flow, model);
  set_findings (flow, model);
  chosho_report_flow_heading (flow, chosho_report_template_get (flow->template, "title", "restriction"));
  chosho_report_flow_body (flow, chosho_report_template_get (flow->template, "fixed", "restriction"));
  chosho_report_flow_space (flow, 8);
  chosho_report_flow_text (flow, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_RIGHT, 0, 0, label (flow, "end"));
  if (chosho_report_template_is_sample (flow->template))
    {
      chosho_report_flow_space (flow, 10);
      chosho_report_flow_text (flow, CHOSHO_REPORT_STYLE_NOTE, CHOSHO_REPORT_ALIGN_LEFT, 0, 0.25,
                               chosho_report_template_get (flow->template, "template", "sample-note"));
    }
}
