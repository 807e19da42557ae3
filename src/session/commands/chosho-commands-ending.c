/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-assembly.h"
#include "chosho-command-check.h"
#include "chosho-commands-engagement-private.h"
#include "chosho-error.h"
#include "chosho-report-file.h"
#include "chosho-transaction.h"

/* The end of an engagement without a report (中止), and that it goes on after all. */

static gboolean
write_ending (ChoshoCommandContext *context, ChoshoTransaction *tx, gboolean resumed, ChoshoValue **result, GError **error)
{
  ChoshoView *view = chosho_transaction_get_view (tx);
  const char *on = chosho_command_get_text (context, "on");
  g_autofree char *today = chosho_report_file_dup_today (view);
  ChoshoValue *item;

  if (!chosho_command_check_past (context, view, "on", error) || !chosho_transaction_check_power (tx, "ending", result, error))
    return FALSE;
  if ((chosho_assembly_get_ending (view) != NULL) != resumed)
    {
      g_set_error_literal (error, CHOSHO_ERROR, resumed ? CHOSHO_ERROR_NOT_FOUND : CHOSHO_ERROR_EXISTS,
                           resumed ? _("The engagement was not ended") : _("The engagement was ended already"));
      return FALSE;
    }
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "day", on != NULL ? on : today);
  chosho_value_set_string (item, "reason", chosho_command_get_text (context, "reason"));
  if (resumed)
    chosho_value_set_boolean (item, "resumed", TRUE);
  chosho_transaction_try_checkpoint (tx);
  chosho_transaction_add_item (tx, "ending", item);
  return chosho_transaction_commit (tx, result, error);
}

static gboolean
move_ending (ChoshoCommandContext *context, gboolean resumed, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *id = NULL;

  if (!chosho_command_check_date (context, "on", error) || !chosho_command_check_filled (context, "reason", error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || (!chosho_transaction_is_done (tx) && !write_ending (context, tx, resumed, result, error)))
    return FALSE;
  id = chosho_transaction_dup_id (tx, "ending", 0);
  *result = chosho_command_result_id (id);
  return TRUE;
}

gboolean
chosho_command_engagement_end (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return move_ending (context, FALSE, result, error);
}

gboolean
chosho_command_engagement_resume (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return move_ending (context, TRUE, result, error);
}
