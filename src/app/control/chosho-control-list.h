/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"
#include "chosho-control-filter.h"

G_BEGIN_DECLS

/*
 * The criteria as a list to work through: chapters and objectives that fold, the controls with their
 * state, a filter that narrows while one types, and several chosen at once for a bulk act.
 *
 * Signals: "selected" (another single control is chosen), "activated" (Enter, double click),
 * "filtered" (the filter is another one).
 */
#define CHOSHO_TYPE_CONTROL_LIST (chosho_control_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlList, chosho_control_list, CHOSHO, CONTROL_LIST, GtkBox)

/* What is listed and who looks; once. A reference is taken. */
void        chosho_control_list_set_context  (ChoshoControlList *self, ChoshoContext *context);
/* The states or the person changed: lists anew. */
void        chosho_control_list_update       (ChoshoControlList *self);
/* Chooses the control and scrolls there; a filter or fold that hides it is taken away. */
void        chosho_control_list_select       (ChoshoControlList *self, const char *number);
const char *chosho_control_list_get_selected (ChoshoControlList *self); /* number shown as document; (nullable) borrowed */
/* All numbers chosen, in order. (transfer full) */
GStrv       chosho_control_list_dup_chosen   (ChoshoControlList *self);
/* Moves the selection by @steps controls, headings skipped. */
void        chosho_control_list_move         (ChoshoControlList *self, int steps);
void        chosho_control_list_focus_search (ChoshoControlList *self);
/* See ChoshoControlFilter. NULL: nothing is asked. */
void        chosho_control_list_set_filter   (ChoshoControlList *self, const char *text);
char       *chosho_control_list_dup_filter   (ChoshoControlList *self); /* (nullable) (transfer full) */

G_END_DECLS
