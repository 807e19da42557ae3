/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gate-scenes.h"

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
  answer (world, sample_of (world), "2", "dated", "exception");
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
  { "update", "update-missing", red_update, cure_update },
  { "update-step", "update-missing", red_update_step, cure_update },
  { "individual", "individual-control-uncovered", red_individual, cure_individual },
  { "basis", "basis-missing", red_basis, cure_basis },
  { "not-selected", "basis-missing?", red_not_selected, cure_not_selected },
  { "conflict", "conflict-open", red_conflict, cure_conflict },
  { "note", "open-note", red_note, cure_note_answered },
  { "note-cleared", "open-note", red_note, cure_note_cleared },
};

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_completions (completions, G_N_ELEMENTS (completions));
  g_test_add_func ("/gate/evidenced-sample", test_evidenced_sample);
  g_test_add_func ("/gate/sample-evidence", test_sample_evidence);
  g_test_add_func ("/gate/population-of-version", test_population_of_version);
  return g_test_run ();
}
