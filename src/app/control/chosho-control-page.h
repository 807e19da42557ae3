/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-step-card.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* A control as a document: its text, individual controls, steps as cards, findings and notes.
 * Signals: those of the cards with the card first: "save" (card, args), "attach" (card), "record"
 * (card), "drop" (card, paths). */
#define CHOSHO_TYPE_CONTROL_PAGE (chosho_control_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlPage, chosho_control_page, CHOSHO, CONTROL_PAGE, GtkBox)

/* @rows: kind -> rows: catalog, control, step, evidence, interview, observation, sample, individual,
 * finding, note. NULL: nothing is selected. */
void            chosho_control_page_set_rows (ChoshoControlPage *self, ChoshoValue *rows);
/* Scrolls to the card of @step and puts the cursor there. */
void            chosho_control_page_show_step (ChoshoControlPage *self, const char *step);
ChoshoStepCard *chosho_control_page_get_card (ChoshoControlPage *self, const char *step); /* (nullable) */

G_END_DECLS
