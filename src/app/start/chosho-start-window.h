/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where the work begins: engagements opened last, a new one, one to open, the sample, and the key.
 * Signal "open" (path, identity): an engagement was chosen; @identity (nullable) is the file of the key
 * that belongs to it, as the sample's do. */
#define CHOSHO_TYPE_START_WINDOW (chosho_start_window_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStartWindow, chosho_start_window, CHOSHO, START_WINDOW, AdwApplicationWindow)

ChoshoStartWindow *chosho_start_window_new (AdwApplication *application);
/* Asks for a folder; "open" follows. */
void               chosho_start_window_choose (ChoshoStartWindow *self);

G_END_DECLS
