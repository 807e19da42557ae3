/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * GTK's file chooser notes every file that is chosen in the desktop's list of recent files, which all programs read: names of what the client gave.
 * From here on none that this program noted is written there, and those that it ever did go. To be called once, after gtk_init().
 */
void chosho_recent_files_forbid (void);
/* The same for what was chosen last: GTK writes the list once more when the application shuts down. Before that. */
void chosho_recent_files_forget (void);

G_END_DECLS
