/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A mark that something is in use, taken away by an orderly end: what is found at the next beginning was left by
 * a run that did not end in order. The mark is a locked file, $XDG_STATE_HOME/chosho/running/DIGEST-OF-KEY, so one
 * that another process holds is not taken for a crash. It is not synced: nothing depends on it but a notice.
 */
typedef struct _ChoshoRunMarker ChoshoRunMarker;

typedef enum
{
  CHOSHO_RUN_IN_ORDER, /* the run before ended in order, or this is the first */
  CHOSHO_RUN_CRASHED,  /* it did not: the program crashed or was killed */
  CHOSHO_RUN_CUT_OFF,  /* it did not, and the machine was started anew since: power, or the system */
} ChoshoRunEnd;

/* Begins a run of what @key names (the path of an engagement; only its digest is written). @last tells how the
 * run before ended; @since (transfer full) when that run had begun, ISO 8601 UTC, NULL where it ended in order or
 * left no time. Errors: LOCKED where a living process has begun the same, IO, NO_SPACE. From any thread. */
ChoshoRunMarker *chosho_run_marker_begin (const char *key, ChoshoRunEnd *last, char **since, GError **error);

/* The orderly end: takes the mark away and frees @self (nullable). Call it when everything is closed, never from a handler of
 * a crash. */
void             chosho_run_marker_end (ChoshoRunMarker *self);

G_END_DECLS
