/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-checkpoint.h"
#include "chosho-clock.h"
#include "chosho-command.h"
#include "chosho-error.h"
#include "chosho-event-changes.h"
#include "chosho-session.h"
#include "chosho-signed-view.h"
#include "chosho-team.h"

/* --- journal list, show ------------------------------------------------------------------------- */

static const ChoshoCommandArg journal_list_args[] = {
  { "control", CHOSHO_ARG_TEXT, FALSE, "CONTROL", N_("Only events about this control") },
  { "actor", CHOSHO_ARG_TEXT, FALSE, "MEMBER", N_("Only events by this member: id, name or fingerprint") },
  { NULL }
};

static ChoshoValue *
event_to_value (ChoshoView *view, ChoshoNode *node)
{
  ChoshoEvent *event = chosho_node_get_event (node);
  ChoshoValue *value = chosho_value_new_object ();
  g_autofree char *at = chosho_time_format (event->time_us);
  const char *person = chosho_node_get_member (node);
  const ChoshoMember *member = person != NULL ? chosho_team_lookup (view, person) : NULL;
  const char *code = chosho_node_get_code (node);

  chosho_value_set_string (value, "id", event->id_hex);
  chosho_value_set_string (value, "copy", event->copy);
  chosho_value_set_string (value, "author", event->author);
  chosho_value_set_string (value, "by", member != NULL ? member->name : NULL);
  chosho_value_set_integer (value, "seq", event->seq);
  chosho_value_set_string (value, "action", event->action);
  chosho_value_set_string (value, "operation", event->operation);
  chosho_value_set_integer (value, "items", chosho_value_get_length (event->items));
  chosho_value_set_string (value, "at", at);
  chosho_value_set_boolean (value, "effective", chosho_node_is_effective (node));
  chosho_value_set_string (value, "code", code != NULL ? code : chosho_node_get_waiting_code (node));
  if (chosho_node_is_clock_reversed (node))
    chosho_value_set_boolean (value, "clock_reversed", TRUE);
  return value;
}

/* Events that wrote to what concerns @control. (transfer full): a set of ChoshoNode */
static GHashTable *
collect_about (ChoshoView *view, const char *control)
{
  g_autoptr (GPtrArray) keys = chosho_signed_view_list_keys (view, control);
  GHashTable *nodes = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      GPtrArray *writes = ((ChoshoKey *) g_ptr_array_index (keys, i))->writes;

      for (guint j = 0; j < writes->len; j++)
        g_hash_table_add (nodes, ((ChoshoWrite *) g_ptr_array_index (writes, j))->node);
    }
  return nodes;
}

static gboolean
is_by (ChoshoView *view, ChoshoNode *node, const char *actor)
{
  const char *person = chosho_node_get_member (node);
  const ChoshoMember *member = person != NULL ? chosho_team_lookup (view, person) : NULL;

  return g_str_has_prefix (chosho_node_get_event (node)->author, actor) || g_strcmp0 (person, actor) == 0
         || (member != NULL && strcmp (member->name, actor) == 0);
}

static gboolean
run_journal_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *actor = chosho_command_get_text (context, "actor");
  const char *wanted = chosho_command_get_text (context, "control");
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (GHashTable) about = NULL;
  ChoshoState *state;

  if (view == NULL)
    return FALSE;
  if (wanted != NULL)
    {
      g_autofree char *control = chosho_session_resolve_control (context->session, view, wanted, error);

      if (control == NULL)
        return FALSE;
      about = collect_about (view, control);
    }
  state = chosho_view_get_state (view);
  *result = chosho_value_new_array ();
  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);

      if ((about == NULL || g_hash_table_contains (about, node)) && (actor == NULL || is_by (view, node, actor)))
        chosho_value_append (*result, event_to_value (view, node));
    }
  return TRUE;
}

static const ChoshoCommandArg journal_show_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The event: id, or its beginning") },
  { NULL }
};

static gboolean
run_journal_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autofree char *id = view != NULL ? chosho_session_resolve_event (view, chosho_command_get_text (context, "id"), error) : NULL;
  ChoshoNode *node;
  g_autofree char *signature = NULL;

  if (id == NULL)
    return FALSE;
  node = chosho_state_lookup (chosho_view_get_state (view), id);
  *result = event_to_value (view, node);
  signature = chosho_hex_encode (chosho_node_get_event (node)->signature, CHOSHO_EVENT_SIGNATURE_SIZE);
  chosho_value_set_string (*result, "signature", signature);
  chosho_value_set_string (*result, "reason", chosho_node_get_reason (node));
  chosho_value_set (*result, "event", chosho_value_ref (chosho_node_get_event (node)->value));
  return TRUE;
}

static gboolean
run_journal_changes (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autofree char *id = g_strdup (chosho_command_get_text (context, "id"));

  if (strlen (id) < 2 * CHOSHO_DIGEST_SIZE) /* the whole record is read only for who gives a beginning */
    {
      g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
      char *whole = view != NULL ? chosho_session_resolve_event (view, id, error) : NULL;

      if (whole == NULL)
        return FALSE;
      g_free (id);
      id = whole;
    }
  *result = chosho_event_changes_read (context->session, id, error);
  return *result != NULL;
}

static const ChoshoCommandArg no_args[] = { { NULL } };

static gboolean
run_journal_head (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);

  if (view == NULL)
    return FALSE;
  *result = chosho_checkpoint_describe (chosho_view_get_state (view));
  return TRUE;
}

/* --- journal waiting ------------------------------------------------------------------------------ */

/* TRUE where somebody should know of @node: it has no effect, and nobody said that this is known. */
static gboolean
is_idle (ChoshoNode *node)
{
  return !chosho_node_is_effective (node) && !chosho_node_is_void (node);
}

/* Of idle events the last that follows in the same chain: what `admit` names to let all of them have effect. Where a chain
 * forks again the way ends, since somebody has to choose. (transfer full): id -> id, borrowed */
static GHashTable *
find_last (ChoshoState *state)
{
  GHashTable *last = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) next = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = chosho_state_get_n_events (state); i-- > 0;)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      ChoshoEvent *event = chosho_node_get_event (node);
      const char *follower = g_hash_table_lookup (next, event->id_hex);
      const char *end = follower != NULL && follower[0] != '\0' ? g_hash_table_lookup (last, follower) : NULL;

      if (!is_idle (node))
        continue;
      g_hash_table_insert (last, event->id_hex, (gpointer) (end != NULL ? end : event->id_hex));
      if (event->prev != NULL && chosho_node_is_admissible (node))
        g_hash_table_insert (next, (gpointer) event->prev, (gpointer) (g_hash_table_contains (next, event->prev) ? "" : event->id_hex));
    }
  return last;
}

/* Prints, beside what `journal list` does, `reason` and `head`. */
static gboolean
run_journal_waiting (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (GHashTable) last = NULL;
  ChoshoState *state;

  if (view == NULL)
    return FALSE;
  state = chosho_view_get_state (view);
  last = find_last (state);
  *result = chosho_value_new_array ();
  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      ChoshoValue *value;

      if (!is_idle (node))
        continue;
      value = event_to_value (view, node);
      chosho_value_set_string (value, "reason", chosho_node_get_reason (node));
      if (chosho_node_is_admissible (node))
        chosho_value_set_string (value, "head", g_hash_table_lookup (last, chosho_node_get_event (node)->id_hex));
      chosho_value_append (*result, value);
    }
  return TRUE;
}

const ChoshoCommand chosho_commands_journal[] = {
  { "journal list", N_("List the events of the record"), journal_list_args, CHOSHO_COMMAND_READS, run_journal_list },
  { "journal show", N_("Show one event"), journal_show_args, CHOSHO_COMMAND_READS, run_journal_show },
  { "journal changes", N_("Show what one event changed: each field, with its value before"), journal_show_args, CHOSHO_COMMAND_READS, run_journal_changes },
  { "journal waiting", N_("List the events without effect: why, and which head an executive can admit"), no_args, CHOSHO_COMMAND_READS,
    run_journal_waiting },
  { "journal head", N_("Print the checkpoint root and the heads of all chains"), no_args, CHOSHO_COMMAND_READS, run_journal_head },
  { NULL }
};
