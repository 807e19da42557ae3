/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-control-state.h"
#include "chosho-evidence.h"
#include "chosho-number.h"
#include "chosho-reference.h"
#include "chosho-report-builder.h"
#include "chosho-sample-view.h"

#define PRINTED_ID 12 /* digits of the engagement's id that stand on each page: enough to tell files apart */

typedef struct
{
  ChoshoView        *view;
  ChoshoReportModel *model;
} Build;

static void
set (char **member, const char *text)
{
  g_free (*member);
  *member = text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;
}

/* --- The engagement -------------------------------------------------------------------------------- */

static ChoshoReportKind
kind_from_code (const char *code)
{
  if (g_strcmp0 (code, "renewal") == 0)
    return CHOSHO_REPORT_KIND_RENEWAL;
  if (g_strcmp0 (code, "additional") == 0)
    return CHOSHO_REPORT_KIND_ADDITIONAL;
  return g_strcmp0 (code, "reaudit") == 0 ? CHOSHO_REPORT_KIND_RE_AUDIT : CHOSHO_REPORT_KIND_INITIAL;
}

/* (transfer full) (nullable) */
static char *
dup_printed_id (const char *engagement)
{
  return engagement != NULL ? g_strndup (engagement, PRINTED_ID) : NULL;
}

/* The engagement that this one belongs to, by its title where it is known. (transfer full) (nullable) */
static char *
dup_linked (ChoshoValue *facts)
{
  const char *title = chosho_value_get_string (facts, "parent_title");
  g_autofree char *id = dup_printed_id (chosho_value_get_string (facts, "parent"));

  return title != NULL && id != NULL ? g_strdup_printf ("%s (%s)", title, id) : g_steal_pointer (&id);
}

static void
build_engagement (Build *self)
{
  ChoshoValue *facts = chosho_view_get_item (self->view, "engagement");
  ChoshoValue *services = chosho_value_get (facts, "services");
  const char *base_date = chosho_value_get_string (facts, "base_date");
  ChoshoReportModel *model = self->model;

  model->language = g_strcmp0 (chosho_value_get_string (facts, "language"), "en") == 0 ? CHOSHO_REPORT_LANGUAGE_EN : CHOSHO_REPORT_LANGUAGE_JA;
  model->kind = kind_from_code (chosho_value_get_string (facts, "kind"));
  model->engagement_id = dup_printed_id (chosho_state_get_engagement (chosho_view_get_state (self->view)));
  set (&model->addressee, chosho_value_get_string (facts, "client"));
  set (&model->firm, chosho_value_get_string (facts, "firm"));
  set (&model->scheme, chosho_value_get_string (facts, "scheme"));
  model->linked_report = dup_linked (facts);
  set (&model->period_from, chosho_value_get_string (facts, "period_start"));
  set (&model->period_to, chosho_value_get_string (facts, "period_end"));
  for (guint i = 0; i < chosho_value_get_length (services); i++)
    chosho_report_model_append_service (model, chosho_value_as_string (chosho_value_get_item (services, i)));
  if (base_date != NULL)
    chosho_report_model_append_design_date (model, base_date);
}

/* The final version of the statement; in a draft the latest that is recorded. */
static void
build_statement (Build *self)
{
  g_autoptr (GPtrArray) files = chosho_view_list_action (self->view, "statement-file");
  g_autoptr (GPtrArray) catalogues = chosho_view_list_action (self->view, "catalogue");
  ChoshoValue *chosen = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      ChoshoValue *file = ((ChoshoWrite *) g_ptr_array_index (files, i))->item;

      if (chosen == NULL || chosho_value_get_boolean (file, "final", FALSE) || !chosho_value_get_boolean (chosen, "final", FALSE))
        chosen = file;
    }
  if (chosen != NULL)
    {
      set (&self->model->statement_name, chosho_value_get_string (chosen, "name"));
      set (&self->model->statement_version, chosho_value_get_string (chosen, "version"));
      self->model->statement_is_final = chosho_value_get_boolean (chosen, "final", FALSE);
      set (&self->model->statement_date, chosho_value_get_string (chosen, "dated"));
      set (&self->model->statement_sha256, chosho_value_get_string (chosen, "sha256"));
    }
  if (catalogues->len > 0)
    {
      ChoshoValue *catalogue = ((ChoshoWrite *) g_ptr_array_index (catalogues, catalogues->len - 1))->item;
      const char *title = chosho_value_get_string (catalogue, "title");
      g_autofree char *name = g_strjoin (" ", title != NULL ? title : chosho_value_get_string (catalogue, "edition"),
                                         title != NULL ? chosho_value_get_string (catalogue, "edition") : NULL, NULL);

      set (&self->model->criteria, name);
    }
}

static void
build_team (Build *self)
{
  static const struct
  {
    ChoshoRoles role;
    const char *code;
  } roles[] = { { CHOSHO_ROLE_EXECUTIVE, "executive" }, { CHOSHO_ROLE_LEADER, "leader" },
                { CHOSHO_ROLE_PRACTITIONER, "practitioner" }, { CHOSHO_ROLE_QUALITY, "quality" },
                { CHOSHO_ROLE_REVIEWER, "reviewer" } };
  g_autoptr (GPtrArray) members = chosho_team_list (self->view);

  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    for (guint i = 0; i < members->len; i++)
      {
        ChoshoMember *member = g_ptr_array_index (members, i);

        if (member->left || (member->roles & roles[r].role) == 0)
          continue;
        chosho_report_model_append_member (self->model, roles[r].code, member->name);
        if (roles[r].role == CHOSHO_ROLE_EXECUTIVE)
          chosho_report_model_append_signer (self->model, roles[r].code, member->name);
      }
}

/* --- Findings ---------------------------------------------------------------------------------------- */

static int
compare_by_reference (gconstpointer a, gconstpointer b)
{
  ChoshoValue *first = (*(ChoshoWrite *const *) a)->item;
  ChoshoValue *second = (*(ChoshoWrite *const *) b)->item;

  return (int) (chosho_value_get_integer (first, "number", 0) - chosho_value_get_integer (second, "number", 0));
}

/* Confirmed ones only. A correction during the audit is no ground for withdrawal (domain §4). */
static void
build_findings (Build *self)
{
  g_autoptr (GPtrArray) made = g_ptr_array_copy (chosho_state_get_writes_of (chosho_view_get_state (self->view), "finding"), NULL, NULL);

  g_ptr_array_sort (made, compare_by_reference);
  for (guint i = 0; i < made->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (made, i);
      g_autofree char *id = chosho_write_dup_id (write);
      ChoshoValue *standing = chosho_view_get_item (self->view, write->key->name);
      ChoshoValue *state = chosho_view_get_item_printf (self->view, "finding-state:%s", id);
      ChoshoValue *controls = chosho_value_get (standing, "controls");
      g_autofree char *label = NULL;
      ChoshoReportFinding *finding;

      if (standing == NULL || g_strcmp0 (chosho_value_get_string (state, "state"), "confirmed") != 0)
        continue;
      label = chosho_reference_dup (write); /* the papers' own: numbers given anew here would lead nowhere */
      finding = chosho_report_model_append_finding (self->model, label, chosho_value_get_string (standing, "text"));
      for (guint j = 0; j < chosho_value_get_length (controls); j++)
        chosho_report_finding_append_control (finding, chosho_value_as_string (chosho_value_get_item (controls, j)));
    }
}

/* --- Procedures --------------------------------------------------------------------------------------- */

static const char *
report_subject (const char *subject)
{
  return g_strcmp0 (subject, "documents") == 0 ? "basis-documents" : subject;
}

static void
append_line (GString *text, const char *line)
{
  if (line == NULL || line[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static gboolean
names_text (GPtrArray *list, const char *text)
{
  return g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL);
}

/* What readers call @technique: the firm's own in the words of its setting. Borrowed. */
static const char *
name_technique (Build *self, const char *technique)
{
  static const char *const built_in[] = { "inspection", "observation", "reperformance", "inquiry", NULL }; /* the template's */
  ChoshoValue *list = chosho_value_get (chosho_view_get_item (self->view, "setting:techniques"), "value");
  const char *language = self->model->language == CHOSHO_REPORT_LANGUAGE_JA ? "label_ja" : "label_en";

  for (guint i = 0; !g_strv_contains (built_in, technique) && i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (list, i);
      const char *label = chosho_value_get_string (entry, language);

      if (g_strcmp0 (chosho_value_get_string (entry, "id"), technique) == 0 && label != NULL && label[0] != '\0')
        return label;
    }
  return technique;
}

/* @seen: what of which samples stands under the procedure already; one may serve several of its steps.
 * Returns how many of their items deviate. */
static guint
append_samples (Build *self, ChoshoReportProcedure *procedure, const char *control, const ChoshoStep *step, GHashTable *seen)
{
  ChoshoGate gate = { 0 };
  g_autoptr (GPtrArray) samples = NULL;
  guint exceptions = 0;

  chosho_gate_init_links (&gate, self->view, control);
  samples = chosho_gate_list_linked (&gate, step->id, "sample");
  for (guint i = 0; i < samples->len; i++)
    {
      ChoshoWrite *sample = g_ptr_array_index (samples, i);
      g_autofree char *id = chosho_write_dup_id (sample);
      ChoshoValue *population = chosho_view_get_item_printf (self->view, "population:%s", chosho_value_get_string (sample->item, "population"));
      g_autoptr (ChoshoValue) tested = chosho_gate_dup_tested (&gate, step->id, id);
      g_autofree char *attributes = tested != NULL ? chosho_value_to_canonical (tested, NULL) : NULL;
      ChoshoSampleProgress progress;
      ChoshoReportExtent *extent;

      chosho_sample_view_get_progress (self->view, id, tested, &progress);
      exceptions += progress.exceptions;
      if (!g_hash_table_add (seen, g_strconcat (id, attributes, NULL)))
        continue;
      extent = chosho_report_procedure_append_extent (procedure, chosho_value_get_string (population, "name"),
                                                      chosho_value_get_integer (population, "count", -1),
                                                      progress.items - progress.replaced, progress.exceptions);
      extent->replaced_count = progress.replaced;
      extent->not_obtained_count = progress.not_obtained;
    }
  chosho_gate_clear_links (&gate);
  return exceptions;
}

static gboolean
is_seen_only (Build *self, const ChoshoWrite *evidence)
{
  g_autofree char *id = chosho_write_dup_id (evidence);
  g_autoptr (GPtrArray) copies = chosho_evidence_list_successors (self->view, id);

  return g_strcmp0 (chosho_value_get_string (evidence->item, "kind"), "sighting") == 0 && copies->len == 0;
}

/* What the step rests on that was seen and not taken, nor handed over since; each once in a procedure. */
static void
append_sightings (Build *self, ChoshoReportProcedure *procedure, const char *control, const ChoshoStep *step, GHashTable *seen)
{
  ChoshoGate gate = { 0 };
  g_autoptr (GPtrArray) evidence = NULL;

  chosho_gate_init_links (&gate, self->view, control);
  evidence = chosho_gate_list_evidence (&gate, step->id);
  for (guint i = 0; i < evidence->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (evidence, i);
      const char *received = chosho_value_get_string (write->item, "received_at");
      ChoshoReportSighting *sighting;

      if (!is_seen_only (self, write) || !g_hash_table_add (seen, chosho_write_dup_id (write)))
        continue;
      sighting = chosho_report_procedure_append_sighting (procedure, g_strcmp0 (chosho_value_get_string (write->item, "means"), "screen") == 0,
                                                          chosho_value_get_string (write->item, "what"));
      set (&sighting->version, chosho_value_get_string (write->item, "version"));
      set (&sighting->pages, chosho_value_get_string (write->item, "pages"));
      sighting->date = received != NULL ? g_strndup (received, strlen ("YYYY-MM-DD")) : NULL;
    }
  chosho_gate_clear_links (&gate);
}

/* What one phase of an instance came to. A procedure not performed is never reported as without
 * exception; where nothing that may stand alone was performed it is reported only as that. */
typedef struct
{
  guint performed, exceptions, no_occurrence, unable, standing;
  GString    *wording;   /* of the steps performed: what was not done is not said to have been */
  GString    *undone;    /* of those that could not be */
  GString    *result;
  GString    *reasons;   /* why they could not */
  GHashTable *samples;   /* ids of samples that were counted, and of what was seen */
} Tally;

static void
add_step (Build *self, ChoshoReportProcedure *procedure, const char *control, const ChoshoStep *step, Tally *tally)
{
  ChoshoValue *item = step->performance->item;
  const char *technique = chosho_value_get_string (item, "technique");
  const char *outcome = chosho_step_get_outcome (step);
  const char *report_text = chosho_value_get_string (step->definition, "report_text");

  if (report_text == NULL && chosho_value_get_boolean (step->definition, "disclosable", FALSE))
    report_text = step->text;
  append_line (strcmp (outcome, "unable") == 0 ? tally->undone : tally->wording, report_text);
  if (strcmp (outcome, "unable") == 0)
    {
      tally->unable++;
      append_line (tally->reasons, chosho_value_get_string (item, "reason"));
      return;
    }
  tally->performed++;
  tally->standing += chosho_technique_stands_alone (self->view, technique);
  /* A deviation in the sample is one, whatever the step as a whole says (domain §4). */
  tally->exceptions += append_samples (self, procedure, control, step, tally->samples) > 0 || strcmp (outcome, "exception") == 0;
  tally->no_occurrence += strcmp (outcome, "no-occurrence") == 0;
  append_sightings (self, procedure, control, step, tally->samples);
  technique = name_technique (self, technique);
  if (!names_text (procedure->techniques, technique))
    chosho_report_procedure_append_technique (procedure, technique);
  append_line (tally->result, chosho_value_get_string (item, "result"));
}

static void
finish_procedure (ChoshoReportProcedure *procedure, const Tally *tally)
{
  procedure->outcome = tally->exceptions > 0 ? CHOSHO_REPORT_OUTCOME_EXCEPTION
                       : tally->standing == 0 ? CHOSHO_REPORT_OUTCOME_NOT_PERFORMED
                       : tally->no_occurrence == tally->performed ? CHOSHO_REPORT_OUTCOME_NO_OCCURRENCE
                       : CHOSHO_REPORT_OUTCOME_NO_EXCEPTION;
  set (&procedure->wording, tally->performed > 0 ? tally->wording->str : tally->undone->str);
  set (&procedure->result, tally->result->str);
  if (procedure->outcome == CHOSHO_REPORT_OUTCOME_NOT_PERFORMED || tally->unable > 0)
    set (&procedure->reason, tally->reasons->len > 0 ? tally->reasons->str : "—");
}

/* What was recorded on a phase that is inherited or out of cycle stays in the record; the report says of it, in annex 2,
 * that it was not tested: nothing of it is reviewed or approved. */
static gboolean
is_reported (Build *self, const ChoshoInstance *instance, const ChoshoStep *step)
{
  return step->performance != NULL
         && strcmp (chosho_scope_get (self->view, instance->control, instance->individual, step->phase, NULL), "in") == 0;
}

static void
build_phase (Build *self, ChoshoReportControl *control, ChoshoInstance *instance, const char *phase, ChoshoReportPhase code)
{
  g_autoptr (GString) wording = g_string_new (NULL);
  g_autoptr (GString) undone = g_string_new (NULL);
  g_autoptr (GString) result = g_string_new (NULL);
  g_autoptr (GString) reasons = g_string_new (NULL);
  g_autoptr (GHashTable) samples = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Tally tally = { .wording = wording, .undone = undone, .result = result, .reasons = reasons, .samples = samples };
  ChoshoReportProcedure *procedure = NULL;

  for (guint i = 0; i < instance->steps->len; i++)
    {
      ChoshoStep *step = g_ptr_array_index (instance->steps, i);

      if (strcmp (step->phase, phase) != 0 || !is_reported (self, instance, step))
        continue;
      if (procedure == NULL)
        {
          procedure = chosho_report_control_append_procedure (control, code, instance->procedure[0] != '\0' ? instance->procedure : control->number);
          set (&procedure->subject, report_subject (step->subject));
          set (&procedure->unit, instance->unit);
        }
      add_step (self, procedure, instance->control, step, &tally);
    }
  if (procedure == NULL)
    return;
  set (&procedure->individual_control, instance->individual);
  set (&procedure->individual_version, instance->version);
  if (instance->individual_write != NULL)
    {
      set (&procedure->individual_from, chosho_value_get_string (instance->individual_write->item, "valid_from"));
      set (&procedure->individual_to, chosho_value_get_string (instance->individual_write->item, "valid_to"));
    }
  finish_procedure (procedure, &tally);
}

/* --- Controls ----------------------------------------------------------------------------------------- */

static const char *
entry_text (Build *self, const char *number, const char *field)
{
  return number != NULL ? chosho_value_get_string (chosho_view_get_item_printf (self->view, "entry:%s", number), field) : NULL;
}

static void
build_tested (Build *self, const char *number, GPtrArray *instances)
{
  static const char *const phases[] = { "design", "operation", "update" };
  ChoshoReportControl *control = chosho_report_model_append_control (self->model, number, entry_text (self, number, "title"));
  const char *parent = entry_text (self, number, "parent");

  if (chosho_number_is_valid (number))
    {
      g_autofree char *chapter = g_strndup (number, strcspn (number, "."));

      set (&control->chapter, chapter);
      set (&control->chapter_title, entry_text (self, chapter, "title"));
    }
  set (&control->objective, parent);
  set (&control->objective_title, entry_text (self, parent, "title"));
  for (guint p = 0; p < G_N_ELEMENTS (phases); p++)
    for (guint i = 0; i < instances->len; i++)
      build_phase (self, control, g_ptr_array_index (instances, i), phases[p], (ChoshoReportPhase) p);
}

static gboolean
has_results (Build *self, GPtrArray *instances)
{
  for (guint i = 0; i < instances->len; i++)
    {
      ChoshoInstance *instance = g_ptr_array_index (instances, i);

      for (guint j = 0; j < instance->steps->len; j++)
        if (is_reported (self, instance, g_ptr_array_index (instance->steps, j)))
          return TRUE;
    }
  return FALSE;
}

/* Controls or parts on which no procedure was performed, with the basis. */
static void
build_untested (Build *self, const char *number)
{
  g_autofree char *subject = g_strconcat ("control:", number, NULL);
  g_autoptr (GPtrArray) scopes = chosho_view_list_about (self->view, subject, "scope");

  if (!chosho_statement_is_selected (self->view, number))
    {
      /* The provider's reasons are not audited and therefore not repeated in the auditor's report (domain §2). */
      chosho_report_model_append_untested (self->model, number, entry_text (self, number, "title"), CHOSHO_REPORT_BASIS_NOT_SELECTED, NULL);
      return;
    }
  for (guint i = 0; i < scopes->len; i++)
    {
      ChoshoValue *scope = ((ChoshoWrite *) g_ptr_array_index (scopes, i))->item;
      const char *state = chosho_value_get_string (scope, "state");
      ChoshoReportUntested *untested;

      if (strcmp (state, "in") == 0)
        continue;
      untested = chosho_report_model_append_untested (self->model, number, entry_text (self, number, "title"),
        strcmp (state, "inherited") == 0 ? CHOSHO_REPORT_BASIS_INHERITED : CHOSHO_REPORT_BASIS_OUT_OF_CYCLE,
        chosho_value_get_string (scope, "basis"));
      set (&untested->individual_control, chosho_value_get_string (scope, "individual"));
      set (&untested->phase, chosho_value_get_string (scope, "phase"));
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  gint64 first = chosho_value_get_integer ((*(ChoshoWrite *const *) a)->item, "position", 0);
  gint64 second = chosho_value_get_integer ((*(ChoshoWrite *const *) b)->item, "position", 0);

  return first < second ? -1 : first > second;
}

static void
build_controls (Build *self)
{
  g_autoptr (GPtrArray) entries = chosho_view_list_action (self->view, "catalogue-entry");

  g_ptr_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    {
      ChoshoValue *entry = ((ChoshoWrite *) g_ptr_array_index (entries, i))->item;
      const char *number = chosho_value_get_string (entry, "number");
      g_autoptr (GPtrArray) instances = NULL;

      if (strcmp (chosho_value_get_string (entry, "level"), "control") != 0)
        continue;
      instances = chosho_instance_list (self->view, number);
      if (has_results (self, instances) && chosho_statement_is_selected (self->view, number))
        build_tested (self, number, instances);
      build_untested (self, number);
    }
}

ChoshoReportModel *
chosho_report_builder_build (ChoshoView *view, gboolean draft, const char *report_date)
{
  Build self = { view, chosho_report_model_new () };

  self.model->draft = draft;
  set (&self.model->report_date, report_date);
  build_engagement (&self);
  build_statement (&self);
  build_team (&self);
  build_findings (&self);
  build_controls (&self);
  return self.model;
}

void
chosho_report_add_wording (ChoshoView *view, const char *control, gboolean warning, GPtrArray *blockers)
{
  const char *language = chosho_value_get_string (chosho_view_get_item (view, "engagement"), "language");
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_or_default (chosho_gate_dup_wording_rules (view), language);

  chosho_gate_add_wording (view, rules, control, warning, blockers);
}
