/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "chosho-instance.h"
#include "chosho-test-world.h"

/*
 * The gate: every blocker of the design seen standing, and gone by its cure. Control A (8.1.2.1) is
 * ready for completion where world_do_work() made it: an inquiry and an inspection, performed with their
 * records. Control B (8.1.2.2) is empty until a case gives it a procedure.
 */

#define A "8.1.2.1"
#define B "8.1.2.2"
#define C "9.2.3.11.PB"

/* --- Shorthand ------------------------------------------------------------------------------- */

G_GNUC_UNUSED static ChoshoNode *
by (World *world, WorldPerson *person, const char *action, const char *items)
{
  return world_do (world, person, world->home, action, "%s", items);
}

G_GNUC_UNUSED static const char *
make (World *world, const char *action, const char *items)
{
  return world_thing (world, by (world, world->practitioner, action, items), 0);
}

G_GNUC_UNUSED static ChoshoNode *
perform (World *world, const char *step, const char *technique, const char *outcome)
{
  return world_perform (world, world->practitioner, world->home, B, step, technique, outcome, "r");
}

G_GNUC_UNUSED static ChoshoNode *
link_to (World *world, const char *step, const char *kind, const char *to)
{
  return world_link (world, world->practitioner, world->home, B, step, kind, to);
}

G_GNUC_UNUSED static void
attach (World *world, const char *step, const char *more)
{
  link_to (world, step, "evidence", world_evidence (world, world->practitioner, world->home, "e", more));
}

G_GNUC_UNUSED static const char *
step_b (World *world, guint ordinal)
{
  return world_step_id (world, B, "P", "design", ordinal);
}

G_GNUC_UNUSED static const char *
add_step (World *world, guint ordinal, const char *technique)
{
  return world_add_step (world, B, "P", "design", ordinal, technique, NULL);
}

G_GNUC_UNUSED static const char *
standing_performance (World *world, const char *step)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  ChoshoWrite *write = chosho_view_get_printf (view, "step:%s:%s", B, step);

  return world_thing (world, write->node, write->index);
}

G_GNUC_UNUSED static void
consent (World *world, const char *step, const char *purpose)
{
  world_do (world, world->leader, world->home, "consent", "{'control':'" B "','step':'%s','for':'%s','about':'%s','reason':'r'}",
            step, purpose, standing_performance (world, step));
}

G_GNUC_UNUSED static void
interview (World *world, const char *step)
{
  link_to (world, step, "interview", make (world, "interview", "{'who':'w','post':'p','at':'a','how':'h','question':'q','answer':'a'}"));
}

G_GNUC_UNUSED static void
cure_step_open (World *world)
{
  const char *step = add_step (world, 1, "inspection");

  attach (world, step, "");
  perform (world, step, "inspection", "no-exception");
}

G_GNUC_UNUSED static const char *
last_note (World *world)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autoptr (GPtrArray) notes = chosho_view_list_action (view, "note");

  return world_thing (world, ((ChoshoWrite *) notes->pdata[0])->node, 0);
}

G_GNUC_UNUSED static void
cure_note_answered (World *world)
{
  world_do (world, world->practitioner, world->home, "note-answer", "{'note':'%s'}", last_note (world));
}

G_GNUC_UNUSED static void
cure_note_cleared (World *world)
{
  world_do (world, world->quality, world->home, "note-clear", "{'note':'%s'}", last_note (world));
}

G_GNUC_UNUSED static const char *
individual_step (World *world, const char *individual, const char *version, const char *unit)
{
  g_autofree char *definition = chosho_definition_dup_id (B, "P", "design", 1);
  g_autofree char *step = chosho_step_dup_id (definition, individual, version, unit);

  return world_text (world, "%s", step);
}

G_GNUC_UNUSED static void
red_individual (World *world)
{
  add_step (world, 1, "inspection");
  by (world, world->leader, "individual-control", "{'individual':'i','version':'1','valid_to':'2025-06-30','controls':['" B "'],'units':[]}");
  by (world, world->leader, "individual-control", "{'individual':'i','version':'2','valid_from':'2025-07-01','controls':['" B "'],'units':[]}");
  attach (world, individual_step (world, "i", "1", ""), "");
  perform (world, individual_step (world, "i", "1", ""), "inspection", "no-exception");
}

G_GNUC_UNUSED static void
cure_individual (World *world)
{
  attach (world, individual_step (world, "i", "2", ""), "");
  perform (world, individual_step (world, "i", "2", ""), "inspection", "no-exception");
}

/* @code stands at the completion of B after @red; nothing after @cure. */
typedef struct
{
  const char *name, *code;
  void      (*red) (World *world);
  void      (*cure) (World *world);
} GateCase;


G_GNUC_UNUSED static void
test_completion (gconstpointer data)
{
  const GateCase *scene = data;
  g_autoptr (World) world = world_new_with_team ();
  const char *standing;

  scene->red (world);
  standing = world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL);
  if (!world_lists (standing, scene->code))
    g_error ("“%s”, without %s", standing, scene->code);
  /* What stands keeps a hand-made completion out, too; a warning does not. */
  if (strchr (scene->code, '?') == NULL)
    g_assert_false (chosho_node_is_admissible (world_sign (world, world->practitioner, world->home, B, "complete")));
  scene->cure (world);
  g_assert_cmpstr (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, NULL), ==, "");
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->practitioner, world->home, B, "complete")), ==, "ok");
  g_assert_cmpstr (world_sign_off (world->home, B, "complete"), ==, "current");
}

G_GNUC_UNUSED static void
add_completions (const GateCase *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat ("/gate/complete/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_completion);
    }
}
