/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-control-state.h"
#include "chosho-evidence.h"
#include "chosho-text.h"

const char *
chosho_work_state_get_code (ChoshoWorkState state)
{
  static const char *const codes[] = { "out_of_scope", "not_started", "in_progress", "prepared", "reviewed", "approved" };

  return codes[state];
}

static guint
count_open_notes (ChoshoView *view, const char *subject)
{
  g_autoptr (GPtrArray) notes = chosho_view_list_about (view, subject, "note");
  guint open = 0;

  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (notes, i));

      open += chosho_view_get_item_printf (view, "note-clear:%s", id) == NULL;
    }
  return open;
}

static guint
count_linked (ChoshoView *view, const char *subject)
{
  g_autoptr (GPtrArray) links = chosho_view_list_about (view, subject, "link");
  g_autoptr (GHashTable) seen = g_hash_table_new (chosho_text_hash, g_str_equal);

  for (guint i = 0; i < links->len; i++)
    {
      ChoshoValue *link = ((ChoshoWrite *) g_ptr_array_index (links, i))->item;
      const char *to = chosho_value_get_string (link, "to");

      if (g_strcmp0 (chosho_value_get_string (link, "kind"), "evidence") == 0
          && chosho_evidence_counts (view, to))
        g_hash_table_add (seen, (gpointer) to);
    }
  return g_hash_table_size (seen);
}

/* Out of scope: not selected by the provider, or both phases out by the auditor's scope. */
static gboolean
is_out_of_scope (ChoshoView *view, const char *control, guint steps, guint required)
{
  if (!chosho_statement_is_selected (view, control))
    return TRUE;
  if (steps > 0)
    return required == 0;
  return strcmp (chosho_scope_get (view, control, "", "design", NULL), "in") != 0
         && strcmp (chosho_scope_get (view, control, "", "operation", NULL), "in") != 0;
}

static void
read_sign_offs (ChoshoView *view, const char *target, ChoshoControlState *out)
{
  static const ChoshoWorkState reached[] = { CHOSHO_WORK_PREPARED, CHOSHO_WORK_REVIEWED, CHOSHO_WORK_APPROVED };

  for (guint stage = 0; stage < CHOSHO_N_SIGN_OFFS; stage++)
    {
      out->sign_offs[stage] = chosho_sign_off_get_state (view, target, stage, &out->writes[stage]);
      out->stale = out->stale || out->sign_offs[stage] == CHOSHO_SIGN_OFF_STALE;
      out->suspended = out->suspended || out->sign_offs[stage] == CHOSHO_SIGN_OFF_SUSPENDED;
    }
  for (guint stage = 0; stage < CHOSHO_N_SIGN_OFFS && out->sign_offs[stage] == CHOSHO_SIGN_OFF_CURRENT; stage++)
    out->state = reached[stage];
}

/* TRUE where somebody completed it in the knowledge of @returned. */
static gboolean
is_answered (ChoshoView *view, GPtrArray *writes, ChoshoWrite *returned)
{
  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);

      if (strcmp (write->action->name, "sign-off") == 0 && chosho_view_counts (view, write->node)
          && strcmp (chosho_value_get_string (write->item, "stage"), "complete") == 0 && chosho_node_is_before (returned->node, write->node))
        return TRUE;
    }
  return FALSE;
}

/* Of two that did not see each other the later by clock, then by id: the same on every copy. */
static gboolean
is_later (ChoshoWrite *write, ChoshoWrite *than)
{
  ChoshoEvent *one = chosho_node_get_event (write->node), *other;

  if (than == NULL || write->node == than->node)
    return than == NULL;
  other = chosho_node_get_event (than->node);
  return one->time_us != other->time_us ? one->time_us > other->time_us : strcmp (one->id_hex, other->id_hex) > 0;
}

static ChoshoWrite *
find_return (ChoshoView *view, const char *target)
{
  g_autofree char *subject = g_strconcat ("control:", target, NULL); /* sign-offs name a paper in the same field as a control */
  GPtrArray *writes = chosho_state_get_writes_about (chosho_view_get_state (view), subject);
  ChoshoWrite *found = NULL;

  for (guint i = 0; writes != NULL && i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);

      if (strcmp (write->action->name, "sign-off-return") == 0 && strcmp (chosho_value_get_string (write->item, "stage"), "complete") == 0
          && chosho_view_counts (view, write->node) && is_later (write, found) && !is_answered (view, writes, write))
        found = write;
    }
  return found;
}

void
chosho_control_state_get (ChoshoView *view, const char *target, ChoshoControlState *out)
{
  g_autofree char *subject = chosho_target_dup_subject (target);
  g_autoptr (GPtrArray) instances = chosho_instance_list (view, target);
  guint required = 0;

  memset (out, 0, sizeof *out);
  for (guint i = 0; i < instances->len; i++)
    {
      ChoshoInstance *instance = g_ptr_array_index (instances, i);

      for (guint j = 0; j < instance->steps->len; j++)
        {
          ChoshoStep *step = g_ptr_array_index (instance->steps, j);

          out->steps++;
          required += step->required;
          out->steps_recorded += step->performance != NULL;
        }
    }
  out->open_notes = count_open_notes (view, subject);
  out->evidence = count_linked (view, subject);
  out->state = out->steps_recorded > 0 || out->evidence > 0 ? CHOSHO_WORK_IN_PROGRESS : CHOSHO_WORK_NOT_STARTED;
  read_sign_offs (view, target, out);
  out->returned = find_return (view, target);
  if (!chosho_target_is_paper (target) && is_out_of_scope (view, target, out->steps, required))
    out->state = CHOSHO_WORK_OUT_OF_SCOPE;
}
