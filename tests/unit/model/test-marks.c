/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-world.h"

#include <string.h>

#include "chosho-mark.h"

/* Which marks the record takes, and what becomes of them when their evidence is replaced, withdrawn or destroyed. */

typedef struct
{
  World      *world;
  const char *evidence, *digest;
} Scene;

static Scene
make_scene (void)
{
  Scene scene = { world_new_with_team () };
  World *world = scene.world;

  scene.evidence = world_evidence (world, world->practitioner, world->home, "a", "");
  scene.digest = world_text (world, "%s", chosho_value_get_string (chosho_state_lookup_write (world->home->state, scene.evidence)->item, "sha256"));
  return scene;
}

/* A mark on @evidence, whose name is @name; returns its id. */
static const char *
mark_on (World *world, WorldCopy *copy, const char *evidence, const char *action, const char *more)
{
  const char *digest = chosho_value_get_string (chosho_state_lookup_write (copy->state, evidence)->item, "sha256");

  return world_thing (world, world_do (world, world->practitioner, copy, action, "{'control':'8.1.2.1','on':'%s','sha256':'%s','kind':'tick',"
                                       "'tick':'v','place':'line=1','quote':'q'%s}", evidence, digest, more), 0);
}

static const char *
state_of (WorldCopy *copy, const char *mark)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);

  return chosho_mark_state_get_code (chosho_mark_get_state (view, mark, chosho_view_get_item_printf (view, "mark:%s", mark)));
}

/* What else the item says; "" is a tick at line 1. */
static const struct
{
  const char *text;
  gboolean    taken;
} forms[] = {
  { "'kind':'tick','tick':'v','place':'page=2','rectangle':[1,2,3,4]", TRUE },
  { "'kind':'tick','tick':'v','place':'','quote':'q'", TRUE },
  { "'kind':'note','text':'t','place':'cell=a!B2'", TRUE },
  { "'kind':'reference','to_step':'s','place':'slide=2'", TRUE },
  { "'kind':'tick','tick':'v','place':''", FALSE },
  { "'kind':'tick','tick':'v','place':'page=0'", FALSE },
  { "'kind':'tick','tick':'v','place':'page=2x'", FALSE },
  { "'kind':'tick','tick':'v','place':'cell='", FALSE },
  { "'kind':'tick','tick':'v','place':'somewhere'", FALSE },
  { "'kind':'tick','tick':'v','place':'line=1','quote':''", FALSE },
  { "'kind':'tick','tick':'v','place':'line=1','rectangle':[1,2,3,4]", FALSE },
  { "'kind':'tick','tick':'v','place':'page=1','rectangle':[1,2,3]", FALSE },
  { "'kind':'tick','tick':'v','place':'page=1','rectangle':[3,2,3,4]", FALSE },
  { "'kind':'tick','tick':'v','place':'page=1','rectangle':[1,2,3,'4']", FALSE },
  { "'kind':'tick','place':'line=1'", FALSE },
  { "'kind':'tick','tick':'','place':'line=1'", FALSE },
  { "'kind':'note','place':'line=1'", FALSE },
  { "'kind':'reference','place':'line=1'", FALSE },
  { "'kind':'reference','to':'nothing','place':'line=1'", FALSE },
};

static void
test_forms (void)
{
  Scene scene = make_scene ();
  g_autoptr (World) world = scene.world;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      ChoshoNode *node = world_act (world, world->practitioner, world->home, "mark", "{'control':'8.1.2.1','on':'%s','sha256':'%s',%s}", scene.evidence,
                                    scene.digest, forms[i].text);

      g_test_message ("%s", forms[i].text);
      g_assert_cmpstr (world_verdict (world, node), ==, forms[i].taken ? "ok" : "rule-broken: form");
    }
}

static void
test_what_it_stands_on (void)
{
  Scene scene = make_scene ();
  g_autoptr (World) world = scene.world;

  world_refused (world, world->practitioner, world->home, "rule-broken: form", "mark", "{'control':'8.1.2.1','on':'%s','sha256':'00',"
                 "'kind':'tick','tick':'v','place':'line=1'}", scene.evidence);
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "mark", "{'control':'8.1.2.1','on':'nothing','sha256':'%s',"
                 "'kind':'tick','tick':'v','place':'line=1'}", scene.digest);
  world_do (world, world->practitioner, world->home, "evidence-withdraw", "{'evidence':'%s','reason':'r'}", scene.evidence);
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "mark", "{'control':'8.1.2.1','on':'%s','sha256':'%s',"
                 "'kind':'tick','tick':'v','place':'line=1'}", scene.evidence, scene.digest);
}

static gboolean
has_conflict (WorldCopy *copy, const char *mark)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  g_autofree char *name = g_strconcat ("mark:", mark, NULL);

  return chosho_view_has_conflict (view, chosho_state_lookup_key (copy->state, name));
}

/* A mark is its control's, and gone once it was withdrawn. */
static void
test_changes (void)
{
  Scene scene = make_scene ();
  g_autoptr (World) world = scene.world;
  const char *mark = mark_on (world, world->home, scene.evidence, "mark", "");
  const char *rest = world_text (world, "'on':'%s','sha256':'%s','kind':'tick','tick':'v','place':'line=2'", scene.evidence, scene.digest);
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (GPtrArray) on = NULL;

  world_refused (world, world->practitioner, world->home, "rule-broken: form", "mark-change",
                 "{'mark':'%s','control':'8.1.2.2',%s}", mark, rest);
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "mark-withdraw", "{'mark':'%s','control':'8.1.2.2','reason':'r'}", mark);
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "mark-withdraw", "{'mark':'none','control':'8.1.2.1','reason':'r'}");
  world_do (world, world->practitioner, world->home, "mark-change", "{'mark':'%s','control':'8.1.2.1',%s}", mark, rest);
  view = chosho_view_new_now (world->home->state);
  on = chosho_mark_list_on (view, scene.digest);
  g_assert_cmpuint (on->len, ==, 1);
  g_assert_cmpstr (on->pdata[0], ==, mark);
  world_do (world, world->leader, world->home, "mark-withdraw", "{'mark':'%s','control':'8.1.2.1','reason':'r'}", mark);
  g_assert_cmpstr (state_of (world->home, mark), ==, "withdrawn");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "mark-change",
                 "{'mark':'%s','control':'8.1.2.1',%s}", mark, rest);
}

/* Two moved it without knowing of each other, a third withdrew it and its evidence: what stands against each other can still be
 * decided, since the control could never be signed else. */
static void
test_decision (void)
{
  Scene scene = make_scene ();
  g_autoptr (World) world = scene.world;
  const char *mark = mark_on (world, world->home, scene.evidence, "mark", "");
  const char *rest = world_text (world, "'mark':'%s','control':'8.1.2.1','on':'%s','sha256':'%s','kind':'tick','tick':'v'", mark, scene.evidence, scene.digest);
  WorldCopy *away = world_add_copy (world);

  world_send (world->home, away);
  world_do (world, world->practitioner, world->home, "mark-change", "{%s,'place':'line=2'}", rest);
  world_do (world, world->leader, away, "mark-change", "{%s,'place':'line=3'}", rest);
  world_do (world, world->leader, away, "mark-withdraw", "{'mark':'%s','control':'8.1.2.1','reason':'r'}", mark);
  world_do (world, world->leader, away, "evidence-withdraw", "{'evidence':'%s','reason':'r'}", scene.evidence);
  world_exchange (world->home, away);
  g_assert_true (has_conflict (world->home, mark));
  world_do (world, world->leader, world->home, "mark-change", "{%s,'place':'line=2'}", rest);
  g_assert_false (has_conflict (world->home, mark));
  g_assert_cmpstr (state_of (world->home, mark), ==, "withdrawn");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "mark-change", "{%s,'place':'line=4'}", rest);
}

/* Replaced, it waits for a person; a version that was withdrawn takes nobody's place; two that replace each other end no reader. */
static void
test_states (void)
{
  Scene scene = make_scene ();
  g_autoptr (World) world = scene.world;
  WorldCopy *away = world_add_copy (world);
  const char *mark = mark_on (world, world->home, scene.evidence, "mark", "");
  const char *b = world_evidence (world, world->practitioner, world->home, "b", "");
  const char *c = world_evidence (world, world->practitioner, world->home, "c", "");
  const char *d = world_evidence (world, world->practitioner, world->home, "d", "");
  g_autoptr (ChoshoView) view = NULL;
  g_autofree char *newer = NULL;

  g_assert_cmpstr (state_of (world->home, mark), ==, "standing");
  world_do (world, world->practitioner, world->home, "evidence-version", "{'evidence':'%s','older':'%s','reason':'r'}", b, scene.evidence);
  g_assert_cmpstr (state_of (world->home, mark), ==, "outdated");
  mark_on (world, world->home, scene.evidence, "mark-change", world_text (world, ",'mark':'%s','stays':'%s'", mark, b));
  g_assert_cmpstr (state_of (world->home, mark), ==, "standing");
  world_send (world->home, away);
  world_do (world, world->practitioner, world->home, "evidence-version", "{'evidence':'%s','older':'%s','reason':'r'}", c, b);
  g_assert_cmpstr (state_of (world->home, mark), ==, "outdated");
  world_do (world, world->practitioner, world->home, "evidence-withdraw", "{'evidence':'%s','reason':'r'}", c);
  g_assert_cmpstr (state_of (world->home, mark), ==, "standing");
  world_do (world, world->leader, away, "evidence-version", "{'evidence':'%s','older':'%s','reason':'r'}", scene.evidence, c);
  world_send (world->home, away);
  world_send (away, world->home);
  g_assert_cmpstr (state_of (world->home, mark), ==, "standing");
  world_do (world, world->practitioner, away, "evidence-version", "{'evidence':'%s','older':'%s','reason':'r'}", d, b);
  view = chosho_view_new_now (away->state);
  newer = chosho_mark_dup_newer (view, scene.evidence);
  g_assert_cmpstr (newer, ==, d);
}

static void
test_gone (void)
{
  Scene scene = make_scene ();
  g_autoptr (World) world = scene.world;
  const char *mark = mark_on (world, world->home, scene.evidence, "mark", "");

  world_do (world, world->executive, world->home, "evidence-purge", "{'evidence':'%s','reason':'r'}", scene.evidence);
  g_assert_cmpstr (state_of (world->home, mark), ==, "lost");
  world_do (world, world->executive, world->home, "evidence-purge", "{'evidence':'%s','reason':'r','lifted':true}", scene.evidence);
  g_assert_cmpstr (state_of (world->home, mark), ==, "standing");
  world_do (world, world->practitioner, world->home, "evidence-withdraw", "{'evidence':'%s','reason':'r'}", scene.evidence);
  g_assert_cmpstr (state_of (world->home, mark), ==, "lost");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marks/forms", test_forms);
  g_test_add_func ("/marks/what-it-stands-on", test_what_it_stands_on);
  g_test_add_func ("/marks/changes", test_changes);
  g_test_add_func ("/marks/decision", test_decision);
  g_test_add_func ("/marks/states", test_states);
  g_test_add_func ("/marks/gone", test_gone);
  return g_test_run ();
}
