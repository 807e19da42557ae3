/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-body.h"

#include "chosho-report-pages.h"

#define SIGNER_INDENT 0.5 /* of the text width: firm and signers stand in the right half */

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
label (const ChoshoReportMedium *medium, const char *key)
{
  return chosho_report_template_get (medium->template, "label", key);
}

/* What a draft prints where the model has nothing yet. */
static const char *
or_undetermined (const ChoshoReportMedium *medium, const char *value)
{
  return is_blank (value) ? label (medium, "undetermined") : value;
}

/* (transfer full) */
static char *
format_date (const ChoshoReportMedium *medium, const char *date)
{
  if (is_blank (date))
    return g_strdup (label (medium, "undetermined"));
  return chosho_report_template_format_date (medium->template, date);
}

static const char *
get_scheme (const ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  return is_blank (model->scheme) ? label (medium, "undetermined")
                                  : chosho_report_template_get_label (medium->template, "scheme", model->scheme);
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

/* @titles (nullable): of the header row. */
static void
begin_fields (ChoshoReportMedium *medium, const char *const *titles)
{
  static const double widths[] = { 0.28, 0.72 };

  chosho_report_medium_begin_table (medium, G_N_ELEMENTS (widths), widths, titles);
}

static void
add_field (ChoshoReportMedium *medium, const char *name, const char *value)
{
  chosho_report_medium_add_cell (medium, 0, CHOSHO_REPORT_STYLE_TABLE_HEAD, name);
  chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE, value);
  chosho_report_medium_end_row (medium);
}

static void
add_optional (ChoshoReportMedium *medium, const char *name, const char *value)
{
  if (!is_blank (value))
    add_field (medium, name, value);
}

static void
add_statement (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  g_autofree char *version = is_blank (model->statement_version)
                                 ? g_strdup (label (medium, model->statement_is_final ? "final-version" : "undetermined"))
                                 : chosho_report_template_format (medium->template, "format", "version", "version",
                                                                  model->statement_version, NULL);
  g_autofree char *date = format_date (medium, model->statement_date);
  g_autofree char *line = NULL;

  chosho_report_medium_add_cell (medium, 0, CHOSHO_REPORT_STYLE_TABLE_HEAD, label (medium, "statement"));
  chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE, or_undetermined (medium, model->statement_name));
  line = is_blank (model->statement_date)
             ? g_strdup (version)
             : g_strconcat (version, chosho_report_template_get (medium->template, "format", "list-separator"), date,
                            NULL);
  chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE, line);
  if (!is_blank (model->statement_sha256))
    {
      g_autofree char *digest = chosho_report_template_format (medium->template, "format", "labelled", "label",
                                                               "SHA-256", "value", model->statement_sha256, NULL);

      chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE_SMALL, digest);
    }
  chosho_report_medium_end_row (medium);
}

static void
add_period (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  g_autofree char *from = format_date (medium, model->period_from);
  g_autofree char *to = format_date (medium, model->period_to);
  g_autofree char *period = chosho_report_template_format (medium->template, "format", "period", "from", from, "to",
                                                           to, NULL);
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *lines = NULL;

  add_field (medium, label (medium, "period"), period);
  for (guint i = 0; i < model->design_dates->len; i++)
    g_ptr_array_add (dates, format_date (medium, g_ptr_array_index (model->design_dates, i)));
  lines = join_lines (dates);
  add_optional (medium, label (medium, "design-date"), lines);
}

static void
set_overview (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  g_autofree char *services = join_lines (model->services);

  chosho_report_medium_heading (medium, chosho_report_template_get (medium->template, "title", "overview"));
  begin_fields (medium, NULL);
  add_field (medium, label (medium, "engagement"), or_undetermined (medium, model->engagement_id));
  add_field (medium, label (medium, "addressee"), or_undetermined (medium, model->addressee));
  add_field (medium, label (medium, "firm"), or_undetermined (medium, model->firm));
  add_field (medium, label (medium, "scheme"), get_scheme (medium, model));
  add_field (medium, label (medium, "kind"), chosho_report_body_get_kind (medium->template, model));
  add_optional (medium, label (medium, "linked-report"), model->linked_report);
  add_optional (medium, label (medium, "reissue"), model->reissue);
  add_field (medium, label (medium, "services"), or_undetermined (medium, services));
  add_statement (medium, model);
  add_field (medium, label (medium, "criteria"), or_undetermined (medium, model->criteria));
  add_period (medium, model);
  chosho_report_medium_end_table (medium);
}

static void
set_nature (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  g_autofree char *nature = chosho_report_template_format (medium->template, "fixed", "nature", "scheme",
                                                           get_scheme (medium, model), NULL);

  chosho_report_medium_heading (medium, chosho_report_template_get (medium->template, "title", "nature"));
  chosho_report_medium_fixed (medium, nature);
  if (g_strcmp0 (model->scheme, "ismap-liu") == 0)
    chosho_report_medium_fixed (medium, chosho_report_template_get (medium->template, "fixed", "liu"));
}

static void
set_responsibilities (ChoshoReportMedium *medium)
{
  chosho_report_medium_heading (medium, chosho_report_template_get (medium->template, "title", "responsibilities"));
  chosho_report_medium_subheading (medium, chosho_report_template_get (medium->template, "title", "client"));
  chosho_report_medium_fixed (medium, chosho_report_template_get (medium->template, "fixed", "client"));
  chosho_report_medium_subheading (medium, chosho_report_template_get (medium->template, "title", "practitioner"));
  chosho_report_medium_fixed (medium, chosho_report_template_get (medium->template, "fixed", "practitioner"));
}

static void
set_team (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  const char *const titles[] = { label (medium, "role"), label (medium, "name") };

  chosho_report_medium_heading (medium, chosho_report_template_get (medium->template, "title", "team"));
  if (model->team->len == 0)
    {
      chosho_report_medium_body (medium, label (medium, "undetermined"));
      return;
    }
  begin_fields (medium, titles);
  for (guint i = 0; i < model->team->len; i++)
    {
      const ChoshoReportPerson *person = g_ptr_array_index (model->team, i);

      chosho_report_medium_add_cell (medium, 0, CHOSHO_REPORT_STYLE_TABLE,
                                     chosho_report_template_get_label (medium->template, "role", person->role));
      chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE, person->name);
      chosho_report_medium_end_row (medium);
    }
  chosho_report_medium_end_table (medium);
}

static void
add_count (ChoshoReportMedium *medium, const char *key, guint count)
{
  g_autofree char *number = chosho_report_template_format_number (count);
  g_autofree char *text = chosho_report_template_format (medium->template, "format", key, "count", number, NULL);

  add_field (medium, label (medium, key), text);
}

/* What the outcomes or techniques of the annex mean. */
static void
set_legend (ChoshoReportMedium *medium, const char *group, const char *meaning_group, const char *title_key,
            const char *const *codes)
{
  const char *const titles[] = { label (medium, title_key), label (medium, "meaning") };

  chosho_report_medium_space (medium, 9);
  begin_fields (medium, titles);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      chosho_report_medium_add_cell (medium, 0, CHOSHO_REPORT_STYLE_TABLE,
                                     chosho_report_template_get (medium->template, group, codes[i]));
      chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE,
                                     chosho_report_template_get (medium->template, meaning_group, codes[i]));
      chosho_report_medium_end_row (medium);
    }
  chosho_report_medium_end_table (medium);
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

guint
chosho_report_body_count_untested (const ChoshoReportModel *model)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < model->untested->len; i++)
    g_hash_table_add (numbers, ((ChoshoReportUntested *) g_ptr_array_index (model->untested, i))->number);
  return g_hash_table_size (numbers);
}

static void
set_results (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  static const char *const outcomes[] = { "no-exception", "exception", "no-occurrence", "not-performed", NULL };
  static const char *const techniques[] = { "inspection", "observation", "reperformance", "inquiry", NULL };

  chosho_report_medium_heading (medium, chosho_report_template_get (medium->template, "title", "results"));
  chosho_report_medium_fixed (medium, chosho_report_template_get (medium->template, "fixed", "results-reference"));
  chosho_report_medium_space (medium, 3);
  begin_fields (medium, NULL);
  add_count (medium, "count-controls", count_tested (model));
  add_count (medium, "count-procedures", chosho_report_model_count_procedures (model));
  add_count (medium, "count-untested", chosho_report_body_count_untested (model));
  add_count (medium, "count-findings", model->findings->len);
  chosho_report_medium_end_table (medium);
  set_legend (medium, "outcome", "outcome-meaning", "outcome", outcomes);
  set_legend (medium, "technique", "technique-meaning", "technique", techniques);
}

static void
add_finding (ChoshoReportMedium *medium, const ChoshoReportFinding *finding)
{
  g_autofree char *controls = join_lines (finding->controls);

  chosho_report_medium_set_place (medium, finding->number);
  chosho_report_medium_add_cell (medium, 0, CHOSHO_REPORT_STYLE_TABLE_STRONG, finding->number);
  chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE, controls);
  chosho_report_medium_add_cell (medium, 2, CHOSHO_REPORT_STYLE_TABLE, finding->text);
  if (!is_blank (finding->further))
    {
      chosho_report_medium_add_cell (medium, 2, CHOSHO_REPORT_STYLE_TABLE_SMALL, label (medium, "further"));
      chosho_report_medium_add_cell (medium, 2, CHOSHO_REPORT_STYLE_TABLE, finding->further);
    }
  chosho_report_medium_end_row (medium);
  chosho_report_medium_set_place (medium, NULL);
}

static void
set_findings (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  static const double widths[] = { 0.17, 0.17, 0.66 };
  const char *const titles[] = { label (medium, "number"), label (medium, "controls"), label (medium, "facts") };

  chosho_report_medium_heading (medium, chosho_report_template_get (medium->template, "title", "findings"));
  if (model->findings->len == 0)
    {
      chosho_report_medium_body (medium, label (medium, "no-findings"));
      return;
    }
  chosho_report_medium_fixed (medium, chosho_report_template_get (medium->template, "fixed", "findings-note"));
  chosho_report_medium_space (medium, 3);
  chosho_report_medium_begin_table (medium, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < model->findings->len; i++)
    add_finding (medium, g_ptr_array_index (model->findings, i));
  chosho_report_medium_end_table (medium);
}

static void
add_block (ChoshoReportMedium *medium, ChoshoReportStyle style, ChoshoReportAlign align, double indent, const char *text)
{
  if (!is_blank (text))
    chosho_report_medium_text (medium, style, align, indent, 0, text);
}

static void
set_reference_block (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  g_autofree char *date = format_date (medium, model->report_date);
  g_autofree char *number = chosho_report_template_format (
      medium->template, "format", "labelled", "label", label (medium, "engagement"), "value",
      or_undetermined (medium, model->engagement_id), NULL);

  add_block (medium, CHOSHO_REPORT_STYLE_NOTE, CHOSHO_REPORT_ALIGN_RIGHT, 0, number);
  add_block (medium, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_RIGHT, 0, date);
}

static void
set_signers (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  double indent = CHOSHO_REPORT_TEXT_WIDTH * SIGNER_INDENT;

  add_block (medium, CHOSHO_REPORT_STYLE_BODY_STRONG, CHOSHO_REPORT_ALIGN_LEFT, indent,
             or_undetermined (medium, model->firm));
  for (guint i = 0; i < model->signers->len; i++)
    {
      const ChoshoReportPerson *person = g_ptr_array_index (model->signers, i);
      const char *role = chosho_report_template_get_label (medium->template, "role", person->role);
      g_autofree char *line = chosho_report_template_format (medium->template, "format", "signer", "role", role, "name",
                                                             person->name, NULL);

      add_block (medium, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_LEFT, indent, line);
    }
}

const char *
chosho_report_body_get_kind (const ChoshoReportTemplate *template, const ChoshoReportModel *model)
{
  return chosho_report_template_get (template, "kind", kind_keys[model->kind]);
}

const char *
chosho_report_body_get_title (const ChoshoReportTemplate *template, const ChoshoReportModel *model)
{
  return is_blank (model->title) ? chosho_report_template_get (template, "title", "report") : model->title;
}

void
chosho_report_body_set_title_block (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  g_autofree char *addressee = g_strconcat (or_undetermined (medium, model->addressee), label (medium, "honorific"), NULL);
  g_autofree char *opening = chosho_report_template_format (
      medium->template, "fixed", "opening", "firm", or_undetermined (medium, model->firm), "addressee",
      or_undetermined (medium, model->addressee), NULL);

  set_reference_block (medium, model);
  chosho_report_medium_space (medium, 34);
  add_block (medium, CHOSHO_REPORT_STYLE_TITLE, CHOSHO_REPORT_ALIGN_CENTER, 0,
             chosho_report_body_get_title (medium->template, model));
  chosho_report_medium_space (medium, 4);
  add_block (medium, CHOSHO_REPORT_STYLE_SUBTITLE, CHOSHO_REPORT_ALIGN_CENTER, 0, get_scheme (medium, model));
  add_block (medium, CHOSHO_REPORT_STYLE_SUBTITLE, CHOSHO_REPORT_ALIGN_CENTER, 0,
             chosho_report_body_get_kind (medium->template, model));
  if (!is_blank (model->reissue))
    add_block (medium, CHOSHO_REPORT_STYLE_SUBTITLE, CHOSHO_REPORT_ALIGN_CENTER, 0, label (medium, "corrected"));
  chosho_report_medium_space (medium, 34);
  add_block (medium, CHOSHO_REPORT_STYLE_BODY_STRONG, CHOSHO_REPORT_ALIGN_LEFT, 0, addressee);
  chosho_report_medium_space (medium, 16);
  set_signers (medium, model);
  chosho_report_medium_space (medium, 28);
  chosho_report_medium_fixed (medium, opening);
}

void
chosho_report_body_set_sections (ChoshoReportMedium *medium, const ChoshoReportModel *model)
{
  set_overview (medium, model);
  set_nature (medium, model);
  set_responsibilities (medium);
  set_team (medium, model);
  set_results (medium, model);
  set_findings (medium, model);
  chosho_report_medium_heading (medium, chosho_report_template_get (medium->template, "title", "restriction"));
  chosho_report_medium_fixed (medium, chosho_report_template_get (medium->template, "fixed", "restriction"));
  chosho_report_medium_space (medium, 8);
  chosho_report_medium_text (medium, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_RIGHT, 0, 0, label (medium, "end"));
  if (chosho_report_template_is_sample (medium->template))
    {
      chosho_report_medium_space (medium, 10);
      chosho_report_medium_text (medium, CHOSHO_REPORT_STYLE_NOTE, CHOSHO_REPORT_ALIGN_LEFT, 0, 0.25,
                                 chosho_report_template_get (medium->template, "template", "sample-note"));
    }
}
