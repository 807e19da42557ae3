/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The way from a field that narrows a list into what it found, past whatever stands between: Down does there what Enter
 * does. With @list (nullable, outlives @search) Enter goes into it; without one the page says itself what Enter does. */
void chosho_list_search_join (GtkSearchEntry *search, GtkWidget *list);
/* In a handler of "activate": whether it was Down, which leads to the lines and opens nothing. */
gboolean chosho_list_search_is_by_arrow (GtkSearchEntry *search);

G_END_DECLS
