/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-assembly.h"
#include "chosho-control-state.h"
#include "chosho-finding.h"
#include "chosho-gate.h"

#define MINIMUM_TEAM 3 /* including the executive (domain §6) */

static ChoshoBlocker *
add (GPtrArray *blockers, const char *code, gboolean warning, const char *control, const char *detail)
{
  ChoshoBlocker *blocker = chosho_blocker_new (code, warning, control);

  blocker->detail = g_strdup (detail);
  g_ptr_array_add (blockers, blocker);
  return blocker;
}

/* --- Controls and papers --------------------------------------------------------------------- */

/* Without a completed stage the open steps say nothing more than that it is missing. */
static void
add_blockers_of (GPtrArray *blockers, ChoshoView *view, const char *target)
{
  g_autoptr (GPtrArray) own = chosho_gate_check (view, target, CHOSHO_STAGE_APPROVE, NULL, NULL);

  while (own->len > 0)
    g_ptr_array_add (blockers, g_ptr_array_steal_index (own, 0));
}

static void
check_target (GPtrArray *blockers, ChoshoView *view, const char *target, gboolean paper)
{
  ChoshoControlState state;

  chosho_control_state_get (view, target, &state);
  if (state.state == CHOSHO_WORK_OUT_OF_SCOPE)
    {
      ChoshoValue *entry = chosho_view_get_item_printf (view, "entry:%s", target);

      /* A warning only, and never a finding: requirements of the statement are outside the audit. */
      if (chosho_value_get_boolean (entry, "mandatory", FALSE) && !chosho_statement_is_selected (view, target))
        add (blockers, "mandatory-not-selected", TRUE, target, NULL);
      return;
    }
  if (state.state == CHOSHO_WORK_APPROVED)
    return;
  if (paper)
    {
      add (blockers, "paper-missing", FALSE, target,
           chosho_value_get_string (chosho_view_get_item_printf (view, "paper:%s", target), "title"));
      return;
    }
  if (state.stale)
    add (blockers, "stale-signoff", FALSE, target, NULL);
  else if (state.writes[CHOSHO_STAGE_APPROVE] == NULL)
    add (blockers, "stage-missing", FALSE, target, "approve");
  if (state.writes[CHOSHO_STAGE_COMPLETE] != NULL)
    add_blockers_of (blockers, view, target);
}

static void
check_controls (GPtrArray *blockers, ChoshoView *view)
{
  g_autoptr (GPtrArray) entries = chosho_view_list_action (view, "catalogue-entry");
  g_autoptr (GPtrArray) papers = chosho_view_list_action (view, "paper");
  g_autoptr (GPtrArray) changed = chosho_view_list_action (view, "paper-change");

  for (guint i = 0; i < entries->len; i++)
    {
      ChoshoValue *entry = ((ChoshoWrite *) g_ptr_array_index (entries, i))->item;

      if (strcmp (chosho_value_get_string (entry, "level"), "control") == 0)
        check_target (blockers, view, chosho_value_get_string (entry, "number"), FALSE);
    }
  g_ptr_array_extend (papers, changed, NULL, NULL);
  for (guint i = 0; i < papers->len; i++)
    {
      ChoshoWrite *paper = g_ptr_array_index (papers, i);

      if (chosho_value_get_boolean (paper->item, "required_for_issue", FALSE))
        check_target (blockers, view, strchr (paper->key->name, ':') + 1, TRUE);
    }
}

/* --- Team ------------------------------------------------------------------------------------ */

/* TRUE where the firm asks of everybody in one of @roles that a qualification is recorded. What it has to be is the
 * firm's to know: the published rules ask it of executive and leader without a list (domain §6). */
static gboolean
is_qualification_required (ChoshoView *view, ChoshoRoles roles)
{
  ChoshoValue *list = chosho_value_get (chosho_view_get_item (view, "setting:role_requirements"), "value");

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (list, i);

      if ((roles & chosho_role_from_code (chosho_value_get_string (entry, "role"))) != 0
          && chosho_value_get_boolean (entry, "qualification", FALSE))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_filled (ChoshoValue *item, const char *field)
{
  const char *text = chosho_value_get_string (item, field);

  return text != NULL && text[0] != '\0';
}

/* What the record of one person lacks. A recorded day on which a qualification ends binds whoever holds it; that none is
 * recorded stops the issue only where the firm says so, and is else a word to the team (@tell). Nationality: domain §6. */
static void
check_person (GPtrArray *blockers, ChoshoView *view, ChoshoMember *member, const char *date, gboolean tell)
{
  ChoshoValue *item = chosho_view_get_item_printf (view, "member:%s", member->id);
  const char *until = chosho_value_get_string (item, "qualification_until");
  gboolean required = is_qualification_required (view, member->roles);

  if (!is_filled (item, "qualification") && (required || (tell && (member->roles & CHOSHO_ROLES_LEADING) != 0)))
    add (blockers, "qualification-missing", !required, NULL, member->name);
  else if (until != NULL && strcmp (until, date) < 0)
    add (blockers, "qualification-expired", FALSE, NULL, member->name);
  if (g_strcmp0 (chosho_value_get_string (item, "nationality"), "other") == 0 && !is_filled (item, "nationality_inquiry"))
    add (blockers, "nationality-inquiry-missing", FALSE, NULL, member->name);
}

/* At least three including the executive; executive, leader and quality controller assigned; each
 * member's own confirmation (domain §6). */
static void
check_team (GPtrArray *blockers, ChoshoView *view, const char *person, const char *date, gboolean tell)
{
  g_autoptr (GPtrArray) members = chosho_team_list (view);
  guint current = 0;
  gboolean executive = FALSE;

  for (guint i = 0; i < members->len; i++)
    {
      ChoshoMember *member = g_ptr_array_index (members, i);

      if (member->left)
        continue;
      current++;
      if (!member->independent)
        add (blockers, "independence-missing", FALSE, NULL, member->name);
      if (person != NULL && strcmp (member->id, person) == 0)
        executive = (member->roles & CHOSHO_ROLE_EXECUTIVE) != 0;
    }
  if (current < MINIMUM_TEAM)
    add (blockers, "team-too-small", FALSE, NULL, NULL);
  if (!chosho_team_has_role (view, CHOSHO_ROLE_EXECUTIVE))
    add (blockers, "role-unfilled", FALSE, NULL, "executive");
  if (!chosho_team_has_role (view, CHOSHO_ROLE_LEADER))
    add (blockers, "role-unfilled", FALSE, NULL, "leader");
  if (!chosho_team_has_role (view, CHOSHO_ROLE_QUALITY))
    add (blockers, "quality-controller-missing", FALSE, NULL, NULL);
  if (person != NULL && !executive)
    add (blockers, "wrong-role", FALSE, NULL, NULL);
  for (guint i = 0; i < members->len; i++)
    if (!((ChoshoMember *) g_ptr_array_index (members, i))->left)
      check_person (blockers, view, g_ptr_array_index (members, i), date, tell);
}

GPtrArray *
chosho_gate_list_team (ChoshoView *view, const char *date)
{
  GPtrArray *blockers = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);

  check_team (blockers, view, NULL, date, TRUE);
  return blockers;
}

/* --- Statement, representation, events, findings ---------------------------------------------- */

/* TRUE where another final statement was recorded in the knowledge of @write. */
static gboolean
is_superseded (GPtrArray *files, ChoshoWrite *write)
{
  for (guint i = 0; i < files->len; i++)
    {
      ChoshoWrite *other = g_ptr_array_index (files, i);

      if (chosho_value_get_boolean (other->item, "final", FALSE)
          && (chosho_node_is_before (write->node, other->node) || (write->node == other->node && write->index < other->index)))
        return TRUE;
    }
  return FALSE;
}

/* The digest of the statement that was recorded last as final; NULL where there is none, or several
 * persons recorded different ones without knowing of each other. */
static const char *
final_statement (ChoshoView *view)
{
  g_autoptr (GPtrArray) files = chosho_view_list_action (view, "statement-file");
  const char *digest = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      ChoshoWrite *file = g_ptr_array_index (files, i);
      const char *own = chosho_value_get_string (file->item, "sha256");

      if (!chosho_value_get_boolean (file->item, "final", FALSE) || is_superseded (files, file))
        continue;
      if (digest != NULL && strcmp (digest, own) != 0)
        return NULL;
      digest = own;
    }
  return digest;
}

/* The representation names the version of the statement that is final, and is dated no later than the report; subsequent
 * events are considered up to its date (domain §5). How late the last inquiry may be is the firm's practice: a warning. */
static void
check_documents (GPtrArray *blockers, ChoshoView *view, const char *report_date)
{
  const char *statement = final_statement (view);
  ChoshoValue *representation = chosho_view_get_item (view, "representation");
  ChoshoValue *events = chosho_view_get_item (view, "subsequent-events");
  const char *dated = chosho_value_get_string (representation, "dated");
  const char *up_to = chosho_value_get_string (events, "up_to");

  if (statement == NULL)
    add (blockers, "statement-not-final", FALSE, NULL, NULL);
  if (representation == NULL
      || (statement != NULL && g_strcmp0 (chosho_value_get_string (representation, "statement"), statement) != 0))
    add (blockers, "representation-missing", FALSE, NULL, NULL);
  if (events == NULL)
    add (blockers, "subsequent-events-missing", FALSE, NULL, NULL);
  if (dated != NULL && strcmp (dated, report_date) > 0)
    add (blockers, "representation-missing", FALSE, NULL, dated);
  if (up_to != NULL && strcmp (up_to, report_date) < 0)
    add (blockers, "subsequent-events-missing", TRUE, NULL, up_to);
}

static void
check_findings (GPtrArray *blockers, ChoshoView *view)
{
  g_autoptr (GPtrArray) findings = chosho_view_list_action (view, "finding");
  g_autoptr (GPtrArray) changed = chosho_view_list_action (view, "finding-change");

  g_ptr_array_extend (findings, changed, NULL, NULL);
  for (guint i = 0; i < findings->len; i++)
    {
      ChoshoWrite *finding = g_ptr_array_index (findings, i);
      const char *id = strchr (finding->key->name, ':') + 1;
      const char *state = chosho_value_get_string (chosho_view_get_item_printf (view, "finding-state:%s", id), "state");
      const char *first = chosho_value_as_string (chosho_value_get_item (chosho_value_get (finding->item, "controls"), 0));

      if (g_strcmp0 (state, "withdrawn") == 0)
        continue;
      if (g_strcmp0 (state, "confirmed") != 0)
        add (blockers, "finding-unconfirmed", FALSE, first, id);
      if (chosho_finding_is_changed (view, id))
        add (blockers, "finding-changed", TRUE, first, id);
    }
}

/* What the client said of a draft is carried out, or declined with a reason. */
static void
check_comments (GPtrArray *blockers, ChoshoView *view)
{
  g_autoptr (GPtrArray) comments = chosho_view_list_action (view, "comment");

  for (guint i = 0; i < comments->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (comments, i));

      if (chosho_view_get_item_printf (view, "comment-decision:%s", id) == NULL)
        add (blockers, "comment-open", FALSE, NULL, id);
    }
}

/* --- Conflicts ------------------------------------------------------------------------------- */

/* The names of registers that the controls' own blockers have named. (transfer full) (element-type utf8, borrowed) */
static GHashTable *
list_named (GPtrArray *blockers)
{
  GHashTable *named = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < blockers->len; i++)
    {
      ChoshoBlocker *blocker = g_ptr_array_index (blockers, i);

      if (strcmp (blocker->code, "conflict-open") == 0)
        g_hash_table_add (named, blocker->detail);
    }
  return named;
}

/* The control that @write is about; NULL where it is about none, or about several. */
static const char *
control_of (const ChoshoWrite *write)
{
  const char *control = chosho_value_get_string (write->item, strcmp (write->action->name, "catalogue-entry") == 0 ? "number" : "control");

  return control != NULL && control[0] != '\0' ? control : NULL;
}

/* The last by event id of what stands at @key: chosho_view_get() shows the first. */
static ChoshoWrite *
find_beside (ChoshoView *view, ChoshoKey *key)
{
  g_autoptr (GPtrArray) standing = chosho_view_list (view, key->name);
  ChoshoWrite *last = g_ptr_array_index (standing, 0);

  for (guint i = 1; i < standing->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (standing, i);

      if (strcmp (chosho_node_get_event (write->node)->id_hex, chosho_node_get_event (last->node)->id_hex) > 0)
        last = write;
    }
  return last;
}

static void
add_conflict (GPtrArray *blockers, ChoshoView *view, ChoshoKey *key)
{
  ChoshoWrite *beside = find_beside (view, key);
  ChoshoBlocker *blocker = add (blockers, "conflict-open", FALSE, control_of (beside), key->name);

  blocker->kind = beside->action->name;
  blocker->id = chosho_write_dup_id (beside);
}

/* Whatever stands twice: of settings, members, criteria, scope or papers the rules and the report would silently take
 * one. Sign-offs alone may be several; after the controls, whose own conflicts are named by then. */
static void
check_conflicts (GPtrArray *blockers, ChoshoView *view)
{
  g_autoptr (GPtrArray) keys = chosho_view_list_conflicts (view);
  g_autoptr (GHashTable) named = list_named (blockers);

  for (guint i = 0; i < keys->len; i++)
    {
      ChoshoKey *key = g_ptr_array_index (keys, i);

      if (!g_str_has_prefix (key->name, "sign-off:") && !g_hash_table_contains (named, key->name))
        add_conflict (blockers, view, key);
    }
}

static void
check_clocks (GPtrArray *blockers, ChoshoView *view)
{
  ChoshoState *state = chosho_view_get_state (view);

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);

      if (chosho_view_counts (view, node) && chosho_node_is_clock_reversed (node))
        add (blockers, "clock-reversed", TRUE, NULL, chosho_node_get_event (node)->id_hex);
    }
}

static void
check_ending (GPtrArray *blockers, ChoshoView *view)
{
  ChoshoWrite *ending = chosho_assembly_get_ending (view);

  if (ending != NULL)
    add (blockers, "engagement-ended", FALSE, NULL, chosho_value_get_string (ending->item, "reason"));
}

GPtrArray *
chosho_gate_check_issue (ChoshoView *view, const char *member, const char *report_date)
{
  GPtrArray *blockers = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);
  g_autoptr (ChoshoWordingRules) rules = NULL;

  check_ending (blockers, view);
  check_team (blockers, view, member, report_date, FALSE);
  check_documents (blockers, view, report_date);
  check_findings (blockers, view);
  check_comments (blockers, view);
  check_controls (blockers, view);
  check_conflicts (blockers, view);
  check_clocks (blockers, view);
  rules = chosho_gate_dup_wording_rules (view);
  if (rules != NULL)
    chosho_gate_add_wording (view, rules, NULL, FALSE, blockers);
  return blockers;
}
