/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* The top of a control: number, marks, who does it by when; the text of the criteria; the statement's and the auditor's
 * scope with their bases. */
#define CHOSHO_TYPE_CONTROL_HEAD (chosho_control_head_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlHead, chosho_control_head, CHOSHO, CONTROL_HEAD, GtkBox)

/* @document: what `control show` gives. */
void chosho_control_head_set_document (ChoshoControlHead *self, ChoshoValue *document);
/* Takes the cursor to the button by which scope, statement and individual controls are changed. */
void chosho_control_head_focus_scope (ChoshoControlHead *self);

G_END_DECLS
