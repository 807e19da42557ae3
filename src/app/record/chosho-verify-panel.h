/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* Reads the record again: how far it is, what came of it, and every problem with its place. Hidden until it was asked. */
#define CHOSHO_TYPE_VERIFY_PANEL (chosho_verify_panel_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoVerifyPanel, chosho_verify_panel, CHOSHO, VERIFY_PANEL, GtkBox)

GtkWidget *chosho_verify_panel_new   (void);
/* Begins, unless it is under way. @members: archives are unpacked, and their members that are evidence compared. */
void       chosho_verify_panel_start (ChoshoVerifyPanel *self, ChoshoWorkspace *workspace, gboolean members);

G_END_DECLS
