/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoMarkDialog: the form of a new mark, or of a new place of one that stands on an older version. What is selected in the
 * viewer is filled in and can be typed as well, so that no pointer is needed. A refusal is said in the form.
 *
 * Signals: "mark" (ChoshoValue* args of `mark add`, or of `mark move`): to be run, and then either closed or told the error.
 */
#define CHOSHO_TYPE_MARK_DIALOG (chosho_mark_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoMarkDialog, chosho_mark_dialog, CHOSHO, MARK_DIALOG, AdwWindow)

/* On the evidence of @evidence at @place {place, rectangle, quote}; @controls: numbers that may be chosen, the first one
 * chosen; @step (nullable): chosen if it is one of that control. */
ChoshoMarkDialog *chosho_mark_dialog_new      (GtkWindow *parent, ChoshoContext *context, ChoshoValue *evidence, ChoshoValue *place,
                                               ChoshoValue *controls, const char *step);
/* Where the mark of @mark, a row, is to stand from now on. */
ChoshoMarkDialog *chosho_mark_dialog_new_move (GtkWindow *parent, ChoshoContext *context, ChoshoValue *evidence, ChoshoValue *place,
                                               ChoshoValue *mark);
/* The command was refused: says why, and nothing typed is lost. @result (nullable): what it gave beside the error. */
void              chosho_mark_dialog_tell     (ChoshoMarkDialog *self, const GError *error, ChoshoValue *result);

G_END_DECLS
