/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The window is made for GTK 4.8 (Debian 12). From here on what later ones (4.18: Debian 13) do otherwise, to the harm of
 * who works by keyboard or screen reader, is put right for every widget of the program:
 * - Tab leaves a list; the arrows go through its lines. Later it goes from line to line: through the places, each of which
 *   would be opened, and through all of a thousand controls.
 * - The items of menus have their text as their name; later they have none. Drop-downs keep the name that they were given;
 *   later it is what is chosen in them.
 * To be called once, after gtk_init().
 */
void chosho_later_gtk_init (void);

G_END_DECLS
