/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-paper-builder-private.h"

/* Procedures with their results, and samples. */

/* --- Steps ----------------------------------------------------------------------------------------------------------------- */

/* Columns of the steps' table. */
enum
{
  COLUMN_STEP,
  COLUMN_DONE,
  COLUMN_OUTCOME,
  COLUMN_RESULT,
  N_COLUMNS,
};

/* The procedure of @step: number × version of the individual control × unit. (transfer full) */
static char *
dup_instance (ChoshoPaperBuilder *self, ChoshoValue *step)
{
  g_autofree char *procedure = chosho_paper_labelled (self, "procedure", chosho_value_get_string (step, "procedure"));
  const char *version = chosho_value_get_string (step, "version");
  g_autofree char *individual
      = chosho_report_template_format (self->words, "format", version != NULL ? "individual-version" : "individual", "individual",
                                       chosho_value_get_string (step, "individual"), "version", version, NULL);
  g_autofree char *of = chosho_value_get_string (step, "individual") != NULL ? chosho_paper_labelled (self, "individual", individual) : NULL;
  g_autofree char *unit = chosho_paper_labelled (self, "unit", chosho_value_get_string (step, "unit"));
  const char *const parts[] = { procedure, of, unit };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (out, "%s%s", out->len > 0 ? "　" : "", parts[i]);
  return g_string_free (out, FALSE);
}

static void
add_consents (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *step)
{
  GPtrArray *consents = chosho_paper_record_list_of (self->record, "consent", chosho_value_get_string (step, "control"));

  for (guint i = 0; i < consents->len; i++)
    {
      ChoshoValue *consent = g_ptr_array_index (consents, i);
      g_autofree char *author = NULL;
      g_autofree char *line = NULL;

      if (g_strcmp0 (chosho_value_get_string (consent, "step"), chosho_value_get_string (step, "id")) != 0)
        continue;
      author = chosho_paper_author (self, consent, "by", "at");
      line = g_strjoin ("　", chosho_paper_name (self, "paper-consent", chosho_value_get_string (consent, "for")),
                        chosho_value_get_string (consent, "reason"), author, NULL);
      chosho_paper_add_labelled (self, table, COLUMN_RESULT, "consent", line);
    }
}

static void
add_references (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *step)
{
  static const struct
  {
    const char *name, *kind;
  } lists[] = { { "evidence", "evidence" }, { "interviews", "interview" }, { "observations", "observation" }, { "samples", "sample" } };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *references = chosho_paper_references (self, lists[i].kind, chosho_value_get (step, lists[i].name));

      chosho_paper_table_add (table, COLUMN_RESULT, CHOSHO_PAPER_REFERENCE, references);
    }
}

static void
add_done (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *step)
{
  const char *recorded = chosho_value_get_string (step, "recorded_technique");
  g_autofree char *day = chosho_paper_date (self, chosho_value_get_string (step, "performed_on"));
  g_autofree char *author = NULL, *decider = NULL;

  if (recorded == NULL)
    return;
  author = chosho_paper_author (self, step, "performed_by", "recorded_at");
  chosho_paper_table_add (table, COLUMN_DONE, CHOSHO_PAPER_PLAIN, chosho_paper_technique (self, recorded));
  if (strcmp (recorded, chosho_value_get_string (step, "technique")) != 0)
    chosho_paper_table_add (table, COLUMN_DONE, CHOSHO_PAPER_SMALL, chosho_paper_word (self, "departure"));
  chosho_paper_add_labelled (self, table, COLUMN_DONE, "performed-on", day);
  chosho_paper_add_labelled (self, table, COLUMN_DONE, "place", chosho_value_get_string (step, "place"));
  chosho_paper_add_labelled (self, table, COLUMN_DONE, "respondent", chosho_value_get_string (step, "respondent"));
  decider = chosho_value_get (step, "decided_by") != NULL ? chosho_paper_author (self, step, "decided_by", "decided_at") : NULL;
  chosho_paper_add_labelled (self, table, COLUMN_DONE, "recorded-by", author);
  chosho_paper_add_labelled (self, table, COLUMN_DONE, "decided-by", decider);
}

static const char *
get_outcome (ChoshoPaperBuilder *self, ChoshoValue *step)
{
  const char *outcome = chosho_value_get_string (step, "outcome");

  if (outcome != NULL)
    return chosho_paper_name (self, "paper-outcome", outcome);
  return chosho_paper_word (self, chosho_value_get_boolean (step, "required", FALSE) ? "open" : "not-required");
}

static void
add_step (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *step)
{
  const char *control = chosho_value_get_string (step, "control");

  chosho_paper_table_add (table, COLUMN_STEP, CHOSHO_PAPER_STRONG, chosho_paper_step (self, control, chosho_value_get_string (step, "id")));
  chosho_paper_table_add (table, COLUMN_STEP, CHOSHO_PAPER_PLAIN, chosho_value_get_string (step, "text"));
  chosho_paper_add_labelled (self, table, COLUMN_STEP, "prescribed", chosho_paper_technique (self, chosho_value_get_string (step, "technique")));
  chosho_paper_add_labelled (self, table, COLUMN_STEP, "subject", chosho_paper_name (self, "paper-subject", chosho_value_get_string (step, "subject")));
  add_done (self, table, step);
  chosho_paper_table_add (table, COLUMN_OUTCOME, CHOSHO_PAPER_PLAIN, get_outcome (self, step));
  if (chosho_value_get_boolean (step, "conflict", FALSE))
    chosho_paper_table_add (table, COLUMN_OUTCOME, CHOSHO_PAPER_SMALL, chosho_paper_word (self, "conflict"));
  chosho_paper_table_add (table, COLUMN_RESULT, CHOSHO_PAPER_PLAIN, chosho_value_get_string (step, "result"));
  chosho_paper_add_labelled (self, table, COLUMN_RESULT, "reason", chosho_value_get_string (step, "reason"));
  add_references (self, table, step);
  add_consents (self, table, step);
  chosho_paper_table_end_row (table);
}

static void
add_phase (ChoshoPaperBuilder *self, ChoshoPaper *paper, GPtrArray *steps, const char *phase)
{
  static const double widths[N_COLUMNS] = { 0.33, 0.22, 0.12, 0.33 };
  const char *const titles[N_COLUMNS] = { chosho_paper_word (self, "step"), chosho_paper_word (self, "performed"), chosho_paper_word (self, "outcome"),
                                          chosho_paper_word (self, "result") };
  ChoshoPaperTable *table = NULL;
  g_autofree char *last = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      ChoshoValue *step = g_ptr_array_index (steps, i);
      g_autofree char *instance = NULL;

      if (g_strcmp0 (chosho_value_get_string (step, "phase"), phase) != 0)
        continue;
      if (table == NULL)
        {
          chosho_paper_add_subheading (paper, chosho_paper_name (self, "phase", phase));
          table = chosho_paper_add_table (paper, N_COLUMNS, widths, titles);
        }
      instance = dup_instance (self, step);
      if (g_strcmp0 (instance, last) != 0)
        {
          chosho_paper_table_band (table, instance);
          g_free (last);
          last = g_steal_pointer (&instance);
        }
      add_step (self, table, step);
    }
}

void
chosho_paper_add_work (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control)
{
  static const char *const phases[] = { "design", "operation", "update" };
  GPtrArray *steps = chosho_paper_record_list_of (self->record, "step", control);

  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-work"));
  if (steps->len == 0)
    chosho_paper_add_text (paper, CHOSHO_PAPER_PLAIN, chosho_paper_word (self, "no-steps"));
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    add_phase (self, paper, steps, phases[i]);
}

/* --- Samples ----------------------------------------------------------------------------------------------------------------- */

#define ATTRIBUTE_COLUMNS 5 /* in one table; further ones stand in a second */
#define FIXED_COLUMNS 3     /* number, item, remarks */

ChoshoValue *
chosho_paper_list_samples (ChoshoPaperBuilder *self, const char *control)
{
  GPtrArray *steps = chosho_paper_record_list_of (self->record, "step", control);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < steps->len; i++)
    chosho_paper_add_ids (list, chosho_value_get (g_ptr_array_index (steps, i), "samples"));
  chosho_paper_add_ids (list, chosho_value_get (chosho_paper_record_get (self->record, "links", control), "sample"));
  return list;
}

static void
add_field (ChoshoPaperBuilder *self, ChoshoPaperTable *table, const char *key, const char *value)
{
  chosho_paper_table_field (table, chosho_paper_word (self, key), value);
}

static void
add_population (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *population)
{
  g_autofree char *span = chosho_paper_span (self, chosho_value_get_string (population, "from"), chosho_value_get_string (population, "to"));
  g_autofree char *extracted = chosho_paper_date (self, chosho_value_get_string (population, "extracted_on"));
  g_autofree char *count = chosho_report_template_format_number (chosho_value_get_integer (population, "count", 0));
  g_autofree char *units = chosho_paper_join (self, chosho_value_get (population, "units"));
  g_autofree char *name = g_strjoin ("　", chosho_value_get_string (population, "reference"), chosho_value_get_string (population, "name"), NULL);
  g_autofree char *author = chosho_paper_author (self, population, "by", "at");
  g_autofree char *file = g_strjoin ("\nSHA-256 ", chosho_value_get_string (population, "file_name"), chosho_value_get_string (population, "sha256"), NULL);

  add_field (self, table, "population", name);
  add_field (self, table, "population-source", chosho_value_get_string (population, "source"));
  add_field (self, table, "population-query", chosho_value_get_string (population, "query"));
  add_field (self, table, "population-span", span);
  add_field (self, table, "population-extracted", extracted);
  add_field (self, table, "population-count", count);
  add_field (self, table, "population-completeness", chosho_value_get_string (population, "completeness"));
  add_field (self, table, "units", units);
  add_field (self, table, "population-rationale", chosho_value_get_string (population, "rationale"));
  add_field (self, table, "population-file", file);
  add_field (self, table, "recorded-by", author);
}

/* The steps of @control that use @sample. (transfer full) */
static char *
dup_uses (ChoshoPaperBuilder *self, const char *control, const char *sample)
{
  GPtrArray *steps = chosho_paper_record_list_of (self->record, "step", control);
  g_autoptr (ChoshoValue) names = chosho_value_new_array ();

  for (guint i = 0; i < steps->len; i++)
    {
      ChoshoValue *step = g_ptr_array_index (steps, i);

      if (chosho_value_has_text (chosho_value_get (step, "samples"), sample))
        chosho_value_append_string (names, chosho_paper_step (self, control, chosho_value_get_string (step, "id")));
    }
  return chosho_paper_join (self, names);
}

/* Who recorded the results. (transfer full) */
static char *
dup_recorders (ChoshoPaperBuilder *self, ChoshoValue *sample)
{
  ChoshoValue *results = chosho_value_get (sample, "results");
  g_autoptr (ChoshoValue) names = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (results); i++)
    {
      const char *by = chosho_value_get_string (chosho_value_get_item (results, i), "by");

      if (by != NULL && !chosho_value_has_text (names, by))
        chosho_value_append_string (names, by);
    }
  return chosho_paper_join (self, names);
}

static void
add_draw (ChoshoPaperBuilder *self, ChoshoPaperTable *table, const char *control, ChoshoValue *sample)
{
  g_autofree char *size = chosho_report_template_format_number (chosho_value_get_integer (sample, "size", 0));
  g_autofree char *total = chosho_report_template_format_number (chosho_value_get_integer (sample, "total", 0) - chosho_value_get_integer (sample, "replaced", 0));
  g_autofree char *exceptions = chosho_report_template_format_number (chosho_value_get_integer (sample, "exceptions", 0));
  g_autofree char *replaced = chosho_report_template_format_number (chosho_value_get_integer (sample, "replaced", 0));
  g_autofree char *missing = chosho_report_template_format_number (chosho_value_get_integer (sample, "not_obtained", 0));
  g_autofree char *tally = chosho_report_template_format (self->words, "paper", "sample-tally", "total", total, "exceptions", exceptions, "replaced",
                                                          replaced, "missing", missing, NULL);
  g_autofree char *author = chosho_paper_author (self, sample, "by", "at");
  g_autofree char *uses = dup_uses (self, control, chosho_value_get_string (sample, "id"));
  g_autofree char *recorders = dup_recorders (self, sample);
  const char *frequency = chosho_value_get_string (sample, "frequency");
  const char *own = chosho_paper_own_name (self, "frequency_table", "frequency", frequency);

  add_field (self, table, "sample-size", size);
  add_field (self, table, "sample-frequency", own != NULL ? own : frequency);
  add_field (self, table, "sample-method", chosho_paper_name (self, "paper-method", chosho_value_get_string (sample, "method")));
  add_field (self, table, "sample-seed", chosho_value_get_string (sample, "seed"));
  add_field (self, table, "sample-drawn", author);
  add_field (self, table, "sample-steps", uses);
  add_field (self, table, "sample-result", tally);
  add_field (self, table, "sample-recorders", recorders);
}

static ChoshoValue *
find_result (ChoshoValue *sample, const char *item, const char *attribute)
{
  ChoshoValue *results = chosho_value_get (sample, "results");

  for (guint i = 0; i < chosho_value_get_length (results); i++)
    {
      ChoshoValue *result = chosho_value_get_item (results, i);

      if (g_strcmp0 (chosho_value_get_string (result, "item"), item) == 0
          && g_strcmp0 (chosho_value_get_string (result, "attribute"), attribute) == 0)
        return result;
    }
  return NULL;
}

/* One item and the attributes from @first on, as many as the table has. */
static void
add_item (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *sample, guint index, guint first, guint count)
{
  ChoshoValue *item = chosho_value_get_item (chosho_value_get (sample, "items"), index);
  const char *name = chosho_value_get_string (item, "item");
  const char *label = chosho_value_get_string (item, "label");
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  g_autoptr (ChoshoValue) evidence = chosho_value_new_array ();
  g_autofree char *references = NULL;

  chosho_paper_table_add (table, 0, CHOSHO_PAPER_SMALL, number);
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, label != NULL && label[0] != '\0' ? label : name);
  for (guint i = 0; i < count; i++)
    {
      const char *attribute = chosho_value_as_string (chosho_value_get_item (chosho_value_get (sample, "attributes"), first + i));
      ChoshoValue *result = find_result (sample, name, attribute);
      const char *state = chosho_value_get_string (result, "state");

      chosho_paper_table_add (table, 2 + i, CHOSHO_PAPER_SMALL, state != NULL ? chosho_paper_name (self, "paper-item", state) : chosho_paper_word (self, "open"));
      chosho_paper_table_add (table, 2 + count, CHOSHO_PAPER_SMALL, chosho_value_get_string (result, "note"));
      chosho_paper_add_ids (evidence, chosho_value_get (result, "evidence"));
    }
  references = chosho_paper_references (self, "evidence", evidence);
  chosho_paper_table_add (table, 2 + count, CHOSHO_PAPER_REFERENCE, references);
  chosho_paper_table_end_row (table);
}

static void
add_items (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoValue *sample, guint first, guint count)
{
  ChoshoValue *attributes = chosho_value_get (sample, "attributes");
  double widths[ATTRIBUTE_COLUMNS + FIXED_COLUMNS];
  const char *titles[ATTRIBUTE_COLUMNS + FIXED_COLUMNS];
  ChoshoPaperTable *table;

  widths[0] = 0.06;
  widths[1] = count > 3 ? 0.16 : 0.24;
  widths[2 + count] = count > 3 ? 0.2 : 0.28;
  titles[0] = chosho_paper_word (self, "item-number");
  titles[1] = chosho_paper_word (self, "item");
  titles[2 + count] = chosho_paper_word (self, "remarks");
  for (guint i = 0; i < count; i++)
    {
      widths[2 + i] = (1 - widths[0] - widths[1] - widths[2 + count]) / count;
      titles[2 + i] = chosho_value_as_string (chosho_value_get_item (attributes, first + i));
    }
  table = chosho_paper_add_table (paper, count + FIXED_COLUMNS, widths, titles);
  for (guint i = 0; i < chosho_value_get_length (chosho_value_get (sample, "items")); i++)
    add_item (self, table, sample, i, first, count);
}

static void
add_sample (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control, ChoshoValue *sample)
{
  static const double widths[] = { 0.2, 0.8 };
  ChoshoValue *population = chosho_paper_record_get (self->record, "population", chosho_value_get_string (sample, "population"));
  guint n_attributes = chosho_value_get_length (chosho_value_get (sample, "attributes"));
  g_autofree char *title = g_strjoin ("　", chosho_value_get_string (sample, "reference"), chosho_value_get_string (population, "name"), NULL);
  ChoshoPaperTable *table;

  chosho_paper_add_subheading (paper, title);
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, NULL);
  add_population (self, table, population);
  add_draw (self, table, control, sample);
  if (chosho_value_get_length (chosho_value_get (sample, "items")) == 0)
    {
      chosho_paper_add_text (paper, CHOSHO_PAPER_PLAIN, chosho_paper_word (self, "no-items"));
      return;
    }
  for (guint first = 0; first == 0 || first < n_attributes; first += ATTRIBUTE_COLUMNS)
    add_items (self, paper, sample, first, MIN (ATTRIBUTE_COLUMNS, n_attributes - first));
}

void
chosho_paper_add_samples (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control)
{
  g_autoptr (ChoshoValue) samples = chosho_paper_list_samples (self, control);

  if (chosho_value_get_length (samples) == 0)
    return;
  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-samples"));
  for (guint i = 0; i < chosho_value_get_length (samples); i++)
    {
      ChoshoValue *sample = chosho_paper_record_get (self->record, "sample", chosho_value_as_string (chosho_value_get_item (samples, i)));

      if (sample != NULL)
        add_sample (self, paper, control, sample);
    }
}
