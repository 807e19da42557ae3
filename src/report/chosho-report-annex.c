/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-annex.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"

/* Columns of the results table. */
enum
{
  COLUMN_NUMBER,
  COLUMN_PROCEDURE,
  COLUMN_OUTCOME,
  COLUMN_RESULT,
  N_COLUMNS,
};

static const char *const phase_keys[] = {
  [CHOSHO_REPORT_PHASE_DESIGN] = "design",
  [CHOSHO_REPORT_PHASE_OPERATION] = "operation",
  [CHOSHO_REPORT_PHASE_UPDATE] = "update",
};

static const char *const outcome_keys[] = {
  [CHOSHO_REPORT_OUTCOME_NO_EXCEPTION] = "no-exception",
  [CHOSHO_REPORT_OUTCOME_EXCEPTION] = "exception",
  [CHOSHO_REPORT_OUTCOME_NO_OCCURRENCE] = "no-occurrence",
  [CHOSHO_REPORT_OUTCOME_NOT_PERFORMED] = "not-performed",
};

static const char *const basis_keys[] = {
  [CHOSHO_REPORT_BASIS_INHERITED] = "inherited",
  [CHOSHO_REPORT_BASIS_OUT_OF_CYCLE] = "out-of-cycle",
  [CHOSHO_REPORT_BASIS_NOT_SELECTED] = "not-selected",
};

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
step (ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  chosho_progress_add (progress, 1);
  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Making the report was cancelled"));
  return FALSE;
}

/* "Label: value" in small type; nothing for a blank value. */
static void
add_labelled (ChoshoReportMedium *medium, guint column, const char *label_key, const char *value)
{
  const ChoshoReportTemplate *template = medium->template;
  g_autofree char *line = NULL;

  if (is_blank (value))
    return;
  line = chosho_report_template_format (template, "format", "labelled", "label",
                                        chosho_report_template_get (template, "label", label_key), "value", value,
                                        NULL);
  chosho_report_medium_add_cell (medium, column, CHOSHO_REPORT_STYLE_TABLE_SMALL, line);
}

/* The firm's disclosable wording, or the general one of the subject's class: the firm's own
 * procedure text is confidential and must not be here (domain §4). */
static const char *
get_wording (const ChoshoReportTemplate *template, const ChoshoReportProcedure *procedure)
{
  static const char *const subjects[] = { "regulations", "basis-documents", "records", "settings", "facilities" };

  if (!is_blank (procedure->wording))
    return procedure->wording;
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (g_strcmp0 (procedure->subject, subjects[i]) == 0)
      return chosho_report_template_get (template, "generic", subjects[i]);
  return chosho_report_template_get (template, "generic", "other");
}

/* Wordings say what was done: where it could not be done, that is said first. (transfer full) */
static char *
dup_wording (const ChoshoReportTemplate *template, const ChoshoReportProcedure *procedure)
{
  const char *wording = get_wording (template, procedure);

  return procedure->outcome == CHOSHO_REPORT_OUTCOME_NOT_PERFORMED
             ? chosho_report_template_format (template, "format", "not-performed", "wording", wording, NULL)
             : g_strdup (wording);
}

/* (transfer full) */
static char *
format_techniques (const ChoshoReportTemplate *template, const ChoshoReportProcedure *procedure)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < procedure->techniques->len; i++)
    {
      if (i > 0)
        g_string_append (out, chosho_report_template_get (template, "format", "list-separator"));
      g_string_append (out, chosho_report_template_get_label (template, "technique",
                                                              g_ptr_array_index (procedure->techniques, i)));
    }
  return g_string_free (out, FALSE);
}

/* "K-1（版：2）" and the days it was in force; nothing where the procedure is on no individual control. */
static void
add_individual (ChoshoReportMedium *medium, const ChoshoReportProcedure *procedure)
{
  const ChoshoReportTemplate *template = medium->template;
  const char *names = is_blank (procedure->individual_version) ? "individual" : "individual-version";
  g_autofree char *name = is_blank (procedure->individual_control)
                              ? NULL
                              : chosho_report_template_format (template, "format", names, "individual", procedure->individual_control,
                                                               "version", procedure->individual_version, NULL);
  g_autofree char *from = is_blank (procedure->individual_from) ? NULL : chosho_report_template_format_date (template, procedure->individual_from);
  g_autofree char *to = is_blank (procedure->individual_to) ? NULL : chosho_report_template_format_date (template, procedure->individual_to);
  const char *span = from == NULL ? "period-to" : to == NULL ? "period-from" : "period";
  g_autofree char *days = from == NULL && to == NULL ? NULL : chosho_report_template_format (template, "format", span, "from", from, "to", to, NULL);

  add_labelled (medium, COLUMN_NUMBER, "individual-control", name);
  add_labelled (medium, COLUMN_NUMBER, "individual-period", days);
}

static const char *
choose_extent (const ChoshoReportExtent *extent)
{
  if (extent->population_count == 0)
    return "extent-empty";
  if (extent->population_count > 0)
    return extent->sample_count >= 0 ? "extent-sample" : "extent-whole";
  return extent->sample_count >= 0 ? "extent-uncounted" : "extent-population";
}

static void
add_count (GPtrArray *parts, const ChoshoReportTemplate *template, const char *key, guint count)
{
  g_autofree char *number = chosho_report_template_format_number (count);

  if (count > 0)
    g_ptr_array_add (parts, chosho_report_template_format (template, "format", key, "count", number, NULL));
}

/* "「申請書」1,204件のうち25件、25件中1件に例外あり". A deviation is always reported against
 * the number examined (domain §4). (transfer full) */
static char *
format_extent (const ChoshoReportTemplate *template, const ChoshoReportExtent *extent)
{
  gint64 examined = extent->sample_count >= 0 ? extent->sample_count : extent->population_count;
  g_autofree char *population_count = chosho_report_template_format_number (extent->population_count);
  g_autofree char *sample_count = chosho_report_template_format_number (examined);
  g_autofree char *exception_count = chosho_report_template_format_number (extent->exception_count);
  g_autofree char *population
      = is_blank (extent->population)
            ? g_strdup (chosho_report_template_get (template, "format", "population"))
            : chosho_report_template_format (template, "format", "population-prefix", "population",
                                             extent->population, NULL);
  g_autofree char *range = chosho_report_template_format (template, "format", choose_extent (extent), "population",
                                                          population, "population_count", population_count,
                                                          "sample_count", sample_count, NULL);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, g_steal_pointer (&range));
  if (extent->exception_count >= 0 && examined > 0)
    g_ptr_array_add (parts, chosho_report_template_format (template, "format", "extent-exceptions", "sample_count", sample_count,
                                                           "exception_count", exception_count, NULL));
  add_count (parts, template, "extent-replaced", extent->replaced_count);
  add_count (parts, template, "extent-not-obtained", extent->not_obtained_count);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (chosho_report_template_get (template, "format", "list-separator"), (char **) parts->pdata);
}

/* "資産台帳、版：第12版、頁：1-14、2026年1月10日" (transfer full) */
static char *
format_sighting (const ChoshoReportTemplate *template, const ChoshoReportSighting *sighting)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, g_strdup (sighting->what));
  if (!is_blank (sighting->version))
    g_ptr_array_add (parts, chosho_report_template_format (template, "format", "version", "version", sighting->version, NULL));
  if (!is_blank (sighting->pages))
    g_ptr_array_add (parts, chosho_report_template_format (template, "format", "sighting-pages", "pages", sighting->pages, NULL));
  if (!is_blank (sighting->date))
    g_ptr_array_add (parts, chosho_report_template_format_date (template, sighting->date));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (chosho_report_template_get (template, "format", "list-separator"), (char **) parts->pdata);
}

static void
add_procedure (ChoshoReportMedium *medium, ChoshoReportPhase phase, const ChoshoReportProcedure *procedure)
{
  const ChoshoReportTemplate *template = medium->template;
  g_autofree char *techniques = format_techniques (template, procedure);
  g_autofree char *wording = dup_wording (template, procedure);

  chosho_report_medium_add_cell (medium, COLUMN_NUMBER, CHOSHO_REPORT_STYLE_TABLE_STRONG, procedure->number);
  chosho_report_medium_add_cell (medium, COLUMN_NUMBER, CHOSHO_REPORT_STYLE_TABLE_SMALL,
                                 chosho_report_template_get (template, "phase", phase_keys[phase]));
  add_individual (medium, procedure);
  add_labelled (medium, COLUMN_NUMBER, "unit", procedure->unit);

  chosho_report_medium_add_cell (medium, COLUMN_PROCEDURE, CHOSHO_REPORT_STYLE_TABLE, wording);
  add_labelled (medium, COLUMN_PROCEDURE, "technique", techniques);
  add_labelled (medium, COLUMN_PROCEDURE, "extent", procedure->extent_text);
  for (guint i = 0; i < procedure->extents->len; i++)
    {
      g_autofree char *extent = format_extent (template, g_ptr_array_index (procedure->extents, i));

      add_labelled (medium, COLUMN_PROCEDURE, "extent", extent);
    }

  for (guint i = 0; i < procedure->sightings->len; i++)
    {
      const ChoshoReportSighting *sighting = g_ptr_array_index (procedure->sightings, i);
      g_autofree char *seen = format_sighting (template, sighting);

      add_labelled (medium, COLUMN_PROCEDURE, sighting->on_screen ? "sighting-screen" : "sighting-on-site", seen);
    }

  chosho_report_medium_add_cell (medium, COLUMN_OUTCOME, CHOSHO_REPORT_STYLE_TABLE,
                                 chosho_report_template_get (template, "outcome", outcome_keys[procedure->outcome]));
  chosho_report_medium_add_cell (medium, COLUMN_RESULT, CHOSHO_REPORT_STYLE_TABLE, procedure->result);
  add_labelled (medium, COLUMN_RESULT,
                procedure->outcome == CHOSHO_REPORT_OUTCOME_NOT_PERFORMED ? "reason" : "partly-not-performed", procedure->reason);
  chosho_report_medium_end_row (medium);
}

static void
begin_results_table (ChoshoReportMedium *medium)
{
  static const double widths[N_COLUMNS] = { 0.185, 0.355, 0.13, 0.33 };
  const char *const titles[N_COLUMNS] = {
    chosho_report_template_get (medium->template, "label", "procedure-number"),
    chosho_report_template_get (medium->template, "label", "procedure"),
    chosho_report_template_get (medium->template, "label", "outcome"),
    chosho_report_template_get (medium->template, "label", "result"),
  };

  chosho_report_medium_begin_table (medium, N_COLUMNS, widths, titles);
}

static void
add_control (ChoshoReportMedium *medium, const ChoshoReportControl *control)
{
  g_autofree char *title = chosho_report_template_join_number (medium->template, control->number, control->title);
  g_autofree char *continued
      = g_strconcat (control->number, chosho_report_template_get (medium->template, "label", "continued"), NULL);

  chosho_report_medium_add_band (medium, title, continued, TRUE, is_blank (control->objective) ? 2 : 3);
  for (guint i = 0; i < control->phases->len; i++)
    {
      const ChoshoReportPhaseBlock *block = g_ptr_array_index (control->phases, i);

      for (guint j = 0; j < block->procedures->len; j++)
        add_procedure (medium, block->phase, g_ptr_array_index (block->procedures, j));
    }
}

/* Begins a new table under a heading where @control opens a chapter. */
static void
enter_chapter (ChoshoReportMedium *medium, const ChoshoReportControl *control, const ChoshoReportControl *previous)
{
  gboolean opens = !is_blank (control->chapter)
                   && (previous == NULL || g_strcmp0 (control->chapter, previous->chapter) != 0);

  if (opens)
    {
      /* A bare "5" says nothing. */
      g_autofree char *title
          = is_blank (control->chapter_title)
                ? chosho_report_template_format (medium->template, "format", "chapter", "number", control->chapter, NULL)
                : chosho_report_template_join_number (medium->template, control->chapter, control->chapter_title);

      if (previous != NULL)
        chosho_report_medium_end_table (medium);
      chosho_report_medium_plain_heading (medium, CHOSHO_REPORT_HEADING_SUBSECTION, title);
    }
  if (opens || previous == NULL)
    begin_results_table (medium);
}

static void
enter_objective (ChoshoReportMedium *medium, const ChoshoReportControl *control, const ChoshoReportControl *previous)
{
  g_autofree char *title = NULL;

  if (is_blank (control->objective)
      || (previous != NULL && g_strcmp0 (control->objective, previous->objective) == 0))
    return;
  title = chosho_report_template_join_number (medium->template, control->objective, control->objective_title);
  chosho_report_medium_add_band (medium, title, NULL, FALSE, 2);
}

/* The fixed paragraph under the heading of an annex. */
static void
add_note (ChoshoReportMedium *medium, const char *key)
{
  chosho_report_medium_set_locked (medium, TRUE);
  chosho_report_medium_text (medium, CHOSHO_REPORT_STYLE_NOTE, CHOSHO_REPORT_ALIGN_JUSTIFY, 0, 0,
                             chosho_report_template_get (medium->template, "fixed", key));
  chosho_report_medium_set_locked (medium, FALSE);
  chosho_report_medium_space (medium, 6);
}

/* Controls without a performed procedure have nothing to print here. */
static gboolean
has_procedures (const ChoshoReportControl *control)
{
  return control->phases->len > 0;
}

gboolean
chosho_report_annex_set_results (ChoshoReportMedium *medium, const ChoshoReportModel *model, ChoshoProgress *progress,
                                 GCancellable *cancellable, GError **error)
{
  const ChoshoReportControl *previous = NULL;
  gboolean ok = TRUE;

  chosho_report_medium_new_page (medium);
  chosho_report_medium_plain_heading (medium, CHOSHO_REPORT_HEADING_SECTION, chosho_report_template_get (medium->template, "title", "annex-results"));
  add_note (medium, "results-note");
  for (guint i = 0; i < model->controls->len && ok; i++)
    {
      const ChoshoReportControl *control = g_ptr_array_index (model->controls, i);

      if (has_procedures (control))
        {
          chosho_report_medium_set_place (medium, control->number);
          enter_chapter (medium, control, previous);
          enter_objective (medium, control, previous);
          add_control (medium, control);
          previous = control;
        }
      ok = step (progress, cancellable, error);
    }
  chosho_report_medium_set_place (medium, NULL);
  if (previous != NULL)
    chosho_report_medium_end_table (medium);
  else if (ok)
    chosho_report_medium_body (medium, chosho_report_template_get (medium->template, "label", "no-controls"));
  return ok;
}

static void
add_untested (ChoshoReportMedium *medium, const ChoshoReportUntested *untested)
{
  const ChoshoReportTemplate *template = medium->template;

  chosho_report_medium_add_cell (medium, 0, CHOSHO_REPORT_STYLE_TABLE_STRONG, untested->number);
  if (!is_blank (untested->title))
    chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE, untested->title);
  add_labelled (medium, 1, "individual-control", untested->individual_control);
  if (!is_blank (untested->phase))
    chosho_report_medium_add_cell (medium, 1, CHOSHO_REPORT_STYLE_TABLE_SMALL, chosho_report_template_get_label (template, "phase", untested->phase));
  chosho_report_medium_add_cell (medium, 2, CHOSHO_REPORT_STYLE_TABLE,
                                 chosho_report_template_get (template, "basis", basis_keys[untested->basis]));
  chosho_report_medium_add_cell (medium, 3, CHOSHO_REPORT_STYLE_TABLE, untested->detail);
  chosho_report_medium_end_row (medium);
}

gboolean
chosho_report_annex_set_untested (ChoshoReportMedium *medium, const ChoshoReportModel *model, ChoshoProgress *progress,
                                  GCancellable *cancellable, GError **error)
{
  static const double widths[] = { 0.15, 0.33, 0.2, 0.32 };
  const char *const titles[] = {
    chosho_report_template_get (medium->template, "label", "number"),
    chosho_report_template_get (medium->template, "label", "control-title"),
    chosho_report_template_get (medium->template, "label", "basis"),
    chosho_report_template_get (medium->template, "label", "basis-detail"),
  };
  gboolean ok = TRUE;

  chosho_report_medium_new_page (medium);
  chosho_report_medium_plain_heading (medium, CHOSHO_REPORT_HEADING_SECTION, chosho_report_template_get (medium->template, "title", "annex-untested"));
  if (model->untested->len == 0)
    {
      chosho_report_medium_body (medium, chosho_report_template_get (medium->template, "label", "no-untested"));
      return TRUE;
    }
  add_note (medium, "untested-note");
  chosho_report_medium_begin_table (medium, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < model->untested->len && ok; i++)
    {
      const ChoshoReportUntested *untested = g_ptr_array_index (model->untested, i);

      chosho_report_medium_set_place (medium, untested->number);
      add_untested (medium, untested);
      ok = step (progress, cancellable, error);
    }
  chosho_report_medium_set_place (medium, NULL);
  chosho_report_medium_end_table (medium);
  return ok;
}
