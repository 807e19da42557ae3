/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-request-private.h"
#include "chosho-error.h"
#include "chosho-evidence.h"
#include "chosho-links.h"

/* Requests moved on, and the evidence that came for them. One call is one operation: all move, or none. */

#define IDS_ARG { "ids", CHOSHO_ARG_POSITIONALS, TRUE, "ID", N_("The requests: number or id") }
#define ON_ARG { "on", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The day (default: today)") }
#define REASON_ARG { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why, in words that the client understands") }
#define EVIDENCE_ARG { "evidence", CHOSHO_ARG_LIST, TRUE, "ID", N_("The evidence: id or reference") }

const ChoshoCommandArg chosho_request_send_args[] = {
  { "ids", CHOSHO_ARG_POSITIONALS, FALSE, "ID", N_("The requests: number or id") },
  { "all", CHOSHO_ARG_FLAG, FALSE, NULL, N_("All that were not requested yet") },
  ON_ARG,
  { "due", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("Until when they are wanted, where they say nothing else") },
  { NULL }
};
const ChoshoCommandArg chosho_request_check_args[] = { IDS_ARG, ON_ARG, { NULL } };
const ChoshoCommandArg chosho_request_accept_args[] = {
  IDS_ARG,
  ON_ARG,
  { "no-link", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Do not link the evidence to the request's controls") },
  { NULL }
};
const ChoshoCommandArg chosho_request_return_args[] = {
  IDS_ARG,
  REASON_ARG,
  ON_ARG,
  { "due", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("Until when it is wanted again") },
  { NULL }
};
const ChoshoCommandArg chosho_request_withdraw_args[] = { IDS_ARG, REASON_ARG, ON_ARG, { NULL } };
const ChoshoCommandArg chosho_request_link_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The request: number or id") },
  EVIDENCE_ARG,
  ON_ARG,
  { NULL }
};
const ChoshoCommandArg chosho_request_unlink_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The request: number or id") },
  EVIDENCE_ARG,
  { "reason", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Why") },
  { NULL }
};

/* --- What moves --------------------------------------------------------------------------------------------------- */

static const char *
get_state (ChoshoView *view, const char *id)
{
  ChoshoValue *item = chosho_view_get_item_printf (view, "request-state:%s", id);

  return item != NULL ? chosho_value_get_string (item, "state") : "not-requested";
}

/* The requests that were named, each once. (element-type utf8) (transfer full) */
static GPtrArray *
resolve_all (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "ids");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      char *id = chosho_request_resolve (context, view, chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (id == NULL)
        return NULL;
      if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_free (id);
      else
        g_ptr_array_add (ids, id);
    }
  return g_steal_pointer (&ids);
}

static ChoshoValue *
list_evidence (ChoshoView *view, const char *id)
{
  g_autofree char *key = g_strconcat ("request-evidence:", id, NULL);
  g_autoptr (GPtrArray) answers = chosho_view_list (view, key);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < answers->len; i++)
    chosho_value_append_string (list, chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (answers, i))->item, "evidence"));
  return list;
}

/* Only what came can be looked at, accepted or returned. */
static gboolean
check_came (ChoshoView *view, GPtrArray *ids, GError **error)
{
  static const char *const came[] = { "received", "checking", "accepted", "returned", NULL };

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (ChoshoValue) evidence = list_evidence (view, id);

      if (chosho_value_get_length (evidence) > 0 || g_strv_contains (came, get_state (view, id)))
        continue;
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("Nothing came for request %s yet: note it by “request receive” or “request link”"),
                   chosho_value_get_string (chosho_view_get_item_printf (view, "request:%s", id), "number"));
      return FALSE;
    }
  return TRUE;
}

static ChoshoValue *
describe (GPtrArray *ids, const char *state)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < ids->len; i++)
    {
      ChoshoValue *one = chosho_command_result_id (g_ptr_array_index (ids, i));

      chosho_value_set_string (one, "state", state);
      chosho_value_append (list, one);
    }
  return list;
}

static void
set_due (ChoshoTransaction *tx, const char *id, const char *due, gboolean replace)
{
  ChoshoValue *item = chosho_request_dup_item (chosho_transaction_get_view (tx), id);

  if (replace || chosho_value_get_string (item, "due") == NULL)
    {
      chosho_value_set_string (item, "due", due);
      chosho_transaction_add_item (tx, "request-change", item);
    }
  else
    chosho_value_unref (item);
}

/* Moves @ids; @more (nullable) adds what goes with each. */
typedef void (*MoreFunc) (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *id);

static gboolean
move (ChoshoCommandContext *context, ChoshoTransaction *tx, GPtrArray *ids, const char *state, MoreFunc more, ChoshoValue **result, GError **error)
{
  g_autofree char *on = chosho_request_dup_day (context, chosho_transaction_get_view (tx));
  ChoshoValue *items = chosho_value_new_array ();

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      chosho_value_append (items, chosho_request_new_state (id, state, on, chosho_command_get_text (context, "reason")));
      if (more != NULL)
        more (context, tx, id);
    }
  chosho_transaction_add (tx, "request-state", items);
  if (!chosho_transaction_commit (tx, result, error))
    return FALSE;
  *result = describe (ids, state);
  return TRUE;
}

static gboolean
check_days (ChoshoCommandContext *context, GError **error)
{
  return chosho_command_check_date (context, "on", error) && chosho_command_check_date (context, "due", error);
}

/* Names of requests to ids, and the move; @came: only what came may be moved so. */
static gboolean
run_move (ChoshoCommandContext *context, const char *state, gboolean came, MoreFunc more, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  if (!check_days (context, error) || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || !chosho_command_check_past (context, chosho_transaction_get_view (tx), "on", error)
      || (ids = resolve_all (context, chosho_transaction_get_view (tx), error)) == NULL)
    return FALSE;
  if (chosho_transaction_is_done (tx))
    {
      *result = describe (ids, state);
      return TRUE;
    }
  return (!came || check_came (chosho_transaction_get_view (tx), ids, error)) && move (context, tx, ids, state, more, result, error);
}

/* --- send --------------------------------------------------------------------------------------------------------- */

static void
add_due (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *id)
{
  if (chosho_command_get_text (context, "due") != NULL)
    set_due (tx, id, chosho_command_get_text (context, "due"), FALSE);
}

/* Puts the numbers of those that wait into the arguments, so that an operation that is repeated has them again. */
static gboolean
name_waiting (ChoshoCommandContext *context, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  GPtrArray *made = view != NULL ? chosho_state_get_writes_of (chosho_view_get_state (view), "request") : NULL;
  ChoshoValue *ids;

  if (made == NULL)
    return FALSE;
  ids = chosho_value_new_array ();
  for (guint i = 0; i < made->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (made, i));

      if (chosho_view_get_item_printf (view, "request:%s", id) != NULL && strcmp (get_state (view, id), "not-requested") == 0)
        chosho_value_append_string (ids, id);
    }
  chosho_value_set (context->args, "ids", ids);
  return TRUE;
}

gboolean
chosho_command_request_send (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  gboolean all = chosho_command_get_flag (context, "all");

  if (all == (chosho_value_get_length (chosho_command_get_list (context, "ids")) > 0))
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Give either requests or --all"));
      return FALSE;
    }
  if (all && !name_waiting (context, error))
    return FALSE;
  return run_move (context, "requested", FALSE, add_due, result, error);
}

/* --- check, accept, return, withdraw ------------------------------------------------------------------------------- */

gboolean
chosho_command_request_check (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return run_move (context, "checking", TRUE, NULL, result, error);
}

/* What came becomes evidence of the request's controls; what was withdrawn or destroyed meanwhile does not. */
static void
link_evidence (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *id)
{
  ChoshoView *view = chosho_transaction_get_view (tx);
  ChoshoValue *controls = chosho_value_get (chosho_view_get_item_printf (view, "request:%s", id), "controls");
  g_autoptr (ChoshoValue) evidence = list_evidence (view, id);
  g_autoptr (ChoshoValue) targets = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (controls) && !chosho_command_get_flag (context, "no-link"); i++)
    {
      ChoshoValue *target = chosho_value_new_object ();

      chosho_value_set (target, "control", chosho_value_ref (chosho_value_get_item (controls, i)));
      chosho_value_set_string (target, "paper", "");
      chosho_value_set_string (target, "step", "");
      chosho_value_append (targets, target);
    }
  for (guint i = 0; i < chosho_value_get_length (evidence); i++)
    {
      const char *one = chosho_value_as_string (chosho_value_get_item (evidence, i));

      if (chosho_evidence_get_withdrawal (view, one) == NULL && chosho_evidence_get_purge (view, one) == NULL)
        chosho_links_add (tx, targets, "evidence", one, NULL);
    }
}

gboolean
chosho_command_request_accept (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return run_move (context, "accepted", TRUE, link_evidence, result, error);
}

static void
change_due (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *id)
{
  if (chosho_command_get_text (context, "due") != NULL)
    set_due (tx, id, chosho_command_get_text (context, "due"), TRUE);
}

gboolean
chosho_command_request_return (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return run_move (context, "returned", TRUE, change_due, result, error);
}

gboolean
chosho_command_request_withdraw (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return run_move (context, "withdrawn", FALSE, NULL, result, error);
}

/* --- link, unlink -------------------------------------------------------------------------------------------------- */

/* The evidence that was named. (element-type utf8) (transfer full) */
static GPtrArray *
resolve_evidence (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "evidence");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      char *id = chosho_session_resolve_thing (context->session, view, "evidence", chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (id == NULL)
        return NULL;
      g_ptr_array_add (ids, id);
    }
  return g_steal_pointer (&ids);
}

static void
add_evidence (ChoshoTransaction *tx, const char *request, GPtrArray *evidence)
{
  g_autoptr (ChoshoValue) held = list_evidence (chosho_transaction_get_view (tx), request);

  for (guint i = 0; i < evidence->len; i++)
    {
      ChoshoValue *item;

      if (chosho_value_has_text (held, g_ptr_array_index (evidence, i)))
        continue;
      chosho_value_append_string (held, g_ptr_array_index (evidence, i));
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "request", request);
      chosho_value_set_string (item, "evidence", g_ptr_array_index (evidence, i));
      chosho_value_set_string (item, "matched", "person");
      chosho_transaction_add_item (tx, "request-evidence", item);
    }
}

static ChoshoValue *
describe_one (const char *id, GPtrArray *evidence)
{
  ChoshoValue *result = chosho_command_result_id (id);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < evidence->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (evidence, i));
  chosho_value_set (result, "evidence", list);
  return result;
}

/* What came moves a request on that waited for it; one that is being looked at stays there. */
static gboolean
awaits (ChoshoView *view, const char *id)
{
  static const char *const waiting[] = { "not-requested", "requested", "returned", NULL };

  return g_strv_contains (waiting, get_state (view, id));
}

static gboolean
write_links (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *id, GPtrArray *evidence, ChoshoValue **result, GError **error)
{
  ChoshoView *view = chosho_transaction_get_view (tx);
  g_autofree char *on = chosho_request_dup_day (context, view);

  add_evidence (tx, id, evidence);
  if (awaits (view, id))
    chosho_transaction_add_item (tx, "request-state", chosho_request_new_state (id, "received", on, NULL));
  return chosho_transaction_commit (tx, result, error);
}

gboolean
chosho_command_request_link (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) evidence = NULL;

  if (!chosho_command_check_date (context, "on", error) || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || !chosho_command_check_past (context, chosho_transaction_get_view (tx), "on", error)
      || (id = chosho_request_resolve (context, chosho_transaction_get_view (tx), chosho_command_get_text (context, "id"), error)) == NULL
      || (evidence = resolve_evidence (context, chosho_transaction_get_view (tx), error)) == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx) && !write_links (context, tx, id, evidence, result, error))
    return FALSE;
  *result = describe_one (id, evidence);
  return TRUE;
}

/* The standing writes that say that @evidence came for @request. (transfer container) */
static GPtrArray *
list_standing (ChoshoView *view, const char *request, GPtrArray *evidence)
{
  g_autofree char *key = g_strconcat ("request-evidence:", request, NULL);
  g_autoptr (GPtrArray) all = chosho_view_list (view, key);
  GPtrArray *standing = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (g_ptr_array_find_with_equal_func (evidence, chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (all, i))->item, "evidence"),
                                          g_str_equal, NULL))
      g_ptr_array_add (standing, g_ptr_array_index (all, i));
  return standing;
}

gboolean
chosho_command_request_unlink (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) evidence = NULL, standing = NULL;

  if (tx == NULL
      || (id = chosho_request_resolve (context, chosho_transaction_get_view (tx), chosho_command_get_text (context, "id"), error)) == NULL
      || (evidence = resolve_evidence (context, chosho_transaction_get_view (tx), error)) == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoValue *item = chosho_value_new_object ();

      chosho_value_set_string (item, "request", id);
      chosho_value_set_string (item, "reason", chosho_command_get_text (context, "reason"));
      standing = list_standing (chosho_transaction_get_view (tx), id, evidence);
      if (standing->len == 0)
        {
          chosho_value_unref (item);
          g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("That evidence did not come for this request"));
          return FALSE;
        }
      chosho_transaction_remove (tx, "request-evidence-remove", item, standing);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = describe_one (id, evidence);
  return TRUE;
}
