/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-paper-excerpts.h"
#include "chosho-paper-record.h"
#include "chosho-paper.h"
#include "chosho-report-template.h"

G_BEGIN_DECLS

/*
 * ChoshoPaperBuilder: makes working papers (監査調書) of the record, in the engagement's language and time zone: what was done,
 * by whom and when, on what evidence, and how it was signed. Borrows what it is made of. One thread.
 */
typedef struct _ChoshoPaperBuilder ChoshoPaperBuilder;

/* @excerpts (nullable): of what is marked; without them marks have their words alone. (transfer full) */
ChoshoPaperBuilder         *chosho_paper_builder_new  (ChoshoPaperRecord *record, ChoshoPaperExcerpts *excerpts);
void                        chosho_paper_builder_free (ChoshoPaperBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPaperBuilder, chosho_paper_builder_free)

/* Of the control @number of the criteria. (transfer full) */
ChoshoPaper                *chosho_paper_builder_make_control  (ChoshoPaperBuilder *self, const char *number);
/* Of the general paper (一般調書) with the id @paper. (transfer full) */
ChoshoPaper                *chosho_paper_builder_make_general  (ChoshoPaperBuilder *self, const char *paper);
/* The index of evidence. (transfer full) */
ChoshoPaper                *chosho_paper_builder_make_evidence (ChoshoPaperBuilder *self);
/* What stands on the first page of a binder: the engagement, and when and of what it was made. @made_at: microseconds of the
 * clock. (transfer full) */
ChoshoPaper                *chosho_paper_builder_make_cover    (ChoshoPaperBuilder *self, gint64 made_at);
/* What stands at the left of every page's head. (transfer full) */
char                       *chosho_paper_builder_dup_head      (ChoshoPaperBuilder *self);
ChoshoReportLanguage        chosho_paper_builder_get_language  (ChoshoPaperBuilder *self);

G_END_DECLS
