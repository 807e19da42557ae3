/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-conflict.h"
#include "chosho-control-state.h"
#include "chosho-evidence.h"
#include "chosho-instance.h"
#include "chosho-number.h"
#include "chosho-projection.h"
#include "chosho-reference.h"
#include "chosho-text.h"

static void
set_string_or_null (ChoshoValue *json, const char *key, const char *text)
{
  chosho_value_set (json, key, text != NULL ? chosho_value_new_string (text) : chosho_value_new_null ());
}

static void
render_entry (ChoshoRender *self, const char *number, const char *position, ChoshoValue *entry)
{
  static const char *const fields[] = { "number", "level", "tier", "title", "text", "parent", "label", "edition" };
  ChoshoValue *json = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = chosho_value_get_string (entry, fields[i]);

      if (text != NULL || strcmp (fields[i], "label") != 0)
        set_string_or_null (json, fields[i], text);
    }
  chosho_value_set_boolean (json, "mandatory", chosho_value_get_boolean (entry, "mandatory", FALSE));
  chosho_render_emit (self, "catalog", number, position, number, json);
}

/* --- Steps ----------------------------------------------------------------------------------- */

ChoshoValue *
chosho_render_list_linked (ChoshoRender *self, GPtrArray *links, const char *step, const char *kind)
{
  ChoshoValue *out = chosho_value_new_array ();
  g_autoptr (GHashTable) seen = g_hash_table_new (chosho_text_hash, g_str_equal);

  for (guint i = 0; i < links->len; i++)
    {
      ChoshoValue *link = ((ChoshoWrite *) g_ptr_array_index (links, i))->item;
      const char *to = chosho_value_get_string (link, "to");

      if (g_strcmp0 (chosho_value_get_string (link, "kind"), kind) == 0
          && (step == NULL || g_strcmp0 (chosho_value_get_string (link, "step"), step) == 0)
          && chosho_evidence_counts (self->view, to)
          && g_hash_table_add (seen, (gpointer) to))
        chosho_value_append_string (out, to);
    }
  return out;
}

static void
set_performance (ChoshoRender *self, ChoshoValue *json, const ChoshoStep *step)
{
  static const char *const fields[] = { "result", "performed_on", "reason", "respondent", "place" };
  g_autofree char *id = NULL;
  ChoshoWrite *origin;

  if (step->performance == NULL)
    {
      set_string_or_null (json, "outcome", NULL);
      set_string_or_null (json, "recorded_technique", NULL);
      return;
    }
  id = chosho_write_dup_id (step->performance);
  chosho_value_set_string (json, "outcome", chosho_step_get_outcome (step));
  chosho_value_set_string (json, "recorded_technique", chosho_value_get_string (step->performance->item, "technique"));
  chosho_value_set_string (json, "performance", id);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    chosho_value_set_string (json, fields[i], chosho_value_get_string (step->performance->item, fields[i]));
  origin = chosho_conflict_find_origin (self->view, step->performance);
  chosho_render_set_author (self, json, "performed_by", "recorded_at", origin);
  if (origin != step->performance)
    chosho_render_set_author (self, json, "decided_by", "decided_at", step->performance);
  if (chosho_view_has_conflict (self->view, step->performance->key))
    chosho_value_set_boolean (json, "conflict", TRUE);
}

static void
render_step (ChoshoRender *self, const ChoshoInstance *instance, const ChoshoStep *step, GPtrArray *links, const char *sort)
{
  static const char *const kinds[] = { "evidence", "interview", "observation", "sample" };
  static const char *const names[] = { "evidence", "interviews", "observations", "samples" };
  ChoshoValue *json = chosho_value_new_object ();
  /* Ids of prescribed steps are digests that cover the control. One that follows from nothing is what somebody
   * wrote: two controls may have it. */
  g_autofree char *row_id = step->definition != NULL ? g_strdup (step->id) : g_strconcat (instance->control, " ", step->id, NULL);

  chosho_value_set_string (json, "id", step->id);
  chosho_value_set_string (json, "control", instance->control);
  set_string_or_null (json, "procedure", instance->procedure[0] != '\0' ? instance->procedure : NULL);
  set_string_or_null (json, "individual", instance->individual[0] != '\0' ? instance->individual : NULL);
  set_string_or_null (json, "version", instance->version[0] != '\0' ? instance->version : NULL);
  set_string_or_null (json, "unit", instance->unit[0] != '\0' ? instance->unit : NULL);
  chosho_value_set_string (json, "phase", step->phase);
  set_string_or_null (json, "subject", step->subject);
  chosho_value_set_string (json, "technique", step->technique);
  chosho_value_set_boolean (json, "stands_alone", step->stands_alone);
  chosho_value_set_boolean (json, "required", step->required);
  chosho_value_set_boolean (json, "disclosable", chosho_value_get_boolean (step->definition, "disclosable", FALSE));
  chosho_value_set_string (json, "text", step->text);
  chosho_value_set_string (json, "request_text", chosho_value_get_string (step->definition, "request_text"));
  chosho_value_set_string (json, "report_text", chosho_value_get_string (step->definition, "report_text"));
  chosho_value_set_string (json, "state", step->performance == NULL ? "open" : chosho_step_is_performed (step) ? "performed" : "unable");
  set_performance (self, json, step);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    chosho_value_set (json, names[i], chosho_render_list_linked (self, links, step->id, kinds[i]));
  chosho_render_emit (self, "step", row_id, sort, instance->control, json);
}

/* Adds the code once. */
static void
add_code (ChoshoValue *list, const char *code)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (list, i)), code) == 0)
      return;
  chosho_value_append_string (list, code);
}

/* Returns the techniques of the steps that are not recorded yet. (transfer full) */
static ChoshoValue *
render_steps (ChoshoRender *self, const char *number, const char *position)
{
  ChoshoValue *open = chosho_value_new_array ();
  g_autofree char *subject = g_strconcat ("control:", number, NULL);
  g_autoptr (GPtrArray) links = chosho_view_list_about (self->view, subject, "link");
  g_autoptr (GPtrArray) instances = chosho_instance_list (self->view, number);

  for (guint i = 0; i < instances->len; i++)
    {
      ChoshoInstance *instance = g_ptr_array_index (instances, i);

      for (guint j = 0; j < instance->steps->len; j++)
        {
          g_autofree char *sort = g_strdup_printf ("%s %05u %05u", position, i, j);

          render_step (self, instance, g_ptr_array_index (instance->steps, j), links, sort);
          if (((ChoshoStep *) g_ptr_array_index (instance->steps, j))->performance == NULL)
            add_code (open, ((ChoshoStep *) g_ptr_array_index (instance->steps, j))->technique);
        }
    }
  return open;
}

/* Ids of the things whose writes, made or changed, name the control. */
static ChoshoValue *
list_naming (ChoshoRender *self, const char *subject, const char *made, const char *changed)
{
  const char *const actions[] = { made, changed };
  ChoshoValue *found = chosho_value_new_array ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GPtrArray) writes = chosho_view_list_about (self->view, subject, actions[i]);

      for (guint j = 0; j < writes->len; j++)
        chosho_value_append_string (found, strchr (((ChoshoWrite *) g_ptr_array_index (writes, j))->key->name, ':') + 1);
    }
  return found;
}

/* Ids of what stands beside a control: all that is linked to it or to its steps, its findings and requests. */
static void
render_links (ChoshoRender *self, const char *number, const char *position)
{
  static const char *const kinds[] = { "evidence", "interview", "observation", "sample" };
  g_autofree char *subject = g_strconcat ("control:", number, NULL);
  g_autoptr (GPtrArray) links = chosho_view_list_about (self->view, subject, "link");
  ChoshoValue *json = chosho_value_new_object ();

  chosho_value_set_string (json, "control", number);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    chosho_value_set (json, kinds[i], chosho_render_list_linked (self, links, NULL, kinds[i]));
  chosho_value_set (json, "finding", list_naming (self, subject, "finding", "finding-change"));
  chosho_value_set (json, "request", list_naming (self, subject, "request", "request-change"));
  chosho_render_emit (self, "links", number, position, number, json);
}

/* --- State ----------------------------------------------------------------------------------- */

static ChoshoValue *
list_sign_offs (ChoshoRender *self, const ChoshoControlState *state)
{
  ChoshoValue *out = chosho_value_new_array ();

  for (guint stage = 0; stage < CHOSHO_N_SIGN_OFFS; stage++)
    {
      ChoshoValue *json;

      if (state->sign_offs[stage] == CHOSHO_SIGN_OFF_NONE)
        continue;
      json = chosho_value_new_object ();
      chosho_value_set_string (json, "stage", chosho_stage_get_code (stage));
      chosho_value_set_string (json, "state", chosho_sign_off_state_get_code (state->sign_offs[stage]));
      chosho_render_set_author (self, json, "by", "at", state->writes[stage]);
      chosho_value_set_string (json, "by_id", chosho_write_get_author_member (state->writes[stage]));
      if (stage == CHOSHO_STAGE_APPROVE)
        chosho_value_set (json, "opened", chosho_value_ref (chosho_value_get (state->writes[stage]->item, "opened")));
      chosho_value_append (out, json);
    }
  return out;
}

/* What stands against the next stage that is not current. */
static ChoshoValue *
list_blockers (ChoshoRender *self, const char *target, const ChoshoControlState *state, ChoshoStage *next)
{
  g_autoptr (GPtrArray) blockers = NULL;
  ChoshoValue *out = chosho_value_new_array ();

  for (*next = CHOSHO_STAGE_COMPLETE; *next < CHOSHO_STAGE_ISSUE && state->sign_offs[*next] == CHOSHO_SIGN_OFF_CURRENT; (*next)++)
    ;
  if (*next == CHOSHO_STAGE_ISSUE || state->state == CHOSHO_WORK_OUT_OF_SCOPE)
    return out;
  blockers = chosho_gate_check (self->view, target, *next, NULL, NULL);
  for (guint i = 0; i < blockers->len; i++)
    chosho_value_append (out, chosho_blocker_to_value (g_ptr_array_index (blockers, i)));
  return out;
}

static void
set_member_name (ChoshoRender *self, ChoshoValue *json, const char *name_key, const char *id_key, const char *id)
{
  const ChoshoMember *member = id != NULL ? chosho_team_lookup (self->view, id) : NULL;

  if (member == NULL)
    return;
  chosho_value_set_string (json, name_key, member->name);
  chosho_value_set_string (json, id_key, id);
}

/* Who may not review or approve it, being whose work it is; nobody before that is asked. */
static ChoshoValue *
list_own_work (ChoshoRender *self, const char *target, ChoshoStage next)
{
  ChoshoValue *out = chosho_value_new_array ();
  g_autoptr (GPtrArray) workers = NULL;

  if (next == CHOSHO_STAGE_COMPLETE || next >= CHOSHO_STAGE_ISSUE)
    return out;
  workers = chosho_gate_list_workers (self->view, target, next);
  for (guint i = 0; i < workers->len; i++)
    chosho_value_append_string (out, g_ptr_array_index (workers, i));
  return out;
}

/* Who had completed what @returned sent back. Nullable. */
static const char *
find_preparer (ChoshoView *view, const ChoshoWrite *returned)
{
  ChoshoValue *replaces = chosho_value_get (returned->item, "replaces");
  ChoshoWrite *old = chosho_state_lookup_write (chosho_view_get_state (view), chosho_value_as_string (chosho_value_get_item (replaces, 0)));

  return old != NULL ? chosho_write_get_author_member (old) : NULL;
}

static ChoshoValue *
new_returned (ChoshoRender *self, const ChoshoWrite *write)
{
  ChoshoValue *json = chosho_value_new_object ();

  chosho_value_set_string (json, "reason", chosho_value_get_string (write->item, "reason"));
  chosho_render_set_author (self, json, "by", "at", write);
  set_member_name (self, json, "to", "to_id", find_preparer (self->view, write));
  return json;
}

ChoshoValue *
chosho_render_state (ChoshoRender *self, const char *target)
{
  ChoshoControlState state;
  ChoshoValue *json = chosho_value_new_object ();
  ChoshoStage next;

  chosho_control_state_get (self->view, target, &state);
  chosho_value_set_string (json, "state", chosho_work_state_get_code (state.state));
  chosho_value_set (json, "sign_offs", list_sign_offs (self, &state));
  chosho_value_set (json, "blockers", list_blockers (self, target, &state, &next));
  chosho_value_set_string (json, "next_stage", next < CHOSHO_STAGE_ISSUE ? chosho_stage_get_code (next) : NULL);
  chosho_value_set (json, "own_work", list_own_work (self, target, next));
  if (state.returned != NULL)
    chosho_value_set (json, "returned", new_returned (self, state.returned));
  chosho_value_set_boolean (json, "stale", state.stale);
  chosho_value_set_boolean (json, "suspended", state.suspended);
  chosho_value_set_integer (json, "open_notes", state.open_notes);
  chosho_value_set_integer (json, "steps", state.steps);
  chosho_value_set_integer (json, "steps_recorded", state.steps_recorded);
  chosho_value_set_integer (json, "evidence", state.evidence);
  return json;
}

static void
render_state (ChoshoRender *self, const char *number, const char *position, ChoshoValue *entry, ChoshoValue *open_techniques)
{
  ChoshoValue *json = chosho_render_state (self, number);
  ChoshoValue *assignment = chosho_view_get_item_printf (self->view, "assignment:%s", number);

  chosho_value_set_string (json, "number", number);
  chosho_value_set_string (json, "title", chosho_value_get_string (entry, "title"));
  chosho_value_set_string (json, "parent", chosho_value_get_string (entry, "parent"));
  chosho_value_set_string (json, "tier", chosho_value_get_string (entry, "tier"));
  chosho_value_set_boolean (json, "mandatory", chosho_value_get_boolean (entry, "mandatory", FALSE));
  chosho_value_set_boolean (json, "selected", chosho_statement_is_selected (self->view, number));
  set_member_name (self, json, "assignee", "assignee_id", chosho_value_get_string (assignment, "member"));
  set_member_name (self, json, "reviewer", "reviewer_id", chosho_value_get_string (assignment, "reviewer"));
  chosho_value_set_string (json, "due", chosho_value_get_string (assignment, "due"));
  chosho_value_set_string (json, "visit", chosho_value_get_string (assignment, "visit"));
  chosho_value_set (json, "to_open", chosho_gate_describe_to_open (self->view, number));
  chosho_value_set (json, "open_techniques", chosho_value_ref (open_techniques));
  chosho_render_emit (self, "control", number, position, number, json);
}

/* --- Lines of the statement, scope, procedures ------------------------------------------------ */

/* Rows that are the standing items themselves, by what @field or the key says of their identity. */
static void
render_items (ChoshoRender *self, const char *number, const char *position, const char *action, const char *kind)
{
  g_autofree char *subject = g_strconcat ("control:", number, NULL);
  g_autoptr (GPtrArray) writes = chosho_view_list_about (self->view, subject, action);

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      g_autofree char *write_id = chosho_write_dup_id (write);
      gboolean conflict = chosho_view_has_conflict (self->view, write->key);
      g_autofree char *id = conflict ? g_strconcat (write->key->name, " ", write_id, NULL) : g_strdup (write->key->name);
      g_autofree char *sort = g_strconcat (position, " ", write->key->name, NULL);
      ChoshoValue *json = chosho_render_copy_item (write);

      chosho_value_set_string (json, "write", write_id);
      chosho_render_set_author (self, json, "by", "at", write);
      chosho_render_emit (self, kind, id, sort, number, json);
    }
}

/* What was found before, in the order of its file. Of no work: what was taken out again need not be seen. */
static void
render_prior (ChoshoRender *self, const char *number, const char *position)
{
  g_autofree char *subject = g_strconcat ("control:", number, NULL);
  g_autoptr (GPtrArray) writes = chosho_view_list_about (self->view, subject, "prior-result");

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      g_autofree char *id = chosho_write_dup_id (write);
      g_autofree char *sort = g_strconcat (position, " ", write->key->name, NULL);
      ChoshoValue *json;

      if (chosho_item_is_withdrawn (write->item))
        continue;
      json = chosho_render_copy_item (write);
      chosho_value_set_string (json, "id", id);
      chosho_render_set_author (self, json, "by", "at", write);
      chosho_render_emit (self, "prior", id, sort, number, json);
    }
}

void
chosho_render_control (ChoshoRender *self, const char *number)
{
  ChoshoValue *entry = chosho_view_get_item_printf (self->view, "entry:%s", number);
  g_autoptr (ChoshoValue) open_techniques = NULL;
  g_autofree char *position = chosho_render_dup_position (self, number);

  if (entry != NULL)
    render_entry (self, number, position, entry);
  render_items (self, number, position, "procedure-step", "procedure");
  render_items (self, number, position, "statement-line", "statement");
  render_items (self, number, position, "scope", "scope");
  render_items (self, number, position, "prior-scope", "prior-scope");
  render_items (self, number, position, "assignment", "assignment");
  render_items (self, number, position, "control-subjects", "subjects");
  render_items (self, number, position, "consent", "consent");
  render_prior (self, number, position);
  open_techniques = render_steps (self, number, position);
  render_links (self, number, position);
  if (g_strcmp0 (chosho_value_get_string (entry, "level"), "control") == 0)
    render_state (self, number, position, entry, open_techniques);
}
