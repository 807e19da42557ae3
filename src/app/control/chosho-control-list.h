/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-control-item.h"

G_BEGIN_DECLS

/* The list of controls in the order of the criteria, with headings, filter and chips. Emits
 * "selected" when another control is chosen, "activated" on Enter or a double click. */
#define CHOSHO_TYPE_CONTROL_LIST (chosho_control_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlList, chosho_control_list, CHOSHO, CONTROL_LIST, GtkBox)

/* What is listed: the context's controls, borrowed; it must outlive the list. */
void        chosho_control_list_set_controls (ChoshoControlList *self, GListModel *controls);
/* Chooses the control and scrolls there; a filter that hides it is taken away. */
void        chosho_control_list_select     (ChoshoControlList *self, const char *number);
/* Whose controls "mine" means; a member's id or NULL. */
void        chosho_control_list_set_member (ChoshoControlList *self, const char *member);
const char *chosho_control_list_get_selected (ChoshoControlList *self); /* number; (nullable) borrowed */
/* Moves the selection by @steps controls, headings skipped. */
void        chosho_control_list_move       (ChoshoControlList *self, int steps);
void        chosho_control_list_focus_search (ChoshoControlList *self);

G_END_DECLS
