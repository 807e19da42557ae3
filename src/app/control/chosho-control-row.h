/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-control-item.h"

G_BEGIN_DECLS

/* One line of the list of controls: state, number, mark of the mandatory, title, counts; or a heading. Who works on it until
 * when is in its tooltip and its description. */
#define CHOSHO_TYPE_CONTROL_ROW (chosho_control_row_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlRow, chosho_control_row, CHOSHO, CONTROL_ROW, GtkBox)

ChoshoControlRow *chosho_control_row_new (void);
/* Shows @item (nullable) and follows its changes. */
void              chosho_control_row_set_item (ChoshoControlRow *self, ChoshoControlItem *item);

G_END_DECLS
