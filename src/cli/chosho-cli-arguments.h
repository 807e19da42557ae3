/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/* What the command line asks for. Global options may stand anywhere; after the command words a
 * command's own option of the same name is meant ("statement import --version"). */
typedef struct
{
  const ChoshoCommand *command;  /* (borrowed) (nullable) */
  ChoshoValue *args;             /* (owned) by the command's table */
  char        *words;            /* (owned) what help is wanted for: "" or the words of a command or group */
  char        *engagement;       /* (owned) (nullable) */
  char        *identity;         /* (owned) (nullable) */
  char        *passphrase_file;  /* (owned) (nullable) */
  char        *operation;        /* (owned) (nullable) */
  char        *addition;         /* (owned) (nullable) */
  gboolean     json;
  gboolean     allow_weaker; /* consent to reading files where the kernel cannot confine the helper */
  gboolean     help;
  gboolean     version;
} ChoshoCliArguments;

/* Reads @argv (without the program's name). On an error, USAGE, @self is still freed by clear and
 * says whether JSON was asked for. */
gboolean chosho_cli_arguments_parse (ChoshoCliArguments *self, int argc, char **argv, GError **error);
void     chosho_cli_arguments_clear (ChoshoCliArguments *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoCliArguments, chosho_cli_arguments_clear)

/* TRUE where @words is a command or the first words of some. */
gboolean chosho_cli_is_prefix (const char *words);

G_END_DECLS
