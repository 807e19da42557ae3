/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* ChoshoShortcutsWindow: the map of keys, one below the other, and searched. (GTK's own window of shortcuts has columns side by side:
 * with text of twice its size it is wider than a screen.) */
#define CHOSHO_TYPE_SHORTCUTS_WINDOW (chosho_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoShortcutsWindow, chosho_shortcuts_window, CHOSHO, SHORTCUTS_WINDOW, AdwWindow)

ChoshoShortcutsWindow *chosho_shortcuts_window_new (GtkWindow *parent);

G_END_DECLS
