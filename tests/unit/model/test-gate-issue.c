/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-finding.h"
#include "gate-scenes.h"

/* What stands against the issue of the report. */

#define REPRESENTATION "{'name':'n','sha256':'01','size_bytes':1,'dated':'2025-11-20','statement':'%s'}"

/* Everything there for the issue: A approved, B and C not audited with their basis. */
static World *
ready_to_issue (void)
{
  World *world = world_new_with_team ();

  world_do_work (world);
  world_sign (world, world->practitioner, world->home, A, "complete");
  world_sign (world, world->leader, world->home, A, "review");
  world_sign (world, world->executive, world->home, A, "approve");
  by (world, world->leader, "statement-line", "{'control':'" B "','selected':false,'basis':'b'}");
  by (world, world->leader, "scope", "[{'control':'" C "','individual':'','phase':'design','state':'inherited','basis':'b'},"
      "{'control':'" C "','individual':'','phase':'operation','state':'inherited','basis':'b'}]");
  by (world, world->leader, "statement-file", "{'name':'n','sha256':'5555','size_bytes':1,'final':true}");
  world_do (world, world->leader, world->home, "representation", REPRESENTATION, "5555");
  by (world, world->leader, "subsequent-events", "{'text':'none','up_to':'2025-11-20'}");
  return world;
}

static void
test_issue_ready (void)
{
  g_autoptr (World) world = ready_to_issue ();

  g_assert_cmpstr (world_issue_blockers (world, world->home, world->executive), ==, "");
  g_assert_cmpstr (world_issue_blockers (world, world->home, world->leader), ==, "wrong-role");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "");
}

/* The issue itself: by an executive, and only where nothing stands against it. */
static void
test_issue_event (void)
{
  g_autoptr (World) world = ready_to_issue ();
  const char *issue = "{'sha256':'00','size_bytes':1,'format':'pdf','report_date':'2025-11-21'}";

  world_refused (world, world->leader, world->home, "rule-broken: wrong-role", "report-issue", "%s", issue);
  world_refused (world, world->executive, world->home, "rule-broken: representation-missing", "report-issue",
                 "{'sha256':'00','size_bytes':1,'format':'pdf','report_date':'2025-11-19'}"); /* before the representation */
  by (world, world->quality, "note", "{'control':'" A "','paper':'','text':'t'}");
  world_refused (world, world->executive, world->home, "rule-broken: open-note", "report-issue", "%s", issue);
  cure_note_cleared (world);
  by (world, world->executive, "report-issue", issue);
}

static const char *
last_finding (World *world)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autoptr (GPtrArray) findings = chosho_view_list_action (view, "finding");

  return world_thing (world, ((ChoshoWrite *) findings->pdata[0])->node, 0);
}

static void
move_on (World *world, const char *state)
{
  world_do (world, world->practitioner, world->home, "finding-state", "{'finding':'%s','state':'%s'}", last_finding (world), state);
}

static void
confirm (World *world)
{
  move_on (world, "inquired");
  move_on (world, "answered");
  move_on (world, "confirmed");
}

/* By the word lists that the record holds; one occurrence may be accepted with a reason. */
static void
test_issue_wording (void)
{
  g_autoptr (World) world = ready_to_issue ();
  g_autoptr (GPtrArray) blockers = NULL;
  g_autofree char *occurrence = NULL;

  by (world, world->practitioner, "finding", "{'controls':['" B "'],'text':'統制は有効である。','steps':[]}");
  confirm (world);
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "");
  by (world, world->leader, "setting", "{'name':'wording','value':{'format':1,'language':'ja',"
      "'rules':[{'id':'r','pattern':'有効である','suggestion':''}]}}");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "opinion-wording");
  {
    g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
    const char *detail;

    blockers = chosho_gate_check_issue (view, NULL, "2025-11-20");
    detail = ((ChoshoBlocker *) blockers->pdata[0])->detail;
    occurrence = g_strndup (strchr (detail, '(') + 1, 32);
  }
  world_do (world, world->leader, world->home, "wording-accept", "{'occurrence':'%s','reason':'the title of a report'}", occurrence);
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "");
}

/* What is not printed needs no wording. */
static void
test_issue_wording_withdrawn (void)
{
  g_autoptr (World) world = ready_to_issue ();

  by (world, world->leader, "setting", "{'name':'wording','value':{'format':1,'language':'ja',"
      "'rules':[{'id':'r','pattern':'有効である','suggestion':''}]}}");
  by (world, world->practitioner, "finding", "{'controls':['" B "'],'text':'統制は有効である。','steps':[]}");
  g_assert_true (world_lists (world_issue_blockers (world, world->home, NULL), "opinion-wording"));
  move_on (world, "withdrawn");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "");
  move_on (world, "candidate");
  g_assert_true (world_lists (world_issue_blockers (world, world->home, NULL), "opinion-wording"));
}

/* The report says that facts were confirmed with the client: nobody confirms what nobody asked about. */
static void
test_finding_confirmed (void)
{
  static const char confirmed[] = "{'finding':'%s','state':'confirmed'%s}";
  g_autoptr (World) world = ready_to_issue ();
  const char *finding;

  by (world, world->practitioner, "finding", "{'controls':['" B "'],'text':'t','steps':[]}");
  finding = last_finding (world);
  world_refused (world, world->practitioner, world->home, "rule-broken: finding-unconfirmed", "finding-state", confirmed, finding, ",'text':'agreed'");
  move_on (world, "answered");
  world_refused (world, world->practitioner, world->home, "rule-broken: finding-unconfirmed", "finding-state", confirmed, finding, ",'text':'agreed'");
  move_on (world, "inquired");
  world_refused (world, world->practitioner, world->home, "rule-broken: finding-unconfirmed", "finding-state", confirmed, finding, "");
  world_refused (world, world->practitioner, world->home, "rule-broken: finding-unconfirmed", "finding-state", confirmed, finding, ",'text':' '");
  world_do (world, world->practitioner, world->home, "finding-state", confirmed, finding, ",'text':'no answer came within two weeks'");
  move_on (world, "inquired");
  move_on (world, "answered");
  move_on (world, "confirmed");
  move_on (world, "confirmed"); /* said again, with other words */
}

/* An engagement that ended without a report issues none, and one that issued a report did not end without. */
static void
test_ended (void)
{
  static const char issue[] = "{'sha256':'00','size_bytes':1,'format':'pdf','report_date':'2025-11-20'}";
  g_autoptr (World) world = ready_to_issue ();

  world_refused (world, world->leader, world->home, "rule-broken: wrong-role", "ending", "{'day':'2025-11-20','reason':'r'}");
  world_refused (world, world->executive, world->home, "rule-broken: form", "ending", "{'day':'2025-11-20','reason':' '}");
  by (world, world->executive, "ending", "{'day':'2025-11-20','reason':'the client withdrew'}");
  g_assert_true (world_lists (world_issue_blockers (world, world->home, NULL), "engagement-ended"));
  world_refused (world, world->executive, world->home, "rule-broken", "report-issue", issue);
  world_refused (world, world->practitioner, world->home, "rule-broken", "note", "{'control':'" A "','paper':'','text':'t'}");
  by (world, world->executive, "ending", "{'day':'2025-11-20','reason':'it goes on','resumed':true}");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "");
  by (world, world->executive, "report-issue", issue);
  world_refused (world, world->executive, world->home, "rule-broken: report-issued", "ending", "{'day':'2025-11-20','reason':'r'}");
}

/* What somebody did elsewhere without knowing counts; a report that was issued so waits. */
static void
test_ended_beside (void)
{
  static const char issue[] = "{'sha256':'00','size_bytes':1,'format':'pdf','report_date':'2025-11-20'}";
  g_autoptr (World) world = ready_to_issue ();
  WorldCopy *away = world_add_copy (world);
  ChoshoNode *note, *report;

  world_send (world->home, away);
  note = world_do (world, world->practitioner, away, "note", "{'control':'" A "','paper':'','text':'t'}");
  world_do (world, world->practitioner, away, "note-clear", "{'note':'%s'}", world_thing (world, note, 0));
  report = world_do (world, world->executive, away, "report-issue", issue);
  by (world, world->executive, "ending", "{'day':'2025-11-20','reason':'the client withdrew'}");
  world_exchange (world->home, away);
  g_assert_true (chosho_node_is_effective (chosho_state_lookup (world->home->state, chosho_node_get_event (note)->id_hex)));
  g_assert_cmpstr (chosho_node_get_waiting_code (chosho_state_lookup (world->home->state, chosho_node_get_event (report)->id_hex)), ==, "awaiting-admit");
}

/* Where the client does not agree, whoever confirms the fact says why it stands; and what the client is said to have been asked
 * about is what the finding says or said. */
static void
test_finding_contested (void)
{
  static const char asked[] = "{'finding':'%s','state':'inquired','text_sha256':'%s'}";
  static const char contested[] = "{'finding':'%s','state':'answered','text':'not so','answer':'disagrees','answered_by':'A'}";
  static const char confirmed[] = "{'finding':'%s','state':'confirmed'%s}";
  g_autoptr (World) world = ready_to_issue ();
  g_autofree char *digest = chosho_finding_dup_digest ("t");
  const char *finding;

  by (world, world->practitioner, "finding", "{'controls':['" B "'],'text':'t','steps':[]}");
  finding = last_finding (world);
  world_refused (world, world->practitioner, world->home, "rule-broken: form", "finding-state", asked, finding, "ab");
  world_do (world, world->practitioner, world->home, "finding-state", asked, finding, digest);
  world_do (world, world->practitioner, world->home, "finding-state", contested, finding);
  world_refused (world, world->practitioner, world->home, "rule-broken: finding-unconfirmed", "finding-state", confirmed, finding, "");
  world_do (world, world->practitioner, world->home, "finding-state", confirmed, finding, ",'text':'seen again on the day'");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "");
  world_do (world, world->practitioner, world->home, "finding-change", "{'finding':'%s','controls':['" B "'],'text':'u','steps':[]}", finding);
  g_assert_true (world_lists (world_issue_blockers (world, world->home, NULL), "finding-changed?"));
  world_do (world, world->practitioner, world->home, "finding-change", "{'finding':'%s','controls':['" B "'],'text':'t','steps':[]}", finding);
  g_assert_false (world_lists (world_issue_blockers (world, world->home, NULL), "finding-changed?"));
}

/* What the report prints of the firm's own is the auditor's voice too: the disclosable wording, the basis of a scope. */
static void
test_issue_wording_printed (void)
{
  static const char step[] = "{'control':'" B "','definition':'%032d','procedure':'p','phase':'design','ordinal':1,'subject':'records',"
                             "'technique':'inspection','text':'%s',%s'disclosable':%s}";
  g_autoptr (World) world = ready_to_issue ();

  by (world, world->leader, "setting", "{'name':'wording','value':{'format':1,'language':'ja',"
      "'rules':[{'id':'r','pattern':'有効である','suggestion':''}]}}");
  world_do (world, world->leader, world->home, "procedure-step", step, 1, "統制は有効である。", "'report_text':'記録を閲覧した。',", "true");
  world_do (world, world->leader, world->home, "procedure-step", step, 2, "統制は有効である。", "", "false");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "");
  world_do (world, world->leader, world->home, "procedure-step", step, 1, "t", "'report_text':'統制は有効である。',", "true");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "opinion-wording");
  world_do (world, world->leader, world->home, "procedure-step", step, 1, "統制は有効である。", "", "true");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "opinion-wording");
  world_do (world, world->leader, world->home, "procedure-step", step, 1, "t", "", "true");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "");
  by (world, world->leader, "scope", "{'control':'" C "','individual':'','phase':'design','state':'inherited','basis':'統制は有効である'}");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "opinion-wording");
}

/* Lists that cannot be read do not take the place of those that can. */
static void
test_unreadable_wording (void)
{
  static const char *const unreadable[] = {
    "1", "[]", "'ja'", "{}", "[{'format':1,'language':'ja','rules':[]}]",
    "{'format':2,'language':'ja','rules':[{'id':'r','pattern':'x'}]}",
    "{'format':1,'language':'ja','rules':[{'id':'r','pattern':'('}]}",
    "{'format':1,'language':'ja','rules':[{'id':'r','pattern':'x'}],'exempt':'.*'}",
  };
  g_autoptr (World) world = ready_to_issue ();

  by (world, world->practitioner, "finding", "{'controls':['" B "'],'text':'統制は有効である。','steps':[]}");
  confirm (world);
  by (world, world->leader, "setting", "{'name':'wording','value':{'format':1,'language':'ja',"
      "'rules':[{'id':'r','pattern':'有効である','suggestion':''}]}}");
  for (guint i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      world_refused (world, world->leader, world->home, "rule-broken: form", "setting", "{'name':'wording','value':%s}", unreadable[i]);
      g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==, "opinion-wording");
    }
  world_do (world, world->leader, world->home, "setting", "{'name':'other','value':1}");
}

static void
red_issue_documents (World *world)
{
  by (world, world->leader, "statement-file", "{'name':'n','sha256':'7777','size_bytes':1,'final':true}");
}

static void
cure_issue_documents (World *world)
{
  world_do (world, world->leader, world->home, "representation", REPRESENTATION, "7777");
}

static void
red_issue_open_control (World *world)
{
  by (world, world->leader, "statement-line", "{'control':'" B "','selected':true}");
}

static void
cure_issue_open_control (World *world)
{
  by (world, world->leader, "statement-line", "{'control':'" B "','selected':false,'basis':'b'}");
}

static void
red_issue_stale (World *world)
{
  by (world, world->leader, "statement-line", "{'control':'" A "','selected':true}");
}

static void
cure_issue_stale (World *world)
{
  world_sign (world, world->practitioner, world->home, A, "complete");
  world_sign (world, world->leader, world->home, A, "review");
  world_sign (world, world->executive, world->home, A, "approve");
}

static void
red_issue_note (World *world)
{
  by (world, world->quality, "note", "{'control':'" A "','paper':'','text':'t'}");
}

static void
red_issue_comment (World *world)
{
  const char *draft = world_thing (world, world_do (world, world->leader, world->home, "draft", "{'day':'2025-11-01','lines':1,'sha256':'ab'}"), 0);

  world_do (world, world->practitioner, world->home, "comment", "{'draft':'%s','place':'period','text':'t','answered_by':'A','day':'2025-11-02'}", draft);
}

static void
cure_issue_comment (World *world)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autoptr (GPtrArray) comments = chosho_view_list_action (view, "comment");
  g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (comments, 0));

  world_do (world, world->leader, world->home, "comment-decision", "{'comment':'%s','state':'declined','reason':'the record says so'}", id);
}

static void
red_issue_small_team (World *world)
{
  world_do (world, world->quality, world->home, "member-leave", "{'member':'%s','accepted':[]}", world->quality->member);
  world_do (world, world->practitioner, world->home, "member-leave", "{'member':'%s','accepted':['%s']}", world->practitioner->member,
            chosho_node_get_event (chosho_state_get_nth (world->home->state, 0))->id_hex);
}

static void
cure_issue_small_team (World *world)
{
  world_add_member (world, world->leader, world_add_person (world, "new quality"), world->home, "'quality'", TRUE);
}

static void
red_issue_quality (World *world)
{
  world_do (world, world->quality, world->home, "member-leave", "{'member':'%s','accepted':[]}", world->quality->member);
}

static void
red_issue_leader (World *world)
{
  world_do (world, world->executive, world->home, "member-change", "{'member':'%s','name':'n','roles':['practitioner'],'public_key':'%s'}",
            world->leader->member, world->leader->public_key);
}

static void
cure_issue_leader (World *world)
{
  world_do (world, world->executive, world->home, "member-change", "{'member':'%s','name':'n','roles':['leader'],'public_key':'%s'}",
            world->leader->member, world->leader->public_key);
}

static void
red_issue_independence (World *world)
{
  world_add_member (world, world->leader, world_add_person (world, "late"), world->home, "'practitioner'", FALSE);
}

static void
cure_issue_independence (World *world)
{
  WorldPerson *late = world->people->pdata[world->people->len - 1];

  world_do (world, late, world->home, "independence", "{'member':'%s'}", late->member);
}

/* --- What is recorded of a person beyond independence; all of it is told of the practitioner. */

static void
change_practitioner (World *world, const char *more)
{
  world_do (world, world->executive, world->home, "member-change", "{'member':'%s','name':'n','roles':['practitioner'],'public_key':'%s'%s}",
            world->practitioner->member, world->practitioner->public_key, more);
}

static void
red_issue_expired (World *world)
{
  change_practitioner (world, ",'qualification':'q','qualification_until':'2025-11-19'");
}

/* It ends with the last day that is recorded. */
static void
cure_issue_expired (World *world)
{
  change_practitioner (world, ",'qualification':'q','qualification_until':'2025-11-20'");
}

static void
red_issue_unqualified (World *world)
{
  by (world, world->leader, "setting", "{'name':'role_requirements','value':[{'role':'practitioner','qualification':true}]}");
  change_practitioner (world, "");
}

static void
cure_issue_qualified (World *world)
{
  change_practitioner (world, ",'qualification':'q'");
}

static void
red_issue_nationality (World *world)
{
  change_practitioner (world, ",'nationality':'other'");
}

static void
cure_issue_nationality (World *world)
{
  change_practitioner (world, ",'nationality':'other','nationality_inquiry':'1'");
}

static void
red_issue_finding (World *world)
{
  by (world, world->practitioner, "finding", "{'controls':['" B "'],'text':'t','steps':[]}");
}

static void
cure_issue_finding (World *world)
{
  confirm (world);
}

static void
cure_issue_finding_withdrawn (World *world)
{
  world_do (world, world->practitioner, world->home, "finding-state", "{'finding':'%s','state':'withdrawn'}", last_finding (world));
}

static void
red_issue_paper (World *world)
{
  by (world, world->practitioner, "paper", "{'number':'A-1','title':'planning','text':'t','required_for_issue':true}");
}

static const char *
last_paper (World *world)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autoptr (GPtrArray) papers = chosho_view_list_action (view, "paper");

  return world_thing (world, ((ChoshoWrite *) papers->pdata[0])->node, 0);
}

static void
cure_issue_paper (World *world)
{
  const char *paper = last_paper (world);

  world_sign (world, world->practitioner, world->home, paper, "complete");
  world_sign (world, world->leader, world->home, paper, "review");
  world_sign (world, world->executive, world->home, paper, "approve");
}

static void
cure_issue_paper_optional (World *world)
{
  world_do (world, world->leader, world->home, "paper-change", "{'paper':'%s','number':'A-1','title':'t','required_for_issue':false}",
            last_paper (world));
}

/* Two final statements recorded at the same time: none is final until somebody says which. */
static void
red_issue_two_finals (World *world)
{
  WorldCopy *away = world_add_copy (world);

  world_send (world->home, away);
  world_do (world, world->executive, away, "statement-file", "{'name':'n','sha256':'8888','size_bytes':1,'final':true}");
  world_do (world, world->leader, world->home, "statement-file", "{'name':'n','sha256':'9999','size_bytes':1,'final':true}");
  world_exchange (world->home, away);
}

static void
red_issue_mandatory (World *world)
{
  by (world, world->leader, "statement-line", "{'control':'" C "','selected':false,'basis':'b'}");
}

static void
cure_issue_mandatory (World *world)
{
  by (world, world->leader, "statement-line", "{'control':'" C "','selected':true}");
}

static const struct
{
  const char *name, *code;
  void      (*red) (World *world);
  void      (*cure) (World *world);
} issues[] = {
  { "representation", "representation-missing", red_issue_documents, cure_issue_documents },
  { "control-open", "stage-missing", red_issue_open_control, cure_issue_open_control },
  { "stale", "stale-signoff", red_issue_stale, cure_issue_stale },
  { "note", "open-note", red_issue_note, cure_note_cleared },
  { "small-team", "team-too-small", red_issue_small_team, cure_issue_small_team },
  { "quality", "quality-controller-missing", red_issue_quality, cure_issue_small_team },
  { "leader", "role-unfilled", red_issue_leader, cure_issue_leader },
  { "independence", "independence-missing", red_issue_independence, cure_issue_independence },
  { "expired", "qualification-expired", red_issue_expired, cure_issue_expired },
  { "unqualified", "qualification-missing", red_issue_unqualified, cure_issue_qualified },
  { "nationality", "nationality-inquiry-missing", red_issue_nationality, cure_issue_nationality },
  { "finding", "finding-unconfirmed", red_issue_finding, cure_issue_finding },
  { "finding-withdrawn", "finding-unconfirmed", red_issue_finding, cure_issue_finding_withdrawn },
  { "comment", "comment-open", red_issue_comment, cure_issue_comment },
  { "paper", "paper-missing", red_issue_paper, cure_issue_paper },
  { "paper-optional", "paper-missing", red_issue_paper, cure_issue_paper_optional },
  { "two-finals", "statement-not-final", red_issue_two_finals, NULL },
  { "mandatory", "mandatory-not-selected?", red_issue_mandatory, cure_issue_mandatory },
};

static void
test_issue (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = ready_to_issue ();

  issues[i].red (world);
  if (!world_lists (world_issue_blockers (world, world->home, NULL), issues[i].code))
    g_error ("“%s”, without %s", world_issue_blockers (world, world->home, NULL), issues[i].code);
  if (issues[i].cure != NULL)
    issues[i].cure (world);
  else
    {
      red_issue_documents (world); /* a later final statement decides */
      cure_issue_documents (world);
    }
  g_assert_false (world_lists (world_issue_blockers (world, world->home, NULL), issues[i].code));
}

/* At the beginning everything is missing. */
static void
test_issue_bare (void)
{
  g_autoptr (World) world = world_new ();
  WorldPerson *leader = world_add_person (world, "leader");

  world_genesis (world, leader, world->home, "'leader'");
  g_assert_cmpstr (world_issue_blockers (world, world->home, NULL), ==,
                   "independence-missing quality-controller-missing representation-missing role-unfilled statement-not-final "
                   "subsequent-events-missing team-too-small");
}

/* --- Conflicts: two persons write the same entry without knowing of each other, for every kind of entry ------------ */

static void
write_both (World *world, const char *action, const char *items)
{
  WorldCopy *away = world_add_copy (world);

  world_send (world->home, away);
  world_do (world, world->executive, away, action, "%s", items);
  by (world, world->leader, action, items);
  world_exchange (world->home, away);
}

/* "@" is the id of the thing that @made makes, "#" somebody's key. */
static const struct
{
  const char *action, *items, *made, *made_items, *control, *key;
} conflicts[] = {
  { "engagement-facts", "{'title':'t','firm':'f','client':'c','services':['s'],'period_start':'2025-04-01','period_end':'2025-09-30',"
    "'language':'ja','time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap'}", NULL, NULL, NULL, "engagement" },
  { "setting", "{'name':'techniques','value':[]}", NULL, NULL, NULL, "setting:techniques" },
  { "catalogue", "{'edition':'e','source':'s','sha256':'01','entries':1}", NULL, NULL, NULL, "catalogue:e" },
  { "catalogue-entry", "{'number':'" B "','level':'control','mandatory':false,'position':3,'edition':'e'}", NULL, NULL, B, "entry:" B },
  { "procedure-step", "{'control':'" B "','definition':'d','procedure':'p','phase':'design','ordinal':1,'technique':'inspection',"
    "'disclosable':false}", NULL, NULL, B, "procedure:" B ":d" },
  { "procedure-template", "{'template':'t','phase':'design','ordinal':1,'technique':'inspection','disclosable':false}", NULL, NULL, NULL, "template:t" },
  { "control-subjects", "{'control':'" B "','subjects':['records']}", NULL, NULL, B, "subjects:" B },
  { "statement-line", "{'control':'" B "','selected':false,'basis':'b'}", NULL, NULL, B, "statement:" B },
  { "individual-control", "{'individual':'i','version':'1','controls':['" B "'],'units':[]}", NULL, NULL, NULL, "individual:i:1" },
  { "scope", "{'control':'" B "','individual':'','phase':'update','state':'inherited','basis':'b'}", NULL, NULL, B, "scope:" B "::update" },
  { "assignment", "{'control':'" B "'}", NULL, NULL, B, "assignment:" B },
  { "representation", "{'name':'n','sha256':'01','size_bytes':1,'dated':'2025-11-20','statement':'5555'}", NULL, NULL, NULL, "representation" },
  { "subsequent-events", "{'text':'none','up_to':'2025-11-20'}", NULL, NULL, NULL, "subsequent-events" },
  { "paper-change", "{'paper':'@','number':'A-1','title':'t','required_for_issue':false}", "paper",
    "{'number':'A-1','title':'t','required_for_issue':false}", NULL, "paper:@" },
  { "request-state", "{'request':'@','state':'received','day':'2025-10-02'}", "request", "{'number':'R-1','text':'t','controls':['" B "'],'steps':[]}",
    NULL, "request-state:@" },
  { "finding-state", "{'finding':'@','state':'withdrawn'}", "finding", "{'controls':['" B "'],'text':'t','steps':[]}", NULL, "finding-state:@" },
  { "evidence-withdraw", "{'evidence':'@','reason':'r'}", "evidence",
    "{'kind':'file','name':'n','sha256':'01','size_bytes':1,'origin':'client'}", NULL, "evidence-withdrawn:@" },
  { "note-clear", "{'note':'@'}", "note", "{'control':'" B "','paper':'','text':'t'}", NULL, "note-clear:@" },
  { "wording-accept", "{'occurrence':'o','reason':'r'}", NULL, NULL, NULL, "wording:o" },
  { "member-change", "{'member':'@','name':'n','roles':['practitioner'],'public_key':'#'}", "member-add",
    "{'name':'n','roles':['practitioner'],'public_key':'#'}", NULL, "member:@" },
};

static char *
fill (World *world, const char *text, const char *id)
{
  WorldPerson *late = world->people->pdata[world->people->len - 1];
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "#", late->public_key, 0);
  g_string_replace (filled, "@", id, 0);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* The one conflict that the issue names, as "KEY CONTROL ACTION"; "" for none. */
static const char *
issue_conflicts (World *world)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autoptr (GPtrArray) blockers = chosho_gate_check_issue (view, NULL, "2025-11-20");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < blockers->len; i++)
    {
      const ChoshoBlocker *blocker = g_ptr_array_index (blockers, i);

      if (strcmp (blocker->code, "conflict-open") != 0)
        continue;
      g_assert_false (blocker->warning);
      g_assert_nonnull (chosho_state_lookup_write (world->home->state, blocker->id));
      g_string_append_printf (list, "%s %s %s", blocker->detail, blocker->control != NULL ? blocker->control : "-", blocker->kind);
    }
  return world_text (world, "%s", list->str);
}

static void
test_issue_conflict (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = ready_to_issue ();
  g_autofree char *made = NULL, *items = NULL, *key = NULL, *expected = NULL;
  const char *id = "";

  world_add_person (world, "late");
  if (conflicts[i].made != NULL)
    {
      made = fill (world, conflicts[i].made_items, "");
      id = world_thing (world, by (world, world->leader, conflicts[i].made, made), 0);
    }
  items = fill (world, conflicts[i].items, id);
  key = fill (world, conflicts[i].key, id);
  g_assert_cmpstr (issue_conflicts (world), ==, "");
  write_both (world, conflicts[i].action, items);
  expected = g_strdup_printf ("%s %s %s", key, conflicts[i].control != NULL ? conflicts[i].control : "-", conflicts[i].action);
  g_assert_cmpstr (issue_conflicts (world), ==, expected);
  by (world, world->leader, conflicts[i].action, items); /* names both */
  g_assert_cmpstr (issue_conflicts (world), ==, "");
}

/* A conflict that stands against a control's sign-off is not said twice; two who signed the same are no conflict. */
static void
test_issue_conflict_once (void)
{
  g_autoptr (World) world = ready_to_issue ();
  WorldCopy *away = world_add_copy (world);
  const char *step = world_step_id (world, A, "P1", "design", 2);
  guint named = 0;
  g_autoptr (GPtrArray) blockers = NULL;
  g_autoptr (ChoshoView) view = NULL;

  world_send (world->home, away);
  world_sign (world, world->executive, away, A, "approve");
  world_sign (world, world->executive, world->home, A, "approve");
  world_exchange (world->home, away);
  g_assert_cmpstr (issue_conflicts (world), ==, "");

  world_perform (world, world->practitioner, away, A, step, "inspection", "no-exception", "away");
  world_perform (world, world->practitioner, world->home, A, step, "inspection", "no-exception", "home");
  world_exchange (world->home, away);
  view = chosho_view_new_now (world->home->state);
  blockers = chosho_gate_check_issue (view, NULL, "2025-11-20");
  for (guint i = 0; i < blockers->len; i++)
    named += strcmp (((ChoshoBlocker *) blockers->pdata[i])->code, "conflict-open") == 0;
  g_assert_cmpuint (named, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/issue-ready", test_issue_ready);
  g_test_add_func ("/gate/issue-event", test_issue_event);
  g_test_add_func ("/gate/issue-wording", test_issue_wording);
  g_test_add_func ("/gate/issue-wording-withdrawn", test_issue_wording_withdrawn);
  g_test_add_func ("/gate/finding-confirmed", test_finding_confirmed);
  g_test_add_func ("/gate/finding-contested", test_finding_contested);
  g_test_add_func ("/gate/ended", test_ended);
  g_test_add_func ("/gate/ended-beside", test_ended_beside);
  g_test_add_func ("/gate/issue-wording-printed", test_issue_wording_printed);
  g_test_add_func ("/gate/unreadable-wording", test_unreadable_wording);
  g_test_add_func ("/gate/issue-bare", test_issue_bare);
  for (guint i = 0; i < G_N_ELEMENTS (issues); i++)
    {
      g_autofree char *path = g_strconcat ("/gate/issue/", issues[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_issue);
    }
  for (guint i = 0; i < G_N_ELEMENTS (conflicts); i++)
    {
      g_autofree char *path = g_strconcat ("/gate/issue-conflict/", conflicts[i].action, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_issue_conflict);
    }
  g_test_add_func ("/gate/issue-conflict-once", test_issue_conflict_once);
  return g_test_run ();
}
