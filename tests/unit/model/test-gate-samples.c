/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gate-scenes.h"
#include "chosho-sample-view.h"

/* What stands against completion by populations and samples, phases, individual controls, scope, notes. */

/* --- Samples ---------------------------------------------------------------------- */

#define POPULATION(from, to, more) "{'name':'tickets','from':'" from "','to':'" to "','source':'ticket system'," \
  "'count':9,'sha256':'00','size_bytes':1,'file_name':'f.csv'," more "}"
#define WHOLE POPULATION ("2025-04-01", "2025-09-30", "'units':[]")

static const char *
records_step (World *world)
{
  return world_step_id (world, B, "P", "operation", 1);
}

static const char *
draw (World *world, const char *population)
{
  return world_thing (world, world_do (world, world->practitioner, world->home, "sample",
    "{'population':'%s','method':'random','seed':'s','size':2,'attributes':['approved','dated'],"
    "'items':[{'item':'1','row':3},{'item':'2','row':5}]}", make (world, "population", population)), 0);
}

static void
answer (World *world, const char *sample, const char *item, const char *attribute, const char *state)
{
  world_do (world, world->practitioner, world->home, "sample-result",
            "{'sample':'%s','item':'%s','attribute':'%s','state':'%s','evidence':['%s']}", sample, item, attribute, state,
            world_evidence (world, world->practitioner, world->home, item, ""));
}

static void
answer_all (World *world, const char *sample)
{
  answer (world, sample, "1", "approved", "no-exception");
  answer (world, sample, "1", "dated", "no-exception");
  answer (world, sample, "2", "approved", "no-exception");
  answer (world, sample, "2", "dated", "no-exception");
}

static const char *
sample_of (World *world)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autoptr (GPtrArray) samples = chosho_view_list_action (view, "sample");
  ChoshoWrite *last = samples->pdata[samples->len - 1];

  return world_thing (world, last->node, last->index);
}

static void
red_population_undefined (World *world)
{
  const char *step = world_add_step (world, B, "P", "operation", 1, "inspection", "records");

  attach (world, step, "");
  perform (world, step, "inspection", "no-exception");
}

static void
add_sample (World *world, const char *population)
{
  const char *sample;

  red_population_undefined (world);
  sample = draw (world, population);
  link_to (world, records_step (world), "sample", sample);
  answer_all (world, sample);
}

static void
cure_population_undefined (World *world)
{
  const char *sample = draw (world, WHOLE);

  link_to (world, records_step (world), "sample", sample);
  answer_all (world, sample);
}

/* No such event in the period: the extraction of none needs no sample. */
static void
cure_no_occurrence (World *world)
{
  perform (world, records_step (world), "inspection", "no-occurrence");
}

static void
red_population_gap (World *world)
{
  add_sample (world, POPULATION ("2025-04-02", "2025-09-30", "'units':[]"));
}

static void
red_population_gap_end (World *world)
{
  add_sample (world, POPULATION ("2025-04-01", "2025-09-29", "'units':[]"));
}

static void
unlink_samples (World *world)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autoptr (GPtrArray) links = chosho_view_list_about (view, "control:" B, "link");

  for (guint i = 0; i < links->len; i++)
    {
      ChoshoWrite *link = links->pdata[i];

      if (strcmp (chosho_value_get_string (link->item, "kind"), "sample") == 0)
        {
          world_do (world, world->practitioner, world->home, "unlink", "{'control':'" B "','paper':'','step':'%s','replaces':['%s']}",
                    records_step (world), world_thing (world, link->node, link->index));
          return;
        }
    }
}

static void
cure_population_gap (World *world)
{
  unlink_samples (world);
  cure_population_undefined (world);
}

static void
red_units_unstated (World *world)
{
  add_sample (world, POPULATION ("2025-04-01", "2025-09-30", "'units':['east','west']"));
}

static void
cure_units_stated (World *world)
{
  const char *sample;

  unlink_samples (world);
  sample = draw (world, POPULATION ("2025-04-01", "2025-09-30", "'units':['east','west'],'rationale':'one process'"));
  link_to (world, records_step (world), "sample", sample);
  answer_all (world, sample);
}

static void
red_sample_open (World *world)
{
  const char *sample;

  red_population_undefined (world);
  sample = draw (world, WHOLE);
  link_to (world, records_step (world), "sample", sample);
  answer (world, sample, "1", "approved", "no-exception");
  answer (world, sample, "1", "dated", "no-exception");
  answer (world, sample, "2", "approved", "no-exception");
}

static void
cure_sample_open (World *world)
{
  answer (world, sample_of (world), "2", "dated", "no-exception");
}

/* A deviation found in the sample, under a step that says there is none. */
static void
red_sample_exception (World *world)
{
  red_sample_open (world);
  answer (world, sample_of (world), "2", "dated", "exception");
}

static void
add_sample_finding (World *world)
{
  world_do (world, world->practitioner, world->home, "finding", "{'controls':['" B "'],'text':'one of two not dated','steps':['%s']}",
            records_step (world));
}

static void
cure_sample_contradicted (World *world)
{
  perform (world, records_step (world), "inspection", "exception");
}

static void
cure_sample_exception (World *world)
{
  add_sample_finding (world);
  cure_sample_contradicted (world);
}

/* The finding alone does not settle it: the step must not say that nothing deviated, or that there was nothing. */
static void
red_sample_contradicted (World *world)
{
  red_sample_exception (world);
  add_sample_finding (world);
}

static void
red_sample_contradicted_by_none (World *world)
{
  red_sample_contradicted (world);
  cure_no_occurrence (world);
}

/* The step tests another attribute of the same draw: nothing of the deviation concerns it. */
static void
cure_sample_other_attribute (World *world)
{
  unlink_samples (world);
  world_do (world, world->practitioner, world->home, "link", "{'control':'" B "','paper':'','step':'%s','kind':'sample','to':'%s',"
            "'attributes':['approved']}", records_step (world), sample_of (world));
}

/* Its finding is withdrawn: corrected during the audit is no ground to be silent (domain §4). */
static void
red_sample_exception_withdrawn (World *world)
{
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  red_sample_exception (world);
  cure_sample_exception (world);
  view = chosho_view_new_now (world->home->state);
  findings = chosho_view_list_action (view, "finding");
  world_do (world, world->practitioner, world->home, "finding-state", "{'finding':'%s','state':'withdrawn','text':'corrected'}",
            world_thing (world, ((ChoshoWrite *) findings->pdata[0])->node, 0));
}

/* An attribute that the draw did not name, written by hand: its exception is one all the same. */
static void
red_sample_exception_unnamed (World *world)
{
  red_sample_open (world);
  answer (world, sample_of (world), "2", "dated", "no-exception");
  answer (world, sample_of (world), "2", "made up", "exception");
}

static void
red_sample_reversed (World *world)
{
  red_sample_exception (world);
  answer (world, sample_of (world), "2", "dated", "no-exception");
}

static void
cure_sample_reversed (World *world)
{
  consent (world, records_step (world), "reversal");
}

/* Consent given before the change was no consent to it. */
static void
red_sample_reversed_after_consent (World *world)
{
  red_sample_exception (world);
  consent (world, records_step (world), "reversal");
  answer (world, sample_of (world), "2", "dated", "no-exception");
}

static void
red_sample_reversed_on_old_evidence (World *world)
{
  g_autoptr (ChoshoView) view = NULL;
  const char *evidence;

  red_sample_exception (world);
  view = chosho_view_new_now (world->home->state);
  evidence = chosho_value_as_string (chosho_value_get_item (chosho_value_get (
    chosho_view_get_item_printf (view, "result:%s:2:dated", sample_of (world)), "evidence"), 0));
  world_do (world, world->practitioner, world->home, "sample-result",
            "{'sample':'%s','item':'2','attribute':'dated','state':'no-exception','evidence':['%s']}", sample_of (world), evidence);
  cure_sample_reversed (world);
}

static void
cure_sample_reversed_on_old_evidence (World *world)
{
  answer (world, sample_of (world), "2", "dated", "no-exception");
  cure_sample_reversed (world);
}

/* Replacing the item would dilute the deviation away. */
static void
red_sample_exception_replaced (World *world)
{
  red_sample_exception (world);
  answer (world, sample_of (world), "2", "dated", "replaced");
  world_do (world, world->practitioner, world->home, "sample-extension",
            "{'sample':'%s','by':1,'reason':'replacement','items':[{'item':'3','row':8}]}", sample_of (world));
  answer (world, sample_of (world), "3", "approved", "no-exception");
  answer (world, sample_of (world), "3", "dated", "no-exception");
}

static void
answer_with (World *world, const char *more)
{
  world_do (world, world->practitioner, world->home, "sample-result",
            "{'sample':'%s','item':'2','attribute':'dated','state':'no-exception','evidence':['%s']}", sample_of (world),
            world_evidence (world, world->practitioner, world->home, "e", more));
}

/* What stands against evidence of a step stands against that of its sample. */
static void
red_sample_outside_period (World *world)
{
  red_sample_open (world);
  answer_with (world, ",'as_of':'2024-01-01'");
}

static void
red_sample_reused (World *world)
{
  red_sample_open (world);
  answer_with (world, ",'origin':'other-engagement'");
}

/* The firm's file says whether a step is tested by sample; where it is silent the class of the subject does. */
static void
define_sampling (World *world, const char *phase, const char *subject, const char *sampling)
{
  g_autofree char *definition = chosho_definition_dup_id (B, "P", phase, 1);

  world_do (world, world->leader, world->home, "procedure-step", "{'control':'" B "','definition':'%s','procedure':'P','phase':'%s',"
            "'ordinal':1,'technique':'inspection','subject':'%s','disclosable':false,'sampling':%s}", definition, phase, subject, sampling);
}

static void
red_sampling_prescribed (World *world)
{
  define_sampling (world, "operation", "settings", "true");
  attach (world, records_step (world), "");
  perform (world, records_step (world), "inspection", "no-exception");
}

static void
cure_sampling_not_prescribed (World *world)
{
  define_sampling (world, "operation", "records", "false");
}

static void
red_sample_not_obtained (World *world)
{
  red_sample_open (world);
  answer (world, sample_of (world), "2", "dated", "not-obtained");
}

static void
red_sample_replaced (World *world)
{
  red_sample_open (world);
  answer (world, sample_of (world), "2", "dated", "replaced");
}

/* A replaced item stays; the sample goes on in the same order with another. */
static void
cure_sample_replaced (World *world)
{
  world_do (world, world->practitioner, world->home, "sample-extension",
            "{'sample':'%s','by':1,'reason':'replacement','items':[{'item':'3','row':8}]}", sample_of (world));
  g_assert_true (world_lists (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL), "sample-incomplete"));
  answer (world, sample_of (world), "3", "approved", "no-exception");
  answer (world, sample_of (world), "3", "dated", "no-exception");
}

/* --- Phases, individual controls, scope -------------------------------------------- */

static void
red_update (World *world)
{
  g_autofree char *definition = chosho_definition_dup_id (B, "P", "design", 1);

  world_do (world, world->leader, world->home, "procedure-step", "{'control':'" B "','definition':'%s','procedure':'P','phase':'design',"
            "'ordinal':1,'technique':'inspection','disclosable':false,'update_required':true}", definition);
  attach (world, step_b (world, 1), "");
  perform (world, step_b (world, 1), "inspection", "no-exception");
}

static void
cure_update (World *world)
{
  const char *step = world_add_step (world, B, "P", "update", 1, "inspection", NULL);

  attach (world, step, "");
  perform (world, step, "inspection", "no-exception");
}

static void
red_update_step (World *world)
{
  cure_step_open (world);
  world_add_step (world, B, "P", "update", 1, "inspection", NULL);
}

static void
red_basis (World *world)
{
  cure_step_open (world);
  by (world, world->leader, "scope", "{'control':'" B "','individual':'','phase':'operation','state':'inherited'}");
}

static void
cure_basis (World *world)
{
  by (world, world->leader, "scope", "{'control':'" B "','individual':'','phase':'operation','state':'inherited','basis':'listed service X'}");
}

static void
red_not_selected (World *world)
{
  by (world, world->leader, "statement-line", "{'control':'" B "','selected':false}");
  add_step (world, 1, "inspection");
}

static void
cure_not_selected (World *world)
{
  by (world, world->leader, "statement-line", "{'control':'" B "','selected':false,'basis':'not used'}");
}

static void
red_conflict (World *world)
{
  WorldCopy *away = world_add_copy (world);

  cure_step_open (world);
  world_send (world->home, away);
  world_perform (world, world->leader, away, B, step_b (world, 1), "inspection", "no-exception", "away");
  perform (world, step_b (world, 1), "inspection", "no-exception");
  world_exchange (world->home, away);
}

static void
cure_conflict (World *world)
{
  perform (world, step_b (world, 1), "inspection", "no-exception");
}

static void
red_note (World *world)
{
  cure_step_open (world);
  by (world, world->quality, "note", "{'control':'" B "','paper':'','text':'t'}");
}

static const GateCase completions[] = {
  { "population-undefined", "population-undefined", red_population_undefined, cure_population_undefined },
  { "no-occurrence", "population-undefined", red_population_undefined, cure_no_occurrence },
  { "population-gap", "population-gap", red_population_gap, cure_population_gap },
  { "population-gap-end", "population-gap", red_population_gap_end, cure_population_gap },
  { "same-population", "same-population-unstated", red_units_unstated, cure_units_stated },
  { "sample-open", "sample-incomplete", red_sample_open, cure_sample_open },
  { "sample-not-obtained", "sample-incomplete", red_sample_not_obtained, cure_sample_open },
  { "sample-replaced", "sample-incomplete", red_sample_replaced, cure_sample_replaced },
  { "sample-exception", "exception-without-finding", red_sample_exception, cure_sample_exception },
  { "sample-contradicted", "outcome-contradicts-sample", red_sample_contradicted, cure_sample_contradicted },
  { "sample-contradicted-by-none", "outcome-contradicts-sample", red_sample_contradicted_by_none, cure_sample_contradicted },
  { "sample-contradicted-other-attribute", "outcome-contradicts-sample", red_sample_contradicted, cure_sample_other_attribute },
  { "sample-other-attribute", "exception-without-finding", red_sample_exception, cure_sample_other_attribute },
  { "sample-open-other-attribute", "sample-incomplete", red_sample_open, cure_sample_other_attribute },
  { "sample-exception-withdrawn", "exception-without-finding", red_sample_exception_withdrawn, cure_sample_exception },
  { "sample-exception-unnamed", "exception-without-finding", red_sample_exception_unnamed, cure_sample_exception },
  { "sample-reversed", "exception-reversed", red_sample_reversed, cure_sample_reversed },
  { "sample-reversed-after-consent", "exception-reversed", red_sample_reversed_after_consent, cure_sample_reversed },
  { "sample-reversed-on-old-evidence", "exception-reversed", red_sample_reversed_on_old_evidence, cure_sample_reversed_on_old_evidence },
  { "sample-exception-replaced", "exception-reversed", red_sample_exception_replaced, cure_sample_reversed },
  { "sample-outside-period", "outside-period", red_sample_outside_period, cure_sample_open },
  { "sample-reused", "reuse-not-judged", red_sample_reused, cure_sample_open },
  { "sampling-prescribed", "population-undefined", red_sampling_prescribed, cure_population_undefined },
  { "sampling-not-prescribed", "population-undefined", red_population_undefined, cure_sampling_not_prescribed },
  { "update", "update-missing", red_update, cure_update },
  { "update-step", "update-missing", red_update_step, cure_update },
  { "individual", "individual-control-uncovered", red_individual, cure_individual },
  { "basis", "basis-missing", red_basis, cure_basis },
  { "not-selected", "basis-missing?", red_not_selected, cure_not_selected },
  { "conflict", "conflict-open", red_conflict, cure_conflict },
  { "note", "open-note", red_note, cure_note_answered },
  { "note-cleared", "open-note", red_note, cure_note_cleared },
};

/* Two performances of one step: the step is named, so that the window leads to it. */
static void
test_conflict_place (void)
{
  g_autoptr (World) world = world_new_with_team ();
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (GPtrArray) blockers = NULL;
  ChoshoBlocker *blocker;

  red_conflict (world);
  view = chosho_view_new_now (world->home->state);
  blockers = chosho_gate_check (view, B, CHOSHO_STAGE_COMPLETE, NULL, NULL);
  g_assert_cmpuint (blockers->len, ==, 1);
  blocker = blockers->pdata[0];
  g_assert_cmpstr (blocker->code, ==, "conflict-open");
  g_assert_cmpstr (blocker->step, ==, step_b (world, 1));
  g_assert_cmpstr (blocker->phase, ==, "design");
}

/* One update test that is missing stops the gate once: by its step where the procedures have one. */
static void
test_update_once (void)
{
  g_autoptr (World) world = world_new_with_team ();
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (GPtrArray) blockers = NULL;
  const char *step;

  red_update (world);
  step = world_add_step (world, B, "P", "update", 1, "inspection", NULL);
  view = chosho_view_new_now (world->home->state);
  blockers = chosho_gate_check (view, B, CHOSHO_STAGE_COMPLETE, NULL, NULL);
  g_assert_cmpuint (blockers->len, ==, 1);
  g_assert_cmpstr (((ChoshoBlocker *) blockers->pdata[0])->code, ==, "update-missing");
  g_assert_cmpstr (((ChoshoBlocker *) blockers->pdata[0])->step, ==, step);
}

/* What versions of one individual control in force at B in 2025-04-01…2025-09-30 ask for. */
static void
test_versions (void)
{
  static const struct
  {
    const char *versions[3]; /* each the more of an individual control's item */
    gboolean    doubtful;
  } cases[] = {
    { { "" }, FALSE },
    { { "'valid_from':'2025-07-01'" }, FALSE }, /* new in the period */
    { { "'valid_to':'2025-07-01'" }, FALSE },   /* given up */
    { { "'valid_to':'2025-06-30'", "'valid_from':'2025-07-01'" }, FALSE },
    { { "'valid_from':'2025-07-01'", "'valid_to':'2025-06-30'" }, FALSE },
    { { "'valid_to':'2025-06-30'", "'valid_from':'2025-07-02'" }, TRUE },
    { { "'valid_to':'2025-06-30'", "'valid_from':'2025-06-30'" }, TRUE },
    { { "", "" }, TRUE }, /* both all the time */
    { { "'valid_to':'2025-05-31'", "'valid_from':'2025-06-01','valid_to':'2025-06-30'", "'valid_from':'2025-07-01'" }, FALSE },
    { { "'valid_to':'2025-05-31'", "'valid_from':'2025-06-01','valid_to':'2025-06-29'", "'valid_from':'2025-07-01'" }, TRUE },
    { { "'units':['east']", "'units':['west']" }, FALSE }, /* at the same time, for another unit */
    { { "'units':['east','west']", "'units':['west']" }, TRUE },
    { { "", "'units':['west']" }, TRUE },
    { { "", "'withdrawn':true" }, FALSE },
    { { "'valid_to':'2025-03-31'", "'valid_from':'2025-06-01'" }, FALSE }, /* one of them before the period */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (World) world = world_new_with_team ();

      add_step (world, 1, "inspection");
      for (guint j = 0; j < 3 && cases[i].versions[j] != NULL; j++)
        {
          const char *more = cases[i].versions[j];

          world_do (world, world->leader, world->home, "individual-control", "{'individual':'I-1','version':'%u','controls':['" B "']%s%s%s}", j,
                    strstr (more, "units") == NULL ? ",'units':[]" : "", *more != '\0' ? "," : "", more);
        }
      if (world_lists (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL), "individual-control-period?") != cases[i].doubtful)
        g_error ("case %u: %s", i, world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL));
    }
}

/* The evidence that samples carry is evidence of the step. */
static void
test_evidenced_sample (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *step = world_add_step (world, B, "P", "operation", 1, "inspection", "records");
  const char *sample;

  perform (world, step, "inspection", "no-exception");
  sample = draw (world, WHOLE);
  link_to (world, step, "sample", sample);
  g_assert_cmpstr (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL), ==, "no-evidence sample-incomplete");
  answer_all (world, sample);
  g_assert_cmpstr (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL), ==, "");
}

/* Withdrawn evidence is none, for a sample as for a step; and evidence that is not there cannot be named. */
static void
test_sample_evidence (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *step = world_add_step (world, B, "P", "operation", 1, "inspection", "records");
  const char *sample;

  perform (world, step, "inspection", "no-exception");
  sample = draw (world, WHOLE);
  link_to (world, step, "sample", sample);
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "sample-result",
                 "{'sample':'%s','item':'1','attribute':'approved','state':'no-exception','evidence':['made up']}", sample);
  answer_all (world, sample);
  g_assert_cmpstr (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL), ==, "");
  {
    g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
    g_autoptr (GPtrArray) evidence = chosho_view_list_action (view, "evidence");

    for (guint i = 0; i < evidence->len; i++)
      world_do (world, world->practitioner, world->home, "evidence-withdraw", "{'evidence':'%s','reason':'r'}",
                world_thing (world, ((ChoshoWrite *) evidence->pdata[i])->node, 0));
  }
  g_assert_cmpstr (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL), ==, "no-evidence");
}

/* n件中m件: an item that deviates in one attribute is not replaced in another. */
static void
test_sample_counts (void)
{
  g_autoptr (World) world = world_new_with_team ();
  g_autoptr (ChoshoView) view = NULL;
  ChoshoSampleProgress progress;

  red_sample_exception (world);
  answer (world, sample_of (world), "2", "approved", "replaced");
  view = chosho_view_new_now (world->home->state);
  chosho_sample_view_get_progress (view, sample_of (world), NULL, &progress);
  g_assert_cmpuint (progress.items, ==, 2);
  g_assert_cmpuint (progress.answered, ==, 2);
  g_assert_cmpuint (progress.exceptions, ==, 1);
  g_assert_cmpuint (progress.replaced + progress.unreplaced, ==, 0);
}

/* What was only seen is opened one by one, also behind a sample. */
static void
test_sample_to_open (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *sighting;

  red_sample_open (world);
  sighting = make (world, "evidence", "{'kind':'sighting','name':'screen','origin':'client','what':'w','where':'x','with':'y',"
                   "'reason':'not handed out','means':'screen'}");
  world_do (world, world->practitioner, world->home, "sample-result",
            "{'sample':'%s','item':'2','attribute':'dated','state':'no-exception','evidence':['%s']}", sample_of (world), sighting);
  g_assert_cmpstr (world_to_open (world, world->home, B), ==, world_text (world, "'%s'", sighting));
  answer (world, sample_of (world), "2", "dated", "exception");
  answer (world, sample_of (world), "2", "dated", "no-exception");
  g_assert_cmpstr (world_to_open (world, world->home, B), ==, world_text (world, "'%s'", records_step (world)));
}

/* The population of an individual control's version covers the time in which that was valid. */
static void
test_population_of_version (void)
{
  static const struct { const char *population; gboolean gap; } cases[] = {
    { POPULATION ("2025-07-01", "2025-09-30", "'units':[]"), FALSE }, { POPULATION ("2025-07-02", "2025-09-30", "'units':[]"), TRUE },
    { POPULATION ("2025-07-01", "2025-09-30", "'units':['east']"), FALSE }, { POPULATION ("2025-07-01", "2025-09-30", "'units':['north']"), TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (World) world = world_new_with_team ();
      const char *step, *sample;

      world_add_step (world, B, "P", "design", 1, "inspection", "records");
      by (world, world->leader, "individual-control", "{'individual':'i','version':'2','valid_from':'2025-07-01','controls':['" B "'],'units':['east']}");
      step = individual_step (world, "i", "2", "east");
      attach (world, step, "");
      perform (world, step, "inspection", "no-exception");
      sample = draw (world, cases[i].population);
      link_to (world, step, "sample", sample);
      answer_all (world, sample);
      g_assert_cmpstr (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL), ==,
                       !cases[i].gap ? "" : i == 1 ? "population-gap" : "same-population-unstated");
    }
}

/* A population that names no unit and serves several of them is one for all: that must have its reason. */
static void
test_population_of_several_units (void)
{
  static const char *const units[] = { "east", "west" };
  static const struct { const char *population; const char *blockers; } cases[] = {
    { WHOLE, "same-population-unstated" },
    { POPULATION ("2025-04-01", "2025-09-30", "'units':[],'rationale':'one process'"), "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (World) world = world_new_with_team ();
      const char *sample;

      world_add_step (world, B, "P", "design", 1, "inspection", "records");
      by (world, world->leader, "individual-control", "{'individual':'i','version':'1','valid_from':'2025-04-01','controls':['" B "'],'units':['east','west']}");
      sample = draw (world, cases[i].population);
      for (guint u = 0; u < G_N_ELEMENTS (units); u++)
        {
          const char *step = individual_step (world, "i", "1", units[u]);

          attach (world, step, "");
          perform (world, step, "inspection", "no-exception");
          link_to (world, step, "sample", sample);
          if (u == 0)
            answer_all (world, sample);
        }
      g_assert_cmpstr (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL), ==, cases[i].blockers);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_completions (completions, G_N_ELEMENTS (completions));
  g_test_add_func ("/gate/complete/versions", test_versions);
  g_test_add_func ("/gate/conflict-place", test_conflict_place);
  g_test_add_func ("/gate/update-once", test_update_once);
  g_test_add_func ("/gate/evidenced-sample", test_evidenced_sample);
  g_test_add_func ("/gate/sample-evidence", test_sample_evidence);
  g_test_add_func ("/gate/sample-counts", test_sample_counts);
  g_test_add_func ("/gate/sample-to-open", test_sample_to_open);
  g_test_add_func ("/gate/population-of-version", test_population_of_version);
  g_test_add_func ("/gate/population-of-several-units", test_population_of_several_units);
  return g_test_run ();
}
