/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-wording-scope.h"

G_BEGIN_DECLS

/*
 * The form in which a step's performance is written: result, technique, outcome, day, and what technique
 * and outcome ask for besides (who was asked, the place, the reason). What it holds is one JSON object with
 * the members technique, outcome, performed_on, result, respondent, place, reason; empty ones are absent.
 * Signal "edited": the person changed something.
 */
#define CHOSHO_TYPE_STEP_FORM (chosho_step_form_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStepForm, chosho_step_form, CHOSHO, STEP_FORM, GtkBox)

/* Widgets of the card that stand among the form's: @links below the result, @button in the bar at the foot. */
void         chosho_step_form_add (ChoshoStepForm *self, GtkWidget *links, GtkWidget *button);
/* What the step prescribes, and what was recorded last (nullable): both decide what is asked for. */
void         chosho_step_form_set_step  (ChoshoStepForm *self, const char *prescribed, const char *recorded_outcome);
/* Fills the form; nothing is signalled. The outcome is never guessed: without one none is chosen. */
void         chosho_step_form_set_value (ChoshoStepForm *self, ChoshoValue *value);
/* (transfer full) */
ChoshoValue *chosho_step_form_dup_value (ChoshoStepForm *self);
/* What `step record` still asks for: result, technique, a real day, outcome, as far as it is not there. (transfer full) (nullable) */
char        *chosho_step_form_dup_missing (ChoshoStepForm *self);
/* The focus to the first of it. */
void         chosho_step_form_focus_missing (ChoshoStepForm *self);
/* What the result is checked by while it is written, @where the record keeps it; NULL: not checked. */
void         chosho_step_form_set_wording (ChoshoStepForm *self, ChoshoWordingScope *wording, const char *where);
/* Reading only. */
void         chosho_step_form_set_editable (ChoshoStepForm *self, gboolean editable);
/* The technique of that place among the choices (from 0). */
void         chosho_step_form_choose_technique (ChoshoStepForm *self, guint index);
/* The outcome of that place among the record's codes (from 0). */
void         chosho_step_form_choose_outcome (ChoshoStepForm *self, guint index);
/* Puts @text where the cursor is, as if it had been typed. */
void         chosho_step_form_insert (ChoshoStepForm *self, const char *text);
void         chosho_step_form_focus_result (ChoshoStepForm *self);

G_END_DECLS
