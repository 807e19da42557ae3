/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-world.h"

#include <string.h>

/* Who may do what (architecture: people and powers): every act by a person of each role. */

#define E CHOSHO_ROLE_EXECUTIVE
#define L CHOSHO_ROLE_LEADER
#define P CHOSHO_ROLE_PRACTITIONER
#define Q CHOSHO_ROLE_QUALITY
#define R CHOSHO_ROLE_REVIEWER
#define LEADING (E | L)
#define WORKING (E | L | P)
#define ALL (WORKING | Q | R)

static const char *const role_words[] = { "executive", "leader", "practitioner", "quality", "reviewer" };

/* "$x" stands for a thing made beforehand. */
static const struct
{
  const char *action;
  ChoshoRoles roles;
  const char *items;
} acts[] = {
  /* imports, scope, assignment, team, settings, consents: leader, executive */
  { "engagement-facts", LEADING, "{'title':'t','firm':'f','client':'c','services':['s'],'period_start':'2025-04-01',"
    "'period_end':'2025-09-30','language':'ja','time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap'}" },
  { "setting", LEADING, "{'name':'x','value':1}" },
  { "catalogue", LEADING, "{'edition':'y','source':'s','sha256':'00','entries':1}" },
  { "catalogue-entry", LEADING, "{'number':'9.9.9.9','level':'control','mandatory':false,'position':9,'edition':'y'}" },
  { "procedure-source", LEADING, "{'source':'s','sha256':'00','kind':'steps'}" },
  { "procedure-step", LEADING, "{'control':'8.1.2.1','definition':'d','procedure':'','phase':'design','ordinal':9,'technique':'inspection','disclosable':false}" },
  { "procedure-template", LEADING, "{'template':'t','phase':'design','ordinal':1,'technique':'inspection','disclosable':false}" },
  { "control-subjects", LEADING, "{'control':'8.1.2.1','subjects':['records']}" },
  { "statement-line", LEADING, "{'control':'8.1.2.1','selected':true}" },
  { "individual-control", LEADING, "{'individual':'i','version':'1','controls':['8.1.2.2'],'units':[]}" },
  { "statement-file", LEADING, "{'name':'n','sha256':'00','size_bytes':1,'final':false}" },
  { "prior-file", LEADING, "{'name':'n','sha256':'00','size_bytes':1,'period':''}" },
  { "prior-scope", LEADING, "{'control':'8.1.2.1','individual':'','phase':'design','period':'p','period_start':'2024-04-01','period_end':'2025-03-31',"
    "'state':'out-of-cycle','basis':'b'}" },
  { "prior-result", LEADING, "{'control':'8.1.2.1','period':'','ordinal':'0001','result':'r','source':'f'}" },
  { "scope", LEADING, "{'control':'8.1.2.1','individual':'','phase':'design','state':'in'}" },
  { "assignment", LEADING, "{'control':'8.1.2.1'}" },
  { "consent", LEADING, "{'control':'8.1.2.1','step':'s','for':'unable','about':'x','reason':'r'}" },
  { "representation", LEADING, "{'name':'n','sha256':'00','size_bytes':1,'dated':'2025-11-01','statement':'00'}" },
  { "subsequent-events", LEADING, "{'text':'t','up_to':'2025-11-01'}" },
  /* evidence, steps, samples, findings: practitioner, leader, executive */
  { "evidence", WORKING, "{'kind':'file','name':'n','origin':'client'}" },
  { "evidence-judge", WORKING, "{'evidence':'$evidence','reason':'r','is_subject':false}" },
  { "evidence-withdraw", WORKING, "{'evidence':'$evidence','reason':'r'}" },
  { "evidence-version", WORKING, "{'evidence':'$evidence','older':'$older','reason':'r'}" },
  { "mark", WORKING, "{'control':'8.1.2.1','on':'$evidence','sha256':'$sha256','kind':'tick','tick':'v','place':'page=1'}" },
  { "mark-change", WORKING, "{'mark':'$mark','control':'8.1.2.1','on':'$evidence','sha256':'$sha256','kind':'tick','tick':'v','place':'page=2'}" },
  { "mark-withdraw", WORKING, "{'mark':'$mark','control':'8.1.2.1','reason':'r'}" },
  { "link", WORKING, "{'control':'8.1.2.1','paper':'','step':'s','kind':'evidence','to':'$evidence'}" },
  { "unlink", WORKING, "{'control':'8.1.2.1','paper':'','step':'linked'}" },
  { "interview", WORKING, "{'who':'w','post':'p','at':'a','how':'h','question':'q','answer':'a'}" },
  { "observation", WORKING, "{'where':'w','at':'a','with':'w','seen':'s'}" },
  { "performance", WORKING, "{'control':'8.1.2.1','step':'s','technique':'inspection','performed_on':'2025-10-01','outcome':'no-exception','result':''}" },
  { "population", WORKING, "{'name':'n','from':'2025-04-01','to':'2025-09-30','source':'s','count':1,'sha256':'00','size_bytes':1,'file_name':'f','units':[]}" },
  { "sample", WORKING, "{'population':'$population','method':'m','seed':'s','size':1,'attributes':[],'items':[]}" },
  { "sample-extension", WORKING, "{'sample':'$sample','by':1,'reason':'r','items':[]}" },
  { "sample-result", WORKING, "{'sample':'$sample','item':'1','attribute':'a','state':'no-exception','evidence':[]}" },
  { "finding", WORKING, "{'controls':['8.1.2.1'],'text':'t','steps':[]}" },
  { "finding-change", WORKING, "{'finding':'$finding','controls':['8.1.2.1'],'text':'u','steps':[]}" },
  { "ending", E, "{'day':'2025-11-30','reason':'r'}" },
  { "draft", LEADING, "{'day':'2025-11-30','lines':1,'sha256':'ab'}" },
  { "comment", WORKING, "{'draft':'$draft','place':'period','text':'t','answered_by':'A','day':'2025-11-30'}" },
  { "comment-decision", LEADING, "{'comment':'$comment','state':'declined','reason':'r'}" },
  { "finding-state", WORKING, "{'finding':'$finding','state':'inquired'}" },
  { "request", WORKING, "{'number':'R-1','text':'t','controls':['8.1.2.1'],'steps':[]}" },
  { "request-change", WORKING, "{'request':'$request','number':'R-1','text':'u','controls':['8.1.2.1'],'steps':[]}" },
  { "request-state", WORKING, "{'request':'$request','state':'requested','day':'2025-10-01'}" },
  { "request-evidence", WORKING, "{'request':'$request','evidence':'$evidence'}" },
  { "request-evidence-remove", WORKING, "{'request':'$request'}" },
  /* notes, papers (quality and review checklists are papers): all */
  { "note", ALL, "{'control':'8.1.2.1','paper':'','text':'t'}" },
  { "note-answer", ALL, "{'note':'$note'}" },
  { "paper", ALL, "{'number':'1','title':'t','required_for_issue':false}" },
  { "paper-change", ALL, "{'paper':'$paper','number':'1','title':'u','required_for_issue':false}" },
  { "pack", ALL, "{'holder':'h','to':[],'events':1,'objects':0}" },
  { "pack-return", ALL, "{'pack':'$pack'}" },
  { "addition", ALL, "{'reason':'r'}" },
  { "checkpoint", ALL, "{'events':1,'objects':0,'events_root':'00','objects_root':'00','root':'00'}" },
  /* approve, issue, admit, revoke: executive */
  { "admit", E, "{'heads':[],'void':[]}" },
  { "member-key-revoke", E, "{'fingerprint':'00','accepted':[],'reason':'r'}" },
  { "assembly", E, "{'retain_until':'2036-01-31','reason':'r'}" },
  { "evidence-purge", E, "{'evidence':'$evidence','reason':'r'}" },
  /* wording: leader, executive, reviewer */
  { "wording-accept", LEADING | R, "{'occurrence':'o','reason':'r'}" },
  /* team: leader, executive; executives by executives */
  { "member-add", LEADING, "{'name':'new','roles':['practitioner'],'public_key':'$key'}" },
  { "member-add", E, "{'name':'new','roles':['practitioner','executive'],'public_key':'$key'}" },
  { "member-change", LEADING, "{'member':'$other','name':'new','roles':['leader'],'public_key':'$otherkey'}" },
  { "member-change", E, "{'member':'$other','name':'new','roles':['executive'],'public_key':'$otherkey'}" },
  { "member-change", E, "{'member':'$boss','name':'new','roles':['practitioner'],'public_key':'$bosskey'}" },
  { "member-key", LEADING, "{'member':'$other','public_key':'$key'}" },
  { "member-key", E, "{'member':'$boss','public_key':'$key'}" },
  { "member-leave", LEADING, "{'member':'$other','accepted':[]}" },
  { "member-leave", E, "{'member':'$boss','accepted':[]}" },
  { "independence", CHOSHO_ROLE_NONE, "{'member':'$other'}" },
};

typedef struct
{
  World       *world;
  WorldPerson *people[G_N_ELEMENTS (role_words)];
  WorldPerson *other, *boss, *fresh; /* a practitioner, a second executive, nobody yet */
  const char  *evidence, *older, *population, *sample, *finding, *note, *paper, *mark, *sha256, *request, *pack, *draft, *comment;
} Scene;

static Scene
make_scene (void)
{
  Scene scene = { world_new_with_team (), { NULL } };
  World *world = scene.world;
  WorldCopy *home = world->home;

  scene.people[0] = world->executive;
  scene.people[1] = world->leader;
  scene.people[2] = world->practitioner;
  scene.people[3] = world->quality;
  scene.people[4] = world_add_person (world, "reviewer");
  scene.other = world_add_person (world, "other");
  scene.boss = world_add_person (world, "boss");
  scene.fresh = world_add_person (world, "fresh");
  world_add_member (world, world->leader, scene.people[4], home, "'reviewer'", TRUE);
  world_add_member (world, world->leader, scene.other, home, "'practitioner'", TRUE);
  world_add_member (world, world->executive, scene.boss, home, "'executive'", TRUE);
  scene.evidence = world_evidence (world, world->practitioner, home, "e", "");
  scene.older = world_evidence (world, world->practitioner, home, "o", "");
  world_link (world, world->practitioner, home, "8.1.2.1", "linked", "evidence", scene.evidence);
  scene.sha256 = world_text (world, "%s", chosho_value_get_string (chosho_state_lookup_write (home->state, scene.evidence)->item, "sha256"));
  scene.mark = world_thing (world, world_do (world, world->practitioner, home, "mark",
    "{'control':'8.1.2.1','on':'%s','sha256':'%s','kind':'note','text':'t','place':'page=1'}", scene.evidence, scene.sha256), 0);
  scene.population = world_thing (world, world_do (world, world->practitioner, home, "population", "{'name':'n','from':'2025-04-01',"
    "'to':'2025-09-30','source':'s','count':1,'sha256':'00','size_bytes':1,'file_name':'f','units':[]}"), 0);
  scene.sample = world_thing (world, world_do (world, world->practitioner, home, "sample",
    "{'population':'%s','method':'m','seed':'s','size':1,'attributes':[],'items':[]}", scene.population), 0);
  scene.finding = world_thing (world, world_do (world, world->practitioner, home, "finding",
    "{'controls':['8.1.2.1'],'text':'t','steps':[]}"), 0);
  scene.pack = world_thing (world, world_do (world, world->leader, home, "pack", "{'holder':'h','to':[],'events':1,'objects':0}"), 0);
  scene.draft = world_thing (world, world_do (world, world->leader, home, "draft", "{'day':'2025-11-30','lines':1,'sha256':'ab'}"), 0);
  scene.comment = world_thing (world, world_do (world, world->practitioner, home, "comment",
    "{'draft':'%s','place':'period','text':'t','answered_by':'A','day':'2025-11-30'}", scene.draft), 0);
  scene.request = world_thing (world, world_do (world, world->practitioner, home, "request",
    "{'number':'R-1','text':'t','controls':['8.1.2.1'],'steps':[]}"), 0);
  world_do (world, world->practitioner, home, "request-evidence", "{'request':'%s','evidence':'%s'}", scene.request, scene.older);
  scene.note = world_thing (world, world_do (world, world->quality, home, "note", "{'control':'8.1.2.1','paper':'','text':'t'}"), 0);
  scene.paper = world_thing (world, world_do (world, world->leader, home, "paper",
    "{'number':'1','title':'t','required_for_issue':false}"), 0);
  return scene;
}

static char *
fill (const Scene *scene, const char *items)
{
  const struct { const char *word, *value; } words[] = {
    { "$evidence", scene->evidence }, { "$older", scene->older }, { "$population", scene->population }, { "$sample", scene->sample },
    { "$finding", scene->finding }, { "$note", scene->note }, { "$request", scene->request }, { "$pack", scene->pack }, { "$paper", scene->paper }, { "$key", scene->fresh->public_key },
    { "$otherkey", scene->other->public_key }, { "$other", scene->other->member },
    { "$mark", scene->mark }, { "$draft", scene->draft }, { "$comment", scene->comment }, { "$sha256", scene->sha256 },
    { "$bosskey", scene->boss->public_key }, { "$boss", scene->boss->member },
  };
  GString *text = g_string_new (items);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_replace (text, words[i].word, words[i].value, 0);
  return g_string_free (text, FALSE);
}

static void
test_table (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  for (guint role = 0; role < G_N_ELEMENTS (role_words); role++)
    {
      Scene scene = make_scene ();
      g_autoptr (World) world = scene.world;
      g_autofree char *items = fill (&scene, acts[i].items);
      const char *verdict = world_verdict (world, world_act (world, scene.people[role], world->home, acts[i].action, "%s", items));
      const char *expected = (acts[i].roles & (1 << role)) != 0 ? "ok" : "rule-broken: wrong-role";

      g_assert_cmpint (chosho_role_from_code (role_words[role]), ==, 1 << role);
      if (strcmp (verdict, expected) != 0)
        g_error ("%s %s by %s: %s, not %s", acts[i].action, items, role_words[role], verdict, expected);
    }
}

/* Every action of the table is tried above, or in a test of its own. */
static void
test_all_tried (void)
{
  static const char *const elsewhere[] = { "engagement", "note-clear", "report-issue", "sign-off", "sign-off-withdraw", "sign-off-return", NULL };
  const ChoshoAction *action;

  for (guint n = 0; (action = chosho_action_nth (n)) != NULL; n++)
    {
      gboolean tried = g_strv_contains (elsewhere, action->name);

      for (guint i = 0; i < G_N_ELEMENTS (acts) && !tried; i++)
        tried = strcmp (acts[i].action, action->name) == 0;
      if (!tried)
        g_error ("%s is not tried", action->name);
    }
}

/* Powers begin with one's own confirmation, which needs membership only. */
static void
test_independence (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldPerson *late = world_add_person (world, "late");

  world_add_member (world, world->leader, late, world->home, "'leader'", FALSE);
  world_refused (world, late, world->home, "rule-broken: independence-missing", "setting", "{'name':'x','value':1}");
  world_refused (world, late, world->home, "rule-broken: independence-missing", "note", "{'control':'c','paper':'','text':'t'}");
  world_refused (world, world->leader, world->home, "rule-broken: wrong-role", "independence", "{'member':'%s'}", late->member);
  world_do (world, late, world->home, "independence", "{'member':'%s','text':'none'}", late->member);
  world_do (world, late, world->home, "setting", "{'name':'x','value':1}");
}

/* The creator too: first the confirmation, then the team. */
static void
test_creator_confirms_first (void)
{
  g_autoptr (World) world = world_new ();
  WorldPerson *creator = world_add_person (world, "creator");
  WorldPerson *new = world_add_person (world, "new");

  world_genesis (world, creator, world->home, "'leader'");
  world_refused (world, creator, world->home, "rule-broken: independence-missing", "member-add",
                 "{'name':'n','roles':['practitioner'],'public_key':'%s'}", new->public_key);
  world_do (world, creator, world->home, "independence", "{'member':'%s'}", creator->member);
  world_add_member (world, creator, new, world->home, "'practitioner'", TRUE);
}

/* The creator names the first executive, whatever their own role; then nobody but executives does. */
static void
test_first_executive (void)
{
  static const char *const roles[] = { "'leader'", "'practitioner'", "'quality'" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (World) world = world_new ();
      WorldPerson *creator = world_add_person (world, "creator");
      WorldPerson *first = world_add_person (world, "first");
      WorldPerson *second = world_add_person (world, "second");
      WorldPerson *third = world_add_person (world, "third");

      world_genesis (world, creator, world->home, roles[i]);
      world_do (world, creator, world->home, "independence", "{'member':'%s'}", creator->member);
      if (i > 0)
        world_refused (world, creator, world->home, "rule-broken: wrong-role", "member-add",
                       "{'name':'n','roles':['practitioner'],'public_key':'%s'}", second->public_key);
      world_add_member (world, creator, first, world->home, "'executive'", FALSE);
      world_refused (world, creator, world->home, "rule-broken: wrong-role", "member-add",
                     "{'name':'n','roles':['executive'],'public_key':'%s'}", second->public_key);
      world_do (world, first, world->home, "independence", "{'member':'%s'}", first->member);
      world_add_member (world, first, second, world->home, "'executive'", TRUE);
      /* Another leader is not the creator. */
      world_add_member (world, first, third, world->home, "'leader'", TRUE);
      world_refused (world, third, world->home, "rule-broken: wrong-role", "member-add",
                     "{'name':'n','roles':['executive'],'public_key':'%s'}", world_add_person (world, "fourth")->public_key);
    }
}

/* When the last executive has left, the creator names one again; no other leader does. */
static void
test_executive_again (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldPerson *second = world_add_person (world, "second leader");
  WorldPerson *next = world_add_person (world, "next");

  world_add_member (world, world->leader, second, world->home, "'leader'", TRUE);
  world_do (world, world->executive, world->home, "member-leave", "{'member':'%s','accepted':[]}", world->executive->member);
  world_refused (world, second, world->home, "rule-broken: wrong-role", "member-add",
                 "{'name':'n','roles':['executive'],'public_key':'%s'}", next->public_key);
  world_add_member (world, world->leader, next, world->home, "'executive'", TRUE);
}

/* A key is one person's; a person may have several. */
static void
test_keys (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldPerson *spare = world_add_person (world, "spare key");
  const char *step;

  world_refused (world, world->leader, world->home, "rule-broken: form", "member-add",
                 "{'name':'n','roles':['quality'],'public_key':'%s'}", world->practitioner->public_key);
  world_refused (world, world->leader, world->home, "rule-broken: form", "member-key",
                 "{'member':'%s','public_key':'%s'}", world->quality->member, world->practitioner->public_key);
  world_refused (world, world->leader, world->home, "rule-broken: form", "member-change",
                 "{'member':'%s','name':'n','roles':['quality'],'public_key':'%s'}", world->quality->member, world->practitioner->public_key);
  world_refused (world, world->leader, world->home, "rule-broken: form", "member-add", "{'name':'n','roles':['quality'],'public_key':'00'}");
  world_refused (world, world->leader, world->home, "rule-broken: form", "member-add",
                 "{'name':'n','roles':['king'],'public_key':'%s'}", spare->public_key);

  world_do (world, world->leader, world->home, "member-key", "{'member':'%s','public_key':'%s'}", world->practitioner->member, spare->public_key);
  step = "s";
  g_assert_cmpstr (chosho_node_get_member (world_perform (world, spare, world->home, "8.1.2.1", step, "inspection", "no-exception", "r")),
                   ==, world->practitioner->member);
  world_do (world, world->executive, world->home, "member-key-revoke", "{'fingerprint':'%s','accepted':[],'reason':'r'}", spare->fingerprint);
  world_refused (world, spare, world->home, "rule-broken: not-a-member", "note", "{'control':'c','paper':'','text':'t'}");
  world_do (world, world->practitioner, world->home, "note", "{'control':'c','paper':'','text':'t'}");
}

static void
test_own_leave (void)
{
  for (guint role = 0; role < G_N_ELEMENTS (role_words); role++)
    {
      Scene scene = make_scene ();
      g_autoptr (World) world = scene.world;

      world_do (world, scene.people[role], world->home, "member-leave", "{'member':'%s','accepted':[]}", scene.people[role]->member);
      world_refused (world, scene.people[role], world->home, "rule-broken: not-a-member", "note", "{'control':'c','paper':'','text':'t'}");
    }
}

/* A note is cleared by who raised it, or by an executive. */
static void
test_note_clear (void)
{
  for (guint role = 0; role < G_N_ELEMENTS (role_words); role++)
    {
      Scene scene = make_scene ();
      g_autoptr (World) world = scene.world;
      gboolean may = role == 0 || role == 3; /* the quality controller raised it */
      ChoshoNode *node = world_act (world, scene.people[role], world->home, "note-clear", "{'note':'%s'}", scene.note);

      g_assert_cmpstr (world_verdict (world, node), ==, may ? "ok" : "rule-broken: wrong-role");
    }
}

/* A sign-off is withdrawn by who gave it, or by an executive. */
static void
test_withdraw (void)
{
  for (guint role = 0; role < G_N_ELEMENTS (role_words); role++)
    {
      Scene scene = make_scene ();
      g_autoptr (World) world = scene.world;
      gboolean may = role == 0 || role == 2;
      world_do (world, world->quality, world->home, "note-clear", "{'note':'%s'}", scene.note);
      world_do_work (world);
      g_assert_cmpstr (world_verdict (world, world_sign (world, world->practitioner, world->home, "8.1.2.1", "complete")), ==, "ok");
      g_assert_cmpstr (world_sign_off (world->home, "8.1.2.1", "complete"), ==, "current");
      g_assert_cmpstr (world_verdict (world, world_act (world, scene.people[role], world->home, "sign-off-withdraw",
                                                        "{'target':'8.1.2.1','stage':'complete','reason':'r'}")),
                       ==, may ? "ok" : "rule-broken: wrong-role");
      g_assert_cmpstr (world_sign_off (world->home, "8.1.2.1", "complete"), ==, may ? "none" : "current");
    }
}

/* Completed work is sent back by who may review it, with a reason; an approval by an executive alone. */
static void
test_return (void)
{
  for (guint role = 0; role < G_N_ELEMENTS (role_words); role++)
    {
      Scene scene = make_scene ();
      g_autoptr (World) world = scene.world;
      gboolean may = role <= 1;
      world_do (world, world->quality, world->home, "note-clear", "{'note':'%s'}", scene.note);
      world_do_work (world);
      g_assert_cmpstr (world_verdict (world, world_sign (world, world->practitioner, world->home, "8.1.2.1", "complete")), ==, "ok");
      g_assert_cmpstr (world_verdict (world, world_act (world, scene.people[role], world->home, "sign-off-return",
                                                        "{'target':'8.1.2.1','stage':'complete','reason':'　'}")),
                       ==, "rule-broken: form");
      g_assert_cmpstr (world_verdict (world, world_act (world, scene.people[role], world->home, "sign-off-return",
                                                        "{'target':'8.1.2.1','stage':'complete','reason':'r'}")),
                       ==, may ? "ok" : "rule-broken: wrong-role");
      g_assert_cmpstr (world_sign_off (world->home, "8.1.2.1", "complete"), ==, may ? "none" : "current");
    }
}

/* Who signs: completes, reviews, approves. */
static void
test_sign_off (void)
{
  static const ChoshoRoles may[] = { WORKING, LEADING, E };
  static const char *const stages[] = { "complete", "review", "approve" };

  for (guint stage = 0; stage < G_N_ELEMENTS (stages); stage++)
    for (guint role = 0; role < G_N_ELEMENTS (role_words); role++)
      {
        Scene scene = make_scene ();
        g_autoptr (World) world = scene.world;
        WorldPerson *person = scene.people[role];

        world_do (world, world->quality, world->home, "note-clear", "{'note':'%s'}", scene.note);
        world_do_work (world);
        if (stage > 0)
          world_sign (world, scene.other, world->home, "8.1.2.1", "complete");
        if (stage > 1)
          world_sign (world, world->leader, world->home, "8.1.2.1", "review");
        if (stage > 0 && role == 2) /* did the work: see own-review in test-sign-off */
          continue;
        g_assert_cmpstr (world_verdict (world, world_sign (world, person, world->home, "8.1.2.1", stages[stage])), ==,
                         (may[stage] & (1 << role)) != 0 ? "ok" : "rule-broken: wrong-role");
      }
}

/* Review also by the member whom the assignment designates. */
static void
test_designated (void)
{
  for (guint role = 3; role < G_N_ELEMENTS (role_words); role++)
    {
      Scene scene = make_scene ();
      g_autoptr (World) world = scene.world;

      world_do (world, world->quality, world->home, "note-clear", "{'note':'%s'}", scene.note);
      world_do_work (world);
      world_sign (world, world->practitioner, world->home, "8.1.2.1", "complete");
      world_do (world, world->leader, world->home, "assignment", "{'control':'8.1.2.1','reviewer':'%s'}", scene.people[role]->member);
      g_assert_cmpstr (world_verdict (world, world_sign (world, scene.people[role], world->home, "8.1.2.1", "review")), ==, "ok");
      g_assert_cmpstr (world_sign_off (world->home, "8.1.2.1", "review"), ==, "current");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/powers/table/%u-%s", i, acts[i].action);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_table);
    }
  g_test_add_func ("/powers/all-tried", test_all_tried);
  g_test_add_func ("/powers/independence", test_independence);
  g_test_add_func ("/powers/creator-confirms-first", test_creator_confirms_first);
  g_test_add_func ("/powers/first-executive", test_first_executive);
  g_test_add_func ("/powers/executive-again", test_executive_again);
  g_test_add_func ("/powers/keys", test_keys);
  g_test_add_func ("/powers/own-leave", test_own_leave);
  g_test_add_func ("/powers/note-clear", test_note_clear);
  g_test_add_func ("/powers/withdraw", test_withdraw);
  g_test_add_func ("/powers/return", test_return);
  g_test_add_func ("/powers/sign-off", test_sign_off);
  g_test_add_func ("/powers/designated", test_designated);
  return g_test_run ();
}
