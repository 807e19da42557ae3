/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-command.h"
#include "chosho-error.h"
#include "chosho-gate.h"
#include "chosho-local-blockers.h"
#include "chosho-report-builder.h"
#include "chosho-transaction.h"

/* Sign-offs of controls and papers, and the gate without acting. */

/* --- What a sign-off is about ------------------------------------------------------------------ */

/* A control number or, where the command allows it, a paper by number or id. (transfer full) */
static char *
resolve_target (ChoshoSession *session, ChoshoView *view, const char *text, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *control = chosho_session_resolve_control (session, view, text, &local_error);

  if (control != NULL)
    return control;
  if (chosho_target_is_paper (text))
    return chosho_session_resolve_thing (session, view, "paper", text, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* What people call @target: a control by its number, and a paper by its own. (transfer full) */
static char *
dup_target_name (ChoshoView *view, const char *target)
{
  const char *number = chosho_target_is_paper (target)
                           ? chosho_value_get_string (chosho_view_get_item_printf (view, "paper:%s", target), "number") : NULL;

  return g_strdup (number != NULL ? number : target);
}

/* Blockers of a paper name it by the number that stands on it, too. */
static void
name_paper (ChoshoView *view, const char *target, ChoshoValue *blockers)
{
  g_autofree char *number = chosho_target_is_paper (target) ? dup_target_name (view, target) : NULL;

  for (guint i = 0; number != NULL && i < chosho_value_get_length (blockers); i++)
    chosho_value_set_string (chosho_value_get_item (blockers, i), "paper", number);
}

/* --- check ------------------------------------------------------------------------------------- */

static const ChoshoCommandArg check_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, TRUE, "CONTROL", N_("The control") },
  { "for", CHOSHO_ARG_TEXT, FALSE, "STAGE", N_("complete (default), review or approve") },
  { NULL }
};

static gboolean
run_check (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *wanted = chosho_command_get_text (context, "for");
  ChoshoStage stage = wanted != NULL ? chosho_stage_from_code (wanted) : CHOSHO_STAGE_COMPLETE;
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (GPtrArray) blockers = NULL;
  const ChoshoMember *member = NULL;
  g_autoptr (ChoshoValue) opened = chosho_value_new_array ();
  g_autofree char *name = NULL;
  g_autofree char *target = NULL;

  if (stage >= CHOSHO_STAGE_ISSUE)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("“%s” is no stage: complete, review or approve"), wanted);
      return FALSE;
    }
  view = chosho_session_get_view (context->session, FALSE, error);
  target = view != NULL ? resolve_target (context->session, view, chosho_command_get_text (context, "control"), error) : NULL;
  if (target == NULL)
    return FALSE;
  if (context->identity != NULL)
    {
      g_autofree char *fingerprint = chosho_identity_dup_fingerprint (context->identity);

      member = chosho_team_resolve (view, fingerprint);
    }
  blockers = chosho_gate_check (view, target, stage, member != NULL ? member->id : NULL, opened);
  if (!chosho_local_blockers_add (context->session, view, target, blockers, error))
    return FALSE;
  chosho_report_add_wording (view, target, TRUE, blockers);
  *result = chosho_blockers_to_value (blockers);
  name_paper (view, target, chosho_value_get (*result, "blockers"));
  if (!chosho_blockers_block (blockers))
    return TRUE;
  name = dup_target_name (view, target);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("%s cannot be signed off yet"), name);
  return FALSE;
}

/* --- complete, review, approve ------------------------------------------------------------------ */

/* One outcome of a bulk act. Takes @blockers (nullable). */
static void
append_outcome (ChoshoView *view, ChoshoValue *outcomes, ChoshoValue *all_blockers, const char *target, const char *stage, GPtrArray *blockers)
{
  ChoshoValue *outcome = chosho_value_new_object ();

  chosho_value_set_string (outcome, "control", target);
  chosho_value_set_string (outcome, "stage", stage);
  chosho_value_set_boolean (outcome, "done", blockers == NULL);
  if (blockers != NULL)
    {
      g_autoptr (ChoshoValue) object = chosho_blockers_to_value (blockers);
      ChoshoValue *list = chosho_value_get (object, "blockers");

      name_paper (view, target, list);
      for (guint i = 0; i < chosho_value_get_length (list); i++)
        chosho_value_append (all_blockers, chosho_value_ref (chosho_value_get_item (list, i)));
      chosho_value_set (outcome, "blockers", chosho_value_ref (list));
    }
  chosho_value_append (outcomes, outcome);
}

/* Whether this operation, carried out before, signed @target. */
static gboolean
was_signed (ChoshoTransaction *tx, const char *target)
{
  char *id;

  for (guint i = 0; (id = chosho_transaction_dup_id (tx, "sign-off", i)) != NULL; i++)
    {
      ChoshoWrite *write = chosho_transaction_lookup (tx, id);

      g_free (id);
      if (g_strcmp0 (chosho_value_get_string (write->item, "target"), target) == 0)
        return TRUE;
    }
  return FALSE;
}

/* All names first: a mistyped number must not leave the others half done. What is named twice is there once. */
static GPtrArray *
resolve_targets (ChoshoCommandContext *context, ChoshoView *view, const char *name, GError **error)
{
  ChoshoValue *controls = chosho_command_get_list (context, name);
  GPtrArray *targets = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      char *target = resolve_target (context->session, view, chosho_value_as_string (chosho_value_get_item (controls, i)), error);

      if (target == NULL)
        {
          g_ptr_array_unref (targets);
          return NULL;
        }
      if (g_ptr_array_find_with_equal_func (targets, target, g_str_equal, NULL))
        g_free (target);
      else
        g_ptr_array_add (targets, target);
    }
  return targets;
}

/* --- What was opened ------------------------------------------------------------------------------ */

static gboolean
is_individual (ChoshoView *view, const char *name)
{
  g_autoptr (GPtrArray) all = chosho_view_list_action (view, "individual-control");

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (all, i))->item, "individual"), name) == 0)
      return TRUE;
  return FALSE;
}

/* The id that @text names. A control or paper as a whole is none of the things that are opened one by
 * one; it is no mistake to name it, and counts for nothing. (transfer full) */
static char *
resolve_opened (ChoshoCommandContext *context, ChoshoView *view, const char *text, GError **error)
{
  static const char *const kinds[] = { "finding", "evidence" };
  g_autofree char *control = NULL;
  char *step, *target;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) local_error = NULL;
      char *id = chosho_session_resolve_thing (context->session, view, kinds[i], text, &local_error);

      if (id != NULL)
        return id;
      if (!g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND)) /* several begin so */
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  if (chosho_session_resolve_step (context->session, view, text, &control, &step, NULL))
    return step;
  if (is_individual (view, text))
    return g_strdup (text);
  target = resolve_target (context->session, view, text, NULL);
  if (target == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no finding, step, evidence or individual control “%s”"), text);
  return target;
}

/* The ids of --opened. (transfer full) */
static ChoshoValue *
list_opened (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "opened");
  g_autoptr (ChoshoValue) opened = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      g_autofree char *id = resolve_opened (context, view, chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (id == NULL)
        return NULL;
      chosho_value_append_string (opened, id);
    }
  return g_steal_pointer (&opened);
}

/* Of @opened what had to be opened for @target: each sign-off says what it rests on. (transfer full) */
static ChoshoValue *
select_opened (ChoshoView *view, const char *target, ChoshoValue *opened)
{
  g_autoptr (GPtrArray) wanted = chosho_gate_list_to_open (view, target);
  ChoshoValue *own = chosho_value_new_array ();

  for (guint i = 0; i < wanted->len; i++)
    {
      const char *id = ((ChoshoBlocker *) g_ptr_array_index (wanted, i))->id;

      if (chosho_value_has_text (opened, id) && !chosho_value_has_text (own, id))
        chosho_value_append_string (own, id);
    }
  return own;
}

/* Leaves in @stands what stands against it, NULL where it will be written. FALSE with @error. */
static gboolean
try_sign_off (ChoshoTransaction *tx, ChoshoCommandContext *context, const char *target, const char *stage, ChoshoValue *opened,
              GPtrArray **stands, GError **error)
{
  g_autoptr (GPtrArray) local = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_blocker_free);
  ChoshoValue *item;

  *stands = NULL;
  if (!chosho_local_blockers_add (context->session, chosho_transaction_get_view (tx), target, local, error))
    return FALSE;
  if (chosho_blockers_block (local))
    {
      *stands = g_steal_pointer (&local);
      return TRUE;
    }
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "target", target);
  chosho_value_set_string (item, "stage", stage);
  chosho_value_set (item, "opened", select_opened (chosho_transaction_get_view (tx), target, opened));
  *stands = chosho_transaction_try (tx, "sign-off", item);
  return TRUE;
}

/* What became of @refused of @total targets, at least one; @first is the first one's name. */
static void
set_refused (const char *first, guint refused, guint total, GError **error)
{
  if (total == 1)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("%s cannot be signed off yet"), first);
  else if (refused == total)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("all %u were refused; nothing is signed"), refused);
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED,
                 g_dngettext (GETTEXT_PACKAGE, "%u of %u was refused; the others are signed", "%u of %u were refused; the others are signed", refused),
                 refused, total);
}

/* A repeated command answers as it did: signed then, or what stands against it. */
static GPtrArray *
repeat_sign_off (ChoshoTransaction *tx, const char *target, const char *stage, ChoshoValue *opened)
{
  return was_signed (tx, target) ? NULL
                                 : chosho_gate_check (chosho_transaction_get_view (tx), target, chosho_stage_from_code (stage),
                                                      chosho_transaction_get_member (tx), opened);
}

static gboolean
sign_off (ChoshoCommandContext *context, const char *stage, ChoshoValue **result, GError **error)
{
  gboolean approving = strcmp (stage, "approve") == 0;
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (GPtrArray) targets = NULL;
  g_autofree char *first = NULL;
  g_autoptr (ChoshoValue) opened = NULL;
  g_autoptr (ChoshoView) verified = NULL;
  g_autoptr (ChoshoValue) answer = NULL;
  ChoshoValue *outcomes, *blockers;
  gboolean done;
  guint refused = 0;

  /* Approval never trusts the index: every signature is checked again first. */
  verified = chosho_session_get_view (context->session, approving, error);
  if (verified == NULL)
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL)
    return FALSE;
  targets = resolve_targets (context, chosho_transaction_get_view (tx), "controls", error);
  if (targets == NULL)
    return FALSE;
  opened = list_opened (context, chosho_transaction_get_view (tx), error);
  if (opened == NULL)
    return FALSE;
  first = dup_target_name (chosho_transaction_get_view (tx), g_ptr_array_index (targets, 0));
  done = chosho_transaction_is_done (tx);
  answer = chosho_value_new_object ();
  outcomes = chosho_value_new_array ();
  blockers = chosho_value_new_array ();
  chosho_value_set (answer, "results", outcomes);
  chosho_value_set (answer, "blockers", blockers);
  for (guint i = 0; i < targets->len; i++)
    {
      const char *target = g_ptr_array_index (targets, i);
      g_autoptr (GPtrArray) stands = NULL;

      if (done)
        stands = repeat_sign_off (tx, target, stage, opened);
      else if (!try_sign_off (tx, context, target, stage, opened, &stands, error))
        return FALSE;
      refused += stands != NULL;
      append_outcome (chosho_transaction_get_view (tx), outcomes, blockers, target, stage, stands);
    }
  if (!done && approving && refused < targets->len)
    chosho_transaction_try_checkpoint (tx);
  if (!done && !chosho_transaction_commit (tx, NULL, error))
    return FALSE;
  *result = g_steal_pointer (&answer);
  if (refused > 0)
    set_refused (first, refused, targets->len, error);
  return refused == 0;
}

static const ChoshoCommandArg sign_off_args[] = {
  { "controls", CHOSHO_ARG_POSITIONALS, TRUE, "CONTROL", N_("Controls, or ids of papers") },
  { NULL }
};

static const ChoshoCommandArg approve_args[] = {
  { "controls", CHOSHO_ARG_POSITIONALS, TRUE, "CONTROL", N_("Controls, or ids of papers") },
  { "opened", CHOSHO_ARG_LIST, FALSE, "ID", N_("What was opened on its own: a finding, step, evidence or individual control, as “check --for approve” lists them") },
  { NULL }
};

static gboolean
run_complete (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return sign_off (context, "complete", result, error);
}

static gboolean
run_review (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return sign_off (context, "review", result, error);
}

static gboolean
run_approve (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return sign_off (context, "approve", result, error);
}

/* --- withdraw ---------------------------------------------------------------------------------- */

static const ChoshoCommandArg withdraw_args[] = {
  { "controls", CHOSHO_ARG_POSITIONALS, TRUE, "CONTROL", N_("Controls, or ids of papers") },
  { "stage", CHOSHO_ARG_TEXT, FALSE, "STAGE", N_("complete, review or approve (default: the highest that stands)") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why") },
  { NULL }
};

/* The standing sign-off of @wanted, or of the highest stage. */
static ChoshoWrite *
find_sign_off (ChoshoView *view, const char *target, const char *wanted)
{
  for (int stage = CHOSHO_STAGE_APPROVE; stage >= CHOSHO_STAGE_COMPLETE; stage--)
    {
      const char *code = chosho_stage_get_code (stage);
      ChoshoWrite *write = chosho_view_get_printf (view, "sign-off:%s:%s", target, code);

      if (write != NULL && (wanted == NULL || strcmp (wanted, code) == 0))
        return write;
    }
  return NULL;
}

static gboolean
withdraw (ChoshoTransaction *tx, ChoshoCommandContext *context, const char *target, GError **error)
{
  g_autoptr (GPtrArray) writes = g_ptr_array_new ();
  ChoshoWrite *write = find_sign_off (chosho_transaction_get_view (tx), target, chosho_command_get_text (context, "stage"));
  ChoshoValue *item;

  if (write == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s has no such sign-off"), target);
      return FALSE;
    }
  g_ptr_array_add (writes, write);
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "target", target);
  chosho_value_set_string (item, "stage", chosho_value_get_string (write->item, "stage"));
  chosho_value_set_string (item, "reason", chosho_command_get_text (context, "reason"));
  chosho_transaction_remove (tx, "sign-off-withdraw", item, writes);
  return TRUE;
}

typedef gboolean (*TakeBackFunc) (ChoshoTransaction *tx, ChoshoCommandContext *context, const char *target, GError **error);

/* All or none, for one reason: what was signed at once. Prints {id: the first, ids}. */
static gboolean
take_back (ChoshoCommandContext *context, TakeBackFunc function, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autoptr (GPtrArray) targets = tx != NULL ? resolve_targets (context, chosho_transaction_get_view (tx), "controls", error) : NULL;
  gboolean done = tx != NULL && chosho_transaction_is_done (tx);
  ChoshoValue *ids;

  if (targets == NULL)
    return FALSE;
  for (guint i = 0; !done && i < targets->len; i++)
    if (!function (tx, context, g_ptr_array_index (targets, i), error))
      return FALSE;
  if (!done && !chosho_transaction_commit (tx, result, error))
    return FALSE;
  ids = chosho_value_new_array ();
  for (guint i = 0; i < targets->len; i++)
    chosho_value_append_string (ids, g_ptr_array_index (targets, i));
  *result = chosho_value_new_object ();
  chosho_value_set (*result, "id", chosho_value_new_string (g_ptr_array_index (targets, 0)));
  chosho_value_set (*result, "ids", ids);
  return TRUE;
}

static gboolean
run_withdraw (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return take_back (context, withdraw, result, error);
}

/* --- return ------------------------------------------------------------------------------------- */

static const ChoshoCommandArg return_args[] = {
  { "controls", CHOSHO_ARG_POSITIONALS, TRUE, "CONTROL", N_("Controls, or ids of papers") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What is to be mended, for who prepared it") },
  { NULL }
};

/* Takes away every sign-off of @target that stands. */
static gboolean
send_back (ChoshoTransaction *tx, ChoshoCommandContext *context, const char *target, GError **error)
{
  gboolean any = FALSE;

  for (guint stage = CHOSHO_STAGE_COMPLETE; stage < CHOSHO_N_SIGN_OFFS; stage++)
    {
      const char *code = chosho_stage_get_code (stage);
      g_autofree char *key = g_strdup_printf ("sign-off:%s:%s", target, code);
      g_autoptr (GPtrArray) standing = chosho_view_list (chosho_transaction_get_view (tx), key);
      ChoshoValue *item;

      if (standing->len == 0)
        continue;
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "target", target);
      chosho_value_set_string (item, "stage", code);
      chosho_value_set_string (item, "reason", chosho_command_get_text (context, "reason"));
      chosho_transaction_remove (tx, "sign-off-return", item, standing);
      any = TRUE;
    }
  if (!any)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s has no sign-off: there is nothing to send back"), target);
  return any;
}

static gboolean
run_return (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_command_check_filled (context, "reason", error) && take_back (context, send_back, result, error);
}

/* --- status ------------------------------------------------------------------------------------ */

static const ChoshoCommandArg status_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, FALSE, "CONTROL", N_("The state of one control") },
  { NULL }
};

/* Rows carry no words of a language; they get them here. (transfer full) */
static ChoshoValue *
with_messages (ChoshoValue *row)
{
  ChoshoValue *copy = chosho_value_copy (row);
  ChoshoValue *blockers = chosho_value_get (row, "blockers");
  ChoshoValue *worded = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    {
      ChoshoValue *blocker = chosho_value_copy (chosho_value_get_item (blockers, i));

      chosho_blocker_value_add_message (blocker);
      chosho_value_append (worded, blocker);
    }
  chosho_value_set (copy, "blockers", worded);
  return copy;
}

static ChoshoValue *
find_control_row (ChoshoSession *session, const char *text, GError **error)
{
  g_autoptr (ChoshoView) view = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GError) local_error = NULL;
  ChoshoValue *row = chosho_session_get_row (session, "control", text, &local_error);

  if (row != NULL || local_error != NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return row;
    }
  view = chosho_session_get_view (session, FALSE, error);
  target = view != NULL ? resolve_target (session, view, text, error) : NULL;
  if (target == NULL)
    return NULL;
  row = chosho_session_get_row (session, chosho_target_is_paper (target) ? "paper" : "control", target, error);
  if (row == NULL && (error == NULL || *error == NULL))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is no control but an objective"), text);
  return row;
}

static gboolean
run_status (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *control = chosho_command_get_text (context, "control");
  g_autoptr (ChoshoValue) row = NULL;

  if (control == NULL)
    {
      *result = chosho_session_get_row (context->session, "summary", "", error);
      return *result != NULL;
    }
  row = find_control_row (context->session, control, error);
  if (row == NULL)
    return FALSE;
  *result = with_messages (row);
  return TRUE;
}

const ChoshoCommand chosho_commands_review[] = {
  { "check", N_("Say what stands against a sign-off, without acting"), check_args, CHOSHO_COMMAND_OPTIONAL_IDENTITY, run_check },
  { "complete", N_("Sign off controls as prepared"), sign_off_args, CHOSHO_COMMAND_WRITES, run_complete },
  { "review", N_("Sign off controls as reviewed"), sign_off_args, CHOSHO_COMMAND_WRITES, run_review },
  { "approve", N_("Sign off controls as approved"), approve_args, CHOSHO_COMMAND_WRITES, run_approve },
  { "withdraw", N_("Take back sign-offs"), withdraw_args, CHOSHO_COMMAND_WRITES, run_withdraw },
  { "return", N_("Send completed work back to who prepared it"), return_args, CHOSHO_COMMAND_WRITES, run_return },
  { "status", N_("Show the state of the work"), status_args, CHOSHO_COMMAND_READS, run_status },
  { NULL }
};
