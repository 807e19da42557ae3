/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One engagement, one window. */
#define CHOSHO_TYPE_WINDOW (chosho_window_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoWindow, chosho_window, CHOSHO, WINDOW, AdwApplicationWindow)

/* Opens the engagement at @path; @identity (nullable) is the file of the person's key. */
ChoshoWindow *chosho_window_new (AdwApplication *application, const char *path, const char *identity);
const char   *chosho_window_get_path (ChoshoWindow *self);

G_END_DECLS
