/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-session.h"

G_BEGIN_DECLS

/*
 * ChoshoPaperRecord: what working papers are made of, read at one moment: the rows of the record as the command line prints
 * them, found by kind, id and control, and the history of sign-offs. Independent of the session once it is read; any one
 * thread.
 */
typedef struct _ChoshoPaperRecord ChoshoPaperRecord;

/* Errors: those of reading the record; CANCELLED. (transfer full) */
ChoshoPaperRecord *chosho_paper_record_read     (ChoshoSession *session, GCancellable *cancellable, GError **error);
void               chosho_paper_record_free     (ChoshoPaperRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPaperRecord, chosho_paper_record_free)

/* The row of @kind with @id (nullable: none); NULL. Borrowed. */
ChoshoValue       *chosho_paper_record_get      (ChoshoPaperRecord *self, const char *kind, const char *id);
/* All rows of @kind in their order. (element-type ChoshoValue) Borrowed, never NULL. */
GPtrArray         *chosho_paper_record_list     (ChoshoPaperRecord *self, const char *kind);
/* Those of @kind that are about @target: a control's number or a paper's id. Borrowed, never NULL. */
GPtrArray         *chosho_paper_record_list_of  (ChoshoPaperRecord *self, const char *kind, const char *target);
/* The engagement's facts. Borrowed, never NULL. */
ChoshoValue       *chosho_paper_record_get_facts (ChoshoPaperRecord *self);
/* Events of the record at that moment. */
guint              chosho_paper_record_get_n_events (ChoshoPaperRecord *self);
/* What the setting @name holds; NULL. Borrowed. */
ChoshoValue       *chosho_paper_record_get_setting (ChoshoPaperRecord *self, const char *name);
/* What the firm's list in @setting calls the entry whose @key is @code; NULL. Borrowed. */
const char        *chosho_paper_record_get_own_name (ChoshoPaperRecord *self, const char *setting, const char *key, const char *code,
                                                     gboolean english);

G_END_DECLS
