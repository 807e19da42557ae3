/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Brings the line at @position of @view, a GtkListView, into sight; where the view has no size yet, as soon as it has one. The
 * last call counts. (GTK 4.8 has no scroll-to of its own; the inner list's action does it, and leaves a list that was never
 * allocated blank.) */
void chosho_list_scroll_to (GtkWidget *view, guint position);

G_END_DECLS
