/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"

typedef struct
{
  const char *code;
  const char *word;
} Word;

static const Word techniques[] = { { "inspection", N_("Inspection") }, { "observation", N_("Observation") },
                                   { "reperformance", N_("Reperformance") }, { "inquiry", N_("Inquiry") }, { NULL, NULL } };
static const Word outcomes[] = { { "no-exception", N_("No exception") }, { "exception", N_("Exception") },
                                 { "no-occurrence", N_("No occurrence") }, { "unable", N_("Could not be performed") }, { NULL, NULL } };
static const Word subjects[] = { { "regulations", N_("Regulations") }, { "documents", N_("Basis documents") },
                                 { "records", N_("Records") }, { "settings", N_("Settings") }, { "facilities", N_("Facilities") }, { NULL, NULL } };
static const Word phases[] = { { "design", N_("Design") }, { "operation", N_("Operation") }, { "update", N_("Update test") }, { NULL, NULL } };
static const Word states[] = { { "not_started", N_("Not started") }, { "in_progress", N_("In progress") }, { "prepared", N_("Prepared") },
                               { "reviewed", N_("Reviewed") }, { "approved", N_("Approved") }, { "out_of_scope", N_("Out of scope") }, { NULL, NULL } };
static const Word stages[] = { { "complete", N_("Prepared by") }, { "review", N_("Reviewed by") }, { "approve", N_("Approved by") }, { NULL, NULL } };
static const Word roles[] = { { "executive", N_("Engagement executive") }, { "leader", N_("Engagement leader") }, { "practitioner", N_("Practitioner") },
                              { "quality", N_("Quality controller") }, { "reviewer", N_("Reviewer") }, { NULL, NULL } };

static const Word origins[] = { { "client", N_("The client") }, { "auditor", N_("The auditor") }, { "other-engagement", N_("Another engagement") },
                                { "other-report", N_("Another audit's report") }, { "internal-audit", N_("Internal audit") }, { NULL, NULL } };
static const Word nationalities[] = { { "", N_("Not recorded") }, { "japanese", N_("Japanese national") }, { "other", N_("Other national") }, { NULL, NULL } };

static const Word means[] = { { "on-site", N_("On site") }, { "screen", N_("On a shared screen") }, { NULL, NULL } };

static const Word sample_states[] = { { "no-exception", N_("No exception") }, { "exception", N_("Exception") }, { "replaced", N_("Replaced") },
                                      { "not-obtained", N_("Not obtained") }, { NULL, NULL } };

static const Word actions[] = {
  { "engagement", N_("Engagement begun") },
  { "engagement-facts", N_("Facts of the engagement changed") },
  { "setting", N_("Firm's data loaded") },
  { "member-add", N_("Member added") },
  { "member-change", N_("Member changed") },
  { "member-key", N_("Key added") },
  { "member-key-revoke", N_("Key revoked") },
  { "independence", N_("Independence confirmed") },
  { "member-leave", N_("Member left") },
  { "admit", N_("Events admitted") },
  { "checkpoint", N_("Checkpoint") },
  { "catalogue", N_("Criteria imported") },
  { "catalogue-entry", N_("Entry of the criteria") },
  { "procedure-source", N_("Procedures imported") },
  { "procedure-step", N_("Step of a procedure") },
  { "procedure-template", N_("Procedure template") },
  { "control-subjects", N_("Audit subjects of a control") },
  { "statement-line", N_("Line of the statement") },
  { "individual-control", N_("Individual control") },
  { "statement-file", N_("Statement") },
  { "scope", N_("Scope") },
  { "assignment", N_("Assignment") },
  { "prior-file", N_("Earlier results imported") },
  { "prior-result", N_("Earlier result") },
  { "prior-scope", N_("Earlier scope") },
  { "evidence", N_("Evidence taken in") },
  { "evidence-judge", N_("Evidence judged") },
  { "evidence-withdraw", N_("Evidence withdrawn") },
  { "evidence-version", N_("New version of evidence") },
  { "evidence-purge", N_("Evidence destroyed") },
  { "mark", N_("Mark made") },
  { "mark-change", N_("Mark moved") },
  { "mark-withdraw", N_("Mark withdrawn") },
  { "link", N_("Linked") },
  { "unlink", N_("Link taken away") },
  { "interview", N_("Interview record") },
  { "observation", N_("Observation record") },
  { "performance", N_("Step recorded") },
  { "consent", N_("Leader's consent") },
  { "population", N_("Population") },
  { "sample", N_("Sample drawn") },
  { "sample-extension", N_("Sample enlarged") },
  { "sample-result", N_("Result of a sample item") },
  { "finding", N_("Finding") },
  { "finding-change", N_("Finding reworded") },
  { "finding-state", N_("Finding moved on") },
  { "request", N_("Request") },
  { "request-change", N_("Request changed") },
  { "request-state", N_("Request moved on") },
  { "request-evidence", N_("Evidence received for a request") },
  { "request-evidence-remove", N_("Evidence taken off a request") },
  { "note", N_("Review note") },
  { "note-answer", N_("Note answered") },
  { "note-clear", N_("Note cleared") },
  { "paper", N_("General paper") },
  { "paper-change", N_("Paper changed") },
  { "pack", N_("Carried out") },
  { "pack-return", N_("Carrying out ended") },
  { "representation", N_("Management representation") },
  { "subsequent-events", N_("Subsequent events") },
  { "sign-off", N_("Sign-off") },
  { "sign-off-withdraw", N_("Sign-off taken back") },
  { "sign-off-return", N_("Sent back") },
  { "report-issue", N_("Report issued") },
  { "draft", N_("Draft sent to the client") },
  { "comment", N_("Client's comment on the draft") },
  { "comment-decision", N_("Comment on the draft decided") },
  { "ending", N_("Engagement ended or resumed") },
  { "assembly", N_("File assembled") },
  { "addition", N_("Addition to the assembled file") },
  { "wording-accept", N_("Wording accepted") },
  { NULL, NULL },
};
static const Word finding_states[] = { { "candidate", N_("Candidate") }, { "inquired", N_("Client asked to confirm the fact") },
                                       { "answered", N_("Client answered") }, { "confirmed", N_("Confirmed") }, { "withdrawn", N_("Withdrawn") }, { NULL, NULL } };
static const Word comment_states[] = { { "open", N_("Not decided") }, { "accepted", N_("Taken up") }, { "declined", N_("Declined") }, { NULL, NULL } };
static const Word fact_answers[] = { { "agrees", N_("Agrees") }, { "disagrees", N_("Does not agree") }, { NULL, NULL } };
/* 依頼資料リスト: the words that both sides read in the list. */
static const Word request_states[] = { { "not-requested", N_("Not requested") }, { "requested", N_("Requested") }, { "received", N_("Received") },
                                       { "checking", N_("Being checked") }, { "accepted", N_("Accepted") }, { "returned", N_("Returned") },
                                       { "withdrawn", N_("Withdrawn") }, { NULL, NULL } };
static const Word note_states[] = { { "open", N_("Open") }, { "answered", N_("Answered") }, { "cleared", N_("Cleared") }, { NULL, NULL } };

static const char *
find (const Word *words, const char *code)
{
  for (; words->code != NULL; words++)
    if (g_strcmp0 (words->code, code) == 0)
      return _(words->word);
  return code != NULL ? code : "";
}

const char *
chosho_word_technique (const char *code)
{
  return find (techniques, code);
}

const char *
chosho_word_outcome (const char *code)
{
  return find (outcomes, code);
}

const char *
chosho_word_subject (const char *code)
{
  return find (subjects, code);
}

const char *
chosho_word_scope (const char *code)
{
  static const Word scopes[] = { { "in", N_("in scope") }, { "inherited", N_("inherited") }, { "out-of-cycle", N_("out of cycle") }, { NULL, NULL } };

  return find (scopes, code);
}

const char *
chosho_word_selection (const char *code)
{
  static const Word selections[] = { { "selected", N_("Selected") }, { "not-selected", N_("Not selected") }, { NULL, NULL } };

  return find (selections, code);
}

const char *
chosho_word_phase (const char *code)
{
  return find (phases, code);
}

const char *
chosho_word_setting (const char *code)
{
  static const Word settings[] = { { "frequency_table", N_("Sample sizes by frequency") }, { "techniques", N_("Techniques") }, { "ticks", N_("Tick marks") },
                                   { "wording", N_("Word lists") }, { "deadlines", N_("Deadlines") },
                                   { "paper_templates", N_("Templates of general papers") },
                                   { "role_requirements", N_("Roles whose qualification must be recorded") }, { NULL, NULL } };

  return find (settings, code);
}

const char *
chosho_word_state (const char *code)
{
  return find (states, code);
}

const char *
chosho_word_stage (const char *code)
{
  return find (stages, code);
}

const char *
chosho_word_role (const char *code)
{
  return find (roles, code);
}

const char *
chosho_word_origin (const char *code)
{
  return find (origins, code);
}

const char *
chosho_word_sample_state (const char *code)
{
  return find (sample_states, code);
}

const char *
chosho_word_nationality (const char *code)
{
  return find (nationalities, code);
}

const char *
chosho_word_means (const char *code)
{
  return find (means, code);
}

const char *
chosho_word_action (const char *code)
{
  return find (actions, code);
}

const char *
chosho_word_finding_state (const char *code)
{
  return find (finding_states, code);
}

const char *
chosho_word_comment_state (const char *code)
{
  return find (comment_states, code);
}

const char *
chosho_word_fact_answer (const char *code)
{
  return find (fact_answers, code);
}

const char *
chosho_word_request_state (const char *code)
{
  return find (request_states, code);
}

const char *
chosho_word_note_state (const char *code)
{
  return find (note_states, code);
}

static const char *
find_icon (const Word *icons, const char *code)
{
  for (; icons->code != NULL; icons++)
    if (g_strcmp0 (icons->code, code) == 0)
      return icons->word;
  return NULL;
}

const char *
chosho_icon_state (const char *code, gboolean stale, gboolean suspended)
{
  static const Word icons[] = { { "not_started", "chosho-state-not-started-symbolic" }, { "in_progress", "chosho-state-in-progress-symbolic" },
                                { "prepared", "chosho-state-prepared-symbolic" }, { "reviewed", "chosho-state-reviewed-symbolic" },
                                { "approved", "chosho-state-approved-symbolic" }, { "out_of_scope", "chosho-state-out-of-scope-symbolic" },
                                { NULL, NULL } };

  if (stale)
    return "chosho-state-stale-symbolic";
  return suspended ? "chosho-state-suspended-symbolic" : find_icon (icons, code);
}

const char *
chosho_icon_technique (const char *code)
{
  static const Word icons[] = { { "inquiry", "chosho-technique-inquiry-symbolic" }, { "inspection", "chosho-technique-inspection-symbolic" },
                                { "observation", "chosho-technique-observation-symbolic" },
                                { "reperformance", "chosho-technique-reperformance-symbolic" }, { NULL, NULL } };

  return find_icon (icons, code);
}

const char *const *
chosho_codes_technique (void)
{
  static const char *const codes[] = { "inspection", "observation", "reperformance", "inquiry", NULL };

  return codes;
}

const char *const *
chosho_codes_outcome (void)
{
  static const char *const codes[] = { "no-exception", "exception", "no-occurrence", "unable", NULL };

  return codes;
}

const char *
chosho_word_own_label (ChoshoValue *entry)
{
  const char *ja = chosho_value_get_string (entry, "label_ja"), *en = chosho_value_get_string (entry, "label_en");
  gboolean japanese = g_str_has_prefix (g_get_language_names ()[0], "ja");
  const char *first = japanese ? ja : en, *second = japanese ? en : ja;

  return first != NULL ? first : second != NULL ? second : "";
}
