/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-draft-keeper.h"

G_BEGIN_DECLS

/*
 * The review notes (査閲コメント) of a control or paper: raised, answered and cleared where they stand. What is typed
 * into a line stays while others change the record, and is kept as a draft until it is taken. Signals: "add" (text),
 * "answer" (id, text), "clear" (id, text).
 */
#define CHOSHO_TYPE_NOTE_LIST (chosho_note_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoNoteList, chosho_note_list, CHOSHO, NOTE_LIST, GtkBox)

/* The notes of @about, a control's number or a paper's id, follow; what @person (a member's id; nullable: nobody who may
 * write) types is kept by @keeper, and what was typed before is there again. Does nothing where all is as before. */
void     chosho_note_list_set_about (ChoshoNoteList *self, ChoshoDraftKeeper *keeper, const char *person, const char *about);
/* Borrowed; NULL before. */
const char *chosho_note_list_get_about (ChoshoNoteList *self);
/* @notes: rows of `note`. */
void     chosho_note_list_set_rows (ChoshoNoteList *self, ChoshoValue *notes);
void     chosho_note_list_set_editable (ChoshoNoteList *self, gboolean editable);
/* Puts the cursor into the line of the note @id, or of a new one (NULL). FALSE: there is no such note. */
gboolean chosho_note_list_focus (ChoshoNoteList *self, const char *id);
/* The text was taken: forgets what was typed into the line of the note @id, or of a new one about @id. */
void     chosho_note_list_forget (ChoshoNoteList *self, const char *id);

G_END_DECLS
