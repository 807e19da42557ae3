/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows what this desktop remembers, and lets it be forgotten. */
void chosho_preferences_window_show (GtkWindow *parent);

G_END_DECLS
