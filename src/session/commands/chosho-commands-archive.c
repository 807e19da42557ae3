/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-archive.h"
#include "chosho-bag-check.h"
#include "chosho-command.h"
#include "chosho-error.h"

/* The archive (保存ファイル): what outlives the program. */

static const ChoshoCommandArg create_args[] = {
  { "output", CHOSHO_ARG_TEXT, TRUE, "DIR|FILE.zip", N_("The archive to make: a new folder, or a ZIP file where the name ends so") },
  { NULL }
};

static gboolean
run_create (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_archive_create (context->session, chosho_command_get_text (context, "output"), context->progress, context->cancellable, result,
                                error);
}

static const ChoshoCommandArg verify_args[] = {
  { "path", CHOSHO_ARG_POSITIONAL, TRUE, "DIR|FILE", N_("A BagIt bag of anybody's: its folder, or a ZIP or other archive of it") },
  { NULL }
};

static gboolean
run_verify (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "path");

  if (!chosho_bag_check_run (path, context->progress, context->cancellable, result, error))
    return FALSE;
  if (chosho_value_get_boolean (*result, "ok", FALSE))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s is not as it was made"), path);
  return FALSE;
}

const ChoshoCommand chosho_commands_archive[] = {
  { "archive create", N_("Make the archive: all of the engagement as a BagIt bag that is read and checked without this program"), create_args,
    CHOSHO_COMMAND_READS, run_create },
  { "archive verify", N_("Check a bag: every file, and of an archive of Chosho the record with its signatures"), verify_args,
    CHOSHO_COMMAND_NO_ENGAGEMENT, run_verify },
  { NULL }
};
