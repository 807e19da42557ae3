/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* One engagement, one window. */
#define CHOSHO_TYPE_WINDOW (chosho_window_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoWindow, chosho_window, CHOSHO, WINDOW, AdwApplicationWindow)

/* A window for what is being opened, which is taken; @identity (nullable) is the file of the person's key. To be made
 * before the main loop goes on, since it waits for the end of the opening. */
ChoshoWindow *chosho_window_new (AdwApplication *application, ChoshoContext *opening, const char *identity);
const char   *chosho_window_get_path (ChoshoWindow *self);

G_END_DECLS
