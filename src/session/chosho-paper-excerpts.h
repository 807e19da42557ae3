/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-paper-record.h"
#include "chosho-paper.h"
#include "chosho-progress.h"

G_BEGIN_DECLS

/*
 * ChoshoPaperExcerpts: pictures of the regions of pages that are marked, drawn by the confined helper, each file by a process
 * of its own. Blocking; one thread.
 */
typedef struct _ChoshoPaperExcerpts ChoshoPaperExcerpts;

/* Draws the regions of all marks of @record, or of those of @control (nullable), whose files @objects hold. A file that is not
 * here or cannot be read is no error: chosho_paper_excerpts_get() says so. @record outlives what is read. Progress counts marks. Errors: CANCELLED; CONFINEMENT
 * where files cannot be read safely on this machine. (transfer full) */
ChoshoPaperExcerpts      *chosho_paper_excerpts_read (ChoshoPaperRecord *record, ChoshoObjectStore *objects, const char *control,
                                                      ChoshoProgress *progress, GCancellable *cancellable, GError **error);
void                      chosho_paper_excerpts_free (ChoshoPaperExcerpts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPaperExcerpts, chosho_paper_excerpts_free)

/* How many marks of @record, or of those of @control, have a region of a page. */
guint                     chosho_paper_excerpts_count (ChoshoPaperRecord *record, const char *control);
/* How many were drawn. */
guint                     chosho_paper_excerpts_count_drawn (ChoshoPaperExcerpts *self);
/* The picture of the mark @id; NULL where there is none: @code (out) says why, "not-here", "destroyed", "damaged", "password" or
 * "unreadable", or is NULL where the mark has no region. Borrowed. */
const ChoshoPaperExcerpt *chosho_paper_excerpts_get  (ChoshoPaperExcerpts *self, const char *id, const char **code);

G_END_DECLS
