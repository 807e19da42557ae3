/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/* What the program says about itself, in the user's language. (transfer full) */

/* All commands, or those that begin with the words of a group. */
char *chosho_cli_help_overview (const char *words);
/* One command with its arguments. */
char *chosho_cli_help_command  (const ChoshoCommand *command);

G_END_DECLS
