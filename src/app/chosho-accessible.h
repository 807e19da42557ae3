/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives @widget the name (translated; copied) that assistive technologies tell, in place of the text that is seen on it:
 * from GTK 4.10 on a button is named by its label whatever its own name says. */
void       chosho_accessible_set_name  (gpointer widget, const char *name);
/* A box whose @name assistive technologies tell with what is in it. A plain box has no name to them: from GTK 4.12 on
 * its role is "generic". */
GtkWidget *chosho_accessible_new_group (GtkOrientation orientation, int spacing, const char *name);

G_END_DECLS
