/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-workspace.h"

G_BEGIN_DECLS

/*
 * ChoshoSitting: what one person typed while somebody was asked: who and where, and an answer to each question.
 * Kept on this machine's disk within a second, brought back at the next start, and forgotten once recorded.
 * Signals: "loaded": drafts came back; "failed" (const char *text): they cannot be kept or read, said once.
 */
#define CHOSHO_TYPE_SITTING (chosho_sitting_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSitting, chosho_sitting, CHOSHO, SITTING, GObject)

/* Reads at once what @person typed before. */
ChoshoSitting *chosho_sitting_new        (ChoshoWorkspace *workspace, const char *person);
/* The fields of the form, by their names as arguments of `interview conduct`; NULL for none. Borrowed. */
ChoshoValue   *chosho_sitting_get_form   (ChoshoSitting *self);
void           chosho_sitting_set_form   (ChoshoSitting *self, ChoshoValue *form); /* takes a reference */
/* The answer to @step: {step, question, answer, outcome?, reason?, replacing}; NULL for none. Borrowed. */
ChoshoValue   *chosho_sitting_get_answer (ChoshoSitting *self, const char *step);
void           chosho_sitting_set_answer (ChoshoSitting *self, const char *step, ChoshoValue *answer); /* (nullable) takes a reference */
/* Looks which answers are to steps that somebody recorded since they were typed: those are not recorded in their place,
 * and wait until they are set to NULL. */
void           chosho_sitting_check_overtaken (ChoshoSitting *self);
/* Their steps as rows of kind "step", borrowed; none of it is to be changed. */
GPtrArray     *chosho_sitting_get_overtaken   (ChoshoSitting *self);
/* How many answers there are, and how many of them have an outcome: those can be recorded. */
void           chosho_sitting_count      (ChoshoSitting *self, guint *answered, guint *ready);
/* The arguments of `interview conduct` for all that is ready; NULL where nothing is. (transfer full) */
ChoshoValue   *chosho_sitting_make_args  (ChoshoSitting *self);
/* What @args recorded is no draft any more, unless it was changed since. */
void           chosho_sitting_note_recorded (ChoshoSitting *self, ChoshoValue *args);
/* Writes what was typed since the last time. */
void           chosho_sitting_flush      (ChoshoSitting *self);

G_END_DECLS
