/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/*
 * ChoshoPaperDesk: one general paper (一般調書) and all that is done to it: number, title and text, what is attached,
 * notes, sign-offs with what changed since, and below it what the gate still wants. It reads the paper, keeps drafts and
 * runs the commands; files that are dropped on it, and what is pasted on its page, are taken in and attached.
 */
#define CHOSHO_TYPE_PAPER_DESK (chosho_paper_desk_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPaperDesk, chosho_paper_desk, CHOSHO, PAPER_DESK, GtkBox)

/* @page: whose context it uses; borrowed, and outlives it. */
ChoshoPaperDesk *chosho_paper_desk_new          (ChoshoPage *page);
/* Shows the paper @id, or reads it again; what was typed into the one before is recorded or kept. NULL: none. */
void             chosho_paper_desk_show         (ChoshoPaperDesk *self, const char *id);
const char      *chosho_paper_desk_get_paper    (ChoshoPaperDesk *self); /* (nullable) */
/* What the next sign-off lacks, and its button, below all else. Borrowed. */
GtkWidget       *chosho_paper_desk_get_gate     (ChoshoPaperDesk *self);
/* The verbs, for the page's keys and menus. Each does nothing while no paper is shown. */
void             chosho_paper_desk_enter        (ChoshoPaperDesk *self); /* takes the cursor into the text */
void             chosho_paper_desk_record       (ChoshoPaperDesk *self);
void             chosho_paper_desk_sign         (ChoshoPaperDesk *self);
void             chosho_paper_desk_write_note   (ChoshoPaperDesk *self);
void             chosho_paper_desk_show_next    (ChoshoPaperDesk *self);
void             chosho_paper_desk_attach_files (ChoshoPaperDesk *self);
void             chosho_paper_desk_attach_known (ChoshoPaperDesk *self);
void             chosho_paper_desk_paste        (ChoshoPaperDesk *self); /* what is on the clipboard is attached */
void             chosho_paper_desk_take_off     (ChoshoPaperDesk *self, const char *evidence);
void             chosho_paper_desk_open         (ChoshoPaperDesk *self, const char *evidence);
/* What evidence can be linked to here; see ChoshoPageClass. (transfer full) (nullable) */
ChoshoValue     *chosho_paper_desk_list_targets (ChoshoPaperDesk *self);

G_END_DECLS
