/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-conflict-list.h"
#include "chosho-control-head.h"
#include "chosho-control-history.h"
#include "chosho-finding-list.h"
#include "chosho-note-list.h"
#include "chosho-sign-off-list.h"
#include "chosho-step-card.h"

G_BEGIN_DECLS

/*
 * A control as a document: its head, its steps by phase as cards, what is linked to the control as a whole,
 * findings, review notes, sign-offs, history.
 *
 * Signals: "edited" (card) and "verb" (card, name, parameter) as the cards have them; "drop" (step id or
 * "", const GValue*): what chosho_evidence_take_dropped() takes was let fall there.
 */
#define CHOSHO_TYPE_CONTROL_PAGE (chosho_control_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlPage, chosho_control_page, CHOSHO, CONTROL_PAGE, GtkBox)

/* What the person who acts may do. */
typedef struct
{
  gboolean record;   /* steps, evidence, findings */
  gboolean consent;  /* departures and the like */
  gboolean note;
  const char *me;      /* (nullable) the member, who may withdraw sign-offs */
} ChoshoControlPowers;

/* @document: what `control show` gives; NULL: nothing is selected. @wording (nullable): what its results are checked by.
 * Cards of the same steps stay, with what was typed into them. */
void                  chosho_control_page_set_document (ChoshoControlPage *self, ChoshoValue *document, ChoshoWordingScope *wording, const ChoshoControlPowers *powers);
/* Step id -> card, borrowed. */
GHashTable           *chosho_control_page_get_cards (ChoshoControlPage *self);
ChoshoStepCard       *chosho_control_page_get_card (ChoshoControlPage *self, const char *step); /* (nullable) */
/* The card that @widget is, or is inside of; NULL. */
ChoshoStepCard       *chosho_control_page_find_card (ChoshoControlPage *self, GtkWidget *widget);
/* The first card of that phase and procedure (nullable: any). (nullable) */
ChoshoStepCard       *chosho_control_page_find_phase (ChoshoControlPage *self, const char *phase, const char *procedure);

ChoshoConflictList   *chosho_control_page_get_conflicts (ChoshoControlPage *self);
ChoshoNoteList       *chosho_control_page_get_notes    (ChoshoControlPage *self);
ChoshoFindingList    *chosho_control_page_get_findings (ChoshoControlPage *self);
ChoshoSignOffList    *chosho_control_page_get_sign_offs (ChoshoControlPage *self);
ChoshoControlHistory *chosho_control_page_get_history  (ChoshoControlPage *self);
ChoshoControlHead    *chosho_control_page_get_head     (ChoshoControlPage *self);
/* Brings the versions of @individual into view. FALSE: there is none of that name. */
gboolean              chosho_control_page_show_individual (ChoshoControlPage *self, const char *individual);

/* Brings @widget, a part of the document, into view. */
void                  chosho_control_page_scroll_to (ChoshoControlPage *self, GtkWidget *widget);
/* Scrolls to the card of @step and puts the cursor there. FALSE: there is no such step. */
gboolean              chosho_control_page_show_step (ChoshoControlPage *self, const char *step);

G_END_DECLS
