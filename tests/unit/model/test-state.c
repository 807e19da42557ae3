/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-world.h"

#include <string.h>

#include "chosho-evidence.h"
#include "chosho-signed-view.h"

/* The state: what stands, what waits, what was seen, what is in effect. */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The values of @field standing at @key, sorted. */
static const char *
standing (World *world, WorldCopy *copy, const char *key, const char *field)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  g_autoptr (GPtrArray) writes = chosho_view_list (view, key);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint i = 0; i < writes->len; i++)
    g_ptr_array_add (values, (gpointer) chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (writes, i))->item, field));
  g_ptr_array_sort (values, compare_texts);
  g_ptr_array_add (values, NULL);
  joined = g_strjoinv (" ", (char **) values->pdata);
  return world_text (world, "%s", joined);
}

static gboolean
is_conflict (WorldCopy *copy, const char *key)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  ChoshoKey *found = chosho_state_lookup_key (copy->state, key);

  return found != NULL && chosho_view_has_conflict (view, found);
}

#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define SETTING "{'name':'legend','value':1}"

/* --- Registers, sets, removals --------------------------------------------------------------- */

static void
test_register (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldHow as_written = { .as_written = TRUE };
  ChoshoNode *first = world_do (world, world->leader, world->home, "statement-line", "{'control':'8.1.2.1','selected':true,'text':'a'}");
  g_autoptr (ChoshoEvent) unnamed = NULL;
  g_autoptr (ChoshoEvent) wrong = NULL;

  g_assert_cmpstr (standing (world, world->home, "statement:8.1.2.1", "text"), ==, "a");
  /* A second write that does not name the first, or names something else, is refused for ever. */
  unnamed = world_act_how (world, world->leader, world->home, &as_written, "statement-line", "{'control':'8.1.2.1','selected':true,'text':'b'}");
  g_assert_cmpstr (world_verdict (world, chosho_state_lookup (world->home->state, unnamed->id_hex)), ==, "rule-broken: replaced");
  world_refused (world, world->leader, world->home, "rule-broken: replaced", "statement-line",
                 "{'control':'8.1.2.2','selected':true,'replaces':['%s']}", world_thing (world, first, 0));
  world_refused (world, world->leader, world->home, "rule-broken: replaced", "statement-line",
                 "{'control':'8.1.2.1','selected':true,'replaces':['%s','%s']}", world_thing (world, first, 0), world_thing (world, first, 0));
  world_refused (world, world->leader, world->home, "rule-broken: replaced", "statement-line",
                 "{'control':'8.1.2.1','selected':true,'replaces':['no such write']}");
  world_refused (world, world->leader, world->home, "rule-broken: replaced", "statement-line",
                 "{'control':'8.1.2.1','selected':true,'replaces':['%s']}", world_thing (world, first, 7));
  g_assert_cmpstr (standing (world, world->home, "statement:8.1.2.1", "text"), ==, "a");

  world_do (world, world->leader, world->home, "statement-line", "{'control':'8.1.2.1','selected':true,'text':'c'}");
  g_assert_cmpstr (standing (world, world->home, "statement:8.1.2.1", "text"), ==, "c");
  /* What was replaced does not stand any more and cannot be replaced again. */
  world_refused (world, world->leader, world->home, "rule-broken: replaced", "statement-line",
                 "{'control':'8.1.2.1','selected':true,'replaces':['%s']}", world_thing (world, first, 0));
  world_refused (world, world->leader, world->home, "rule-broken", "setting", "[" SETTING "," SETTING "]");
}

static void
test_set_and_remove (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *a = world_evidence (world, world->practitioner, world->home, "a.pdf", "");
  const char *b = world_evidence (world, world->practitioner, world->home, "b.pdf", "");
  ChoshoNode *link_a = world_link (world, world->practitioner, world->home, "8.1.2.1", "s", "evidence", a);
  ChoshoNode *link_b = world_link (world, world->practitioner, world->home, "8.1.2.1", "s", "evidence", b);
  g_autofree char *both = g_strjoin (" ", strcmp (a, b) < 0 ? a : b, strcmp (a, b) < 0 ? b : a, NULL);

  g_assert_cmpstr (standing (world, world->home, "link:8.1.2.1:s", "to"), ==, both);
  g_assert_false (is_conflict (world->home, "link:8.1.2.1:s"));
  world_refused (world, world->practitioner, world->home, "rule-broken: replaced", "link",
                 "{'control':'8.1.2.1','paper':'','step':'s','kind':'evidence','to':'%s','replaces':['%s']}", a, world_thing (world, link_a, 0));
  world_refused (world, world->practitioner, world->home, "rule-broken: replaced", "unlink",
                 "{'control':'8.1.2.2','paper':'','step':'s','replaces':['%s']}", world_thing (world, link_a, 0));
  {
    WorldHow as_written = { .as_written = TRUE };
    g_autoptr (ChoshoEvent) nothing = world_act_how (world, world->practitioner, world->home, &as_written, "unlink",
                                                     "{'control':'8.1.2.1','paper':'','step':'s'}");

    g_assert_cmpstr (world_verdict (world, chosho_state_lookup (world->home->state, nothing->id_hex)), ==, "rule-broken: replaced");
  }
  world_do (world, world->practitioner, world->home, "unlink", "{'control':'8.1.2.1','paper':'','step':'s','replaces':['%s']}",
            world_thing (world, link_a, 0));
  g_assert_cmpstr (standing (world, world->home, "link:8.1.2.1:s", "to"), ==, b);
  world_refused (world, world->practitioner, world->home, "rule-broken: replaced", "unlink",
                 "{'control':'8.1.2.1','paper':'','step':'s','replaces':['%s']}", world_thing (world, link_a, 0));
  world_do (world, world->practitioner, world->home, "unlink", "{'control':'8.1.2.1','paper':'','step':'s','replaces':['%s']}",
            world_thing (world, link_b, 0));
  g_assert_cmpstr (standing (world, world->home, "link:8.1.2.1:s", "to"), ==, "");
}

/* What came again replaces what came before; two people who say it of each other at the same time end no reader. */
static void
test_versions (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *away = world_add_copy (world);
  const char *a = world_evidence (world, world->practitioner, world->home, "a", "");
  const char *b = world_evidence (world, world->practitioner, world->home, "b", "");
  const char *c = world_evidence (world, world->practitioner, world->home, "c", "");
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (GPtrArray) successors = NULL;

  world_refused (world, world->practitioner, world->home, "rule-broken: form", "evidence-version", "{'evidence':'%s','older':'%s','reason':'r'}", a, a);
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "evidence-version", "{'evidence':'%s','older':'x','reason':'r'}", a);
  world_do (world, world->practitioner, world->home, "evidence-version", "{'evidence':'%s','older':'%s','reason':'r'}", b, a);
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "evidence-version", "{'evidence':'%s','older':'%s','reason':'r'}", a, b);
  world_send (world->home, away);
  world_do (world, world->practitioner, world->home, "evidence-version", "{'evidence':'%s','older':'%s','reason':'r'}", c, b);
  world_do (world, world->leader, away, "evidence-version", "{'evidence':'%s','older':'%s','reason':'r'}", a, c);
  world_send (away, world->home);
  view = chosho_view_new_now (world->home->state);
  g_assert_true (chosho_evidence_descends_from (view, c, a));
  g_assert_false (chosho_evidence_descends_from (view, a, "x"));
  successors = chosho_evidence_list_successors (view, b);
  g_assert_cmpuint (successors->len, ==, 1);
  g_assert_cmpstr (successors->pdata[0], ==, c);
}

/* Things that are not there cannot be spoken of. */
static void
test_things (void)
{
  g_autoptr (World) world = world_new_with_team ();

  world_refused (world, world->practitioner, world->home, "rule-broken: form", "link", "{'control':'c','paper':'','step':'','kind':'evidence','to':'x'}");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "evidence-withdraw", "{'evidence':'x','reason':'r'}");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "finding-state", "{'finding':'x','state':'confirmed'}");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "note-answer", "{'note':'x'}");
  world_refused (world, world->executive, world->home, "rule-broken: form", "note-clear", "{'note':'x'}");
  world_refused (world, world->leader, world->home, "rule-broken: form", "member-leave", "{'member':'x','accepted':[]}");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "sample",
                 "{'population':'x','method':'m','seed':'s','size':1,'attributes':[],'items':[]}");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "sample-result",
                 "{'sample':'x','item':'1','attribute':'a','state':'exception','evidence':[]}");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "performance", "{'control':'8.1.2.1'}");
}

/* --- Concurrent work ------------------------------------------------------------------------- */

static void
test_concurrent (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *away = world_add_copy (world);
  ChoshoNode *decided;

  world_do (world, world->leader, world->home, "statement-line", "{'control':'8.1.2.1','selected':true,'text':'before'}");
  world_send (world->home, away);
  world_do (world, world->leader, world->home, "statement-line", "{'control':'8.1.2.1','selected':true,'text':'home'}");
  world_do (world, world->executive, away, "statement-line", "{'control':'8.1.2.1','selected':true,'text':'away'}");
  g_assert_false (is_conflict (world->home, "statement:8.1.2.1"));
  world_exchange (world->home, away);
  for (guint i = 0; i < 2; i++)
    {
      WorldCopy *copy = i == 0 ? world->home : away;

      g_assert_cmpstr (standing (world, copy, "statement:8.1.2.1", "text"), ==, "away home");
      g_assert_true (is_conflict (copy, "statement:8.1.2.1"));
      g_assert_true (world_lists (world_blockers (world, copy, "8.1.2.1", CHOSHO_STAGE_COMPLETE, NULL), "conflict-open"));
    }
  /* The first by event id is the one that get() gives, on both. */
  {
    g_autoptr (ChoshoView) here = chosho_view_new_now (world->home->state);
    g_autoptr (ChoshoView) there = chosho_view_new_now (away->state);

    g_assert_cmpstr (chosho_node_get_event (chosho_view_get (here, "statement:8.1.2.1")->node)->id_hex, ==,
                     chosho_node_get_event (chosho_view_get (there, "statement:8.1.2.1")->node)->id_hex);
  }
  decided = world_do (world, world->leader, away, "statement-line", "{'control':'8.1.2.1','selected':true,'text':'decided'}");
  g_assert_cmpuint (chosho_value_get_length (chosho_value_get (((ChoshoWrite *) chosho_node_get_writes (decided)->pdata[0])->item,
                                                               "replaces")), ==, 2);
  world_exchange (world->home, away);
  g_assert_cmpstr (standing (world, world->home, "statement:8.1.2.1", "text"), ==, "decided");
  g_assert_false (is_conflict (world->home, "statement:8.1.2.1"));
}

/* Links are an add-wins set: who removes what they saw does not remove what they did not. */
static void
test_add_wins (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *away = world_add_copy (world);
  const char *evidence = world_evidence (world, world->practitioner, world->home, "a.pdf", "");
  ChoshoNode *link = world_link (world, world->practitioner, world->home, "8.1.2.1", "s", "evidence", evidence);

  world_send (world->home, away);
  world_link (world, world->leader, away, "8.1.2.1", "s", "evidence", evidence);
  world_do (world, world->practitioner, world->home, "unlink", "{'control':'8.1.2.1','paper':'','step':'s','replaces':['%s']}",
            world_thing (world, link, 0));
  world_exchange (world->home, away);
  g_assert_cmpstr (standing (world, world->home, "link:8.1.2.1:s", "to"), ==, evidence);
}

/* --- Arrival --------------------------------------------------------------------------------- */

static void
test_reversed (void)
{
  g_autoptr (World) world = world_new_with_team ();
  g_autoptr (ChoshoState) state = world_new_state ();
  guint n = world->home->events->len;

  for (guint i = n; i > 0; i--)
    {
      g_autoptr (GPtrArray) missing = NULL, waiting = NULL;

      g_assert_cmpint (chosho_state_add (state, world->home->events->pdata[i - 1]), ==,
                       i > 1 ? CHOSHO_STATE_WAITING : CHOSHO_STATE_ADDED);
      g_assert_cmpint (chosho_state_add (state, world->home->events->pdata[i - 1]), ==, CHOSHO_STATE_HELD);
      missing = chosho_state_list_missing (state);
      waiting = chosho_state_list_waiting (state);
      g_assert_cmpuint (waiting->len, ==, i > 1 ? n + 1 - i : 0);
      g_assert_cmpuint (missing->len, ==, i > 1 ? 1 : 0);
    }
  chosho_state_settle (state);
  g_assert_cmpuint (chosho_state_get_n_events (state), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (chosho_node_is_admissible (chosho_state_get_nth (state, i)));
      g_assert_true (chosho_node_is_effective (chosho_state_get_nth (state, i)));
    }
}

/* Before the genesis event only that is missing; then each ancestor by its name. */
static void
test_missing (void)
{
  g_autoptr (World) world = world_new_with_team ();
  g_autoptr (ChoshoState) state = world_new_state ();
  g_autoptr (GPtrArray) missing = NULL;
  ChoshoEvent *genesis = world->home->events->pdata[0];
  ChoshoEvent *second = world->home->events->pdata[1];
  ChoshoEvent *third = world->home->events->pdata[2];

  chosho_state_add (state, genesis);
  chosho_state_add (state, third);
  missing = chosho_state_list_missing (state);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpstr (missing->pdata[0], ==, second->id_hex);
  g_assert_cmpuint (chosho_state_get_n_events (state), ==, 1);
  chosho_state_add (state, second);
  g_assert_cmpuint (chosho_state_get_n_events (state), ==, 3);
}

/* What an event had seen is its causal past, whole and no more. */
static void
test_seen (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *away = world_add_copy (world);
  ChoshoNode *a, *b, *c, *d;

  world_send (world->home, away);
  a = world_do (world, world->leader, world->home, "setting", "{'name':'a','value':1}");
  b = world_do (world, world->executive, away, "setting", "{'name':'b','value':1}");
  c = world_do (world, world->leader, world->home, "setting", "{'name':'c','value':1}");
  world_send (world->home, away);
  d = world_do (world, world->quality, away, "note", "{'control':'8.1.2.1','paper':'','text':'t'}");
  a = chosho_state_lookup (away->state, chosho_node_get_event (a)->id_hex);
  c = chosho_state_lookup (away->state, chosho_node_get_event (c)->id_hex);
  g_assert_true (chosho_node_is_before (a, c));
  g_assert_false (chosho_node_is_before (c, a));
  g_assert_false (chosho_node_is_before (a, a));
  g_assert_false (chosho_node_is_before (a, b));
  g_assert_false (chosho_node_is_before (b, a));
  g_assert_false (chosho_node_is_before (b, c));
  g_assert_true (chosho_node_is_before (a, d));
  g_assert_true (chosho_node_is_before (b, d));
  g_assert_true (chosho_node_is_before (c, d));
}

/* --- Chains and signatures ------------------------------------------------------------------- */

static ChoshoNode *
act_how (World *world, WorldPerson *person, const WorldHow *how)
{
  g_autoptr (ChoshoEvent) event = world_act_how (world, person, world->home, how, "note", "{'control':'8.1.2.1','paper':'','text':'t'}");

  return chosho_state_lookup (world->home->state, event->id_hex);
}

static void
test_signatures (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldPerson *stranger = world_add_person (world, "stranger");

  g_assert_cmpstr (world_verdict (world, act_how (world, world->leader, &(WorldHow) { .bad_signature = TRUE })), ==, "signature-bad");
  g_assert_cmpstr (world_verdict (world, act_how (world, world->leader, &(WorldHow) { .sign_with = world->executive })), ==, "signature-bad");
  g_assert_cmpstr (world_verdict (world, act_how (world, stranger, &(WorldHow) { 0 })), ==, "signer-unknown");
  world_do (world, world->leader, world->home, "setting", SETTING);
}

/* A genesis event that another key signed begins nothing. */
static void
test_genesis_signature (void)
{
  g_autoptr (World) world = world_new ();
  WorldPerson *leader = world_add_person (world, "leader");
  WorldPerson *other = world_add_person (world, "other");
  WorldHow how = { .sign_with = other };
  g_autoptr (ChoshoEvent) event = world_act_how (world, leader, world->home, &how, "engagement",
    "{'title':'t','firm':'f','client':'c','services':['s'],'period_start':'2025-04-01','period_end':'2025-09-30','language':'ja',"
    "'time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap','nonce':'00','creator':{'name':'n','roles':['leader'],'public_key':'%s'}}",
    leader->public_key);

  g_assert_cmpstr (world_verdict (world, chosho_state_lookup (world->home->state, event->id_hex)), ==, "signature-bad");
}

static void
test_genesis_creator (void)
{
  static const char *const creators[] = {
    "'creator':{'name':'n','roles':['leader'],'public_key':'00'}", "'creator':{'name':'n','roles':['king'],'public_key':'%s'}",
    "'creator':{'name':'n','roles':[],'public_key':'%s'}", "'creator':'n'",
    "'creator':{'name':'n','roles':['leader'],'public_key':'%s'},'replaces':['x']",
  };

  for (guint i = 0; i < G_N_ELEMENTS (creators); i++)
    {
      g_autoptr (World) world = world_new ();
      WorldPerson *leader = world_add_person (world, "leader");
      WorldHow how = { 0 };
      g_auto (GStrv) around = g_strsplit (creators[i], "%s", 2);
      g_autofree char *creator = g_strjoinv (leader->public_key, around);
      g_autoptr (ChoshoEvent) event = world_act_how (world, leader, world->home, &how, "engagement",
        "{'title':'t','firm':'f','client':'c','services':['s'],'period_start':'2025-04-01','period_end':'2025-09-30','language':'ja',"
        "'time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap','nonce':'00',%s}", creator);

      g_assert_false (chosho_node_is_admissible (chosho_state_lookup (world->home->state, event->id_hex)));
    }
}

static void
test_chains (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *const none[] = { NULL };
  const char *leader_head = NULL, *quality_head = NULL;
  g_autoptr (GPtrArray) heads = chosho_state_list_heads (world->home->state);
  WorldPerson *late = world_add_person (world, "late");

  for (guint i = 0; i < heads->len; i++)
    {
      ChoshoEvent *event = chosho_node_get_event (heads->pdata[i]);

      if (strcmp (event->author, world->leader->fingerprint) == 0)
        leader_head = event->id_hex;
      else if (strcmp (event->author, world->quality->fingerprint) == 0)
        quality_head = event->id_hex;
    }
  world_add_member (world, world->leader, late, world->home, "'practitioner'", FALSE);
  /* The first event of a chain must have seen another. Nobody continues another's chain; numbers follow. */
  g_assert_cmpstr (world_verdict (world, act_how (world, late, &(WorldHow) { .seen = none })), ==, "signer-unknown");
  g_assert_cmpstr (world_verdict (world, act_how (world, world->executive, &(WorldHow) { .prev = quality_head, .seq = 1 })), ==, "chain-broken");
  g_assert_cmpstr (world_verdict (world, act_how (world, world->leader, &(WorldHow) { .prev = leader_head, .seq = 99 })), ==, "chain-broken");
  g_assert_cmpstr (world_verdict (world, act_how (world, world->quality,
                                                  &(WorldHow) { .engagement = leader_head })), ==, "chain-broken");
}

/* What a newer version wrote is kept and carried on; what comes after it in its chain is judged. */
static void
test_newer_action (void)
{
  g_autoptr (World) world = world_new_with_team ();
  ChoshoNode *node = world_act (world, world->leader, world->home, "no-such-action-yet", "{'any':'thing'}");

  g_assert_cmpstr (world_verdict (world, node), ==, "format-newer");
  g_assert_true (chosho_state_has_newer (world->home->state));
  world_do (world, world->leader, world->home, "setting", SETTING);
}

static void
test_newer_needs_signature (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldHow how = { .bad_signature = TRUE };
  g_autoptr (ChoshoEvent) event = world_act_how (world, world->leader, world->home, &how, "no-such-action-yet", "{'any':'thing'}");

  g_assert_cmpstr (world_verdict (world, chosho_state_lookup (world->home->state, event->id_hex)), ==, "signature-bad");
  g_assert_false (chosho_state_has_newer (world->home->state));
}

/* --- Operations ------------------------------------------------------------------------------ */

static const char *const bulk[] = {
  "{'name':'p1','value':1}", "{'name':'p2','value':2}", "{'name':'p3','value':3}",
};

static guint
count_settings (WorldCopy *copy)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  g_autoptr (GPtrArray) settings = chosho_view_list_action (view, "setting");

  return settings->len;
}

static void
test_operation (void)
{
  g_autoptr (World) world = world_new_with_team ();
  g_autoptr (ChoshoState) state = NULL;
  WorldCopy *away = world_add_copy (world);
  guint n = world->home->events->len;
  ChoshoNode *last = world_act_parts (world, world->leader, world->home, "setting", bulk, 3);

  g_assert_cmpuint (count_settings (world->home), ==, 3);
  g_assert_true (chosho_node_is_effective (last));
  for (guint i = 0; i < 3; i++)
    {
      ChoshoNode *node;

      for (guint j = 0; j <= n + i; j++)
        if (!g_hash_table_contains (away->held, ((ChoshoEvent *) world->home->events->pdata[j])->id_hex))
          world_give (away, world->home->events->pdata[j]);
      node = chosho_state_lookup (away->state, ((ChoshoEvent *) world->home->events->pdata[n])->id_hex);
      g_assert_cmpuint (count_settings (away), ==, i < 2 ? 0 : 3);
      g_assert_cmpstr (chosho_node_get_waiting_code (node), ==, i < 2 ? "incomplete" : NULL);
    }
  /* An event behind it has seen it, whether or not anybody settled in between. */
  world_do (world, world->leader, world->home, "setting", "{'name':'p1','value':9}");
  state = world_replay (world->home, NULL, FALSE);
  g_assert_true (chosho_node_is_effective (chosho_state_get_nth (state, chosho_state_get_n_events (state) - 1)));
}

/* Parts that do not follow one another, or of which one is inadmissible, never take effect. */
static void
test_operation_broken (void)
{
  g_autoptr (World) world = world_new_with_team ();
  static const WorldHow gap[] = {
    { .operation = "x", .part = 1, .parts = 2 }, { .operation = "y", .part = 1, .parts = 1 }, { .operation = "x", .part = 2, .parts = 2 },
  };
  static const WorldHow other[] = { { .operation = "x", .part = 1, .parts = 2 }, { .operation = "z", .part = 2, .parts = 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (gap); i++)
    chosho_event_unref (world_act_how (world, world->leader, world->home, &gap[i], "setting", "{'name':'%u','value':1}", i));
  g_assert_cmpuint (count_settings (world->home), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    chosho_event_unref (world_act_how (world, world->executive, world->home, &other[i], "setting", "{'name':'o%u','value':1}", i));
  g_assert_cmpuint (count_settings (world->home), ==, 1);

  chosho_event_unref (world_act_how (world, world->quality, world->home, &(WorldHow) { .operation = "q", .part = 1, .parts = 2 },
                                     "note", "{'control':'8.1.2.1','paper':'','text':'t'}"));
  chosho_event_unref (world_act_how (world, world->quality, world->home, &(WorldHow) { .operation = "q", .part = 2, .parts = 2 },
                                     "note", "{'control':'8.1.2.1'}"));
  g_assert_cmpint (world_lists (world_blockers (world, world->home, "8.1.2.1", CHOSHO_STAGE_COMPLETE, NULL), "open-note"), ==, FALSE);
}

/* A later part builds on an earlier one of the same operation. */
static void
test_operation_builds (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldHow first = { .operation = "b", .part = 1, .parts = 2 }, second = { .operation = "b", .part = 2, .parts = 2 };
  g_autoptr (ChoshoEvent) evidence = world_act_how (world, world->practitioner, world->home, &first, "evidence",
                                                    "{'kind':'file','name':'a','sha256':'00','size_bytes':1,'origin':'client'}");
  g_autoptr (ChoshoEvent) link = world_act_how (world, world->practitioner, world->home, &second, "link",
                                                "{'control':'8.1.2.1','paper':'','step':'','kind':'evidence','to':'%s#0'}", evidence->id_hex);

  g_assert_true (chosho_node_is_effective (chosho_state_lookup (world->home->state, evidence->id_hex)));
  g_assert_true (chosho_node_is_effective (chosho_state_lookup (world->home->state, link->id_hex)));
}

static void
test_find_operation (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldHow how = { .operation = "op-1" };
  g_autoptr (ChoshoEvent) event = world_act_how (world, world->leader, world->home, &how, "setting", SETTING);
  GPtrArray *found = chosho_state_find_operation (world->home->state, world->leader->fingerprint, "op-1");

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (chosho_node_get_event (found->pdata[0]) == chosho_node_get_event (chosho_state_lookup (world->home->state, event->id_hex)));
  g_assert_null (chosho_state_find_operation (world->home->state, world->executive->fingerprint, "op-1"));
  /* Nobody makes a command look done by forging its name. */
  chosho_event_unref (world_act_how (world, world->executive, world->home, &(WorldHow) { .operation = "op-1", .bad_signature = TRUE },
                                     "setting", "{'name':'z','value':1}"));
  g_assert_null (chosho_state_find_operation (world->home->state, world->executive->fingerprint, "op-1"));
}

/* --- Clocks ---------------------------------------------------------------------------------- */

static void
test_clock (void)
{
  g_autoptr (World) world = world_new_with_team ();
  ChoshoNode *node;

  node = world_do (world, world->leader, world->home, "setting", "{'name':'a','value':1}");
  g_assert_false (chosho_node_is_clock_reversed (node));
  world->now_us -= HOUR_US;
  node = world_do (world, world->leader, world->home, "setting", "{'name':'b','value':1}");
  g_assert_true (chosho_node_is_clock_reversed (node));
  /* Against what others wrote, too, where it was seen; it never blocks. */
  node = world_do (world, world->executive, world->home, "setting", "{'name':'c','value':1}");
  world->now_us -= HOUR_US;
  node = world_do (world, world->practitioner, world->home, "note", "{'control':'8.1.2.1','paper':'','text':'t'}");
  g_assert_true (chosho_node_is_clock_reversed (node));
  g_assert_true (world_lists (world_issue_blockers (world, world->home, NULL), "clock-reversed?"));
}

/* The event of the latest time before @node, looked for one by one. */
static gint64
find_latest_before (ChoshoState *state, ChoshoNode *node)
{
  gint64 latest = G_MININT64;

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *other = chosho_state_get_nth (state, i);

      if (chosho_node_is_before (other, node))
        latest = MAX (latest, chosho_node_get_event (other)->time_us);
    }
  return latest;
}

static void
assert_clocks (ChoshoState *state)
{
  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      gint64 latest = find_latest_before (state, node);

      g_assert_cmpint (chosho_node_is_clock_reversed (node), ==, chosho_node_get_event (node)->time_us < latest);
      if (chosho_node_is_clock_reversed (node))
        g_assert_cmpint (chosho_node_get_event (chosho_node_get_clock_witness (node))->time_us, ==, latest);
      else
        g_assert_null (chosho_node_get_clock_witness (node));
    }
}

/* A clock set back is seen although what came in between, on the same wrong time, hides it. */
static void
test_clock_behind_another (void)
{
  g_autoptr (World) world = world_new_with_team ();
  ChoshoNode *right = world_do (world, world->leader, world->home, "setting", "{'name':'a','value':1}");
  ChoshoNode *node;

  world->now_us -= HOUR_US;
  world_do (world, world->executive, world->home, "setting", "{'name':'b','value':1}");
  world->now_us += HOUR_US / 2;
  node = world_do (world, world->executive, world->home, "setting", "{'name':'c','value':1}");
  g_assert_true (chosho_node_is_clock_reversed (node));
  g_assert_true (chosho_node_get_clock_witness (node) == right);
}

static void
test_clock_random (void)
{
  g_autoptr (World) world = world_new_with_team ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250401);
  g_autoptr (ChoshoState) reversed = NULL;
  WorldCopy *copies[3] = { world->home };

  for (guint i = 1; i < G_N_ELEMENTS (copies); i++)
    {
      copies[i] = world_add_copy (world);
      world_send (world->home, copies[i]);
    }
  for (guint i = 0; i < 150; i++)
    {
      WorldPerson *people[] = { world->leader, world->executive, world->practitioner };
      WorldCopy *copy = copies[g_rand_int_range (rand, 0, 3)];

      world->now_us += g_rand_int_range (rand, -60, 60) * G_USEC_PER_SEC;
      world_act (world, people[g_rand_int_range (rand, 0, 3)], copy, "note", "{'control':'8.1.2.1','paper':'','text':'%u'}", i);
      if (g_rand_int_range (rand, 0, 4) == 0)
        world_send_some (copy, copies[g_rand_int_range (rand, 0, 3)], rand, 60);
    }
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    assert_clocks (copies[i]->state);
  reversed = world_replay (copies[1], rand, TRUE);
  assert_clocks (reversed);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/state/register", test_register);
  g_test_add_func ("/state/set-and-remove", test_set_and_remove);
  g_test_add_func ("/state/things", test_things);
  g_test_add_func ("/state/versions", test_versions);
  g_test_add_func ("/state/concurrent", test_concurrent);
  g_test_add_func ("/state/add-wins", test_add_wins);
  g_test_add_func ("/state/reversed", test_reversed);
  g_test_add_func ("/state/missing", test_missing);
  g_test_add_func ("/state/seen", test_seen);
  g_test_add_func ("/state/signatures", test_signatures);
  g_test_add_func ("/state/genesis-signature", test_genesis_signature);
  g_test_add_func ("/state/genesis-creator", test_genesis_creator);
  g_test_add_func ("/state/chains", test_chains);
  g_test_add_func ("/state/newer-action", test_newer_action);
  g_test_add_func ("/state/newer-needs-signature", test_newer_needs_signature);
  g_test_add_func ("/state/operation", test_operation);
  g_test_add_func ("/state/operation-broken", test_operation_broken);
  g_test_add_func ("/state/operation-builds", test_operation_builds);
  g_test_add_func ("/state/find-operation", test_find_operation);
  g_test_add_func ("/state/clock", test_clock);
  g_test_add_func ("/state/clock-behind-another", test_clock_behind_another);
  g_test_add_func ("/state/clock-random", test_clock_random);
  return g_test_run ();
}
