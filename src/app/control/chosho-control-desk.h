/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/*
 * ChoshoControlDesk: one control and all that is done to it: the document with its cards, and below it what
 * the gate still wants. It reads the control's rows, keeps drafts and runs the commands.
 *
 * Signals: "wanted" (a key means the control, which is not in sight).
 *
 * Its verbs are actions of the page it stands on (chosho_control_desk_install_actions()).
 */
#define CHOSHO_TYPE_CONTROL_DESK (chosho_control_desk_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlDesk, chosho_control_desk, CHOSHO, CONTROL_DESK, GtkBox)

/* The page whose context it uses; once, before all else. */
void        chosho_control_desk_set_page (ChoshoControlDesk *self, ChoshoPage *page);
/* Shows @control; what was typed into the one before is recorded or kept. @step (nullable): the step to go
 * to. NULL @control: nothing is selected. */
void        chosho_control_desk_show     (ChoshoControlDesk *self, const char *control, const char *step);
/* Goes to where @blocker (nullable) of the control wanted is mended, as soon as that is shown. */
void        chosho_control_desk_show_place (ChoshoControlDesk *self, ChoshoValue *blocker);
const char *chosho_control_desk_get_control (ChoshoControlDesk *self); /* (nullable) */
/* What the next sign-off lacks, and its button, below all else. Borrowed. */
GtkWidget  *chosho_control_desk_get_gate    (ChoshoControlDesk *self);
/* Puts @text at the cursor of @step of the control shown. FALSE where it has no such step. */
gboolean    chosho_control_desk_insert   (ChoshoControlDesk *self, const char *step, const char *text);
/* Reads the control again: the record or the person changed. */
void        chosho_control_desk_reload   (ChoshoControlDesk *self);
/* The person goes elsewhere in the window, or closes it. */
void        chosho_control_desk_leave    (ChoshoControlDesk *self);

/* Installs controls.attach, controls.sign and the other verbs on the class of pages with a desk. */
void        chosho_control_desk_install_actions (GtkWidgetClass *page_class);
/* The keys of these actions. */
void        chosho_control_desk_add_shortcuts   (ChoshoPage *page);
/* What evidence can be linked to: the control, and each of its steps: [{label, args}], @args as of a command; NULL: no control is
 * shown. (transfer full) */
ChoshoValue       *chosho_control_desk_list_targets (ChoshoControlDesk *self);

G_END_DECLS
