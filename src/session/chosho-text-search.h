/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-workspace.h"

G_BEGIN_DECLS

/*
 * ChoshoTextSearch: search in everything as a window sees it, asynchronous, on workers of its own, so that lists and
 * commands go on meanwhile. What evidence says is read in the background, with what the processor has to spare: soon after
 * the opening, and whenever more came in; stopping keeps what was read, and nothing is begun again until somebody asks or
 * the engagement is opened anew. Main thread.
 *
 * Signal "changed": how far the evidence can be searched, or whether it is being read, is another than before; often while
 * it is being read.
 */
#define CHOSHO_TYPE_TEXT_SEARCH (chosho_text_search_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoTextSearch, chosho_text_search, CHOSHO, TEXT_SEARCH, GObject)

ChoshoTextSearch *chosho_text_search_new   (ChoshoWorkspace *workspace);
/* Ends what is under way and waits for it; nothing may be asked any more. */
void              chosho_text_search_close (ChoshoTextSearch *self);

/* What chosho_search_find() finds; whoever types on cancels what was asked before. @kind (nullable): only that. */
void              chosho_text_search_find_async  (ChoshoTextSearch *self, const char *text, const char *kind, guint limit,
                                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* {results, more}. (transfer full) */
ChoshoValue      *chosho_text_search_find_finish (ChoshoTextSearch *self, GAsyncResult *result, GError **error);

/* As chosho_search_count_evidence() gives it; NULL before it is known. Borrowed. */
ChoshoValue      *chosho_text_search_get_counts  (ChoshoTextSearch *self);
/* Why not all can be searched or read; NULL: all can. Borrowed. */
const char       *chosho_text_search_get_trouble (ChoshoTextSearch *self);
/* What was read of the content @sha256 (nullable): a state of chosho-text-extract.h; NULL: nothing yet. Borrowed. */
const char       *chosho_text_search_get_state   (ChoshoTextSearch *self, const char *sha256);

/* Whether there is evidence that could be read and is not being read. */
gboolean          chosho_text_search_can_read    (ChoshoTextSearch *self);
/* Whether evidence is being read, and how far that is. */
gboolean          chosho_text_search_is_reading  (ChoshoTextSearch *self, guint64 *done, guint64 *total);
/* Reads what was not read, also where somebody stopped it before. */
void              chosho_text_search_read        (ChoshoTextSearch *self);
void              chosho_text_search_stop        (ChoshoTextSearch *self);

G_END_DECLS
