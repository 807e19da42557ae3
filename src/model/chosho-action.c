/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-action.h"

#define EXECUTIVE CHOSHO_ROLE_EXECUTIVE
#define LEADING CHOSHO_ROLES_LEADING
#define WORKING CHOSHO_ROLES_WORKING
#define ALL CHOSHO_ROLES_ALL
#define REGISTER CHOSHO_WRITE_REGISTER
#define SET CHOSHO_WRITE_SET
#define REMOVE CHOSHO_WRITE_REMOVE

#define PHASE "=design|operation|update"
#define MARK "control:S on:S sha256:S kind:=tick|note|reference tick:s? text:s? step:s? element:s? place:s rectangle:v? quote:s?" \
  " to:s? to_place:s? to_step:s? stays:s?"
#define SUBJECT "=regulations|documents|records|settings|facilities?"
#define REQUEST "number:S text:S controls:l steps:l subject:" SUBJECT " made_from:s? period:s? owner:s? due:d? files:s? reply:s? remarks:s?"

/*
 * The whole vocabulary of the record. Released lines are never changed, only added to under a
 * higher `rules`. Powers are those of the design (who may do what); the page doc/event-format.md
 * is written from this table.
 */
static const ChoshoAction actions[] = {
  /* The engagement, the firm's data, the team */
  { "engagement", "engagement", REGISTER, ALL, CHOSHO_RULE_NONE, FALSE,
    "title:S firm:S client:S services:l period_start:d period_end:d language:=ja|en time_zone:S"
    " kind:=initial|renewal|additional|reaudit scheme:=ismap|ismap-liu parent:s? parent_title:s? parent_root:s? scope_reason:s? nonce:S creator:v", NULL, NULL },
  { "engagement-facts", "engagement", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE,
    "title:S firm:S client:S services:l period_start:d period_end:d language:=ja|en time_zone:S"
    " kind:=initial|renewal|additional|reaudit scheme:=ismap|ismap-liu parent:s? parent_title:s? parent_root:s? scope_reason:s? base_date:d?", NULL, NULL },
  { "setting", "setting:{name}", REGISTER, LEADING, CHOSHO_RULE_SETTING, FALSE, "name:S value:v", NULL, NULL },
  { "member-add", "member:{@}", REGISTER, ALL, CHOSHO_RULE_MEMBER_ADD, FALSE,
    "name:S roles:l public_key:S nationality_inquiry:s? qualification:s? qualification_until:d?"
    " nationality:=japanese|other?", NULL, NULL },
  { "member-change", "member:{member}", REGISTER, ALL, CHOSHO_RULE_MEMBER_ADD, FALSE,
    "member:S name:S roles:l public_key:S nationality_inquiry:s? qualification:s? qualification_until:d?"
    " nationality:=japanese|other?", "member", NULL },
  { "member-key", "member-key:{public_key}", REGISTER, LEADING, CHOSHO_RULE_OWN_OR_LEADING, FALSE,
    "member:S public_key:S", "member", NULL },
  { "member-key-revoke", "key-revoked:{fingerprint}", REGISTER, EXECUTIVE, CHOSHO_RULE_NONE, FALSE,
    "fingerprint:S accepted:l reason:S", NULL, NULL },
  { "independence", "independence:{member}", REGISTER, ALL, CHOSHO_RULE_OWN, FALSE, "member:S text:s?", "member", NULL },
  { "member-leave", "member-left:{member}", REGISTER, ALL, CHOSHO_RULE_OWN_OR_LEADING, FALSE,
    "member:S accepted:l reason:s?", "member", NULL },
  { "admit", "admit:{@}", SET, EXECUTIVE, CHOSHO_RULE_NONE, FALSE, "heads:l void:l reason:s?", NULL, NULL },
  { "checkpoint", "checkpoint:{@}", SET, ALL, CHOSHO_RULE_CHECKPOINT, FALSE,
    "events:i objects:i events_root:S objects_root:S root:S", NULL, NULL },

  /* Criteria, procedures, statement, scope */
  { "catalogue", "catalogue:{edition}", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE,
    "edition:S title:s? source:S sha256:S entries:i", NULL, NULL },
  { "catalogue-entry", "entry:{number}", REGISTER, LEADING, CHOSHO_RULE_NONE, TRUE,
    "number:S label:s? level:=objective|control tier:s? mandatory:b title:s? text:s? parent:s? position:i edition:S",
    "number", NULL },
  { "procedure-source", "procedure-source:{@}", SET, LEADING, CHOSHO_RULE_NONE, FALSE,
    "source:S sha256:S kind:=steps|templates|subjects|oscal|expanded", NULL, NULL },
  { "procedure-step", "procedure:{control}:{definition}", REGISTER, LEADING, CHOSHO_RULE_NONE, TRUE,
    "control:S definition:S procedure:s phase:" PHASE " ordinal:i subject:" SUBJECT " technique:S text:s?"
    " request_text:s? report_text:s? disclosable:b update_required:b? sampling:b? withdrawn:b?", "control", NULL },
  { "procedure-template", "template:{template}", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE,
    "template:S phase:" PHASE " ordinal:i subject:" SUBJECT " technique:S text:s?"
    " request_text:s? report_text:s? disclosable:b update_required:b? sampling:b? procedure:s?", NULL, NULL },
  { "control-subjects", "subjects:{control}", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE, "control:S subjects:l", "control", NULL },
  { "statement-line", "statement:{control}", REGISTER, LEADING, CHOSHO_RULE_NONE, TRUE,
    "control:S selected:b basis:s? text:s?", "control", NULL },
  { "individual-control", "individual:{individual}:{version}", REGISTER, LEADING, CHOSHO_RULE_NONE, TRUE,
    "individual:S version:S title:s? text:s? valid_from:d? valid_to:d? controls:l units:l services:l? withdrawn:b?", "controls", NULL },
  { "statement-file", "statement-file:{@}", SET, LEADING, CHOSHO_RULE_NONE, FALSE,
    "name:S sha256:S size_bytes:i version:s? dated:d? final:b", NULL, NULL },
  { "scope", "scope:{control}:{individual}:{phase}", REGISTER, LEADING, CHOSHO_RULE_NONE, TRUE,
    "control:S individual:s phase:" PHASE " state:=in|inherited|out-of-cycle basis:s?", "control", NULL },
  { "assignment", "assignment:{control}", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE,
    "control:S member:s? reviewer:s? due:d? visit:s?", "control", NULL },

  /* What came of it before, for reference: nothing rests on it, so no sign-off covers it */
  { "prior-file", "prior-file:{@}", SET, LEADING, CHOSHO_RULE_NONE, FALSE, "name:S sha256:S size_bytes:i period:s", NULL, NULL },
  { "prior-result", "prior:{control}:{period}:{ordinal}", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE,
    "control:S period:s ordinal:S individual:s? procedure:s? phase:s? technique:s? performed_on:s? outcome:s? result:s?"
    " finding_text:s? remarks:s? source:S withdrawn:b?", "control", NULL },
  { "prior-scope", "prior-scope:{control}:{individual}:{phase}:{period_end}", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE,
    "control:S individual:s phase:" PHASE " period:S period_start:d period_end:d state:=in|inherited|out-of-cycle|not-selected basis:s?"
    " tested_on:d? withdrawn:b?", "control", NULL },

  /* Evidence and records */
  { "evidence", "evidence:{@}", REGISTER, WORKING, CHOSHO_RULE_EVIDENCE, TRUE,
    "number:i? kind:=file|sighting|member name:S raw_name:s? folder:s? media_type:s? sha256:s? size_bytes:i?"
    " origin:=client|auditor|other-engagement|other-report|internal-audit source:s? received_at:s?"
    " as_of:d? covers_from:d? covers_to:d? note:s? what:s? where:s? with:s? reason:s? means:=on-site|screen? version:s? pages:s?"
    " received_by:s? of:S? path:v? shown_sha256:s? photographs:l?",
    NULL, "of" },
  { "evidence-judge", "evidence-judged:{evidence}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE,
    "evidence:S reason:S is_subject:b", "evidence", NULL },
  { "evidence-withdraw", "evidence-withdrawn:{evidence}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE,
    "evidence:S reason:S", "evidence", NULL },
  { "evidence-version", "evidence-version:{evidence}", REGISTER, WORKING, CHOSHO_RULE_VERSION, TRUE,
    "evidence:S older:S reason:S", "evidence older", NULL },
  { "evidence-purge", "evidence-purged:{evidence}", REGISTER, EXECUTIVE, CHOSHO_RULE_NONE, TRUE,
    "evidence:S reason:S lifted:b?", "evidence", NULL },
  { "link", "link:{control}{paper}:{step}", SET, WORKING, CHOSHO_RULE_NONE, TRUE,
    "control:s paper:s step:s to:S kind:=evidence|interview|observation|sample attributes:l?", "control paper to", "to" },
  { "unlink", "link:{control}{paper}:{step}", REMOVE, WORKING, CHOSHO_RULE_NONE, TRUE,
    "control:s paper:s step:s reason:s?", "control paper", NULL },
  { "mark", "mark:{@}", REGISTER, WORKING, CHOSHO_RULE_MARK, TRUE, "number:i? " MARK, "control sha256", "on" },
  { "mark-change", "mark:{mark}", REGISTER, WORKING, CHOSHO_RULE_MARK, TRUE, "mark:S " MARK, "mark control sha256", "on" },
  { "mark-withdraw", "mark-withdrawn:{mark}", REGISTER, WORKING, CHOSHO_RULE_MARK_CONTROL, TRUE, "mark:S control:S reason:S",
    "mark control", NULL },
  { "interview", "interview:{@}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE,
    "number:i? who:S post:S at:S how:S question:S answer:S place:s? with:s?", NULL, NULL },
  { "observation", "observation:{@}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE, "number:i? where:S at:S with:S seen:S", NULL, NULL },

  /* The work */
  { "performance", "step:{control}:{step}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE,
    "control:S step:S technique:S performed_on:d outcome:=no-exception|exception|no-occurrence|unable result:s"
    " respondent:s? place:s? reason:s?", "control step", NULL },
  { "consent", "consent:{control}:{step}:{for}", REGISTER, LEADING, CHOSHO_RULE_NONE, TRUE,
    "control:S step:S for:=departure|unable|reversal about:S reason:S", "control step", NULL },
  { "population", "population:{@}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE,
    "number:i? name:S from:d to:d source:S extracted_on:d? query:s? completeness:s? count:i sha256:S size_bytes:i file_name:S"
    " units:l rationale:s? label_column:s?", NULL, NULL },
  { "sample", "sample:{@}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE,
    "number:i? population:S method:S seed:S size:i frequency:s? attributes:l items:v", "population", "population" },
  { "sample-extension", "sample-extension:{sample}", SET, WORKING, CHOSHO_RULE_NONE, TRUE,
    "sample:S by:i reason:S items:v", "sample", NULL },
  { "sample-result", "result:{sample}:{item}:{attribute}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE,
    "sample:S item:S attribute:S state:=no-exception|exception|replaced|not-obtained note:s? evidence:l", "sample", "evidence" },
  { "finding", "finding:{@}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE, "number:i? controls:l text:S steps:l", "controls steps", "@" },
  { "finding-change", "finding:{finding}", REGISTER, WORKING, CHOSHO_RULE_NONE, TRUE,
    "finding:S controls:l text:S steps:l", "finding controls steps", "finding" },
  { "finding-state", "finding-state:{finding}", REGISTER, WORKING, CHOSHO_RULE_CONFIRM, TRUE,
    "finding:S state:=candidate|inquired|answered|confirmed|withdrawn text:s? day:d? text_sha256:s? addressee:s? due:d? file:s?"
    " answer:=agrees|disagrees? answered_by:s?", "finding", NULL },
  { "note", "note:{@}", REGISTER, ALL, CHOSHO_RULE_NONE, FALSE, "control:s paper:s text:S step:s? evidence:s? mark:s?",
    "control paper", NULL },
  { "note-answer", "note-answer:{note}", REGISTER, ALL, CHOSHO_RULE_NONE, FALSE, "note:S text:s?", "note", NULL },
  { "note-clear", "note-clear:{note}", REGISTER, ALL, CHOSHO_RULE_NOTE_CLEAR, FALSE, "note:S text:s?", "note", NULL },
  { "paper", "paper:{@}", REGISTER, ALL, CHOSHO_RULE_NONE, TRUE,
    "number:S title:S text:s? template:s? required_for_issue:b", NULL, NULL },
  { "paper-change", "paper:{paper}", REGISTER, ALL, CHOSHO_RULE_NONE, TRUE,
    "paper:S number:S title:S text:s? template:s? required_for_issue:b", "paper", NULL },
  { "representation", "representation", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE,
    "name:S sha256:S size_bytes:i dated:d statement:S", NULL, NULL },
  { "subsequent-events", "subsequent-events", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE, "text:S up_to:d", NULL, NULL },

  /* What is asked of the client. It organises the work: no part of what a sign-off signs */
  { "request", "request:{@}", REGISTER, WORKING, CHOSHO_RULE_NONE, FALSE, REQUEST, "controls steps", NULL },
  { "request-change", "request:{request}", REGISTER, WORKING, CHOSHO_RULE_NONE, FALSE, "request:S " REQUEST, "request controls steps", NULL },
  { "request-state", "request-state:{request}", REGISTER, WORKING, CHOSHO_RULE_REQUEST, FALSE,
    "request:S state:=not-requested|requested|received|checking|accepted|returned|withdrawn day:d text:s?", "request", NULL },
  { "request-evidence", "request-evidence:{request}", SET, WORKING, CHOSHO_RULE_NONE, FALSE,
    "request:S evidence:S matched:s?", "request evidence", NULL },
  { "request-evidence-remove", "request-evidence:{request}", REMOVE, WORKING, CHOSHO_RULE_NONE, FALSE,
    "request:S reason:s?", "request", NULL },

  /* What left this copy, and whose is done with */
  { "pack", "pack:{@}", REGISTER, ALL, CHOSHO_RULE_NONE, FALSE, "holder:S to:l events:i objects:i note:s?", NULL, NULL },
  { "pack-return", "pack-returned:{pack}", SET, ALL, CHOSHO_RULE_NONE, FALSE, "pack:S text:s?", "pack", NULL },

  /* Sign-offs and issue */
  { "sign-off", "sign-off:{target}:{stage}", REGISTER, ALL, CHOSHO_RULE_SIGN_OFF, FALSE,
    "target:S stage:=complete|review|approve view:S view_version:i opened:l", "target", NULL },
  { "sign-off-withdraw", "sign-off:{target}:{stage}", REMOVE, ALL, CHOSHO_RULE_WITHDRAW, FALSE,
    "target:S stage:=complete|review|approve reason:S", "target", NULL },
  { "sign-off-return", "sign-off:{target}:{stage}", REMOVE, ALL, CHOSHO_RULE_RETURN, FALSE,
    "target:S stage:=complete|review|approve reason:S", "target", NULL },
  { "report-issue", "report:{@}", SET, EXECUTIVE, CHOSHO_RULE_ISSUE, FALSE,
    "sha256:S size_bytes:i format:S pages:i? report_date:d file_name:s? corrects:S? reason:S?", NULL, NULL },
  { "draft", "draft:{@}", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE, "day:d addressee:s? due:d? file:s? lines:i sha256:S", NULL, NULL },
  { "comment", "comment:{@}", REGISTER, WORKING, CHOSHO_RULE_NONE, FALSE,
    "number:i? draft:S place:S text:s? proposed:s? answered_by:S day:d file:s?", "draft", NULL },
  { "comment-decision", "comment-decision:{comment}", REGISTER, LEADING, CHOSHO_RULE_NONE, FALSE,
    "comment:S state:=accepted|declined reason:S", "comment", NULL },
  { "ending", "ending", REGISTER, EXECUTIVE, CHOSHO_RULE_ENDING, FALSE, "day:d reason:S resumed:b?", NULL, NULL },
  { "assembly", "assembly", REGISTER, EXECUTIVE, CHOSHO_RULE_ASSEMBLY, FALSE, "retain_until:d reason:s?", NULL, NULL },
  { "addition", "addition:{@}", SET, ALL, CHOSHO_RULE_NONE, FALSE, "reason:S", NULL, NULL },
  { "wording-accept", "wording:{occurrence}", REGISTER, LEADING | CHOSHO_ROLE_REVIEWER, CHOSHO_RULE_NONE, FALSE,
    "occurrence:S text:s? reason:S", NULL, NULL },
};

static const struct
{
  const char *code;
  ChoshoRoles role;
} role_codes[] = {
  { "executive", CHOSHO_ROLE_EXECUTIVE }, { "leader", CHOSHO_ROLE_LEADER },
  { "practitioner", CHOSHO_ROLE_PRACTITIONER }, { "quality", CHOSHO_ROLE_QUALITY },
  { "reviewer", CHOSHO_ROLE_REVIEWER },
};

ChoshoRoles
chosho_role_from_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_codes); i++)
    if (g_strcmp0 (role_codes[i].code, code) == 0)
      return role_codes[i].role;
  return CHOSHO_ROLE_NONE;
}

ChoshoRoles
chosho_roles_from_value (ChoshoValue *array)
{
  ChoshoRoles roles = CHOSHO_ROLE_NONE;

  for (guint i = 0; i < chosho_value_get_length (array); i++)
    {
      ChoshoRoles role = chosho_role_from_code (chosho_value_as_string (chosho_value_get_item (array, i)));

      if (role == CHOSHO_ROLE_NONE)
        return CHOSHO_ROLE_NONE;
      roles |= role;
    }
  return roles;
}

const ChoshoAction *
chosho_action_nth (guint index)
{
  return index < G_N_ELEMENTS (actions) ? &actions[index] : NULL;
}

const ChoshoAction *
chosho_action_lookup (const char *name)
{
  static GHashTable *table;

  if (g_once_init_enter (&table))
    {
      GHashTable *fresh = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
        g_hash_table_insert (fresh, (gpointer) actions[i].name, (gpointer) &actions[i]);
      g_once_init_leave (&table, fresh);
    }
  return g_hash_table_lookup (table, name);
}
