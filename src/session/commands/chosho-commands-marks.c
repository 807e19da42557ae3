/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-mark-args.h"
#include "chosho-mark-finder.h"
#include "chosho-mark-legend.h"
#include "chosho-mark.h"

/* Marks on evidence: ticks of the legend, notes and references, each of one control. */

/* --- add -------------------------------------------------------------------------------------------- */

static const ChoshoCommandArg add_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, TRUE, "CONTROL", N_("The control whose mark it is") },
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "EVIDENCE", N_("The evidence: id or reference") },
  { "tick", CHOSHO_ARG_TEXT, FALSE, "SIGN", N_("A tick mark: a sign of the legend (mark legend)") },
  { "refers-to", CHOSHO_ARG_TEXT, FALSE, "EVIDENCE", N_("A reference: to other evidence, or another place of it") },
  { "refers-to-place", CHOSHO_ARG_TEXT, FALSE, "PLACE", N_("Where in that evidence, as --place") },
  { "refers-to-step", CHOSHO_ARG_TEXT, FALSE, "STEP", N_("A reference: to a step") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("A note; beside a tick or a reference, a remark") },
  { "step", CHOSHO_ARG_TEXT, FALSE, "STEP", N_("The step for which it is made") },
  { "element", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("What of the control it shows: approver, date …") },
  CHOSHO_MARK_PLACE_ARGS,
  { NULL }
};

/* A mark is one thing: the kind that the arguments name; NULL with USAGE. */
static const char *
get_kind (ChoshoCommandContext *context, GError **error)
{
  gboolean tick = chosho_command_get_text (context, "tick") != NULL;
  gboolean to = chosho_command_get_text (context, "refers-to") != NULL, to_step = chosho_command_get_text (context, "refers-to-step") != NULL;
  const char *text = chosho_command_get_text (context, "text");

  if (tick + to + to_step > 1)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("A mark is one of --tick, --refers-to and --refers-to-step"));
  else if (chosho_command_get_text (context, "refers-to-place") != NULL && !to)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--refers-to-place is a place in what --refers-to names"));
  else if (tick)
    return "tick";
  else if (to || to_step)
    return "reference";
  else if (text != NULL && text[0] != '\0')
    return "note";
  else
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Say what the mark is: --tick, --text or --refers-to"));
  return NULL;
}

static gboolean
check_tick (ChoshoCommandContext *context, GError **error)
{
  const char *tick = chosho_command_get_text (context, "tick");
  g_autoptr (ChoshoValue) legend = tick != NULL ? chosho_mark_legend_list (context->session, error) : NULL;
  g_autoptr (GString) signs = g_string_new (NULL);

  if (tick == NULL || (legend != NULL && chosho_mark_legend_has (legend, tick)))
    return TRUE;
  for (guint i = 0; i < chosho_value_get_length (legend); i++)
    g_string_append_printf (signs, "%s%s", i > 0 ? " " : "", chosho_value_get_string (chosho_value_get_item (legend, i), "mark"));
  if (legend != NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("The legend has no sign “%s”; it has: %s"), tick, signs->str);
  return FALSE;
}

/* The step of @control that argument @name names, into @item as @field. */
static gboolean
set_step (ChoshoCommandContext *context, ChoshoView *view, const char *name, ChoshoValue *item, const char *field, GError **error)
{
  const char *text = chosho_command_get_text (context, name);
  const char *control = chosho_value_get_string (item, "control");
  g_autofree char *of = NULL;
  g_autofree char *step = NULL;

  if (text == NULL)
    return TRUE;
  if (!chosho_session_resolve_step (context->session, view, text, &of, &step, error))
    return FALSE;
  chosho_value_set_string (item, field, step);
  if (strcmp (of, control) == 0 || strcmp (field, "to_step") == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("Step “%s” is one of %s, the mark is one of %s"), text, of, control);
  return FALSE;
}

static gboolean
set_target (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *item, GError **error)
{
  const char *text = chosho_command_get_text (context, "refers-to");
  g_autofree char *to = text != NULL ? chosho_session_resolve_thing (context->session, view, "evidence", text, error) : NULL;

  chosho_value_set_string (item, "to", to);
  chosho_command_copy_text (context, "refers-to-place", item, "to_place");
  return text == NULL || to != NULL;
}

/* FALSE with INVALID where the work on @control does not rely on the evidence of @row, or it counts no longer. */
static gboolean
check_relies (ChoshoView *view, const char *control, ChoshoValue *row, GError **error)
{
  const char *reference = chosho_value_get_string (row, "reference");

  if (chosho_value_get_boolean (row, "withdrawn", FALSE))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s was withdrawn: %s"), reference, chosho_value_get_string (row, "withdrawn_reason"));
  else if (!chosho_mark_is_about (view, control, chosho_value_get_string (row, "id")))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is not linked to %s: link it first"), reference, control);
  else
    return TRUE;
  return FALSE;
}

/* What the mark is, without its place; NULL with @error. (transfer full) */
static ChoshoValue *
make_item (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *row, GError **error)
{
  g_autofree char *control = chosho_command_resolve_control (context, view, chosho_command_get_text (context, "control"), error);
  const char *kind = control != NULL ? get_kind (context, error) : NULL;
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();

  if (kind == NULL || !check_tick (context, error) || !check_relies (view, control, row, error))
    return NULL;
  chosho_value_set_string (item, "control", control);
  chosho_value_set_string (item, "kind", kind);
  chosho_command_copy_text (context, "tick", item, "tick");
  chosho_command_copy_text (context, "text", item, "text");
  chosho_command_copy_text (context, "element", item, "element");
  if (!set_step (context, view, "step", item, "step", error) || !set_step (context, view, "refers-to-step", item, "to_step", error)
      || !set_target (context, view, item, error))
    return NULL;
  return g_steal_pointer (&item);
}

static void
copy_place (ChoshoValue *result, ChoshoValue *place)
{
  for (guint i = 0; i < chosho_value_get_length (place); i++)
    chosho_value_set (result, chosho_value_get_key (place, i), chosho_value_ref (chosho_value_get_member_at (place, i)));
}

static gboolean
write_mark (ChoshoCommandContext *context, ChoshoValue *item, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);

  if (tx == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      chosho_transaction_add_item (tx, "mark", chosho_value_ref (item));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_commands_describe_created (tx, "mark");
  chosho_value_set_string (*result, "control", chosho_value_get_string (item, "control"));
  chosho_value_set_string (*result, "evidence", chosho_value_get_string (item, "on"));
  return TRUE;
}

static gboolean
run_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) row = chosho_commands_get_evidence (context, error);
  g_autoptr (ChoshoView) view = row != NULL ? chosho_session_get_view (context->session, FALSE, error) : NULL;
  g_autoptr (ChoshoValue) item = view != NULL ? make_item (context, view, row, error) : NULL;
  g_autoptr (ChoshoValue) place = NULL;

  g_clear_pointer (&view, chosho_view_free); /* the file may take its time */
  place = item != NULL ? chosho_mark_args_read_place (context, row, error) : NULL;
  if (place == NULL)
    return FALSE;
  chosho_mark_args_set_place (item, row, place);
  if (!write_mark (context, item, result, error))
    return FALSE;
  copy_place (*result, place);
  return TRUE;
}

/* --- list, legend ------------------------------------------------------------------------------------ */

static const ChoshoCommandArg list_args[] = {
  { "control", CHOSHO_ARG_TEXT, FALSE, "CONTROL", N_("Only marks of this control") },
  { "evidence", CHOSHO_ARG_LIST, FALSE, "EVIDENCE", N_("Only marks on this evidence") },
  { "pending", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only what somebody has to see to: to be confirmed in a newer version, or lost") },
  { "lost", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only lost marks: their words were not found in the newer version, or there is no evidence any more") },
  { "withdrawn", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Withdrawn marks as well") },
  { NULL }
};

static gboolean
is_wanted (ChoshoCommandContext *context, ChoshoValue *row)
{
  const char *state = chosho_value_get_string (row, "state");
  gboolean lost = strcmp (state, "lost") == 0;

  if (chosho_command_get_flag (context, "lost"))
    return lost;
  if (chosho_command_get_flag (context, "pending"))
    return lost || strcmp (state, "to-confirm") == 0;
  return strcmp (state, "withdrawn") != 0 || chosho_command_get_flag (context, "withdrawn");
}

/* Ids of the evidence that the argument names; empty: any. NULL with @error. (transfer full) */
static ChoshoValue *
resolve_evidence (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  ChoshoValue *names = chosho_command_get_list (context, "evidence");
  g_autoptr (ChoshoValue) ids = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (names); i++)
    {
      g_autofree char *id = chosho_session_resolve_thing (context->session, view, "evidence", chosho_value_as_string (chosho_value_get_item (names, i)), error);

      if (id == NULL)
        return NULL;
      chosho_value_append_string (ids, id);
    }
  return g_steal_pointer (&ids);
}

/* The marks on the evidence @on, completed, that the arguments want. */
static gboolean
list_wanted (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *rows, ChoshoValue *on, ChoshoValue *wanted, GError **error)
{
  g_auto (ChoshoMarkFinder) finder = { 0 };

  chosho_mark_finder_init (&finder, context, view);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (chosho_value_get_length (on) > 0 && !chosho_value_has_text (on, chosho_value_get_string (row, "evidence")))
        continue;
      if (!chosho_mark_finder_propose (&finder, row, error))
        return FALSE;
      if (is_wanted (context, row))
        chosho_value_append (wanted, chosho_value_ref (row));
    }
  return TRUE;
}

static gboolean
run_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *of = chosho_command_get_text (context, "control");
  g_autofree char *control = of != NULL ? chosho_command_find_control (context, of, error) : NULL;
  g_autoptr (ChoshoView) view = of == NULL || control != NULL ? chosho_session_get_view (context->session, FALSE, error) : NULL;
  g_autoptr (ChoshoValue) on = view != NULL ? resolve_evidence (context, view, error) : NULL;
  g_autoptr (ChoshoValue) rows = NULL;
  g_autoptr (ChoshoValue) wanted = chosho_value_new_array ();

  if (on == NULL)
    return FALSE;
  rows = chosho_session_list_rows (context->session, "mark", control, error);
  if (rows == NULL || !list_wanted (context, view, rows, on, wanted, error))
    return FALSE;
  *result = g_steal_pointer (&wanted);
  return TRUE;
}

static const ChoshoCommandArg no_args[] = { { NULL } };

static gboolean
run_legend (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  *result = chosho_mark_legend_list (context->session, error);
  return *result != NULL;
}

/* --- move -------------------------------------------------------------------------------------------- */

static const ChoshoCommandArg move_args[] = {
  { "marks", CHOSHO_ARG_POSITIONALS, TRUE, "MARK", N_("The marks: ids or references; one where a place is given") },
  { "confirm", CHOSHO_ARG_FLAG, FALSE, NULL, N_("They stand in the newer version where their words were found (mark list --pending)") },
  { "stays", CHOSHO_ARG_FLAG, FALSE, NULL, N_("They stay on the older version, of which they go on speaking") },
  { "evidence", CHOSHO_ARG_TEXT, FALSE, "EVIDENCE", N_("The evidence it is to stand on (default: the newer version, else the same)") },
  CHOSHO_MARK_PLACE_ARGS,
  { NULL }
};

/* The row of the mark that @text names, not withdrawn; NULL with @error. (transfer full) */
static ChoshoValue *
get_mark (ChoshoCommandContext *context, ChoshoView *view, const char *text, GError **error)
{
  g_autofree char *id = chosho_session_resolve_thing (context->session, view, "mark", text, error);
  g_autoptr (ChoshoValue) row = id != NULL ? chosho_session_get_row (context->session, "mark", id, error) : NULL;

  if (row == NULL)
    return NULL;
  if (strcmp (chosho_value_get_string (row, "state"), "withdrawn") != 0)
    return g_steal_pointer (&row);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s was withdrawn: %s"), chosho_value_get_string (row, "reference"),
               chosho_value_get_string (row, "withdrawn_reason"));
  return NULL;
}

/* The mark's own words of what stands, for a change to be completed by its place. (transfer full) */
static ChoshoValue *
copy_mark (ChoshoView *view, ChoshoValue *row)
{
  static const char *const fields[] = { "control", "kind", "tick", "text", "step", "element", "to", "to_place", "to_step" };
  const char *id = chosho_value_get_string (row, "id");
  ChoshoValue *standing = chosho_view_get_item_printf (view, "mark:%s", id);
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "mark", id);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    chosho_value_set_string (item, fields[i], chosho_value_get_string (standing, fields[i]));
  return item;
}

static gboolean
check_outdated (ChoshoValue *row, GError **error)
{
  if (strcmp (chosho_value_get_string (row, "state"), "outdated") == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("No newer version of %s came in since %s was placed"),
               chosho_value_get_string (row, "evidence_reference"), chosho_value_get_string (row, "reference"));
  return FALSE;
}

/* What a person confirms: the place that is proposed. */
static ChoshoValue *
confirm (ChoshoMarkFinder *finder, ChoshoValue *row, GError **error)
{
  ChoshoSession *session = finder->context->session;
  g_autoptr (ChoshoValue) newer = NULL;
  ChoshoValue *item;

  if (!check_outdated (row, error) || !chosho_mark_finder_propose (finder, row, error))
    return NULL;
  if (strcmp (chosho_value_get_string (row, "state"), "lost") == 0)
    {
      const char *reference = chosho_value_get_string (row, "newer_reference");

      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s is lost in %s (%s): place it there, or withdraw it"),
                   chosho_value_get_string (row, "reference"), reference != NULL ? reference : _("the newer version"),
                   chosho_value_get_string (row, "lost_reason"));
      return NULL;
    }
  newer = chosho_session_get_row (session, "evidence", chosho_value_get_string (row, "newer"), error);
  if (newer == NULL || !check_relies (finder->view, chosho_value_get_string (row, "control"), newer, error))
    return NULL;
  item = copy_mark (finder->view, row);
  chosho_mark_args_set_place (item, newer, chosho_value_get (row, "proposal"));
  return item;
}

static ChoshoValue *
keep (ChoshoMarkFinder *finder, ChoshoValue *row, GError **error)
{
  const char *on = chosho_value_get_string (row, "evidence");
  g_autofree char *newer = chosho_mark_dup_newer (finder->view, on);
  g_autoptr (ChoshoValue) evidence = check_outdated (row, error) ? chosho_session_get_row (finder->context->session, "evidence", on, error) : NULL;
  ChoshoValue *item;

  if (evidence == NULL)
    return NULL;
  item = copy_mark (finder->view, row);
  chosho_mark_args_set_place (item, evidence, chosho_view_get_item_printf (finder->view, "mark:%s", chosho_value_get_string (row, "id")));
  chosho_value_set_string (item, "stays", newer);
  return item;
}

/* The evidence on which a mark is placed anew. (transfer full) */
static char *
dup_new_evidence (ChoshoMarkFinder *finder, ChoshoValue *row, GError **error)
{
  const char *wanted = chosho_command_get_text (finder->context, "evidence");
  const char *on = chosho_value_get_string (row, "evidence");
  g_autofree char *newer = NULL;
  char *successor = NULL;

  if (wanted != NULL)
    return chosho_session_resolve_thing (finder->context->session, finder->view, "evidence", wanted, error);
  newer = strcmp (chosho_value_get_string (row, "state"), "outdated") == 0 ? chosho_mark_dup_newer (finder->view, on) : NULL;
  if (newer != NULL)
    successor = chosho_mark_dup_successor (finder->view, on, newer);
  return successor != NULL ? successor : g_strdup (on);
}

static ChoshoValue *
place_anew (ChoshoMarkFinder *finder, ChoshoValue *row, GError **error)
{
  g_autofree char *id = dup_new_evidence (finder, row, error);
  g_autoptr (ChoshoValue) evidence = id != NULL ? chosho_session_get_row (finder->context->session, "evidence", id, error) : NULL;
  g_autoptr (ChoshoValue) place = NULL;
  ChoshoValue *item;

  if (evidence == NULL || !check_relies (finder->view, chosho_value_get_string (row, "control"), evidence, error))
    return NULL;
  place = chosho_mark_args_read_place (finder->context, evidence, error);
  if (place == NULL)
    return NULL;
  item = copy_mark (finder->view, row);
  chosho_mark_args_set_place (item, evidence, place);
  return item;
}

typedef ChoshoValue *(*MoveFunc) (ChoshoMarkFinder *finder, ChoshoValue *row, GError **error);

/* How the arguments move; NULL with USAGE. */
static MoveFunc
get_move (ChoshoCommandContext *context, GError **error)
{
  gboolean placed = chosho_mark_args_have_place (context);
  gboolean confirmed = chosho_command_get_flag (context, "confirm"), stays = chosho_command_get_flag (context, "stays");

  if (placed + confirmed + stays != 1)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Say where it stands: --confirm, --stays, or a place"));
  else if (!placed && chosho_command_get_text (context, "evidence") != NULL)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--evidence goes with a place"));
  else if (placed && chosho_value_get_length (chosho_command_get_list (context, "marks")) != 1)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("One mark is placed at a time"));
  else
    return placed ? place_anew : confirmed ? confirm : keep;
  return NULL;
}

/* The items of all marks that are named; NULL with @error. */
static ChoshoValue *
make_moves (ChoshoCommandContext *context, MoveFunc move, GError **error)
{
  ChoshoValue *names = chosho_command_get_list (context, "marks");
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_auto (ChoshoMarkFinder) finder = { 0 };
  g_autoptr (ChoshoValue) items = chosho_value_new_array ();

  if (view == NULL)
    return NULL;
  chosho_mark_finder_init (&finder, context, view);
  for (guint i = 0; i < chosho_value_get_length (names); i++)
    {
      g_autoptr (ChoshoValue) row = get_mark (context, view, chosho_value_as_string (chosho_value_get_item (names, i)), error);
      ChoshoValue *item = row != NULL ? move (&finder, row, error) : NULL;

      if (item == NULL)
        return NULL;
      chosho_value_append (items, item);
    }
  return g_steal_pointer (&items);
}

/* [{id, control, evidence, place …}] */
static ChoshoValue *
describe_moves (ChoshoValue *items)
{
  static const char *const members[] = { "control", "place", "quote", "rectangle", "stays" };
  ChoshoValue *moves = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      ChoshoValue *item = chosho_value_get_item (items, i);
      ChoshoValue *move = chosho_value_new_object ();

      chosho_value_set_string (move, "id", chosho_value_get_string (item, "mark"));
      chosho_value_set_string (move, "evidence", chosho_value_get_string (item, "on"));
      for (guint j = 0; j < G_N_ELEMENTS (members); j++)
        if (chosho_value_get (item, members[j]) != NULL)
          chosho_value_set (move, members[j], chosho_value_ref (chosho_value_get (item, members[j])));
      chosho_value_append (moves, move);
    }
  return moves;
}

/* Who retries what was done is told what stands. */
static gboolean
tell_done (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue **result, GError **error)
{
  ChoshoValue *names = chosho_command_get_list (context, "marks");
  g_autoptr (ChoshoValue) items = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (names); i++)
    {
      g_autofree char *id = chosho_session_resolve_thing (context->session, view, "mark", chosho_value_as_string (chosho_value_get_item (names, i)), error);
      ChoshoValue *item;

      if (id == NULL)
        return FALSE;
      item = chosho_command_copy_item (chosho_view_get_item_printf (view, "mark:%s", id));
      chosho_value_set_string (item, "mark", id);
      chosho_value_append (items, item);
    }
  *result = describe_moves (items);
  return TRUE;
}

/* FALSE with @error; TRUE with @result where it was done before. */
static gboolean
check_done (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) probe = chosho_transaction_begin (context->session, context->operation, error);

  if (probe == NULL)
    return FALSE;
  return !chosho_transaction_is_done (probe) || tell_done (context, chosho_transaction_get_view (probe), result, error);
}

static gboolean
run_move (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  MoveFunc move = get_move (context, error);
  g_autoptr (ChoshoValue) items = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;

  if (move == NULL || !check_done (context, result, error))
    return FALSE;
  if (*result != NULL)
    return TRUE;
  items = make_moves (context, move, error);
  tx = items != NULL ? chosho_transaction_begin (context->session, context->operation, error) : NULL;
  if (tx == NULL)
    return FALSE;
  chosho_transaction_add (tx, "mark-change", chosho_value_ref (items));
  if (!chosho_transaction_commit (tx, result, error))
    return FALSE;
  *result = describe_moves (items);
  return TRUE;
}

/* --- withdraw ---------------------------------------------------------------------------------------- */

static const ChoshoCommandArg withdraw_args[] = {
  { "mark", CHOSHO_ARG_POSITIONAL, TRUE, "MARK", N_("The mark: id or reference") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why") },
  { NULL }
};

static gboolean
run_withdraw (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (ChoshoValue) row = NULL;
  ChoshoValue *item;

  if (!chosho_command_check_filled (context, "reason", error))
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      row = get_mark (context, chosho_transaction_get_view (tx), chosho_command_get_text (context, "mark"), error);
      if (row == NULL)
        return FALSE;
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "mark", chosho_value_get_string (row, "id"));
      chosho_value_set_string (item, "control", chosho_value_get_string (row, "control"));
      chosho_command_copy_text (context, "reason", item, "reason");
      chosho_transaction_add_item (tx, "mark-withdraw", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", row != NULL ? chosho_value_get_string (row, "id") : chosho_command_get_text (context, "mark"));
  return TRUE;
}

const ChoshoCommand chosho_commands_marks[] = {
  { "mark add", N_("Mark a place in evidence: a tick, a note or a reference"), add_args, CHOSHO_COMMAND_WRITES, run_add },
  { "mark list", N_("List marks, and where those on older versions stand now"), list_args, CHOSHO_COMMAND_READS, run_list },
  { "mark move", N_("Say where marks stand in a newer version, or place one anew"), move_args, CHOSHO_COMMAND_WRITES, run_move },
  { "mark withdraw", N_("Withdraw a mark"), withdraw_args, CHOSHO_COMMAND_WRITES, run_withdraw },
  { "mark legend", N_("Show the legend of tick marks"), no_args, CHOSHO_COMMAND_READS, run_legend },
  { NULL }
};
