/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* What was done about a control, newest first; read only when somebody opens it. Signal "wanted":
 * chosho_control_history_set_events() is to follow. */
#define CHOSHO_TYPE_CONTROL_HISTORY (chosho_control_history_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoControlHistory, chosho_control_history, CHOSHO, CONTROL_HISTORY, GtkBox)

/* Another control: closed and forgotten. The same one changed: read again where it is open. */
void chosho_control_history_set_control (ChoshoControlHistory *self, const char *number);
/* @events: what `journal list --control` gave for @number. */
void chosho_control_history_set_events (ChoshoControlHistory *self, const char *number, ChoshoValue *events);

G_END_DECLS
