/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/* The options that every command takes. */
typedef struct
{
  const char *option; /* with its value, as the usage has it */
  const char *help;   /* N_("…") */
} ChoshoCliOption;

/* NULL at the end. */
const ChoshoCliOption *chosho_cli_help_option_nth (guint index);

/* What the program says about itself, in the user's language. (transfer full) */

/* All commands, or those that begin with the words of a group. */
char *chosho_cli_help_overview (const char *words);
/* One command with its arguments. */
char *chosho_cli_help_command  (const ChoshoCommand *command);
/* "evidence add FILE… [--control CONTROL]…" */
char *chosho_cli_help_synopsis (const ChoshoCommand *command);
/* "--control CONTROL" */
char *chosho_cli_help_form     (const ChoshoCommandArg *arg);
/* What it is, with an example where there is one. */
char *chosho_cli_help_meaning  (const ChoshoCommandArg *arg);

G_END_DECLS
