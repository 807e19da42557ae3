/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-control-item.h"

G_BEGIN_DECLS

/* One line of the list of controls: state, number, mark of the mandatory, title, counts; or a heading. Who works on it until
 * when stands there where the list is wide, and always in its tooltip and its description. */
#define CHOSHO_TYPE_CONTROL_ROW (chosho_control_row_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlRow, chosho_control_row, CHOSHO, CONTROL_ROW, GtkBox)

ChoshoControlRow  *chosho_control_row_new (void);
/* Shows @item (nullable) and follows its changes. */
void               chosho_control_row_set_item (ChoshoControlRow *self, ChoshoControlItem *item);
/* Whether there is room for who works on it until when. */
void               chosho_control_row_set_wide (ChoshoControlRow *self, gboolean wide);
/* (nullable) Borrowed. */
ChoshoControlItem *chosho_control_row_get_item (ChoshoControlRow *self);

G_END_DECLS
