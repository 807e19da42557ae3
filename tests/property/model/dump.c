/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dump.h"

#include <string.h>

#include "chosho-control-state.h"
#include "chosho-sample-view.h"
#include "chosho-team.h"

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_line (GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_line (GPtrArray *lines, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (lines, g_strdup_vprintf (format, args));
  va_end (args);
}

static char *
join_sorted (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Every key that any event writes: from the events themselves, not from the state's own table. */
static GHashTable *
list_keys (ChoshoState *state)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      GPtrArray *writes = chosho_node_get_writes (node);

      for (guint j = 0; j < writes->len; j++)
        g_hash_table_add (keys, g_strdup (((ChoshoWrite *) writes->pdata[j])->key->name));
    }
  return keys;
}

static void
dump_keys (ChoshoView *view, GPtrArray *lines)
{
  ChoshoState *state = chosho_view_get_state (view);
  g_autoptr (GHashTable) keys = list_keys (state);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autoptr (GPtrArray) writes = chosho_view_list (view, name);
      ChoshoWrite *first = chosho_view_get (view, name);

      for (guint i = 0; i < writes->len; i++)
        {
          ChoshoWrite *write = writes->pdata[i];

          add_line (lines, "stands %s %s#%u%s%s", (char *) name, chosho_node_get_event (write->node)->id_hex, write->index,
                    write == first ? " first" : "",
                    chosho_view_has_conflict (view, chosho_state_lookup_key (state, name)) ? " conflict" : "");
        }
    }
}

static void
dump_blockers (GPtrArray *blockers, const char *what, GPtrArray *lines)
{
  for (guint i = 0; i < blockers->len; i++)
    {
      const ChoshoBlocker *blocker = blockers->pdata[i];

      add_line (lines, "blocker %s %s%s %s %s %s %s %s", what, blocker->code, blocker->warning ? "?" : "", blocker->control,
                blocker->phase, blocker->procedure, blocker->step, blocker->detail);
    }
}

static void
dump_target (ChoshoView *view, const char *target, GPtrArray *lines)
{
  g_autoptr (GPtrArray) to_open = chosho_gate_list_to_open (view, target);
  ChoshoControlState state;

  chosho_control_state_get (view, target, &state);
  add_line (lines, "target %s %s stale %d suspended %d notes %u steps %u/%u evidence %u", target,
            chosho_work_state_get_code (state.state), state.stale, state.suspended, state.open_notes, state.steps_recorded,
            state.steps, state.evidence);
  for (guint stage = 0; stage < CHOSHO_N_SIGN_OFFS; stage++)
    {
      g_autofree char *digest = chosho_signed_view_digest (view, target, stage);
      g_autoptr (GPtrArray) blockers = chosho_gate_check (view, target, stage, NULL, NULL);
      g_autofree char *what = g_strdup_printf ("%s %s", target, chosho_stage_get_code (stage));

      add_line (lines, "sign-off %s %s by %s view %s", what, chosho_sign_off_state_get_code (state.sign_offs[stage]),
                state.writes[stage] != NULL ? chosho_node_get_event (state.writes[stage]->node)->id_hex : "", digest);
      dump_blockers (blockers, what, lines);
    }
  for (guint i = 0; i < to_open->len; i++)
    add_line (lines, "open %s %s", target, (char *) to_open->pdata[i]);
}

static void
dump_samples (ChoshoView *view, GPtrArray *lines)
{
  g_autoptr (GPtrArray) samples = chosho_view_list_action (view, "sample");

  for (guint i = 0; i < samples->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (samples->pdata[i]);
      ChoshoSampleProgress progress;

      chosho_sample_view_get_progress (view, id, NULL, &progress);
      add_line (lines, "sample %s %u %u %u %u", id, progress.items, progress.answered, progress.open, progress.exceptions);
    }
}

static void
dump_team (ChoshoView *view, GPtrArray *lines)
{
  g_autoptr (GPtrArray) members = chosho_team_list (view);

  for (guint i = 0; i < members->len; i++)
    {
      const ChoshoMember *member = members->pdata[i];
      g_autoptr (GPtrArray) keys = chosho_team_list_fingerprints (view, member->id);

      add_line (lines, "member %s roles %u independent %d left %d keys %u", member->id, member->roles, member->independent,
                member->left, keys->len);
    }
}

char *
dump_view (ChoshoView *view)
{
  static const char *const targets[] = { "8.1.2.1", "8.1.2.2", "9.2.3.11.PB", "8.1" };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) issue = chosho_gate_check_issue (view, NULL, "2025-11-20");
  g_autoptr (GPtrArray) papers = chosho_view_list_action (view, "paper");

  dump_keys (view, lines);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    dump_target (view, targets[i], lines);
  for (guint i = 0; i < papers->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (papers->pdata[i]);

      dump_target (view, id, lines);
    }
  dump_blockers (issue, "issue", lines);
  dump_samples (view, lines);
  dump_team (view, lines);
  return join_sorted (lines);
}

char *
dump_nodes (ChoshoState *state)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) heads = chosho_state_list_heads (state);
  g_autoptr (GPtrArray) branches = chosho_state_list_branches (state);

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);

      add_line (lines, "event %s %s %s effective %d waiting %s void %d clock %d member %s", chosho_node_get_event (node)->id_hex,
                chosho_node_get_code (node), chosho_node_get_reason (node), chosho_node_is_effective (node),
                chosho_node_get_waiting_code (node), chosho_node_is_void (node), chosho_node_is_clock_reversed (node),
                chosho_node_get_member (node));
    }
  for (guint i = 0; i < branches->len; i++)
    add_line (lines, "branch %s", chosho_node_get_event (branches->pdata[i])->id_hex);
  add_line (lines, "heads at least %d newer %d", heads->len > 0, chosho_state_has_newer (state));
  return join_sorted (lines);
}
