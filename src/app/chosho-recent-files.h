/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * GTK's file chooser notes every file that is chosen in the desktop's list of recent files, which all programs read: names of what the client gave.
 * From here on nothing that this process does is written there. To be called once, after gtk_init().
 */
void chosho_recent_files_forbid (void);

G_END_DECLS
