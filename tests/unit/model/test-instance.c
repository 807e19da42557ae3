/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-world.h"

#include <string.h>

#include "chosho-instance.h"

/* Procedure instances: what follows from procedures, individual controls and units. */

#define CONTROL "8.1.2.1"

/* "procedure|individual version@unit: technique/phase …" of each instance, in order. */
static const char *
describe (World *world, WorldCopy *copy, const char *control)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  g_autoptr (GPtrArray) instances = chosho_instance_list (view, control);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < instances->len; i++)
    {
      const ChoshoInstance *instance = g_ptr_array_index (instances, i);

      g_string_append_printf (text, "%s%s|%s %s@%s:", i > 0 ? "; " : "", instance->procedure, instance->individual,
                              instance->version, instance->unit);
      for (guint j = 0; j < instance->steps->len; j++)
        {
          const ChoshoStep *step = g_ptr_array_index (instance->steps, j);

          g_string_append_printf (text, " %s/%s%s", step->technique, step->phase, step->required ? "" : "-");
        }
    }
  return world_text (world, "%s", text->str);
}

/* By procedure number; where there is none, by phase. In the order of the file's ordinals. */
static void
test_units_of_work (void)
{
  g_autoptr (World) world = world_new_with_team ();

  world_add_step (world, CONTROL, "P2", "operation", 2, "inspection", "records");
  world_add_step (world, CONTROL, "P1", "design", 2, "inspection", NULL);
  world_add_step (world, CONTROL, "P1", "design", 1, "inquiry", NULL);
  world_add_step (world, CONTROL, "P1", "operation", 3, "observation", NULL);
  world_add_step (world, CONTROL, "", "operation", 1, "inquiry", NULL);
  world_add_step (world, CONTROL, "", "design", 1, "inspection", NULL);
  world_add_step (world, "8.1.2.2", "P1", "design", 1, "inquiry", NULL);
  g_assert_cmpstr (describe (world, world->home, CONTROL), ==,
                   "| @: inspection/design; | @: inquiry/operation; "
                   "P1| @: inquiry/design inspection/design observation/operation; P2| @: inspection/operation");
}

static void
test_individuals (void)
{
  g_autoptr (World) world = world_new_with_team ();

  world_add_step (world, CONTROL, "P1", "design", 1, "inspection", NULL);
  world_do (world, world->leader, world->home, "individual-control", "{'individual':'b','version':'1','controls':['" CONTROL "'],'units':['u1','u2']}");
  world_do (world, world->leader, world->home, "individual-control", "{'individual':'a','version':'2','controls':['" CONTROL "','8.1.2.2'],'units':[]}");
  g_assert_cmpstr (describe (world, world->home, CONTROL), ==,
                   "P1|a 2@: inspection/design; P1|b 1@u1: inspection/design; P1|b 1@u2: inspection/design");
  /* One that does not name the control any more gives nothing to test there. */
  world_do (world, world->leader, world->home, "individual-control", "{'individual':'b','version':'1','controls':['8.1.2.2'],'units':['u1']}");
  g_assert_cmpstr (describe (world, world->home, CONTROL), ==, "P1|a 2@: inspection/design");
}

/* Scope, by phase and individual control, and the statement. */
static void
test_required (void)
{
  g_autoptr (World) world = world_new_with_team ();

  world_add_step (world, CONTROL, "P1", "design", 1, "inspection", NULL);
  world_add_step (world, CONTROL, "P1", "operation", 2, "inspection", NULL);
  world_do (world, world->leader, world->home, "individual-control", "{'individual':'a','version':'1','controls':['" CONTROL "'],'units':[]}");
  world_do (world, world->leader, world->home, "individual-control", "{'individual':'b','version':'1','controls':['" CONTROL "'],'units':[]}");
  world_do (world, world->leader, world->home, "scope", "{'control':'" CONTROL "','individual':'','phase':'operation','state':'out-of-cycle','basis':'b'}");
  world_do (world, world->leader, world->home, "scope", "{'control':'" CONTROL "','individual':'b','phase':'operation','state':'in'}");
  world_do (world, world->leader, world->home, "scope", "{'control':'" CONTROL "','individual':'a','phase':'design','state':'inherited','basis':'b'}");
  g_assert_cmpstr (describe (world, world->home, CONTROL), ==,
                   "P1|a 1@: inspection/design- inspection/operation-; P1|b 1@: inspection/design inspection/operation");
  world_do (world, world->leader, world->home, "statement-line", "{'control':'" CONTROL "','selected':false}");
  g_assert_cmpstr (describe (world, world->home, CONTROL), ==,
                   "P1|a 1@: inspection/design- inspection/operation-; P1|b 1@: inspection/design- inspection/operation-");
}

/* What was recorded stays in sight when the statement or the procedure changes. */
static void
test_kept_in_sight (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *step = world_add_step (world, CONTROL, "P1", "design", 1, "inspection", NULL);

  world_perform (world, world->practitioner, world->home, CONTROL, step, "inspection", "no-exception", "r");
  world_do (world, world->leader, world->home, "individual-control", "{'individual':'a','version':'1','controls':['" CONTROL "'],'units':[]}");
  g_assert_cmpstr (describe (world, world->home, CONTROL), ==, "P1|a 1@: inspection/design; P1| @: inspection/design");
  world_perform (world, world->practitioner, world->home, CONTROL, "no-such-step", "inquiry", "no-exception", "r");
  g_assert_cmpstr (describe (world, world->home, CONTROL), ==,
                   "P1|a 1@: inspection/design; P1| @: inspection/design; | @: /design-");
}

/* Two import one line at the same time: one step, the same on both copies, and a conflict to decide. */
static void
test_concurrent_import (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *away = world_add_copy (world);
  g_autofree char *definition = chosho_definition_dup_id (CONTROL, "P1", "design", 1);
  static const char *const techniques[] = { "inspection", "inquiry", "observation", "reperformance" };
  WorldCopy *copies[4];

  world_send (world->home, away);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      copies[i] = world_add_copy (world);
      world_send (away, copies[i]);
      world_do (world, i % 2 == 0 ? world->leader : world->executive, copies[i], "procedure-step",
                "{'control':'" CONTROL "','definition':'%s','procedure':'P1','phase':'design','ordinal':1,'technique':'%s','disclosable':false}",
                definition, techniques[i]);
      world_do (world, i % 2 == 0 ? world->leader : world->executive, copies[i], "individual-control",
                "{'individual':'a','version':'1','controls':['" CONTROL "'],'units':['unit %u']}", i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    for (guint j = 0; j < G_N_ELEMENTS (copies); j++)
      world_exchange (copies[i], copies[j]);
  for (guint i = 1; i < G_N_ELEMENTS (copies); i++)
    g_assert_cmpstr (describe (world, copies[i], CONTROL), ==, describe (world, copies[0], CONTROL));
  g_assert_true (world_lists (world_blockers (world, copies[0], CONTROL, CHOSHO_STAGE_COMPLETE, NULL), "conflict-open"));
}

static void
test_techniques (void)
{
  g_autoptr (World) world = world_new_with_team ();
  static const struct { const char *technique; gboolean alone; } cases[] = {
    { "inspection", TRUE }, { "observation", TRUE }, { "reperformance", TRUE }, { "inquiry", FALSE }, { "scan", TRUE },
    { "phone", FALSE }, { "unheard of", FALSE }, { "", FALSE }, { NULL, FALSE },
  };

  /* Inquiry never stands alone, whatever the firm's file says; the others are the firm's. */
  world_do (world, world->leader, world->home, "setting", "{'name':'techniques','value':[{'id':'inquiry','stands_alone':true},"
            "{'id':'scan','stands_alone':true},{'id':'phone','stands_alone':false},{'id':'inspection','stands_alone':false}]}");
  {
    g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      g_assert_cmpint (chosho_technique_stands_alone (view, cases[i].technique), ==, cases[i].alone);
  }
}

/* Natural keys: 32 hex digits of SHA-256, by Python's hashlib. */
static void
test_ids (void)
{
  g_autofree char *definition = chosho_definition_dup_id (CONTROL, "P1", "design", 2);
  g_autofree char *step = chosho_step_dup_id (definition, "a", "1", "u");

  g_assert_cmpstr (definition, ==, "2fad27a52eb9000e12874ccdc12a5f5e");
  g_assert_cmpstr (step, ==, "94ae7977b87d3c66a3ce4c0a5171e842");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instance/units-of-work", test_units_of_work);
  g_test_add_func ("/instance/individuals", test_individuals);
  g_test_add_func ("/instance/required", test_required);
  g_test_add_func ("/instance/kept-in-sight", test_kept_in_sight);
  g_test_add_func ("/instance/concurrent-import", test_concurrent_import);
  g_test_add_func ("/instance/techniques", test_techniques);
  g_test_add_func ("/instance/ids", test_ids);
  return g_test_run ();
}
