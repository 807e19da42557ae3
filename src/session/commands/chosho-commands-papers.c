/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command-check.h"
#include "chosho-papers.h"

/* Working papers (監査調書) as files that are read without this program. */

static const ChoshoCommandArg export_args[] = {
  { "output", CHOSHO_ARG_TEXT, TRUE, "DIR", N_("The new folder; an empty one may be there") },
  { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("Only the papers of this control; may be repeated") },
  { "binder-only", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Without a file for each paper: the binder and the tables alone") },
  { NULL }
};

/* The numbers that the argument names; empty for none. NULL with @error. (transfer full) */
static ChoshoValue *
resolve_controls (ChoshoCommandContext *context, GError **error)
{
  ChoshoValue *names = chosho_command_get_list (context, "control");
  g_autoptr (ChoshoValue) numbers = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (names); i++)
    {
      g_autofree char *number = chosho_command_find_control (context, chosho_value_as_string (chosho_value_get_item (names, i)), error);

      if (number == NULL)
        return NULL;
      if (!chosho_value_has_text (numbers, number))
        chosho_value_append_string (numbers, number);
    }
  return g_steal_pointer (&numbers);
}

static gboolean
run_export (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) controls = resolve_controls (context, error);

  return controls != NULL
         && chosho_papers_export (context->session, chosho_command_get_text (context, "output"), chosho_value_get_length (controls) > 0 ? controls : NULL,
                                  chosho_command_get_flag (context, "binder-only"), context->progress, context->cancellable, result, error);
}

const ChoshoCommand chosho_commands_papers[] = {
  { "papers export", N_("Write the working papers: a PDF a control, all of them as one, and tables as a workbook"), export_args, CHOSHO_COMMAND_READS, run_export },
  { NULL }
};
