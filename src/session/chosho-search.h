/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-progress.h"
#include "chosho-session.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoSearch: words looked for in everything: criteria, procedures, results, interviews, evidence, notes, findings,
 * papers. What is searched stands in text.db: the words of the record follow it before each answer, those of evidence
 * are read by chosho_search_read_evidence().
 *
 * Where text.db cannot be written, the words of the record are kept in memory, and what was read of evidence is searched;
 * chosho_search_get_trouble() says so. Blocking; one thread at a time, that of its session.
 */
typedef struct _ChoshoSearch ChoshoSearch;

/* What may be looked for: longer than any sentence that is cited; each two characters are looked up. */
#define CHOSHO_SEARCH_LIMIT_CHARACTERS 256
/* Of each kind, where nothing else is said: more than anybody reads. */
#define CHOSHO_SEARCH_RESULTS 100

ChoshoSearch *chosho_search_new  (ChoshoSession *session);
void          chosho_search_free (ChoshoSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoSearch, chosho_search_free)

/* Why not everything can be searched or kept; NULL: all can. Borrowed, until the next call. */
const GError *chosho_search_get_trouble (ChoshoSearch *self);

/* What stands for @text, which is a part of what is found when both are folded (chosho_find_text_fold()). @kinds (nullable):
 * an array of kinds; @limit of each kind, 0: all. USAGE for an empty or too long text and for an unknown kind.
 * An array of {kind, id, control, name, page, excerpt, record, reference, step, paper, withdrawn, place: as people cite it,
 * hit: {first, length: in characters of the excerpt; position: as chosho_viewer_show() takes it}}; @more (out) (optional): whether there is more than that. (transfer full) */
ChoshoValue  *chosho_search_find (ChoshoSearch *self, const char *text, ChoshoValue *kinds, guint limit, gboolean *more,
                                  GCancellable *cancellable, GError **error);

/* How far the evidence can be searched: {evidence, text, partial, none, opaque, failed, unread}, counts of evidence that has
 * content and was not withdrawn. (transfer full) */
ChoshoValue  *chosho_search_count_evidence (ChoshoSearch *self, GError **error);
/* The state of each content that was read: SHA-256 -> {state, code}. (transfer full) */
ChoshoValue  *chosho_search_list_contents  (ChoshoSearch *self, GError **error);

/* The same of the engagement in @folder as it stands in text.db, without touching it; empty where there is none. (transfer full) */
ChoshoValue  *chosho_search_peek_contents  (const char *folder);

/* What is to be read: an array of {sha256, name}, of a member of an archive with {of: the archive's SHA-256, of_name, path}; @again:
 * all of it. (transfer full) */
ChoshoValue  *chosho_search_list_unread   (ChoshoSearch *self, gboolean again, GError **error);

G_END_DECLS
