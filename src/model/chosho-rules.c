/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-assembly.h"
#include "chosho-evidence.h"
#include "chosho-finding.h"
#include "chosho-gate.h"
#include "chosho-mark.h"
#include "chosho-rules.h"
#include "chosho-signed-view.h"
#include "chosho-text.h"

static const char *
refuse (char **reason, const char *code, const char *text)
{
  *reason = g_strdup (text);
  return code;
}

/* A register write names exactly what stood; a removal names only what stood (architecture §1.3). */
static const char *
check_replaces (ChoshoView *view, const ChoshoAction *action, ChoshoValue *item, const char *key, char **reason)
{
  g_autoptr (GPtrArray) standing = NULL;
  ChoshoValue *replaces = chosho_value_get (item, "replaces");
  guint named = chosho_value_get_length (replaces);

  if (action->mode == CHOSHO_WRITE_SET)
    return named == 0 ? NULL : refuse (reason, "replaced", _("such a write replaces nothing"));
  standing = chosho_view_list (view, key);

  for (guint i = 0; i < named; i++)
    {
      ChoshoWrite *old = chosho_state_lookup_write (chosho_view_get_state (view),
                                                    chosho_value_as_string (chosho_value_get_item (replaces, i)));

      if (old == NULL || !g_ptr_array_find (standing, old, NULL))
        return refuse (reason, "replaced", _("what it replaces did not stand"));
      for (guint j = 0; j < i; j++)
        if (chosho_value_equal (chosho_value_get_item (replaces, i), chosho_value_get_item (replaces, j)))
          return refuse (reason, "replaced", _("it names one write twice"));
    }
  if (action->mode == CHOSHO_WRITE_REGISTER && named != standing->len)
    return refuse (reason, "replaced", _("it does not name what stood before"));
  if (action->mode == CHOSHO_WRITE_REMOVE && named == 0)
    return refuse (reason, "replaced", _("it takes nothing away"));
  return NULL;
}

/* One key, one person: otherwise somebody could pass another's acts off as a third person's. */
static const char *
check_key (ChoshoView *view, ChoshoValue *item, char **reason)
{
  g_autofree char *fingerprint = chosho_team_fingerprint (chosho_value_get_string (item, "public_key"));
  const ChoshoMember *holder = NULL;

  if (fingerprint == NULL)
    return refuse (reason, "form", _("the public key is not one"));
  holder = chosho_team_resolve (view, fingerprint);
  if (holder != NULL && g_strcmp0 (holder->id, chosho_value_get_string (item, "member")) != 0)
    return refuse (reason, "form", _("the key belongs to another person already"));
  return NULL;
}

/* TRUE where some executive could act: is in the team and has a key that is not revoked. */
static gboolean
has_acting_executive (ChoshoView *view)
{
  g_autoptr (GPtrArray) members = chosho_team_list (view);

  for (guint i = 0; i < members->len; i++)
    {
      const ChoshoMember *member = g_ptr_array_index (members, i);
      g_autoptr (GPtrArray) keys = NULL;

      if (member->left || (member->roles & CHOSHO_ROLE_EXECUTIVE) == 0)
        continue;
      keys = chosho_team_list_fingerprints (view, member->id);
      if (keys->len > 0)
        return TRUE;
    }
  return FALSE;
}

/* Executives are named by executives; the creator names the first, as long as none is in effect.
 * Others are added by leaders and executives (architecture §1.6). */
static const char *
check_member_add (ChoshoView *view, const ChoshoMember *author, ChoshoValue *item, char **reason)
{
  ChoshoRoles roles = chosho_roles_from_value (chosho_value_get (item, "roles"));
  const char *changed = chosho_value_get_string (item, "member");
  g_autofree char *creator = g_strdup_printf ("%s#1", chosho_state_get_engagement (chosho_view_get_state (view)));
  const ChoshoMember *before = changed != NULL ? chosho_team_lookup (view, changed) : NULL;
  const char *code;

  if (roles == CHOSHO_ROLE_NONE)
    return refuse (reason, "form", _("a role is not known"));
  code = check_key (view, item, reason);
  if (code != NULL)
    return code;

  if ((author->roles & CHOSHO_ROLE_EXECUTIVE) != 0)
    return NULL;
  if (((roles | (before != NULL ? before->named : 0)) & CHOSHO_ROLE_EXECUTIVE) != 0)
    {
      if (strcmp (author->id, creator) == 0 && !has_acting_executive (view))
        return NULL;
      return refuse (reason, "wrong-role", _("executives are named by executives"));
    }
  if ((author->roles & CHOSHO_ROLE_LEADER) != 0)
    return NULL;
  return refuse (reason, "wrong-role", _("members are added by leaders and executives"));
}

/* About oneself; about others as a leader or executive, about an executive as an executive: else a
 * leader could act as one by a key of their own, or be rid of the last. */
static const char *
check_own_or_leading (ChoshoView *view, const ChoshoMember *author, ChoshoValue *item, char **reason)
{
  const char *id = chosho_value_get_string (item, "member");
  const ChoshoMember *member = chosho_team_lookup (view, id);

  if (strcmp (author->id, id) != 0 && (author->roles & CHOSHO_ROLES_LEADING) == 0)
    return refuse (reason, "wrong-role", _("that needs a leader or an executive"));
  if (strcmp (author->id, id) != 0 && member != NULL && (member->named & CHOSHO_ROLE_EXECUTIVE) != 0
      && (author->roles & CHOSHO_ROLE_EXECUTIVE) == 0)
    return refuse (reason, "wrong-role", _("that needs an executive"));
  return chosho_value_get (item, "public_key") != NULL ? check_key (view, item, reason) : NULL;
}

/* By the first of @blockers that is more than a warning; NULL where none is. */
static const char *
refuse_first (GPtrArray *blockers, char **reason)
{
  for (guint i = 0; i < blockers->len; i++)
    {
      ChoshoBlocker *blocker = g_ptr_array_index (blockers, i);

      if (!blocker->warning)
        return refuse (reason, blocker->code, blocker->code);
    }
  return NULL;
}

static const char *
check_sign_off (ChoshoView *view, const ChoshoMember *author, ChoshoValue *item, char **reason)
{
  const char *target = chosho_value_get_string (item, "target");
  ChoshoStage stage = chosho_stage_from_code (chosho_value_get_string (item, "stage"));
  g_autoptr (GPtrArray) blockers = chosho_gate_check (view, target, stage, author->id, chosho_value_get (item, "opened"));
  const char *code = refuse_first (blockers, reason);
  g_autofree char *digest = NULL;

  if (code != NULL)
    return code;
  if (chosho_value_get_integer (item, "view_version", 0) != CHOSHO_SIGNED_VIEW_VERSION)
    return refuse (reason, "form", _("the version of the signed view is not known"));
  digest = chosho_signed_view_digest (view, target, stage);
  if (g_strcmp0 (digest, chosho_value_get_string (item, "view")) != 0)
    return refuse (reason, "form", _("the digest is not that of what its author had before them"));
  return NULL;
}

static const char *
check_issue (ChoshoView *view, const ChoshoMember *author, ChoshoValue *item, char **reason)
{
  g_autoptr (GPtrArray) blockers = chosho_gate_check_issue (view, author->id, chosho_value_get_string (item, "report_date"));

  return refuse_first (blockers, reason);
}

static const char *
check_assembly (ChoshoView *view, const ChoshoMember *author, ChoshoValue *item, char **reason)
{
  g_autoptr (GPtrArray) blockers = chosho_assembly_check (view, author->id, chosho_value_get_string (item, "reason"));

  return refuse_first (blockers, reason);
}

/* What has a report did not end without one. */
static const char *
check_ending (ChoshoView *view, ChoshoValue *item, char **reason)
{
  g_autoptr (GPtrArray) issued = chosho_view_list_action (view, "report-issue");
  g_autofree char *why = chosho_text_fold_width (chosho_value_get_string (item, "reason"));

  if (why[0] == '\0')
    return refuse (reason, "form", _("an engagement is ended, or resumed, with a reason"));
  if (issued->len > 0 && !chosho_value_get_boolean (item, "resumed", FALSE))
    return refuse (reason, "report-issued", chosho_blocker_describe ("report-issued"));
  return NULL;
}

/* A sign-off is withdrawn by who gave it, or by an executive. */
static const char *
check_withdraw (ChoshoView *view, const ChoshoMember *author, ChoshoValue *item, char **reason)
{
  ChoshoValue *replaces = chosho_value_get (item, "replaces");

  if ((author->roles & CHOSHO_ROLE_EXECUTIVE) != 0)
    return NULL;
  for (guint i = 0; i < chosho_value_get_length (replaces); i++)
    {
      ChoshoWrite *old = chosho_state_lookup_write (chosho_view_get_state (view),
                                                    chosho_value_as_string (chosho_value_get_item (replaces, i)));

      if (old != NULL && g_strcmp0 (chosho_write_get_author_member (old), author->id) != 0)
        return refuse (reason, "wrong-role", _("a sign-off is withdrawn by who gave it or by an executive"));
    }
  return NULL;
}

/* What was completed goes back to who prepared it by the word of anybody who may review it; what stands above it falls with
 * it, and is its signer's or an executive's to take away. */
static const char *
check_return (ChoshoView *view, const ChoshoMember *author, ChoshoValue *item, char **reason)
{
  const char *target = chosho_value_get_string (item, "target");
  g_autofree char *why = chosho_text_fold_width (chosho_value_get_string (item, "reason"));

  if (why[0] == '\0')
    return refuse (reason, "form", _("work is sent back with a reason"));
  if (strcmp (chosho_value_get_string (item, "stage"), "complete") != 0)
    return check_withdraw (view, author, item, reason);
  if (chosho_gate_role_allows (author->roles, target, CHOSHO_STAGE_REVIEW, chosho_gate_is_designated (view, target, author->id)))
    return NULL;
  return refuse (reason, "wrong-role", _("work is sent back by who may review it"));
}

/* A note is cleared by who raised it, or by an executive. */
static const char *
check_note_clear (ChoshoView *view, const ChoshoMember *author, ChoshoValue *item, char **reason)
{
  ChoshoWrite *note = chosho_view_get_printf (view, "note:%s", chosho_value_get_string (item, "note"));

  if (note == NULL)
    return refuse (reason, "form", _("there is no such note"));
  if ((author->roles & CHOSHO_ROLE_EXECUTIVE) != 0 || g_strcmp0 (chosho_write_get_author_member (note), author->id) == 0)
    return NULL;
  return refuse (reason, "wrong-role", _("a note is cleared by who raised it or by an executive"));
}

/* TRUE where the finding whose state @key is was moved to @state, then or since moved on. */
static gboolean
was_in_state (ChoshoView *view, ChoshoKey *key, const char *state)
{
  for (guint i = 0; i < key->writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (key->writes, i);

      if (chosho_view_counts (view, write->node) && g_strcmp0 (chosho_value_get_string (write->item, "state"), state) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What the client was asked about, or answered, is what the finding says or once said. */
static const char *
check_asked (ChoshoView *view, ChoshoValue *item, char **reason)
{
  const char *digest = chosho_value_get_string (item, "text_sha256");

  if (digest == NULL || chosho_finding_find_version (view, chosho_value_get_string (item, "finding"), digest) != NULL)
    return NULL;
  return refuse (reason, "form", _("the finding never said what the client is said to have been asked about"));
}

/* The report says that the facts were confirmed with the client: whoever confirms them asked before, and either has the
 * answer, or says why there is none or why the fact stands though the client does not agree. */
static const char *
check_confirm (ChoshoView *view, ChoshoValue *item, char **reason)
{
  ChoshoWrite *standing = chosho_view_get_printf (view, "finding-state:%s", chosho_value_get_string (item, "finding"));
  const char *state = standing != NULL ? chosho_value_get_string (standing->item, "state") : "candidate";
  const char *text = chosho_value_get_string (item, "text");
  g_autofree char *said = text != NULL ? chosho_text_fold_width (text) : NULL;

  if (strcmp (chosho_value_get_string (item, "state"), "confirmed") != 0)
    return check_asked (view, item, reason);
  if (standing == NULL || !was_in_state (view, standing->key, "inquired"))
    return refuse (reason, "finding-unconfirmed", _("the client has not been asked about the finding: record first that the client was asked to confirm the fact"));
  if (said != NULL && said[0] != '\0')
    return NULL;
  if (g_strcmp0 (chosho_value_get_string (standing->item, "answer"), "disagrees") == 0)
    return refuse (reason, "finding-unconfirmed", _("the client does not agree: say why the fact stands"));
  if (strcmp (state, "answered") == 0 || strcmp (state, "confirmed") == 0)
    return NULL;
  return refuse (reason, "finding-unconfirmed", _("no answer of the client is recorded: say why there is none"));
}

/* The client is told why something comes back or is not wanted any more. */
static const char *
check_request (ChoshoValue *item, char **reason)
{
  const char *state = chosho_value_get_string (item, "state");
  const char *text = chosho_value_get_string (item, "text");
  g_autofree char *said = text != NULL ? chosho_text_fold_width (text) : NULL;

  if ((strcmp (state, "returned") != 0 && strcmp (state, "withdrawn") != 0) || (said != NULL && said[0] != '\0'))
    return NULL;
  return refuse (reason, "form", _("a request is returned or withdrawn with a reason"));
}

/* What came again replaces what came before: other evidence, and none that already replaced it, however far on. */
static const char *
check_version (ChoshoView *view, ChoshoValue *item, char **reason)
{
  const char *evidence = chosho_value_get_string (item, "evidence");
  const char *older = chosho_value_get_string (item, "older");

  if (chosho_view_get_item_printf (view, "evidence:%s", older) == NULL)
    return refuse (reason, "form", _("there is no such evidence to replace"));
  if (chosho_evidence_descends_from (view, older, evidence))
    return refuse (reason, "form", _("evidence cannot replace itself, nor a later version of itself"));
  return NULL;
}

/* What could not be read would switch its check off; the setting that stood goes on. */
static const char *
check_setting (ChoshoValue *item, char **reason)
{
  g_autoptr (ChoshoWordingRules) rules = NULL;
  g_autoptr (GError) error = NULL;

  if (strcmp (chosho_value_get_string (item, "name"), "wording") != 0)
    return NULL;
  rules = chosho_wording_rules_new (chosho_value_get (item, "value"), &error);
  return rules != NULL ? NULL : refuse (reason, "form", error->message);
}

static const char *
check_rule (ChoshoView *view, const ChoshoMember *author, const ChoshoAction *action, ChoshoValue *item, char **reason)
{
  gboolean own = g_strcmp0 (chosho_value_get_string (item, "member"), author->id) == 0;

  switch (action->rule)
    {
    case CHOSHO_RULE_MEMBER_ADD:
      return check_member_add (view, author, item, reason);
    case CHOSHO_RULE_OWN:
      return own ? NULL : refuse (reason, "wrong-role", _("a confirmation is the person's own"));
    case CHOSHO_RULE_OWN_OR_LEADING:
      return check_own_or_leading (view, author, item, reason);
    case CHOSHO_RULE_SIGN_OFF:
      return check_sign_off (view, author, item, reason);
    case CHOSHO_RULE_WITHDRAW:
      return check_withdraw (view, author, item, reason);
    case CHOSHO_RULE_RETURN:
      return check_return (view, author, item, reason);
    case CHOSHO_RULE_NOTE_CLEAR:
      return check_note_clear (view, author, item, reason);
    case CHOSHO_RULE_EVIDENCE:
      return chosho_evidence_check (view, item, reason) ? NULL : "form";
    case CHOSHO_RULE_MARK:
      return chosho_mark_check (view, item, reason) ? NULL : "form";
    case CHOSHO_RULE_MARK_CONTROL:
      return chosho_mark_check_withdraw (view, item, reason) ? NULL : "form";
    case CHOSHO_RULE_VERSION:
      return check_version (view, item, reason);
    case CHOSHO_RULE_SETTING:
      return check_setting (item, reason);
    case CHOSHO_RULE_REQUEST:
      return check_request (item, reason);
    case CHOSHO_RULE_CONFIRM:
      return check_confirm (view, item, reason);
    case CHOSHO_RULE_ISSUE:
      return check_issue (view, author, item, reason);
    case CHOSHO_RULE_ENDING:
      return check_ending (view, item, reason);
    case CHOSHO_RULE_ASSEMBLY:
      return check_assembly (view, author, item, reason);
    case CHOSHO_RULE_NONE:
    case CHOSHO_RULE_CHECKPOINT: /* its roots are recomputed by `verify`; they give no power */
    default:
      return NULL;
    }
}

/* Events that an act decides over must have been seen: else what it says would change when they come. */
static const char *
check_events (ChoshoView *view, ChoshoValue *item, char **reason)
{
  static const char *const fields[] = { "heads", "void", "accepted" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      ChoshoValue *ids = chosho_value_get (item, fields[i]);

      for (guint j = 0; j < chosho_value_get_length (ids); j++)
        {
          const char *id = chosho_value_as_string (chosho_value_get_item (ids, j));
          ChoshoNode *node = chosho_state_lookup (chosho_view_get_state (view), id);

          if (node == NULL || !chosho_view_sees (view, node))
            {
              *reason = g_strdup_printf (_("there is no event %s"), id);
              return "form";
            }
        }
    }
  return NULL;
}

static const char *
check_thing (ChoshoView *view, const char *kind, const char *id, char **reason)
{
  if (chosho_view_get_item_printf (view, "%s:%s", kind, id) != NULL)
    return NULL;
  *reason = g_strdup_printf (_("there is no %s %s"), kind, id);
  return "form";
}

/* The things that a write speaks of must be there. */
static const char *
check_things (ChoshoView *view, const ChoshoAction *action, ChoshoValue *item, char **reason)
{
  static const char *const things[] = { "evidence", "sample", "population", "finding", "note", "member", "mark", "request", "pack", "draft", "comment" };
  ChoshoValue *evidence = chosho_value_get (item, "evidence");
  const char *code = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (things) && code == NULL; i++)
    {
      const char *id = chosho_value_as_string (chosho_value_get (item, things[i]));

      if (id != NULL && action->subjects != NULL && strstr (action->subjects, things[i]) != NULL)
        code = check_thing (view, things[i], id, reason);
    }
  for (guint i = 0; i < chosho_value_get_length (evidence) && code == NULL; i++)
    code = check_thing (view, "evidence", chosho_value_as_string (chosho_value_get_item (evidence, i)), reason);
  if (code == NULL && strcmp (action->name, "link") == 0)
    code = check_thing (view, chosho_value_get_string (item, "kind"), chosho_value_get_string (item, "to"), reason);
  return code;
}

static const char *
check_author (const ChoshoMember *author, const ChoshoAction *action, char **reason)
{
  if (author == NULL || author->left)
    return refuse (reason, "not-a-member", chosho_blocker_describe ("not-a-member"));
  if ((author->roles & action->roles) == 0)
    return refuse (reason, "wrong-role", chosho_blocker_describe ("wrong-role"));
  /* Powers begin with one's own confirmation of independence, which needs membership only. */
  if (!author->independent && action->rule != CHOSHO_RULE_OWN)
    return refuse (reason, "independence-missing", chosho_blocker_describe ("independence-missing"));
  return NULL;
}

const char *
chosho_rules_check_author (ChoshoView *view, const char *fingerprint, const ChoshoAction *action)
{
  const ChoshoMember *author = chosho_team_resolve (view, fingerprint);
  g_autofree char *reason = NULL;

  return check_author (author, action, &reason);
}

const char *
chosho_rules_check (ChoshoView *view, const char *fingerprint, const ChoshoAction *action, ChoshoValue *item,
                    const char *key, char **reason)
{
  const ChoshoMember *author;
  const char *code;

  if (!chosho_action_validate (action, item, reason))
    return "form";
  author = chosho_team_resolve (view, fingerprint);
  code = check_author (author, action, reason);
  if (code == NULL)
    code = check_things (view, action, item, reason);
  if (code == NULL)
    code = check_events (view, item, reason);
  if (code == NULL)
    code = check_replaces (view, action, item, key, reason);
  if (code == NULL)
    code = check_rule (view, author, action, item, reason);
  return code;
}
