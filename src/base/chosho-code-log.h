/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The log that a user may send to us: codes only. A line holds the time, the version, the process, the place in
 * the source and what happened as a name from this header or as an error's domain and code – never a message, a
 * path, a name or anything else that came from outside, so nothing in it is a client's.
 *
 *   2026-11-28T20:40:00Z 0.1.0 4711 chosho-window.c:140 error chosho-error-quark 3 not-found
 *
 * It stands in $XDG_STATE_HOME/chosho/log with mode 0600; at CHOSHO_LIMIT_LOG_BYTES it becomes log.1 and that is
 * all that is kept. Writing never fails visibly: a log that cannot be written must not stop the work. From any
 * thread, any number of processes; blocks for one short write.
 */
typedef enum
{
  CHOSHO_CODE_LOG_START,          /* the program started */
  CHOSHO_CODE_LOG_STOP,           /* and ended in order */
  CHOSHO_CODE_LOG_OPEN,           /* an engagement was opened */
  CHOSHO_CODE_LOG_CLOSE,          /* and closed in order */
  CHOSHO_CODE_LOG_UNEXPECTED_END, /* found at an opening: the run before did not end in order */
  CHOSHO_CODE_LOG_DRAFTS_KEPT,    /* found at an opening: what was typed and not recorded is there again */
  CHOSHO_CODE_LOG_ERROR,          /* an error was shown to the user */
} ChoshoCodeLogEvent;

#define chosho_code_log_event(event) chosho_code_log_write ((event), NULL, __FILE__, __LINE__)
#define chosho_code_log_error(error) chosho_code_log_write (CHOSHO_CODE_LOG_ERROR, (error), __FILE__, __LINE__)

/* Only through the macros, so that @file is the source's. @error (nullable): its domain and code are written,
 * its message is not. */
void  chosho_code_log_write (ChoshoCodeLogEvent event, const GError *error, const char *file, int line);

/* Where the log is, for showing it. (transfer full) */
char *chosho_code_log_dup_path (void);

G_END_DECLS
