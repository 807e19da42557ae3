/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoPaperEditor: number, title and text of a general paper (一般調書), written where they stand. It knows what the
 * record says, what the person typed on what, and whether somebody else changed the paper meanwhile; it keeps and
 * records nothing itself. Signals: "edited"; "record": the person asks for it; "discarded" (ChoshoValue* draft): the person did
 * away with what was typed, which @draft holds.
 */
#define CHOSHO_TYPE_PAPER_EDITOR (chosho_paper_editor_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPaperEditor, chosho_paper_editor, CHOSHO, PAPER_EDITOR, GtkBox)

/* What the record says: a "paper" row. What is typed stays, unless it says the same. */
void         chosho_paper_editor_set_row       (ChoshoPaperEditor *self, ChoshoValue *row);
void         chosho_paper_editor_set_editable  (ChoshoPaperEditor *self, gboolean editable);
/* Forgets what is typed: the fields say what the record says. */
void         chosho_paper_editor_discard       (ChoshoPaperEditor *self);
/* {number, title, text, base} as typed; NULL where nothing is. (transfer full) */
ChoshoValue *chosho_paper_editor_dup_draft     (ChoshoPaperEditor *self);
/* FALSE: the record says that already, and there is nothing to keep. */
gboolean     chosho_paper_editor_set_draft     (ChoshoPaperEditor *self, ChoshoValue *draft);
/* Whether what is typed may go into the record without a further word: it has a number and a title, and nobody else
 * changed the paper since the person began. */
gboolean     chosho_paper_editor_can_record    (ChoshoPaperEditor *self);
/* @draft, or what is typed by now beyond it, rests on a record that says @draft. */
void         chosho_paper_editor_note_recorded (ChoshoPaperEditor *self, ChoshoValue *draft);
void         chosho_paper_editor_focus         (ChoshoPaperEditor *self); /* takes the cursor into the text */
/* Why it was not recorded; NULL takes that away. */
void         chosho_paper_editor_set_message   (ChoshoPaperEditor *self, const char *text);

G_END_DECLS
