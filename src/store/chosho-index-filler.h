/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-index.h"

G_BEGIN_DECLS

/*
 * Puts rows and events into an index from a thread of its own, while its caller makes the next ones: of the time that all rows of
 * an engagement take, a third goes into the database. From new() to finish() the index belongs to this thread.
 */
typedef struct _ChoshoIndexFiller ChoshoIndexFiller;

/* Begins to fill @index (borrowed; writable, in a transaction). End it with finish(). */
ChoshoIndexFiller *chosho_index_filler_new     (ChoshoIndex *index);
/* Queues a row as chosho_index_put_row() takes it, and waits where a few thousand rows are queued already.
 * Takes @json. FALSE where an earlier row failed: more are of no use, and finish() tells why. */
gboolean           chosho_index_filler_put_row (ChoshoIndexFiller *self, const char *kind, const char *id,
                                                const char *sort, const char *control, char *json);
/* The same for an event, as chosho_index_put_event() takes it. */
gboolean           chosho_index_filler_put_event (ChoshoIndexFiller *self, const ChoshoEventFacts *facts);
/* Waits until all rows are in, and frees @self. FALSE with the error of the first that failed. */
gboolean           chosho_index_filler_finish  (ChoshoIndexFiller *self, GError **error);

G_END_DECLS
