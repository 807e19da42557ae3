/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gate-scenes.h"

/* What stands against completion by what was done and how; persons, stages, and what must be opened. */

/* --- The procedure ---------------------------------------------------------------- */

static void
red_question_only (World *world)
{
  const char *inquiry = add_step (world, 1, "inquiry");

  add_step (world, 2, "inspection");
  interview (world, inquiry);
  perform (world, inquiry, "inquiry", "no-exception");
}

static void
cure_question_only (World *world)
{
  attach (world, step_b (world, 2), "");
  perform (world, step_b (world, 2), "inspection", "no-exception");
}

/* The technique recorded counts, not the one prescribed: both asked, though one was to be inspected. */
static void
red_question_recorded (World *world)
{
  red_question_only (world);
  interview (world, step_b (world, 2));
  perform (world, step_b (world, 2), "inquiry", "no-exception");
  consent (world, step_b (world, 2), "departure");
}

/* A written answer attached as evidence is inquiry still. */
static void
red_question_in_writing (World *world)
{
  const char *inquiry = add_step (world, 1, "inquiry");

  attach (world, inquiry, "");
  perform (world, inquiry, "inquiry", "no-exception");
}

static void
cure_add_inspection (World *world)
{
  add_step (world, 2, "inspection");
  cure_question_only (world);
}

/* Proved impossible: without reason and consent it is no excuse; with both it may end as that. */
static void
red_question_unable (World *world)
{
  red_question_only (world);
  perform (world, step_b (world, 2), "inspection", "unable");
}

static void
cure_question_unable (World *world)
{
  world_do (world, world->practitioner, world->home, "performance", "{'control':'" B "','step':'%s','technique':'inspection',"
            "'performed_on':'2025-10-01','outcome':'unable','result':'','reason':'system gone'}", step_b (world, 2));
  consent (world, step_b (world, 2), "unable");
}

/* Inquiry never stands alone, whatever the firm's file says. */
static void
red_question_by_setting (World *world)
{
  by (world, world->leader, "setting", "{'name':'techniques','value':[{'id':'inquiry','stands_alone':true}]}");
  red_question_in_writing (world);
}

/* The unit is the procedure: an inspection in another procedure of the control does not help. */
static void
red_question_other_procedure (World *world)
{
  const char *other = world_add_step (world, B, "Q", "design", 1, "inspection", NULL);

  attach (world, other, "");
  perform (world, other, "inspection", "no-exception");
  red_question_in_writing (world);
}

static void
red_step_open (World *world)
{
}

static void
red_step_open_second (World *world)
{
  cure_step_open (world);
  add_step (world, 2, "inspection");
}

/* A record of a step that no procedure has is no work on the procedure that is missing. */
static void
red_step_unknown (World *world)
{
  attach (world, "made-up", "");
  perform (world, "made-up", "inspection", "no-exception");
}

static void
red_no_evidence (World *world)
{
  perform (world, add_step (world, 1, "inspection"), "inspection", "no-exception");
}

static void
cure_no_evidence (World *world)
{
  attach (world, step_b (world, 1), "");
}

static void
cure_by_sighting (World *world)
{
  link_to (world, step_b (world, 1), "evidence", make (world, "evidence", "{'kind':'sighting','name':'screen','origin':'client',"
    "'what':'w','where':'x','with':'y','reason':'not handed out','means':'screen'}"));
}

static void
red_withdrawn (World *world)
{
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (GPtrArray) links = NULL;

  cure_step_open (world);
  view = chosho_view_new_now (world->home->state);
  links = chosho_view_list_about (view, "control:" B, "link");
  world_do (world, world->practitioner, world->home, "evidence-withdraw", "{'evidence':'%s','reason':'wrong file'}",
            chosho_value_get_string (((ChoshoWrite *) links->pdata[0])->item, "to"));
}

/* A record of what was asked is never evidence of inspection. */
static void
red_interview_is_no_evidence (World *world)
{
  red_no_evidence (world);
  interview (world, step_b (world, 1));
}

static void
red_inquiry_record (World *world)
{
  cure_step_open (world);
  perform (world, add_step (world, 2, "inquiry"), "inquiry", "no-exception");
}

/* A document that was shown is no answer that somebody gave. */
static void
red_inquiry_by_sighting (World *world)
{
  red_inquiry_record (world);
  link_to (world, step_b (world, 2), "evidence", make (world, "evidence", "{'kind':'sighting','name':'screen','origin':'client',"
    "'what':'w','where':'x','with':'y','reason':'not handed out','means':'screen'}"));
}

static void
cure_inquiry_record (World *world)
{
  interview (world, step_b (world, 2));
}

static void
cure_inquiry_in_writing (World *world)
{
  attach (world, step_b (world, 2), "");
}

static void
red_observation_record (World *world)
{
  const char *step = add_step (world, 1, "observation");

  attach (world, step, "");
  perform (world, step, "observation", "no-exception");
}

static void
cure_observation_record (World *world)
{
  link_to (world, step_b (world, 1), "observation", make (world, "observation", "{'where':'w','at':'a','with':'x','seen':'s'}"));
}

static void
depart (World *world, const char *technique, const char *reason)
{
  world_do (world, world->practitioner, world->home, "performance", "{'control':'" B "','step':'%s','technique':'%s',"
            "'performed_on':'2025-10-01','outcome':'no-exception','result':'r'%s}", step_b (world, 1), technique, reason);
}

#define WITH_REASON ",'reason':'no document is kept'"

static void
red_departure (World *world)
{
  attach (world, add_step (world, 1, "inspection"), "");
  depart (world, "reperformance", WITH_REASON);
}

static void
cure_departure (World *world)
{
  consent (world, step_b (world, 1), "departure");
}

/* The consent was given about one performance, and counts for no later one. */
static void
red_departure_again (World *world)
{
  red_departure (world);
  cure_departure (world);
  depart (world, "observation", WITH_REASON);
  cure_observation_record (world);
}

/* The leader's consent is no reason. */
static void
red_departure_unreasoned (World *world)
{
  attach (world, add_step (world, 1, "inspection"), "");
  depart (world, "reperformance", ",'reason':' '");
  cure_departure (world);
}

static void
cure_departure_unreasoned (World *world)
{
  depart (world, "reperformance", WITH_REASON);
  cure_departure (world);
}

/* --- Evidence --------------------------------------------------------------------- */

static const char *
evidence_of (World *world)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);
  g_autoptr (GPtrArray) links = chosho_view_list_about (view, "control:" B, "link");

  return world_text (world, "%s", chosho_value_get_string (((ChoshoWrite *) links->pdata[0])->item, "to"));
}

static void
red_purged (World *world)
{
  cure_step_open (world);
  world_do (world, world->executive, world->home, "evidence-purge", "{'evidence':'%s','reason':'received by mistake'}", evidence_of (world));
}

/* What may come in again counts again. */
static void
cure_by_lifting (World *world)
{
  world_do (world, world->executive, world->home, "evidence-purge", "{'evidence':'%s','reason':'r','lifted':true}", evidence_of (world));
}

static void
red_with (World *world, const char *more)
{
  const char *step = add_step (world, 1, "inspection");

  attach (world, step, more);
  perform (world, step, "inspection", "no-exception");
}

static void
red_other_report (World *world)
{
  red_with (world, ",'origin':'other-report'");
}

static void
cure_report_is_subject (World *world)
{
  world_do (world, world->practitioner, world->home, "evidence-judge", "{'evidence':'%s','reason':'r','is_subject':true}", evidence_of (world));
}

/* Beside evidence of this audit it may be used, where somebody judged it. */
static void
cure_report_beside (World *world)
{
  const char *report = evidence_of (world);

  attach (world, step_b (world, 1), "");
  world_do (world, world->practitioner, world->home, "evidence-judge", "{'evidence':'%s','reason':'r','is_subject':false}", report);
}

static void
red_other_report_beside (World *world)
{
  red_other_report (world);
  attach (world, step_b (world, 1), "");
}

static void
red_other_engagement (World *world)
{
  red_with (world, ",'origin':'other-engagement'");
}

static void
red_internal_audit (World *world)
{
  red_with (world, ",'origin':'internal-audit'");
}

static void
cure_judged (World *world)
{
  world_do (world, world->practitioner, world->home, "evidence-judge", "{'evidence':'%s','reason':'r','is_subject':false}", evidence_of (world));
}

static void
red_before_period (World *world)
{
  red_with (world, ",'as_of':'2025-03-31'");
}

static void
red_after_period (World *world)
{
  red_with (world, ",'as_of':'2025-10-01','received_at':'2025-09-01'");
}

static void
red_span_before (World *world)
{
  red_with (world, ",'covers_from':'2024-04-01','covers_to':'2025-03-31'");
}

static void
red_span_after (World *world)
{
  red_with (world, ",'covers_from':'2025-10-01','covers_to':'2025-10-31'");
}

/* What it speaks about counts, at both edges of the period, never when it was received. */
static void
cure_in_period (World *world)
{
  world_do (world, world->practitioner, world->home, "evidence-withdraw", "{'evidence':'%s','reason':'r'}", evidence_of (world));
  attach (world, step_b (world, 1), ",'as_of':'2025-04-01','received_at':'2025-11-01'");
  attach (world, step_b (world, 1), ",'as_of':'2025-09-30'");
  attach (world, step_b (world, 1), ",'covers_from':'2025-01-01','covers_to':'2025-12-31'");
}

/* --- Results ---------------------------------------------------------------------- */

static void
red_result_empty (World *world)
{
  cure_step_open (world);
  world_perform (world, world->practitioner, world->home, B, step_b (world, 1), "inspection", "no-exception", " \u3000");
}

static void
cure_result_empty (World *world)
{
  perform (world, step_b (world, 1), "inspection", "no-exception");
}

static void
red_exception (World *world)
{
  cure_step_open (world);
  perform (world, step_b (world, 1), "inspection", "exception");
}

static void
cure_exception (World *world)
{
  world_do (world, world->practitioner, world->home, "finding", "{'controls':['" B "'],'text':'t','steps':['%s']}", step_b (world, 1));
}

static void
cure_exception_general (World *world)
{
  by (world, world->practitioner, "finding", "{'controls':['" A "','" B "'],'text':'t','steps':[]}");
}

static void
red_exception_other_step (World *world)
{
  red_exception (world);
  by (world, world->practitioner, "finding", "{'controls':['" B "'],'text':'t','steps':['another']}");
  by (world, world->practitioner, "finding", "{'controls':['" A "'],'text':'t','steps':[]}");
}

static void
red_exception_withdrawn (World *world)
{
  const char *finding;

  red_exception (world);
  finding = make (world, "finding", "{'controls':['" B "'],'text':'t','steps':[]}");
  world_do (world, world->practitioner, world->home, "finding-state", "{'finding':'%s','state':'withdrawn','text':'t'}", finding);
}

static void
red_exception_moved (World *world)
{
  const char *finding;

  red_exception (world);
  finding = make (world, "finding", "{'controls':['" B "'],'text':'t','steps':[]}");
  world_do (world, world->practitioner, world->home, "finding-change", "{'finding':'%s','controls':['" A "'],'text':'t','steps':[]}", finding);
}

static void
red_reversed (World *world)
{
  red_exception (world);
  perform (world, step_b (world, 1), "inspection", "no-exception");
}

static void
cure_reversed (World *world)
{
  attach (world, step_b (world, 1), "");
  consent (world, step_b (world, 1), "reversal");
}

static void
red_reversed_without_consent (World *world)
{
  red_reversed (world);
  attach (world, step_b (world, 1), "");
}

static void
red_reversed_without_evidence (World *world)
{
  red_reversed (world);
  consent (world, step_b (world, 1), "reversal");
}

/* Asking again brings no new evidence. */
static void
red_reversed_by_asking (World *world)
{
  red_reversed_without_evidence (world);
  interview (world, step_b (world, 1));
}

/* Reversed, settled, found again, and reversed again on the old evidence. */
static void
red_reversed_twice (World *world)
{
  red_reversed (world);
  cure_reversed (world);
  perform (world, step_b (world, 1), "inspection", "exception");
  perform (world, step_b (world, 1), "inspection", "no-exception");
  consent (world, step_b (world, 1), "reversal");
}

static void
red_unable (World *world)
{
  add_step (world, 1, "inspection");
  perform (world, step_b (world, 1), "inspection", "unable");
  consent (world, step_b (world, 1), "unable");
}

static void
red_unable_without_consent (World *world)
{
  add_step (world, 1, "inspection");
  world_do (world, world->practitioner, world->home, "performance", "{'control':'" B "','step':'%s','technique':'inspection',"
            "'performed_on':'2025-10-01','outcome':'unable','result':'','reason':'gone'}", step_b (world, 1));
}

static void
cure_unable (World *world)
{
  red_unable_without_consent (world);
  consent (world, step_b (world, 1), "unable");
}

static const GateCase completions[] = {
  { "question-only", "question-only", red_question_only, cure_question_only },
  { "question-recorded", "question-only", red_question_recorded, cure_question_only },
  { "question-in-writing", "question-only", red_question_in_writing, cure_add_inspection },
  { "question-unable", "question-only", red_question_unable, cure_question_unable },
  { "question-by-setting", "question-only", red_question_by_setting, cure_add_inspection },
  { "question-other-procedure", "question-only", red_question_other_procedure, cure_add_inspection },
  { "no-procedure", "step-open", red_step_open, cure_step_open },
  { "step-open", "step-open", red_step_open_second, cure_question_only },
  { "step-unknown", "step-open", red_step_unknown, cure_step_open },
  { "no-evidence", "no-evidence", red_no_evidence, cure_no_evidence },
  { "sighting", "no-evidence", red_no_evidence, cure_by_sighting },
  { "withdrawn", "no-evidence", red_withdrawn, cure_no_evidence },
  { "purged", "no-evidence", red_purged, cure_no_evidence },
  { "purge lifted", "no-evidence", red_purged, cure_by_lifting },
  { "interview-is-no-evidence", "no-evidence", red_interview_is_no_evidence, cure_no_evidence },
  { "inquiry-record", "inquiry-record-missing", red_inquiry_record, cure_inquiry_record },
  { "inquiry-in-writing", "inquiry-record-missing", red_inquiry_record, cure_inquiry_in_writing },
  { "inquiry-by-sighting", "inquiry-record-missing", red_inquiry_by_sighting, cure_inquiry_record },
  { "observation-record", "observation-record-missing", red_observation_record, cure_observation_record },
  { "departure", "procedure-departure", red_departure, cure_departure },
  { "departure-again", "procedure-departure", red_departure_again, cure_departure },
  { "departure-unreasoned", "procedure-departure", red_departure_unreasoned, cure_departure_unreasoned },
  { "other-report", "other-report-only", red_other_report, cure_report_beside },
  { "other-report-beside", "reuse-not-judged", red_other_report_beside, cure_report_is_subject },
  { "report-is-subject", "other-report-only", red_other_report, cure_report_is_subject },
  { "other-engagement", "reuse-not-judged", red_other_engagement, cure_judged },
  { "internal-audit", "reuse-not-judged", red_internal_audit, cure_judged },
  { "before-period", "outside-period", red_before_period, cure_in_period },
  { "after-period", "outside-period", red_after_period, cure_in_period },
  { "span-before", "outside-period", red_span_before, cure_in_period },
  { "span-after", "outside-period", red_span_after, cure_in_period },
  { "result-empty", "result-empty", red_result_empty, cure_result_empty },
  { "exception", "exception-without-finding", red_exception, cure_exception },
  { "exception-general", "exception-without-finding", red_exception, cure_exception_general },
  { "exception-other-step", "exception-without-finding", red_exception_other_step, cure_exception },
  { "exception-withdrawn", "exception-without-finding", red_exception_withdrawn, cure_exception },
  { "exception-moved", "exception-without-finding", red_exception_moved, cure_exception },
  { "reversed", "exception-reversed", red_reversed, cure_reversed },
  { "reversed-without-consent", "exception-reversed", red_reversed_without_consent, cure_reversed },
  { "reversed-without-evidence", "exception-reversed", red_reversed_without_evidence, cure_reversed },
  { "reversed-by-asking", "exception-reversed", red_reversed_by_asking, cure_reversed },
  { "reversed-twice", "exception-reversed", red_reversed_twice, cure_reversed },
  { "unable", "unable-without-reason", red_unable, cure_unable },
  { "unable-without-consent", "unable-without-reason", red_unable_without_consent, cure_unable },
};

/* --- Persons ----------------------------------------------------------------------------------- */

/* No record gets in from outside the team, or before its author confirmed independence. */
static void
test_performers (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldPerson *stranger = world_add_person (world, "stranger");
  WorldPerson *late = world_add_person (world, "late");
  const char *item = "{'control':'" B "','step':'s','technique':'inspection','performed_on':'2025-10-01','outcome':'no-exception','result':'r'}";

  world_add_member (world, world->leader, late, world->home, "'practitioner'", FALSE);
  world_refused (world, stranger, world->home, "signer-unknown", "performance", "%s", item);
  world_refused (world, late, world->home, "rule-broken: independence-missing", "performance", "%s", item);
  cure_step_open (world);
  g_assert_cmpstr (world_blockers (world, world->home, B, CHOSHO_STAGE_COMPLETE, late), ==, "independence-missing");
}

static const struct { ChoshoStage stage; const char *person; const char *codes; } persons[] = {
  { CHOSHO_STAGE_COMPLETE, "practitioner", "" }, { CHOSHO_STAGE_COMPLETE, "leader", "" }, { CHOSHO_STAGE_COMPLETE, "quality", "wrong-role" },
  { CHOSHO_STAGE_COMPLETE, "gone", "not-a-member" }, { CHOSHO_STAGE_REVIEW, "leader", "" }, { CHOSHO_STAGE_REVIEW, "executive", "" },
  { CHOSHO_STAGE_REVIEW, "practitioner", "own-review wrong-role" }, { CHOSHO_STAGE_REVIEW, "quality", "wrong-role" },
  { CHOSHO_STAGE_REVIEW, "gone", "not-a-member" }, { CHOSHO_STAGE_APPROVE, "executive", "" }, { CHOSHO_STAGE_APPROVE, "leader", "wrong-role" },
  { CHOSHO_STAGE_APPROVE, "gone", "not-a-member" }, { CHOSHO_STAGE_APPROVE, "nobody", "not-a-member" },
};

static void
test_persons (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldPerson *gone = world_add_person (world, "gone");
  WorldPerson *nobody = world_add_person (world, "nobody");

  world_add_member (world, world->executive, gone, world->home, "'executive','leader','practitioner'", TRUE);
  world_do (world, gone, world->home, "member-leave", "{'member':'%s','accepted':[]}", gone->member);
  nobody->member = g_strdup ("no such member");
  world_do_work (world);
  for (guint i = 0; i < G_N_ELEMENTS (persons); i++)
    for (guint j = 0; j < world->people->len; j++)
      {
        WorldPerson *person = world->people->pdata[j];

        if (i > 0 && persons[i].stage > persons[i - 1].stage && j == 0)
          world_sign (world, i == 4 ? world->practitioner : world->leader, world->home, A, i == 4 ? "complete" : "review");
        if (strcmp (person->name, persons[i].person) == 0)
          g_assert_cmpstr (world_blockers (world, world->home, A, persons[i].stage, person), ==, persons[i].codes);
      }
}

/* --- Review and approval ---------------------------------------------------------------------- */

static void
test_stages (void)
{
  g_autoptr (World) world = world_new_with_team ();

  world_do_work (world);
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_REVIEW, NULL), ==, "stage-missing");
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_APPROVE, NULL), ==, "stage-missing");
  world_sign (world, world->practitioner, world->home, A, "complete");
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_REVIEW, NULL), ==, "");
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_APPROVE, NULL), ==, "stage-missing");
  world_sign (world, world->leader, world->home, A, "review");
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_APPROVE, NULL), ==, "");
  by (world, world->leader, "statement-line", "{'control':'" A "','selected':true}");
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_REVIEW, NULL), ==, "stale-signoff");
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_APPROVE, NULL), ==, "stale-signoff");
  world_sign (world, world->practitioner, world->home, A, "complete");
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_REVIEW, NULL), ==, "");
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_APPROVE, NULL), ==, "stale-signoff");
}

/* An answered note holds review and approval until it is cleared. */
static void
test_note_uncleared (void)
{
  g_autoptr (World) world = world_new_with_team ();

  world_do_work (world);
  world_sign (world, world->practitioner, world->home, A, "complete");
  by (world, world->quality, "note", "{'control':'" A "','paper':'','text':'t'}");
  cure_note_answered (world);
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_COMPLETE, NULL), ==, "");
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_REVIEW, NULL), ==, "open-note");
  cure_note_cleared (world);
  g_assert_cmpstr (world_blockers (world, world->home, A, CHOSHO_STAGE_REVIEW, NULL), ==, "");
}

static void
test_catalogue (void)
{
  g_autoptr (World) world = world_new_with_team ();

  g_assert_cmpstr (world_blockers (world, world->home, "8.1", CHOSHO_STAGE_COMPLETE, NULL), ==, "not-in-catalogue");
  g_assert_cmpstr (world_blockers (world, world->home, "7.7.7.7", CHOSHO_STAGE_COMPLETE, NULL), ==, "not-in-catalogue");
}

/* What must be opened singly: findings, unable, departures, reversals, sightings, reused evidence,
 * changed individual controls. */
static const struct
{
  const char *name;
  void      (*make) (World *world);
  void      (*ready) (World *world);
  const char *kinds; /* of what must be opened, in order */
} openings[] = {
  { "nothing", cure_step_open, NULL, "" },
  { "finding", red_exception, cure_exception, "finding" },
  { "unable", red_question_unable, cure_question_unable, "unable" },
  { "departure", red_departure, cure_departure, "departure" },
  { "reversal", red_reversed, cure_reversed, "reversal" },
  { "sighting", red_no_evidence, cure_by_sighting, "sighting" },
  { "reused", red_other_engagement, cure_judged, "reused" },
  { "other-report", red_other_report, cure_report_is_subject, "reused" },
  { "changed-individual-control", red_individual, cure_individual, "individual-control" },
};

#define APPROVE "{'target':'" B "','stage':'approve','view':'auto','view_version':1,'opened':[%s]}"

static void
test_opened (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = world_new_with_team ();
  g_autoptr (GPtrArray) wanted = NULL;
  g_autoptr (GString) kinds = g_string_new (NULL);
  ChoshoNode *node;

  openings[i].make (world);
  if (openings[i].ready != NULL)
    openings[i].ready (world);
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->practitioner, world->home, B, "complete")), ==, "ok");
  g_assert_cmpstr (world_verdict (world, world_sign (world, world->leader, world->home, B, "review")), ==, "ok");
  {
    g_autoptr (ChoshoView) view = chosho_view_new_now (world->home->state);

    wanted = chosho_gate_list_to_open (view, B);
  }
  for (guint j = 0; j < wanted->len; j++)
    {
      const ChoshoBlocker *blocker = g_ptr_array_index (wanted, j);

      g_string_append_printf (kinds, "%s%s", j > 0 ? " " : "", blocker->kind);
      g_assert_cmpstr (blocker->code, ==, "not-opened");
      g_assert_nonnull (blocker->id);
      g_assert_nonnull (blocker->detail);
      g_assert_cmpstr (blocker->control, ==, B);
    }
  g_assert_cmpstr (kinds->str, ==, openings[i].kinds);
  /* Neither nothing nor the control as a whole will do. */
  node = world_act (world, world->executive, world->home, "sign-off", APPROVE, "");
  g_assert_cmpstr (world_verdict (world, node), ==, wanted->len > 0 ? "rule-broken: not-opened" : "ok");
  if (wanted->len == 0)
    return;
  node = world_act (world, world->executive, world->home, "sign-off", APPROVE, "'" B "'");
  g_assert_cmpstr (world_verdict (world, node), ==, "rule-broken: not-opened");
  node = world_act (world, world->executive, world->home, "sign-off", APPROVE, world_to_open (world, world->home, B));
  g_assert_cmpstr (world_verdict (world, node), ==, "ok");
}

/* One step may be two such things: each is named, and both are opened by opening the step. */
static void
test_opened_twice (void)
{
  g_autoptr (World) world = world_new_with_team ();
  g_autoptr (GPtrArray) wanted = NULL;
  g_autoptr (ChoshoView) view = NULL;

  perform (world, add_step (world, 1, "inspection"), "observation", "unable");
  view = chosho_view_new_now (world->home->state);
  wanted = chosho_gate_list_to_open (view, B);
  g_assert_cmpuint (wanted->len, ==, 2);
  g_assert_cmpstr (((ChoshoBlocker *) wanted->pdata[0])->kind, ==, "unable");
  g_assert_cmpstr (((ChoshoBlocker *) wanted->pdata[1])->kind, ==, "departure");
  g_assert_cmpstr (((ChoshoBlocker *) wanted->pdata[0])->id, ==, ((ChoshoBlocker *) wanted->pdata[1])->id);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_completions (completions, G_N_ELEMENTS (completions));
  g_test_add_func ("/gate/performers", test_performers);
  g_test_add_func ("/gate/persons", test_persons);
  g_test_add_func ("/gate/stages", test_stages);
  g_test_add_func ("/gate/note-uncleared", test_note_uncleared);
  g_test_add_func ("/gate/catalogue", test_catalogue);
  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autofree char *path = g_strconcat ("/gate/opened/", openings[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_opened);
    }
  g_test_add_func ("/gate/opened-twice", test_opened_twice);
  return g_test_run ();
}
