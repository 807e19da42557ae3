/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "chosho-command.h"
#include "chosho-demo.h"
#include "chosho-error.h"

static const ChoshoCommandArg demo_args[] = {
  { "folder", CHOSHO_ARG_POSITIONAL, TRUE, "DIR", N_("A new folder for the sample") },
  { NULL }
};

static gboolean
run_demo (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_demo_make (chosho_command_get_text (context, "folder"), context->progress, context->cancellable, result, error);
}

const ChoshoCommand chosho_commands_demo[] = {
  { "demo", N_("Make the sample engagement (見本)"), demo_args, CHOSHO_COMMAND_NO_ENGAGEMENT, run_demo },
  { NULL }
};
