/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-assembly.h"
#include "chosho-clock.h"
#include "chosho-command-check.h"
#include "chosho-error.h"
#include "chosho-local-blockers.h"
#include "chosho-report-file.h"
#include "chosho-schedule.h"
#include "chosho-transaction.h"

/* The assembly of the file (調書の最終的な整理): from then on what is added has a reason. */

static const ChoshoCommandArg no_args[] = { { NULL } };

static const ChoshoCommandArg complete_args[] = {
  { "retain-until", CHOSHO_ARG_TEXT, FALSE, "D", N_("The last day on which the file is kept (by the firm's deadline, from the report's date on)") },
  { "reason", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Why the engagement ends without a report, where none is issued") },
  { NULL }
};

/* The date of the report issued last; else the day on which the engagement was ended without one, else today. (transfer full) */
static char *
dup_report_date (ChoshoView *view)
{
  g_autoptr (GPtrArray) issued = chosho_view_list_action (view, "report-issue");

  if (issued->len == 0 && chosho_assembly_get_ending (view) != NULL)
    return g_strdup (chosho_value_get_string (chosho_assembly_get_ending (view)->item, "day"));
  if (issued->len == 0)
    return chosho_report_file_dup_today (view);
  return g_strdup (chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (issued, issued->len - 1))->item, "report_date"));
}

static char *
dup_retention (ChoshoView *view)
{
  ChoshoWrite *setting = chosho_view_get (view, "setting:deadlines");
  g_autofree char *from = dup_report_date (view);

  return chosho_schedule_get_retention (setting != NULL ? chosho_value_get (setting->item, "value") : NULL, from);
}

/* --- check ---------------------------------------------------------------------------------------------------------------- */

static gboolean
refuse (GPtrArray *blockers, ChoshoValue **result, GError **error)
{
  *result = chosho_blockers_to_value (blockers);
  if (!chosho_blockers_block (blockers))
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("The file cannot be assembled yet"));
  return FALSE;
}

static gboolean
run_check (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (GPtrArray) blockers = view != NULL ? chosho_assembly_check (view, NULL, NULL) : NULL;

  return blockers != NULL && refuse (blockers, result, error);
}

/* --- complete ------------------------------------------------------------------------------------------------------------- */

/* All that stands against it: by the record, and every byte of the evidence. NULL with @error. */
static GPtrArray *
check_all (ChoshoCommandContext *context, ChoshoTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) blockers = chosho_assembly_check (chosho_transaction_get_view (tx), chosho_transaction_get_member (tx),
                                                          chosho_command_get_text (context, "reason"));

  if (!chosho_blockers_block (blockers)
      && !chosho_local_blockers_add_damaged (context->session, chosho_transaction_get_view (tx), blockers, context->cancellable, context->progress, error))
    return NULL;
  return g_steal_pointer (&blockers);
}

static ChoshoValue *
make_item (ChoshoCommandContext *context, ChoshoView *view)
{
  ChoshoValue *item = chosho_value_new_object ();
  const char *until = chosho_command_get_text (context, "retain-until");
  g_autofree char *retention = dup_retention (view);

  chosho_value_set_string (item, "retain_until", until != NULL ? until : retention);
  chosho_command_copy_text (context, "reason", item, "reason");
  return item;
}

static gboolean
write_assembly (ChoshoCommandContext *context, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  g_autoptr (GPtrArray) blockers = NULL;

  if (!chosho_transaction_check_power (tx, "assembly", result, error))
    return FALSE;
  if (chosho_assembly_get (chosho_transaction_get_view (tx)) != NULL)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("The file is assembled already"));
      return FALSE;
    }
  blockers = check_all (context, tx, error);
  if (blockers == NULL || !refuse (blockers, result, error))
    return FALSE;
  g_clear_pointer (result, chosho_value_unref);
  chosho_transaction_try_checkpoint (tx);
  chosho_transaction_add_item (tx, "assembly", make_item (context, chosho_transaction_get_view (tx)));
  return chosho_transaction_commit (tx, result, error);
}

/* Like the issue it never trusts the index: every signature is checked again first. */
static gboolean
run_complete (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) verified = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *id = NULL;

  if (!chosho_command_check_date (context, "retain-until", error) || !chosho_command_check_filled (context, "reason", error)
      || (verified = chosho_session_get_view (context->session, TRUE, error)) == NULL
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || (!chosho_transaction_is_done (tx) && !write_assembly (context, tx, result, error)))
    return FALSE;
  id = chosho_transaction_dup_id (tx, "assembly", 0);
  *result = chosho_command_result_id (id);
  return TRUE;
}

/* --- show ----------------------------------------------------------------------------------------------------------------- */

static char *
dup_due (ChoshoView *view)
{
  ChoshoWrite *setting = chosho_view_get (view, "setting:deadlines");
  g_autofree char *from = dup_report_date (view);
  int days = (int) chosho_value_get_integer (setting != NULL ? chosho_value_get (setting->item, "value") : NULL, "assembly_days",
                                             CHOSHO_SCHEDULE_ASSEMBLY_DAYS);

  return chosho_date_add_days (from, days);
}

/* What the engagement was ended with: {day, reason, by, at}, or null. (transfer full) */
static ChoshoValue *
describe_ending (ChoshoSession *session, GError **error)
{
  static const char *const names[] = { "day", "reason", "by", "at" };
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (session, "ending", NULL, error);
  ChoshoValue *row = chosho_value_get_item (rows, 0);
  ChoshoValue *out;

  if (rows == NULL || row == NULL || chosho_value_get_boolean (row, "resumed", FALSE))
    return rows != NULL ? chosho_value_new_null () : NULL;
  out = chosho_value_new_object ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    chosho_value_set_string (out, names[i], chosho_value_get_string (row, names[i]));
  return out;
}

/* Prints {assembled, issued, ended: {day, reason, by, at}|null, due, days, retain_until, by?, at?, reason?, additions: [{id, reason, by, at, event}]}. */
static gboolean
run_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (ChoshoValue) assembled = view != NULL ? chosho_session_list_rows (context->session, "assembly", NULL, error) : NULL;
  g_autoptr (ChoshoValue) ended = assembled != NULL ? describe_ending (context->session, error) : NULL;
  ChoshoValue *additions = ended != NULL ? chosho_session_list_rows (context->session, "addition", NULL, error) : NULL;
  ChoshoValue *row = chosho_value_get_item (assembled, 0);
  g_autoptr (GPtrArray) issued = NULL;
  g_autofree char *due = NULL, *until = NULL, *today = NULL;

  if (additions == NULL)
    return FALSE;
  issued = chosho_view_list_action (view, "report-issue");
  due = dup_due (view);
  until = dup_retention (view);
  today = chosho_report_file_dup_today (view);
  *result = chosho_value_new_object ();
  chosho_value_set_boolean (*result, "assembled", row != NULL);
  chosho_value_set_boolean (*result, "issued", issued->len > 0);
  chosho_value_set (*result, "ended", chosho_value_ref (ended));
  chosho_value_set_string (*result, "due", due);
  chosho_value_set_integer (*result, "days", chosho_date_to_days (due) - chosho_date_to_days (today));
  chosho_value_set_string (*result, "retain_until", row != NULL ? chosho_value_get_string (row, "retain_until") : until);
  chosho_value_set_string (*result, "by", chosho_value_get_string (row, "by"));
  chosho_value_set_string (*result, "at", chosho_value_get_string (row, "at"));
  chosho_value_set_string (*result, "reason", chosho_value_get_string (row, "reason"));
  chosho_value_set (*result, "additions", additions);
  return TRUE;
}

const ChoshoCommand chosho_commands_assembly[] = {
  { "assembly show", N_("Show whether the file is assembled, by when it is due, until when it is kept, and what was added since"), no_args,
    CHOSHO_COMMAND_READS, run_show },
  { "assembly check", N_("Say what stands against the assembly of the file"), no_args, CHOSHO_COMMAND_READS, run_check },
  { "assembly complete", N_("Assemble the file: what is added to it from then on has a reason"), complete_args, CHOSHO_COMMAND_WRITES, run_complete },
  { NULL }
};
