/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-gate.h"
#include "chosho-view-private.h"

ChoshoBlocker *
chosho_gate_add (ChoshoGate *self, const char *code, const ChoshoInstance *instance, const ChoshoStep *step, const char *detail)
{
  ChoshoBlocker *blocker = chosho_blocker_new (code, FALSE, self->control);
  const char *phase = step != NULL ? step->phase : instance != NULL ? instance->phase : NULL;

  if (phase == NULL && instance != NULL && instance->steps->len > 0)
    phase = ((ChoshoStep *) g_ptr_array_index (instance->steps, 0))->phase;
  blocker->phase = g_strdup (phase);
  blocker->procedure = instance != NULL ? g_strdup (instance->procedure) : NULL;
  blocker->step = step != NULL ? g_strdup (step->id) : NULL;
  blocker->detail = g_strdup (detail);
  g_ptr_array_add (self->blockers, blocker);
  return blocker;
}

static GPtrArray *
new_blockers (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);
}

/* --- Notes, conflicts, scope ----------------------------------------------------------------- */

/* An unanswered note blocks the completion, an uncleared one review and approval. */
static void
check_notes (ChoshoGate *self, ChoshoStage stage)
{
  g_autofree char *subject = chosho_target_dup_subject (self->control);
  g_autoptr (GPtrArray) notes = chosho_view_list_about (self->view, subject, "note");

  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (notes, i));
      const char *closing = stage == CHOSHO_STAGE_COMPLETE ? "note-answer" : "note-clear";

      if (chosho_view_get_item_printf (self->view, "note-clear:%s", id) == NULL
          && chosho_view_get_item_printf (self->view, "%s:%s", closing, id) == NULL)
        chosho_gate_add (self, "open-note", NULL, NULL, id);
    }
}

/* Names the step where @key is its performance; FALSE where it is none's. */
static gboolean
add_conflict_of_step (ChoshoGate *self, const ChoshoKey *key)
{
  for (guint i = 0; i < self->instances->len; i++)
    {
      const ChoshoInstance *instance = g_ptr_array_index (self->instances, i);

      for (guint j = 0; j < instance->steps->len; j++)
        {
          const ChoshoStep *step = g_ptr_array_index (instance->steps, j);

          if (step->performance != NULL && step->performance->key == key)
            {
              chosho_gate_add (self, "conflict-open", instance, step, key->name);
              return TRUE;
            }
        }
    }
  return FALSE;
}

static void
check_conflicts (ChoshoGate *self)
{
  g_autoptr (GPtrArray) keys = chosho_signed_view_list_keys (self->view, self->control);

  for (guint i = 0; i < keys->len; i++)
    {
      ChoshoKey *key = g_ptr_array_index (keys, i);

      if (!g_str_has_prefix (key->name, "sign-off:") && chosho_view_has_conflict (self->view, key) && !add_conflict_of_step (self, key))
        chosho_gate_add (self, "conflict-open", NULL, NULL, key->name);
    }
}

/* Inherited and out of cycle need a basis. Reasons for not selecting are the provider's and are not
 * audited: only a warning (domain §2). */
static void
check_scope (ChoshoGate *self)
{
  g_autofree char *subject = g_strconcat ("control:", self->control, NULL);
  g_autoptr (GPtrArray) scopes = chosho_view_list_about (self->view, subject, "scope");
  ChoshoValue *line = chosho_view_get_item_printf (self->view, "statement:%s", self->control);
  const char *basis = chosho_value_get_string (line, "basis");

  for (guint i = 0; i < scopes->len; i++)
    {
      ChoshoValue *scope = ((ChoshoWrite *) g_ptr_array_index (scopes, i))->item;
      const char *why = chosho_value_get_string (scope, "basis");

      if (g_strcmp0 (chosho_value_get_string (scope, "state"), "in") != 0 && (why == NULL || why[0] == '\0'))
        chosho_gate_add (self, "basis-missing", NULL, NULL, chosho_value_get_string (scope, "phase"));
    }
  if (line != NULL && !chosho_value_get_boolean (line, "selected", TRUE) && (basis == NULL || basis[0] == '\0'))
    {
      ChoshoBlocker *blocker = chosho_blocker_new ("basis-missing", TRUE, self->control);

      g_ptr_array_add (self->blockers, blocker);
    }
}

static GPtrArray *
list_findings (ChoshoView *view, const char *control)
{
  g_autofree char *subject = g_strconcat ("control:", control, NULL);
  g_autoptr (GPtrArray) made = chosho_view_list_about (view, subject, "finding");
  g_autoptr (GPtrArray) changed = chosho_view_list_about (view, subject, "finding-change");
  GPtrArray *findings = g_ptr_array_new ();

  g_ptr_array_extend (made, changed, NULL, NULL);
  for (guint i = 0; i < made->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (made, i);
      const char *id = strchr (write->key->name, ':') + 1;
      ChoshoValue *state = chosho_view_get_item_printf (view, "finding-state:%s", id);

      if (chosho_value_has_text (chosho_value_get (write->item, "controls"), control) && g_strcmp0 (chosho_value_get_string (state, "state"), "withdrawn") != 0)
        g_ptr_array_add (findings, write);
    }
  return findings;
}

void
chosho_gate_init_links (ChoshoGate *self, ChoshoView *view, const char *target)
{
  g_autofree char *subject = chosho_target_dup_subject (target);

  self->view = view;
  self->control = target;
  self->links = chosho_view_list_about (view, subject, "link");
  self->sample_links = g_ptr_array_new ();
  for (guint i = 0; i < self->links->len; i++)
    {
      ChoshoWrite *link = g_ptr_array_index (self->links, i);

      if (g_strcmp0 (chosho_value_get_string (link->item, "kind"), "sample") == 0)
        g_ptr_array_add (self->sample_links, link);
    }
}

void
chosho_gate_clear_links (ChoshoGate *self)
{
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->sample_links);
}

void
chosho_gate_init (ChoshoGate *self, ChoshoView *view, const char *target, GPtrArray *blockers)
{
  chosho_gate_init_links (self, view, target);
  self->instances = chosho_instance_list (view, target);
  self->findings = list_findings (view, target);
  self->blockers = blockers;
}

void
chosho_gate_clear (ChoshoGate *self)
{
  chosho_gate_clear_links (self);
  g_ptr_array_unref (self->instances);
  g_ptr_array_unref (self->findings);
}

/* --- Persons and stages ---------------------------------------------------------------------- */

/* The checks of quality controller and reviewer are papers that they complete themselves. Review is by the executive, the leader, or the
 * member whom the assignment designates. */
gboolean
chosho_gate_role_allows (ChoshoRoles roles, const char *target, ChoshoStage stage, gboolean designated)
{
  gboolean paper = target != NULL && chosho_target_is_paper (target);

  if (stage == CHOSHO_STAGE_COMPLETE)
    return (roles & (paper ? CHOSHO_ROLES_ALL : CHOSHO_ROLES_WORKING)) != 0;
  if (stage == CHOSHO_STAGE_REVIEW)
    return (roles & CHOSHO_ROLES_LEADING) != 0 || ((roles & CHOSHO_ROLES_ALL) != 0 && designated);
  return (roles & CHOSHO_ROLE_EXECUTIVE) != 0;
}

gboolean
chosho_gate_is_designated (ChoshoView *view, const char *target, const char *member)
{
  ChoshoValue *assignment = chosho_view_get_item_printf (view, "assignment:%s", target);

  return g_strcmp0 (chosho_value_get_string (assignment, "reviewer"), member) == 0;
}

static gboolean
is_own_work (ChoshoWrite *write)
{
  static const char *const acts[] = { "performance", "sample", "sample-extension", "sample-result", "finding",
                                      "finding-change", "paper", "paper-change" };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (strcmp (write->action->name, acts[i]) == 0)
      return TRUE;
  return strcmp (write->action->name, "sign-off") == 0 && g_strcmp0 (chosho_value_get_string (write->item, "stage"), "complete") == 0;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
chosho_gate_list_workers (ChoshoView *view, const char *target, ChoshoStage stage)
{
  g_autoptr (GPtrArray) signed_writes = chosho_signed_view_list (view, target, stage);
  GPtrArray *workers = g_ptr_array_new ();

  for (guint i = 0; i < signed_writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (signed_writes, i);
      const char *member = is_own_work (write) ? chosho_write_get_author_member (write) : NULL;

      if (member != NULL && !g_ptr_array_find_with_equal_func (workers, member, g_str_equal, NULL))
        g_ptr_array_add (workers, (gpointer) member);
    }
  g_ptr_array_sort (workers, compare_ids);
  return workers;
}

static void
check_own_work (ChoshoGate *self, ChoshoStage stage, const char *member)
{
  g_autoptr (GPtrArray) workers = chosho_gate_list_workers (self->view, self->control, stage);

  if (g_ptr_array_find_with_equal_func (workers, member, g_str_equal, NULL))
    chosho_gate_add (self, "own-review", NULL, NULL, NULL);
}

static void
check_person (ChoshoGate *self, ChoshoStage stage, const char *person)
{
  const ChoshoMember *member = chosho_team_lookup (self->view, person);

  if (member == NULL || member->left)
    {
      chosho_gate_add (self, "not-a-member", NULL, NULL, NULL);
      return;
    }
  if (!member->independent)
    chosho_gate_add (self, "independence-missing", NULL, NULL, member->name);
  if (!chosho_gate_role_allows (member->roles, self->control, stage, chosho_gate_is_designated (self->view, self->control, member->id)))
    chosho_gate_add (self, "wrong-role", NULL, NULL, member->name);
  if (stage != CHOSHO_STAGE_COMPLETE)
    check_own_work (self, stage, person);
}

static void
check_lower_stages (ChoshoGate *self, ChoshoStage stage)
{
  for (guint lower = 0; lower < stage; lower++)
    switch (chosho_sign_off_get_state (self->view, self->control, lower, NULL))
      {
      case CHOSHO_SIGN_OFF_NONE:
        chosho_gate_add (self, "stage-missing", NULL, NULL, chosho_stage_get_code (lower));
        break;
      case CHOSHO_SIGN_OFF_STALE:
        chosho_gate_add (self, "stale-signoff", NULL, NULL, chosho_stage_get_code (lower));
        break;
      case CHOSHO_SIGN_OFF_SUSPENDED: /* its blockers are listed themselves */
      case CHOSHO_SIGN_OFF_CURRENT:
      default:
        break;
      }
}

/* --- The gate -------------------------------------------------------------------------------- */

static void
check_work (ChoshoGate *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->instances->len; i++)
    {
      const ChoshoInstance *instance = g_ptr_array_index (self->instances, i);

      chosho_gate_check_instance (self, instance);
      for (guint j = 0; j < instance->steps->len; j++)
        any = any || ((ChoshoStep *) g_ptr_array_index (instance->steps, j))->definition != NULL;
    }
  if (!any) /* no procedure at all, whatever was recorded: nothing prescribed was performed */
    chosho_gate_add (self, "step-open", NULL, NULL, NULL);
}

static void
check_paper (ChoshoGate *self)
{
  ChoshoValue *paper = chosho_view_get_item_printf (self->view, "paper:%s", self->control);
  const char *text = chosho_value_get_string (paper, "text");

  if ((text == NULL || text[0] == '\0') && self->links->len == 0)
    chosho_gate_add (self, "result-empty", NULL, NULL, chosho_value_get_string (paper, "title"));
}

GPtrArray *
chosho_gate_check (ChoshoView *view, const char *target, ChoshoStage stage, const char *member, ChoshoValue *opened)
{
  GPtrArray *blockers = new_blockers ();
  gboolean paper = chosho_view_get_item_printf (view, "paper:%s", target) != NULL;
  ChoshoValue *entry = chosho_view_get_item_printf (view, "entry:%s", target);
  ChoshoGate gate;

  chosho_gate_init (&gate, view, target, blockers);
  if (paper)
    check_paper (&gate);
  else if (g_strcmp0 (chosho_value_get_string (entry, "level"), "control") != 0)
    chosho_gate_add (&gate, "not-in-catalogue", NULL, NULL, NULL);
  else
    {
      check_work (&gate);
      check_scope (&gate);
      chosho_gate_check_versions (&gate);
    }
  check_notes (&gate, stage);
  check_conflicts (&gate);
  if (stage != CHOSHO_STAGE_COMPLETE)
    check_lower_stages (&gate, stage);
  if (stage == CHOSHO_STAGE_APPROVE && opened != NULL)
    chosho_gate_check_opened (&gate, opened);
  if (member != NULL)
    check_person (&gate, stage, member);
  chosho_gate_clear (&gate);
  return blockers;
}

/* --- Sign-offs ------------------------------------------------------------------------------- */

const char *
chosho_sign_off_state_get_code (ChoshoSignOffState state)
{
  static const char *const codes[] = { NULL, "current", "stale", "suspended" };

  return codes[state];
}

/* Of several sign-offs given without knowledge of each other the one that signed what is there, if
 * any did; the first by event id where several are alike. */
static ChoshoWrite *
find_sign_off (ChoshoView *view, const char *target, ChoshoStage stage, const char *digest)
{
  g_autofree char *key = g_strdup_printf ("sign-off:%s:%s", target, chosho_stage_get_code (stage));
  g_autoptr (GPtrArray) standing = chosho_view_list (view, key);
  ChoshoWrite *best = NULL;

  for (guint i = 0; i < standing->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (standing, i);

      if (g_strcmp0 (chosho_value_get_string (write->item, "view"), digest) == 0
          && (best == NULL || strcmp (chosho_node_get_event (write->node)->id_hex, chosho_node_get_event (best->node)->id_hex) < 0))
        best = write;
    }
  return best != NULL ? best : chosho_view_get (view, key);
}

/* Blockers of the work itself: the person was judged when signing, what was opened is recorded. */
static ChoshoSignOffState
find_state (ChoshoView *view, const char *target, ChoshoStage stage, ChoshoWrite **write)
{
  g_autofree char *digest = NULL;
  g_autoptr (GPtrArray) blockers = NULL;

  *write = chosho_view_get_printf (view, "sign-off:%s:%s", target, chosho_stage_get_code (stage));
  if (*write == NULL)
    return CHOSHO_SIGN_OFF_NONE;
  digest = chosho_signed_view_digest (view, target, stage);
  *write = find_sign_off (view, target, stage, digest);
  if (g_strcmp0 (digest, chosho_value_get_string ((*write)->item, "view")) != 0)
    return CHOSHO_SIGN_OFF_STALE;
  blockers = chosho_gate_check (view, target, stage, NULL, NULL);
  return chosho_blockers_block (blockers) ? CHOSHO_SIGN_OFF_SUSPENDED : CHOSHO_SIGN_OFF_CURRENT;
}

ChoshoSignOffState
chosho_sign_off_get_state (ChoshoView *view, const char *target, ChoshoStage stage, ChoshoWrite **write)
{
  ChoshoViewSignOff *known = &chosho_view_get_target (view, target)->sign_offs[stage];

  if (!known->known)
    {
      ChoshoWrite *found;
      ChoshoSignOffState state = find_state (view, target, stage, &found);

      known = &chosho_view_get_target (view, target)->sign_offs[stage];
      *known = (ChoshoViewSignOff) { TRUE, state, found };
    }
  if (write != NULL)
    *write = known->write;
  return (ChoshoSignOffState) known->state;
}
