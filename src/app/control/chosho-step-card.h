/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-wording-scope.h"

G_BEGIN_DECLS

/*
 * One step of a procedure: what is prescribed, what was recorded by whom, what is linked, and the form in
 * which it is written. It holds nothing of the record itself.
 *
 * What the person typed and did not record is its draft: the members of the form and "base", the
 * performance it was typed over ("none" for a step that was not recorded).
 *
 * Signals: "edited"; "verb" (const char *name, GVariant *parameter (nullable)): the person asks for an act
 * on this step: "record", "attach", "attach-folder", "paste", "link", "sighting", "link-sample", "write-record",
 * "unlink" (ss), "consent" s, "copy-from", "add-finding", "add-note".
 */
#define CHOSHO_TYPE_STEP_CARD (chosho_step_card_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStepCard, chosho_step_card, CHOSHO, STEP_CARD, GtkBox)

ChoshoStepCard *chosho_step_card_new (void);
/* Shows the step's row. @things: id -> row of what is linked; @consents: the control's; @blockers: what
 * stands against the next sign-off. What was typed stays, and is marked where the record moved on. */
void            chosho_step_card_set_row (ChoshoStepCard *self, ChoshoValue *row, GHashTable *things, ChoshoValue *consents, ChoshoValue *blockers);
/* What the result of the step shown is checked by while it is written; NULL: not checked. */
void            chosho_step_card_set_wording (ChoshoStepCard *self, ChoshoWordingScope *wording);
/* What the person who acts may do here. */
void            chosho_step_card_set_powers (ChoshoStepCard *self, gboolean may_record, gboolean may_consent);

const char     *chosho_step_card_get_step (ChoshoStepCard *self);
/* What the procedure says. (nullable) */
const char     *chosho_step_card_get_text (ChoshoStepCard *self);
/* What is done or was prescribed: decides which record is written of it. */
const char     *chosho_step_card_get_technique (ChoshoStepCard *self);
/* Whether it belongs to that phase and procedure (nullable: any). */
gboolean        chosho_step_card_is_of (ChoshoStepCard *self, const char *phase, const char *procedure);
/* "Inspection · IA-12 · Design" for titles. (transfer full) */
char           *chosho_step_card_dup_title (ChoshoStepCard *self);
/* Shows @message (NULL: none) under the form. */
void            chosho_step_card_set_message (ChoshoStepCard *self, const char *message);

/* Takes a draft found at the opening; one that equals what is recorded is none. Returns whether it is kept. */
gboolean        chosho_step_card_set_draft (ChoshoStepCard *self, ChoshoValue *draft);
/* NULL where the form says what is recorded. (transfer full) (nullable) */
ChoshoValue    *chosho_step_card_dup_draft (ChoshoStepCard *self);
/* Back to what is recorded. */
void            chosho_step_card_discard (ChoshoStepCard *self);
/* Says what the record still asks for, and leads to the first of it. FALSE: nothing is missing. */
gboolean        chosho_step_card_ask_for_missing (ChoshoStepCard *self);
/* Whether the draft may be recorded without asking: complete, and over what stands. */
gboolean        chosho_step_card_can_record (ChoshoStepCard *self);
/* Arguments of `step record`. (transfer full) */
ChoshoValue    *chosho_step_card_dup_args (ChoshoStepCard *self);
/* @args are recorded as @performance: what was typed since is a draft over that. */
void            chosho_step_card_note_recorded (ChoshoStepCard *self, ChoshoValue *args, const char *performance);
/* Puts @text, a copy from @source, at the cursor with its mark 複写. */
void            chosho_step_card_insert_copy (ChoshoStepCard *self, const char *source, const char *text);
/* Puts @text at the cursor, as if it had been typed. */
void            chosho_step_card_insert (ChoshoStepCard *self, const char *text);
/* The cursor into the result; to what is added to the step. */
void            chosho_step_card_focus (ChoshoStepCard *self);
void            chosho_step_card_focus_add (ChoshoStepCard *self);

G_END_DECLS
