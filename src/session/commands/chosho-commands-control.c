/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-command-check.h"
#include "chosho-error.h"
#include "chosho-gate.h"

/* One control as a document: all that stands about it, and what changed since it was signed. */

/* --- control show --------------------------------------------------------------------------------- */

static const ChoshoCommandArg show_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, TRUE, "CONTROL", N_("The control") },
  { NULL }
};

/* Adds the rows of @control of each of @kinds. */
static gboolean
add_own (ChoshoCommandContext *context, const char *const *kinds, const char *control, ChoshoValue *out, GError **error)
{
  for (; *kinds != NULL; kinds++)
    {
      ChoshoValue *rows = chosho_session_list_rows (context->session, *kinds, control, error);

      if (rows == NULL)
        return FALSE;
      chosho_value_set (out, *kinds, rows);
    }
  return TRUE;
}

/* Adds the rows that the row "links" names: of an engagement's 50,000 pieces of evidence only these. */
static gboolean
add_linked (ChoshoCommandContext *context, const char *const *kinds, ChoshoValue *out, GError **error)
{
  ChoshoValue *links = chosho_value_get_item (chosho_value_get (out, "links"), 0);

  for (; *kinds != NULL; kinds++)
    {
      ChoshoValue *ids = chosho_value_get (links, *kinds);
      ChoshoValue *rows = chosho_value_new_array ();

      chosho_value_set (out, *kinds, rows);
      for (guint i = 0; i < chosho_value_get_length (ids); i++)
        {
          g_autoptr (GError) local_error = NULL;
          ChoshoValue *row = chosho_session_get_row (context->session, *kinds, chosho_value_as_string (chosho_value_get_item (ids, i)), &local_error);

          if (local_error != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
          if (row != NULL)
            chosho_value_append (rows, row);
        }
    }
  return TRUE;
}

static gboolean
names_text (ChoshoValue *list, const char *text)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (list, i)), text) == 0)
      return TRUE;
  return FALSE;
}

/* The individual controls belong to many controls and are filed under none. */
static gboolean
add_individuals (ChoshoCommandContext *context, const char *control, ChoshoValue *out, GError **error)
{
  g_autoptr (ChoshoValue) all = chosho_session_list_rows (context->session, "individual", NULL, error);
  ChoshoValue *own;

  if (all == NULL)
    return FALSE;
  own = chosho_value_new_array ();
  chosho_value_set (out, "individual", own);
  for (guint i = 0; i < chosho_value_get_length (all); i++)
    if (names_text (chosho_value_get (chosho_value_get_item (all, i), "controls"), control))
      chosho_value_append (own, chosho_value_ref (chosho_value_get_item (all, i)));
  return TRUE;
}

static gboolean
run_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  static const char *const own[] = { "catalog", "control", "step", "statement", "scope", "consent", "prior", "note", "mark", "links", NULL };
  static const char *const linked[] = { "evidence", "interview", "observation", "sample", "finding", "request", NULL };
  g_autofree char *control = chosho_command_find_control (context, chosho_command_get_text (context, "control"), error);
  g_autoptr (ChoshoValue) out = chosho_value_new_object ();

  if (control == NULL || !add_own (context, own, control, out, error) || !add_linked (context, linked, out, error)
      || !add_individuals (context, control, out, error))
    return FALSE;
  *result = g_steal_pointer (&out);
  return TRUE;
}

/* --- control changes -------------------------------------------------------------------------------- */

static const ChoshoCommandArg changes_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, TRUE, "CONTROL", N_("A control, or the id of a paper") },
  { "stage", CHOSHO_ARG_TEXT, FALSE, "STAGE", N_("complete, review or approve (default: the highest that was signed)") },
  { NULL }
};

/* What of an item people read; the first that is there. */
static const char *
find_text (const ChoshoValue *item)
{
  static const char *const fields[] = { "result", "text", "answer", "seen", "note", "reason", "name", "basis" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = chosho_value_get_string (item, fields[i]);

      if (text != NULL && text[0] != '\0')
        return text;
    }
  return NULL;
}

/* The name of the thing that a link or a judgement is about. */
static const char *
find_name (ChoshoView *view, const ChoshoWrite *write)
{
  static const char *const fields[] = { "to", "evidence", "sample", "finding", "request" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *id = chosho_value_get_string (write->item, fields[i]);
      ChoshoWrite *made = id != NULL ? chosho_state_lookup_write (chosho_view_get_state (view), id) : NULL;

      if (made != NULL)
        return chosho_value_get_string (made->item, strcmp (made->action->name, "request") == 0 ? "number" : "name");
    }
  return NULL;
}

static ChoshoValue *
describe_change (ChoshoView *view, ChoshoWrite *write)
{
  ChoshoEvent *event = chosho_node_get_event (write->node);
  ChoshoValue *change = chosho_value_new_object ();
  ChoshoValue *replaced = chosho_value_get_item (chosho_value_get (write->item, "replaces"), 0);
  ChoshoWrite *old = replaced != NULL ? chosho_state_lookup_write (chosho_view_get_state (view), chosho_value_as_string (replaced)) : NULL;
  const char *person = chosho_node_get_member (write->node);
  const ChoshoMember *member = person != NULL ? chosho_team_lookup (view, person) : NULL;
  g_autofree char *at = chosho_time_format (event->time_us);

  chosho_value_set_string (change, "event", event->id_hex);
  chosho_value_set_string (change, "action", event->action);
  chosho_value_set_string (change, "at", at);
  chosho_value_set_string (change, "by", member != NULL ? member->name : NULL);
  chosho_value_set_string (change, "step", chosho_value_get_string (write->item, "step"));
  chosho_value_set_string (change, "name", find_name (view, write));
  chosho_value_set_string (change, "outcome", chosho_value_get_string (write->item, "outcome"));
  chosho_value_set_string (change, "new", find_text (write->item));
  chosho_value_set_boolean (change, "effective", chosho_view_counts (view, write->node));
  if (old != NULL)
    {
      chosho_value_set_string (change, "old_outcome", chosho_value_get_string (old->item, "outcome"));
      chosho_value_set_string (change, "old", find_text (old->item));
    }
  return change;
}

/* The standing sign-off of @stage, or of the highest that was signed. */
static ChoshoWrite *
find_sign_off (ChoshoView *view, const char *control, ChoshoStage wanted, ChoshoStage *stage)
{
  for (*stage = CHOSHO_STAGE_ISSUE; (*stage)-- > CHOSHO_STAGE_COMPLETE;)
    {
      ChoshoWrite *write = chosho_view_get_printf (view, "sign-off:%s:%s", control, chosho_stage_get_code (*stage));

      if (write != NULL && (wanted == CHOSHO_STAGE_INVALID || wanted == *stage))
        return write;
    }
  return NULL;
}

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const ChoshoWrite *first = *(const ChoshoWrite *const *) a;
  const ChoshoWrite *second = *(const ChoshoWrite *const *) b;
  guint x = chosho_node_get_index (first->node), y = chosho_node_get_index (second->node);

  return x != y ? (x > y) - (x < y) : (int) first->index - (int) second->index;
}

static ChoshoValue *
list_changes (ChoshoView *view, const char *control, ChoshoStage stage, ChoshoNode *signed_at)
{
  g_autoptr (GPtrArray) writes = chosho_signed_view_list (view, control, stage);
  ChoshoValue *changes = chosho_value_new_array ();

  g_ptr_array_sort (writes, compare_order);
  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);

      /* Later, or by somebody who worked elsewhere at the same time: the signer had not seen it. */
      if (write->node != signed_at && !chosho_node_is_before (write->node, signed_at))
        chosho_value_append (changes, describe_change (view, write));
    }
  return changes;
}

/* A control, or a paper by its id; @number is what people call it. (transfer full) */
static char *
resolve_target (ChoshoCommandContext *context, ChoshoView *view, const char *text, const char **number, GError **error)
{
  char *target = chosho_target_is_paper (text) ? chosho_session_resolve_thing (context->session, view, "paper", text, error)
                                               : chosho_command_resolve_control (context, view, text, error);

  if (target != NULL)
    *number = chosho_target_is_paper (target) ? chosho_value_get_string (chosho_view_get_item_printf (view, "paper:%s", target), "number") : target;
  return target;
}

static gboolean
run_changes (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *text = chosho_command_get_text (context, "stage");
  ChoshoStage wanted = text != NULL ? chosho_stage_from_code (text) : CHOSHO_STAGE_INVALID;
  g_autoptr (ChoshoView) view = NULL;
  g_autofree char *control = NULL;
  const char *number = NULL;
  ChoshoStage stage;
  ChoshoWrite *signed_off;

  if (!chosho_command_check_choice (context, "stage", "complete|review|approve", error))
    return FALSE;
  view = chosho_session_get_view (context->session, FALSE, error);
  control = view != NULL ? resolve_target (context, view, chosho_command_get_text (context, "control"), &number, error) : NULL;
  if (control == NULL)
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "number", number);
  signed_off = find_sign_off (view, control, wanted, &stage);
  if (signed_off == NULL)
    {
      chosho_value_set (*result, "changes", chosho_value_new_array ());
      return TRUE;
    }
  chosho_value_set_string (*result, "stage", chosho_stage_get_code (stage));
  chosho_value_set_string (*result, "event", chosho_node_get_event (signed_off->node)->id_hex);
  chosho_value_set (*result, "changes", list_changes (view, control, stage, signed_off->node));
  return TRUE;
}

const ChoshoCommand chosho_commands_control[] = {
  { "control show", N_("Show all that stands about one control"), show_args, CHOSHO_COMMAND_READS, run_show },
  { "control changes", N_("List what changed since a sign-off"), changes_args, CHOSHO_COMMAND_READS, run_changes },
  { NULL }
};
