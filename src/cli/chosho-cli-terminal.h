/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"

G_BEGIN_DECLS

/* Longest passphrase, in bytes; a longer line is refused, not cut. */
#define CHOSHO_CLI_PASSPHRASE_BYTES 1024

/* The first line of the file @path. Errors: NOT_FOUND, IO, PASSPHRASE (empty, too long). The caller
 * wipes it with chosho_cli_passphrase_free(). (transfer full) */
char *chosho_cli_passphrase_read (const char *path, GError **error);
/* Asks on the controlling terminal, without echo; @twice for a new one. PASSPHRASE where there is no
 * terminal, nothing was typed or the two differ. (transfer full) */
char *chosho_cli_passphrase_ask  (const char *prompt, gboolean twice, GError **error);
void  chosho_cli_passphrase_free (char *passphrase); /* (nullable) */

/* Width of the terminal that standard output is, 0 where it is none. */
gsize chosho_cli_get_columns (void);

/*
 * While a command runs: the first interrupt asks it to stop, a second ends the program at once;
 * progress is drawn on standard error where that is a terminal. A thread of its own.
 */
typedef struct _ChoshoCliWatch ChoshoCliWatch;

ChoshoCliWatch *chosho_cli_watch_start (ChoshoProgress *progress, GCancellable *cancellable);
/* Wipes the progress line and gives the signals back. */
void            chosho_cli_watch_stop  (ChoshoCliWatch *self);

G_END_DECLS
