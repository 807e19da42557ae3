/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-world.h"

#include <string.h>

#include "chosho-control-state.h"
#include "chosho-instance.h"

/* What a sign-off is worth: admissible for ever or never; current, stale or suspended now. */

#define CONTROL "8.1.2.1"

/* Work done, and signed up to @stages of the three. */
static World *
signed_world (guint stages)
{
  World *world = world_new_with_team ();

  world_do_work (world);
  if (stages > 0)
    g_assert_cmpstr (world_verdict (world, world_sign (world, world->practitioner, world->home, CONTROL, "complete")), ==, "ok");
  if (stages > 1)
    g_assert_cmpstr (world_verdict (world, world_sign (world, world->leader, world->home, CONTROL, "review")), ==, "ok");
  if (stages > 2)
    g_assert_cmpstr (world_verdict (world, world_sign (world, world->executive, world->home, CONTROL, "approve")), ==, "ok");
  return world;
}

static const char *
work_state (WorldCopy *copy)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  ChoshoControlState state;

  chosho_control_state_get (view, CONTROL, &state);
  return chosho_work_state_get_code (state.state);
}

/* The states of the three stages, in one word each. */
static const char *
stages (World *world, WorldCopy *copy)
{
  return world_text (world, "%s %s %s", world_sign_off (copy, CONTROL, "complete"), world_sign_off (copy, CONTROL, "review"),
                     world_sign_off (copy, CONTROL, "approve"));
}

static const char *
inspection (World *world)
{
  return world_step_id (world, CONTROL, "P1", "design", 2);
}

static void
test_three_stages (void)
{
  static const char *const expected[] = { "in_progress", "prepared", "reviewed", "approved" };

  for (guint n = 0; n <= 3; n++)
    {
      g_autoptr (World) world = signed_world (n);

      g_assert_cmpstr (work_state (world->home), ==, expected[n]);
    }
  {
    g_autoptr (World) world = signed_world (3);

    g_assert_cmpstr (stages (world, world->home), ==, "current current current");
  }
}

/* Every act on what was signed makes it stale, and doing it back does not help; signing again does. */
static void
test_stale (void)
{
  g_autoptr (World) world = signed_world (3);

  world_perform (world, world->practitioner, world->home, CONTROL, inspection (world), "inspection", "no-exception", "read again");
  g_assert_cmpstr (stages (world, world->home), ==, "stale stale stale");
  world_perform (world, world->practitioner, world->home, CONTROL, inspection (world), "inspection", "no-exception", "read");
  g_assert_cmpstr (stages (world, world->home), ==, "stale stale stale");
  g_assert_cmpstr (work_state (world->home), ==, "in_progress");
  world_sign (world, world->practitioner, world->home, CONTROL, "complete");
  g_assert_cmpstr (stages (world, world->home), ==, "current stale stale");
  g_assert_cmpstr (work_state (world->home), ==, "prepared");
  world_sign (world, world->leader, world->home, CONTROL, "review");
  world_sign (world, world->executive, world->home, CONTROL, "approve");
  g_assert_cmpstr (stages (world, world->home), ==, "current current current");
}

/* What touches the signed view, one act a row; and what does not. "$e": the evidence, "$n": evidence that is linked to nothing,
 * "$s": the step, "$l": the link's id, "$r": a request for the control. */
static const struct
{
  const char *action, *items;
  gboolean stale;
} touching[] = {
  { "catalogue-entry", "{'number':'8.1.2.1','level':'control','mandatory':false,'text':'t','position':2,'edition':'x'}", TRUE },
  { "procedure-step", "{'control':'8.1.2.1','definition':'zz','procedure':'P1','phase':'design','ordinal':7,'technique':'inquiry','disclosable':false}", TRUE },
  { "statement-line", "{'control':'8.1.2.1','selected':true,'text':'t'}", TRUE },
  { "individual-control", "{'individual':'i','version':'1','controls':['8.1.2.1'],'units':[]}", TRUE },
  { "scope", "{'control':'8.1.2.1','individual':'','phase':'design','state':'in'}", TRUE },
  { "evidence-judge", "{'evidence':'$e','reason':'r','is_subject':false}", TRUE },
  { "evidence-withdraw", "{'evidence':'$e','reason':'r'}", TRUE },
  { "evidence-version", "{'evidence':'$n','older':'$e','reason':'r'}", TRUE },
  { "evidence-version", "{'evidence':'$e','older':'$n','reason':'r'}", TRUE },
  { "evidence-purge", "{'evidence':'$e','reason':'r'}", TRUE },
  { "evidence-purge", "{'evidence':'$n','reason':'r'}", FALSE },
  { "mark", "{'control':'8.1.2.1','on':'$e','sha256':'$d','kind':'tick','tick':'v','place':'page=1'}", TRUE },
  { "mark", "{'control':'8.1.2.2','on':'$e','sha256':'$d','kind':'tick','tick':'v','place':'page=1'}", FALSE },
  { "link", "{'control':'8.1.2.1','paper':'','step':'$s','kind':'evidence','to':'$e'}", TRUE },
  { "unlink", "{'control':'8.1.2.1','paper':'','step':'$s','replaces':['$l']}", TRUE },
  { "consent", "{'control':'8.1.2.1','step':'$s','for':'departure','about':'x','reason':'r'}", TRUE },
  { "finding", "{'controls':['8.1.2.2','8.1.2.1'],'text':'t','steps':[]}", TRUE },
  { "finding", "{'controls':['8.1.2.2'],'text':'t','steps':[]}", FALSE },
  { "statement-line", "{'control':'8.1.2.2','selected':true,'text':'t'}", FALSE },
  { "link", "{'control':'8.1.2.2','paper':'','step':'','kind':'evidence','to':'$e'}", FALSE },
  { "assignment", "{'control':'8.1.2.1','due':'2025-12-01'}", FALSE },
  { "prior-scope", "{'control':'8.1.2.1','individual':'','phase':'design','period':'p','period_start':'2024-04-01','period_end':'2025-03-31','state':'in'}",
    FALSE },
  { "prior-result", "{'control':'8.1.2.1','period':'','ordinal':'0001','result':'r','source':'f'}", FALSE },
  { "setting", "{'name':'legend','value':1}", FALSE },
  { "engagement-facts", "{'title':'t','firm':'f','client':'c','services':['s'],'period_start':'2025-04-01',"
    "'period_end':'2025-09-30','language':'en','time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap'}", FALSE },
  { "evidence", "{'kind':'file','name':'other','origin':'client'}", FALSE },
  { "request", "{'number':'R-1','text':'t','controls':['8.1.2.1'],'steps':['$s']}", FALSE },
  { "request-change", "{'request':'$r','number':'R-1','text':'t','controls':['8.1.2.1'],'steps':['$s']}", FALSE },
  { "request-state", "{'request':'$r','state':'received','day':'2025-10-02'}", FALSE },
  { "request-evidence", "{'request':'$r','evidence':'$e'}", FALSE },
  { "pack", "{'holder':'h','to':[],'events':1,'objects':0}", FALSE },
};

static void
test_touching (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (touching); i++)
    {
      g_autoptr (World) world = signed_world (3);
      g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
      g_autoptr (GPtrArray) evidence = chosho_view_list_action (view, "evidence");
      g_autoptr (GPtrArray) links = chosho_view_list_about (view, "control:" CONTROL, "link");
      const char *unlinked = world_evidence (world, world->practitioner, world->home, "n", "");
      const char *request = "";
      gboolean executive = strcmp (touching[i].action, "evidence-purge") == 0;
      GString *items = g_string_new (touching[i].items);

      if (strstr (touching[i].items, "$r") != NULL)
        request = world_thing (world, world_do (world, world->practitioner, world->home, "request",
                                                "{'number':'R-1','text':'u','controls':['8.1.2.1'],'steps':[]}"), 0);
      g_string_replace (items, "$n", unlinked, 0);
      g_string_replace (items, "$r", request, 0);
      g_string_replace (items, "$e", world_thing (world, ((ChoshoWrite *) evidence->pdata[0])->node, 0), 0);
      g_string_replace (items, "$d", chosho_value_get_string (((ChoshoWrite *) evidence->pdata[0])->item, "sha256"), 0);
      g_string_replace (items, "$s", inspection (world), 0);
      for (guint j = 0; j < links->len; j++)
        if (strcmp (chosho_value_get_string (((ChoshoWrite *) links->pdata[j])->item, "kind"), "evidence") == 0)
          g_string_replace (items, "$l", world_thing (world, ((ChoshoWrite *) links->pdata[j])->node, 0), 0);
      world_do (world, executive ? world->executive : world->leader, world->home, touching[i].action, "%s", items->str);
      g_test_message ("%s %s", touching[i].action, items->str);
      g_assert_cmpstr (stages (world, world->home), ==, touching[i].stale ? "stale stale stale" : "current current current");
      g_string_free (items, TRUE);
    }
}

/* A note suspends: unanswered the completion, uncleared the review and approval; then all is current. */
static void
test_suspended (void)
{
  g_autoptr (World) world = signed_world (3);
  ChoshoNode *note = world_do (world, world->quality, world->home, "note", "{'control':'" CONTROL "','paper':'','text':'why?'}");

  g_assert_cmpstr (stages (world, world->home), ==, "suspended suspended suspended");
  g_assert_cmpstr (work_state (world->home), ==, "in_progress");
  world_do (world, world->practitioner, world->home, "note-answer", "{'note':'%s','text':'so'}", world_thing (world, note, 0));
  g_assert_cmpstr (stages (world, world->home), ==, "current suspended suspended");
  g_assert_cmpstr (work_state (world->home), ==, "prepared");
  world_do (world, world->quality, world->home, "note-clear", "{'note':'%s'}", world_thing (world, note, 0));
  g_assert_cmpstr (stages (world, world->home), ==, "current current current");
}

#define FACTS_FROM(start) "{'title':'t','firm':'f','client':'c','services':['s'],'period_start':'" start "'," \
                          "'period_end':'2025-12-31','language':'ja','time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap'}"

/* Facts outside the signed view may suspend it: here the period. */
static void
test_suspended_by_period (void)
{
  g_autoptr (World) world = signed_world (1);
  world_do (world, world->leader, world->home, "engagement-facts", FACTS_FROM ("2025-07-01"));
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "suspended");
  world_do (world, world->leader, world->home, "engagement-facts", FACTS_FROM ("2025-04-01"));
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "current");
}

/* Work at the same time elsewhere makes it stale when it comes, on both copies. */
static void
test_concurrent_write (void)
{
  g_autoptr (World) world = signed_world (0);
  WorldCopy *away = world_add_copy (world);
  ChoshoNode *sign;

  world_send (world->home, away);
  sign = world_sign (world, world->practitioner, world->home, CONTROL, "complete");
  world_do (world, world->leader, away, "statement-line", "{'control':'" CONTROL "','selected':true,'text':'t'}");
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "current");
  world_exchange (world->home, away);
  g_assert_true (chosho_node_is_effective (sign));
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "stale");
  g_assert_cmpstr (world_sign_off (away, CONTROL, "complete"), ==, "stale");
}

/* What comes later never changes what a sign-off had signed: here a link, not yet seen, that points to
 * something the signer's record held already. Whatever arrives first, the verdict is the same. */
static void
test_view_is_fixed (void)
{
  g_autoptr (World) world = signed_world (0);
  WorldCopy *away;
  const char *spare = world_evidence (world, world->practitioner, world->home, "spare.pdf", "");
  ChoshoNode *link, *sign;

  away = world_add_copy (world);
  world_send (world->home, away);
  link = world_link (world, world->leader, away, CONTROL, inspection (world), "evidence", spare);
  sign = world_sign (world, world->practitioner, world->home, CONTROL, "complete");
  g_assert_true (chosho_node_is_admissible (sign));
  /* The link comes first on the other copy. */
  world_send (world->home, away);
  g_assert_nonnull (link);
  g_assert_cmpstr (world_verdict (world, chosho_state_lookup (away->state, chosho_node_get_event (sign)->id_hex)), ==, "ok");
  world_send (away, world->home);
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "stale");
  g_assert_cmpstr (world_sign_off (away, CONTROL, "complete"), ==, "stale");
}

/* The same where something that the record held is only later said to concern the control. */
static void
test_view_is_fixed_by_subject (void)
{
  g_autoptr (World) world = signed_world (0);
  WorldCopy *away = world_add_copy (world);
  ChoshoNode *finding = world_do (world, world->practitioner, world->home, "finding", "{'controls':['8.1.2.2'],'text':'t','steps':[]}");
  ChoshoNode *sign;

  world_send (world->home, away);
  world_do (world, world->leader, away, "finding-change", "{'finding':'%s','controls':['8.1.2.2','" CONTROL "'],'text':'t','steps':[]}",
            world_thing (world, finding, 0));
  sign = world_sign (world, world->practitioner, world->home, CONTROL, "complete");
  world_exchange (world->home, away);
  g_assert_cmpstr (world_verdict (world, chosho_state_lookup (away->state, chosho_node_get_event (sign)->id_hex)), ==, "ok");
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "stale");
  g_assert_cmpstr (world_sign_off (away, CONTROL, "complete"), ==, "stale");
}

/* Two controls share evidence: work on the one leaves the other current; withdrawing it does not. */
static void
test_shared_evidence (void)
{
  g_autoptr (World) world = signed_world (3);
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autoptr (GPtrArray) evidence = chosho_view_list_action (view, "evidence");
  const char *shared = world_thing (world, ((ChoshoWrite *) evidence->pdata[0])->node, 0);
  const char *step = world_add_step (world, "8.1.2.2", "P9", "design", 1, "inspection", NULL);

  world_link (world, world->practitioner, world->home, "8.1.2.2", step, "evidence", shared);
  world_perform (world, world->practitioner, world->home, "8.1.2.2", step, "inspection", "no-exception", "r");
  world_sign (world, world->practitioner, world->home, "8.1.2.2", "complete");
  g_assert_cmpstr (stages (world, world->home), ==, "current current current");
  g_assert_cmpstr (world_sign_off (world->home, "8.1.2.2", "complete"), ==, "current");
  world_perform (world, world->practitioner, world->home, "8.1.2.2", step, "inspection", "no-exception", "again");
  g_assert_cmpstr (stages (world, world->home), ==, "current current current");
  world_sign (world, world->practitioner, world->home, "8.1.2.2", "complete");
  world_do (world, world->practitioner, world->home, "evidence-withdraw", "{'evidence':'%s','reason':'r'}", shared);
  g_assert_cmpstr (stages (world, world->home), ==, "stale stale stale");
  g_assert_cmpstr (world_sign_off (world->home, "8.1.2.2", "complete"), ==, "stale");
  g_assert_true (world_lists (world_blockers (world, world->home, CONTROL, CHOSHO_STAGE_COMPLETE, NULL), "no-evidence"));
}

/* --- Inadmissible for ever ------------------------------------------------------------------- */

/* A completion written by hand on inquiry alone: void, and still void when the inspection comes. */
static void
test_question_only_by_hand (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *inquiry = world_add_step (world, CONTROL, "P1", "design", 1, "inquiry", NULL);
  const char *inspected = world_add_step (world, CONTROL, "P1", "design", 2, "inspection", NULL);
  ChoshoNode *interview, *forged;
  const char *digest;

  interview = world_do (world, world->practitioner, world->home, "interview", "{'who':'w','post':'p','at':'a','how':'h','question':'q','answer':'a'}");
  world_link (world, world->practitioner, world->home, CONTROL, inquiry, "interview", world_thing (world, interview, 0));
  world_perform (world, world->practitioner, world->home, CONTROL, inquiry, "inquiry", "no-exception", "asked");
  forged = world_sign (world, world->practitioner, world->home, CONTROL, "complete");
  g_assert_cmpstr (world_verdict (world, forged), ==, "rule-broken: question-only");
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "none");
  digest = chosho_value_get_string (chosho_value_get_item (chosho_node_get_event (forged)->items, 0), "view");
  g_assert_nonnull (digest);

  world_link (world, world->practitioner, world->home, CONTROL, inspected, "evidence",
              world_evidence (world, world->practitioner, world->home, "e", ""));
  world_perform (world, world->practitioner, world->home, CONTROL, inspected, "inspection", "no-exception", "read");
  g_assert_cmpstr (world_blockers (world, world->home, CONTROL, CHOSHO_STAGE_COMPLETE, world->practitioner), ==, "");
  g_assert_cmpstr (world_verdict (world, forged), ==, "rule-broken: question-only");
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "none");
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->practitioner, world->home, CONTROL, "complete")), ==, "ok");
}

/* Signed before the work: the digest is not that of what was there. */
static void
test_wrong_digest (void)
{
  g_autoptr (World) world = signed_world (0);
  g_autofree char *digest = NULL;

  {
    g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);

    digest = chosho_signed_view_digest (view, CONTROL, CHOSHO_STAGE_COMPLETE);
  }
  world_perform (world, world->practitioner, world->home, CONTROL, inspection (world), "inspection", "no-exception", "after");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "sign-off",
                 "{'target':'" CONTROL "','stage':'complete','view':'%s','view_version':1,'opened':[]}", digest);
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "sign-off",
                 "{'target':'" CONTROL "','stage':'complete','view':'auto','view_version':2,'opened':[]}");
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "sign-off",
                 "{'target':'" CONTROL "','stage':'complete','view':'%064d','view_version':1,'opened':[]}", 0);
  world_refused (world, world->practitioner, world->home, "rule-broken: not-in-catalogue", "sign-off",
                 "{'target':'8.1','stage':'complete','view':'auto','view_version':1,'opened':[]}");
  world_refused (world, world->practitioner, world->home, "rule-broken: not-in-catalogue", "sign-off",
                 "{'target':'1.2.3.4','stage':'complete','view':'auto','view_version':1,'opened':[]}");
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "none");
}

/* A digest of one stage or control never serves another. */
static void
test_digest_names_target (void)
{
  g_autoptr (World) world = signed_world (0);
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autofree char *complete = chosho_signed_view_digest (view, CONTROL, CHOSHO_STAGE_COMPLETE);
  g_autofree char *review = chosho_signed_view_digest (view, CONTROL, CHOSHO_STAGE_REVIEW);
  g_autofree char *other = chosho_signed_view_digest (view, "8.1.2.2", CHOSHO_STAGE_COMPLETE);

  g_assert_cmpstr (complete, !=, review);
  g_assert_cmpstr (complete, !=, other);
}

/* --- Own work -------------------------------------------------------------------------------- */

/* Whatever the order: recorded then signed off by others; recorded and replaced by somebody else; with
 * another key of the same person; a finding; a sample. */
static void
test_own_review (void)
{
  for (guint scene = 0; scene < 6; scene++)
    {
      g_autoptr (World) world = world_new_with_team ();
      WorldPerson *spare = world_add_person (world, "the leader's other key");
      WorldPerson *work = world->leader;

      world_do_work (world);
      world_do (world, world->leader, world->home, "member-key", "{'member':'%s','public_key':'%s'}", world->leader->member, spare->public_key);
      if (scene == 0) /* the last record is the leader's */
        world_perform (world, work, world->home, CONTROL, inspection (world), "inspection", "no-exception", "by me");
      else if (scene == 1) /* the leader's record was replaced since */
        {
          world_perform (world, work, world->home, CONTROL, inspection (world), "inspection", "no-exception", "by me");
          world_perform (world, world->practitioner, world->home, CONTROL, inspection (world), "inspection", "no-exception", "by them");
        }
      else if (scene == 2) /* with the other key */
        world_perform (world, spare, world->home, CONTROL, inspection (world), "inspection", "no-exception", "by me");
      else if (scene == 3)
        world_do (world, work, world->home, "finding", "{'controls':['" CONTROL "'],'text':'t','steps':[]}");
      else if (scene == 4)
        {
          ChoshoNode *population = world_do (world, work, world->home, "population", "{'name':'n','from':'2025-04-01','to':'2025-09-30',"
            "'source':'s','count':0,'sha256':'00','size_bytes':0,'file_name':'f','units':[]}");
          ChoshoNode *sample = world_do (world, work, world->home, "sample",
            "{'population':'%s','method':'m','seed':'s','size':0,'attributes':[],'items':[]}", world_thing (world, population, 0));

          world_link (world, world->practitioner, world->home, CONTROL, inspection (world), "sample", world_thing (world, sample, 0));
        }
      /* scene 5: the leader completes */
      g_assert_cmpstr (world_verdict (world, world_sign (world, scene == 5 ? work : world->practitioner, world->home, CONTROL, "complete")), ==, "ok");
      g_assert_cmpstr (world_verdict (world, world_sign (world, world->leader, world->home, CONTROL, "review")), ==, "rule-broken: own-review");
      g_assert_cmpstr (world_verdict (world, world_sign (world, spare, world->home, CONTROL, "review")), ==, "rule-broken: own-review");
      g_assert_cmpstr (world_verdict (world, world_sign (world, world->executive, world->home, CONTROL, "review")), ==, "ok");
    }
}

/* Reviewed, and the reviewer's own record arrives from elsewhere: stale, and not theirs to sign again. */
static void
test_own_review_concurrent (void)
{
  g_autoptr (World) world = signed_world (1);
  WorldCopy *away = world_add_copy (world);
  ChoshoNode *review;

  world_send (world->home, away);
  review = world_sign (world, world->leader, world->home, CONTROL, "review");
  g_assert_true (chosho_node_is_effective (review));
  world_perform (world, world->leader, away, CONTROL, inspection (world), "inspection", "no-exception", "elsewhere");
  world_exchange (world->home, away);
  g_assert_cmpstr (world_sign_off (away, CONTROL, "review"), ==, "stale");
  world_sign (world, world->practitioner, away, CONTROL, "complete");
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->leader, away, CONTROL, "review")), ==, "rule-broken: own-review");
}

/* The executive who recorded a step does not approve it. */
static void
test_own_approval (void)
{
  g_autoptr (World) world = world_new_with_team ();

  world_do_work (world);
  world_perform (world, world->executive, world->home, CONTROL, inspection (world), "inspection", "no-exception", "by me");
  world_sign (world, world->practitioner, world->home, CONTROL, "complete");
  world_sign (world, world->leader, world->home, CONTROL, "review");
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->executive, world->home, CONTROL, "approve")), ==, "rule-broken: own-review");
}

/* --- Concurrent sign-offs -------------------------------------------------------------------- */

/* Two complete the same control at the same time: both stand, one is shown, and work goes on. */
static void
test_two_completions (void)
{
  g_autoptr (World) world = signed_world (0);
  WorldCopy *away = world_add_copy (world);

  world_send (world->home, away);
  world_sign (world, world->practitioner, world->home, CONTROL, "complete");
  world_sign (world, world->executive, away, CONTROL, "complete");
  world_exchange (world->home, away);
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "current");
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->leader, world->home, CONTROL, "review")), ==, "ok");
  g_assert_cmpstr (world_sign_off (world->home, CONTROL, "review"), ==, "current");
}

/* Of two completions that do not know of each other one may have signed what is there now: that counts,
 * whichever id comes first. */
static void
test_one_current (void)
{
  guint seen[2] = { 0, 0 };

  for (guint round = 0; round < 12; round++)
    {
      g_autoptr (World) world = signed_world (0);
      WorldCopy *away = world_add_copy (world);
      ChoshoNode *old, *fresh;

      world->now_us += round * G_USEC_PER_SEC; /* other ids */
      world_send (world->home, away);
      old = world_sign (world, world->practitioner, world->home, CONTROL, "complete");
      world_do (world, world->leader, away, "statement-line", "{'control':'" CONTROL "','selected':true,'text':'t'}");
      fresh = world_sign (world, world->executive, away, CONTROL, "complete");
      seen[strcmp (chosho_node_get_event (old)->id_hex, chosho_node_get_event (fresh)->id_hex) < 0]++;
      world_exchange (world->home, away);
      g_assert_cmpstr (world_sign_off (world->home, CONTROL, "complete"), ==, "current");
      g_assert_cmpstr (world_sign_off (away, CONTROL, "complete"), ==, "current");
      g_assert_cmpstr (world_verdict (world, world_sign (world, world->leader, world->home, CONTROL, "review")), ==, "ok");
    }
  g_assert_cmpuint (seen[0], >, 0); /* both orders of ids were met */
  g_assert_cmpuint (seen[1], >, 0);
}

/* --- Papers ---------------------------------------------------------------------------------- */

static void
test_paper (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *paper = world_thing (world, world_do (world, world->practitioner, world->home, "paper",
                                                    "{'number':'A-1','title':'planning','required_for_issue':true}"), 0);

  g_assert_cmpstr (world_blockers (world, world->home, paper, CHOSHO_STAGE_COMPLETE, world->practitioner), ==, "result-empty");
  world_do (world, world->practitioner, world->home, "paper-change",
            "{'paper':'%s','number':'A-1','title':'planning','text':'as agreed','required_for_issue':true}", paper);
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->practitioner, world->home, paper, "complete")), ==, "ok");
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->leader, world->home, paper, "review")), ==, "ok");
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->executive, world->home, paper, "approve")), ==, "ok");
  g_assert_cmpstr (world_sign_off (world->home, paper, "approve"), ==, "current");
  world_do (world, world->leader, world->home, "note", "{'control':'','paper':'%s','text':'?'}", paper);
  g_assert_cmpstr (world_sign_off (world->home, paper, "approve"), ==, "suspended");
  world_do (world, world->practitioner, world->home, "paper-change",
            "{'paper':'%s','number':'A-1','title':'planning','text':'changed','required_for_issue':true}", paper);
  g_assert_cmpstr (world_sign_off (world->home, paper, "complete"), ==, "stale");
}

/* The checks of the quality controller and of the reviewer are papers that they sign themselves; they sign no control. */
static void
test_quality_checks (void)
{
  static const char *const roles[] = { "'quality'", "'reviewer'" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (World) world = world_new_with_team ();
      WorldPerson *checker = world_add_person (world, "checker");
      const char *paper;

      world_add_member (world, world->executive, checker, world->home, roles[i], TRUE);
      paper = world_thing (world, world_do (world, checker, world->home, "paper", "{'number':'Q-1','title':'q','text':'t','required_for_issue':true}"), 0);
      g_assert_true (world_lists (world_issue_blockers (world, world->home, world->executive), "paper-missing"));
      g_assert_cmpstr (world_verdict (world, world_sign (world, checker, world->home, paper, "complete")), ==, "ok");
      g_assert_cmpstr (world_verdict (world, world_sign (world, checker, world->home, paper, "review")), ==, "rule-broken: wrong-role");
      g_assert_cmpstr (world_verdict (world, world_sign (world, world->leader, world->home, paper, "review")), ==, "ok");
      g_assert_cmpstr (world_verdict (world, world_sign (world, world->executive, world->home, paper, "approve")), ==, "ok");
      g_assert_false (world_lists (world_issue_blockers (world, world->home, world->executive), "paper-missing"));
      world_do_work (world);
      g_assert_cmpstr (world_verdict (world, world_sign (world, checker, world->home, CONTROL, "complete")), ==, "rule-broken: wrong-role");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign-off/three-stages", test_three_stages);
  g_test_add_func ("/sign-off/stale", test_stale);
  g_test_add_func ("/sign-off/touching", test_touching);
  g_test_add_func ("/sign-off/suspended", test_suspended);
  g_test_add_func ("/sign-off/suspended-by-period", test_suspended_by_period);
  g_test_add_func ("/sign-off/concurrent-write", test_concurrent_write);
  g_test_add_func ("/sign-off/view-is-fixed", test_view_is_fixed);
  g_test_add_func ("/sign-off/view-is-fixed-by-subject", test_view_is_fixed_by_subject);
  g_test_add_func ("/sign-off/shared-evidence", test_shared_evidence);
  g_test_add_func ("/sign-off/question-only-by-hand", test_question_only_by_hand);
  g_test_add_func ("/sign-off/wrong-digest", test_wrong_digest);
  g_test_add_func ("/sign-off/digest-names-target", test_digest_names_target);
  g_test_add_func ("/sign-off/own-review", test_own_review);
  g_test_add_func ("/sign-off/own-review-concurrent", test_own_review_concurrent);
  g_test_add_func ("/sign-off/own-approval", test_own_approval);
  g_test_add_func ("/sign-off/two-completions", test_two_completions);
  g_test_add_func ("/sign-off/one-current", test_one_current);
  g_test_add_func ("/sign-off/paper", test_paper);
  g_test_add_func ("/sign-off/quality-checks", test_quality_checks);
  return g_test_run ();
}
