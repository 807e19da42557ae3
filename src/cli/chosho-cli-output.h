/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* Exit codes of the contract. */
typedef enum
{
  CHOSHO_EXIT_DONE = 0,
  CHOSHO_EXIT_FAILED = 1,
  CHOSHO_EXIT_USAGE = 2,
  CHOSHO_EXIT_REFUSED = 3,
  CHOSHO_EXIT_INTEGRITY = 4,
} ChoshoExit;

/* The exit code of @error (nullable: DONE). */
ChoshoExit chosho_cli_exit_code (const GError *error);

/*
 * Prints what a command gave: @result (nullable) on standard output, @error (nullable) as one line on
 * standard error: "choshoctl: @what: why" (@what nullable). With @json standard output gets exactly
 * one object or array: the result, with "error" in it where it is an object. Returns the exit code,
 * FAILED where standard output could not be written; of a command that @recorded something that is
 * said too, since FAILED otherwise means that the record is as it was.
 */
ChoshoExit chosho_cli_print (const char *what, ChoshoValue *result, const GError *error, gboolean json, gboolean recorded);
/* Says @note (nullable) on standard error, beside a result that is complete. */
void       chosho_cli_print_note (const char *what, const char *note);
/* Prints @text on standard output. */
ChoshoExit chosho_cli_print_text (const char *text);

G_END_DECLS
