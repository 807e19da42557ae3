/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"
#include "chosho-paper-editor.h"

G_BEGIN_DECLS

/*
 * ChoshoPaperRecorder: how what is typed into a paper becomes the record, as ChoshoStepRecorder does for steps. A
 * moment after the first key a draft is on this machine's disk under the person who typed it. When the paper or the
 * window is left, or the person asks for it, it becomes one event; where somebody else changed the paper meanwhile,
 * only the person's own word replaces that.
 */
#define CHOSHO_TYPE_PAPER_RECORDER (chosho_paper_recorder_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPaperRecorder, chosho_paper_recorder, CHOSHO, PAPER_RECORDER, GObject)

/* @editor must outlive it. */
ChoshoPaperRecorder *chosho_paper_recorder_new       (ChoshoPaperEditor *editor, ChoshoContext *context);
/* The editor shows the paper @id now (NULL: none); what was typed into the one before is left first. To be followed by
 * chosho_paper_editor_set_row() and chosho_paper_recorder_restore(). */
void                 chosho_paper_recorder_set_paper (ChoshoPaperRecorder *self, const char *id);
/* The editor says what the record says: puts the draft of the paper over it, where there is one. */
void                 chosho_paper_recorder_restore   (ChoshoPaperRecorder *self);
/* Where somebody else acts now: takes away what is typed, since nobody's words go into another's record, and reads the
 * drafts of that person. */
void                 chosho_paper_recorder_follow_person (ChoshoPaperRecorder *self);
/* The paper or the window is left: what is complete is recorded (TRUE: there was some), the rest is kept. */
gboolean             chosho_paper_recorder_leave     (ChoshoPaperRecorder *self);
/* The person asks for it. */
void                 chosho_paper_recorder_record    (ChoshoPaperRecorder *self);

G_END_DECLS
