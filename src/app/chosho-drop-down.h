/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives @self these words to choose among, and chooses the same place again, as far as there is one. Where they are those that it has
 * nothing is touched: another model takes the list away under the keys of who is choosing. */
void chosho_drop_down_set_words (GtkDropDown *self, GtkStringList *words);

G_END_DECLS
