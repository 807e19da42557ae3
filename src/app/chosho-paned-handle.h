/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the handle of @paned take clicks only while both its panes are shown: GTK 4.8 goes on where it stood last, over what takes
 * its room. */
void chosho_paned_handle_watch (GtkPaned *paned);

G_END_DECLS
