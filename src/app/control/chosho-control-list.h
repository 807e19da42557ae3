/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"
#include "chosho-control-filter.h"
#include "chosho-control-tree.h"

G_BEGIN_DECLS

/*
 * The criteria as a list to work through: chapters and objectives that fold, the controls with their
 * state, a filter that narrows while one types, and several chosen at once for a bulk act.
 *
 * Signals: "selected" (another single control is chosen), "activated" (Enter, double click),
 * "wanted" (the control chosen is to be in sight: Enter in the search, a click), "filtered" (the filter is another one).
 */
#define CHOSHO_TYPE_CONTROL_LIST (chosho_control_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlList, chosho_control_list, CHOSHO, CONTROL_LIST, GtkBox)

/* What is listed and who looks; once. A reference is taken. */
void        chosho_control_list_set_context  (ChoshoControlList *self, ChoshoContext *context);
/* The states or the person changed: lists anew. */
void        chosho_control_list_update       (ChoshoControlList *self);
/* Chooses the control and scrolls there; a fold that hides it is opened, a filter taken away. */
void        chosho_control_list_select       (ChoshoControlList *self, const char *number);
const char *chosho_control_list_get_selected (ChoshoControlList *self); /* number shown as document; (nullable) borrowed */
/* All numbers chosen, in order. (transfer full) */
GStrv       chosho_control_list_dup_chosen   (ChoshoControlList *self);
/* Chooses the next control of the list (@step 1) or the one before (-1), in its order and as it is filtered, from the one chosen on. */
void        chosho_control_list_move         (ChoshoControlList *self, int step);
/* The same with the next that passes @test, from the one chosen on and around to it; FALSE where there is none. */
gboolean    chosho_control_list_move_to      (ChoshoControlList *self, ChoshoControlTest test, gpointer user_data);
/* Which of the list's controls is chosen, from 1, and of how many; 0: none of them. */
guint       chosho_control_list_get_rank     (ChoshoControlList *self, guint *count);
void        chosho_control_list_focus_search (ChoshoControlList *self);
GtkWidget  *chosho_control_list_get_view     (ChoshoControlList *self); /* the lines; borrowed */
/* See ChoshoControlFilter. NULL: nothing is asked. */
void        chosho_control_list_set_filter   (ChoshoControlList *self, const char *text);
char       *chosho_control_list_dup_filter   (ChoshoControlList *self); /* (nullable) (transfer full) */

G_END_DECLS
