/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * One question of an interview: the control and what is to be asked, what the procedure still wants besides, and
 * the answer with its outcome. A question whose step was recorded meanwhile shows what was typed and takes no more; it
 * offers the action "asking.discard" (s: step). Signal "edited".
 */
#define CHOSHO_TYPE_QUESTION_ROW (chosho_question_row_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoQuestionRow, chosho_question_row, CHOSHO, QUESTION_ROW, GtkBox)

/* @step: a row of `step waiting`. @answer (nullable): what was typed before. */
ChoshoQuestionRow *chosho_question_row_new        (ChoshoValue *step, ChoshoValue *answer, gboolean editable);
const char        *chosho_question_row_get_step   (ChoshoQuestionRow *self);
/* What was typed, as an answer of `interview conduct`; NULL where nothing was. (transfer full) (nullable) */
ChoshoValue       *chosho_question_row_dup_answer (ChoshoQuestionRow *self);
/* The line that is copied of it: the control, its title, the phase, the question, the answer, the outcome and why it was impossible. */
void               chosho_question_row_append_line (ChoshoQuestionRow *self, GString *text);
void               chosho_question_row_focus      (ChoshoQuestionRow *self);
/* Chooses the outcome at @index of chosho_codes_outcome(). */
void               chosho_question_row_choose     (ChoshoQuestionRow *self, guint index);

G_END_DECLS
