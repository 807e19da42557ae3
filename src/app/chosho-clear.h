/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Takes out all children, before new ones are put in. */
void chosho_clear_box      (GtkBox *box);
void chosho_clear_flow_box (GtkFlowBox *box);

G_END_DECLS
