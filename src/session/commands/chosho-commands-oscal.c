/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command.h"
#include "chosho-oscal-compare.h"

/* OSCAL that comes back: compared, never taken into the record. */

static const ChoshoCommandArg compare_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("The OSCAL file (json) that was made of this engagement") },
  { NULL }
};

static gboolean
run_compare (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);

  return view != NULL && chosho_oscal_compare (chosho_command_get_text (context, "file"), view, context->cancellable, result, error);
}

const ChoshoCommand chosho_commands_oscal[] = {
  { "oscal compare", N_("Compare an OSCAL file with the record, and say what of the record such a file does not hold"), compare_args,
    CHOSHO_COMMAND_READS, run_compare },
  { NULL }
};
