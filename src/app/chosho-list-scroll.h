/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Brings the line at @position of @view, a GtkListView, into sight; where the view has no size yet, as soon as it has one. The
 * last call counts. (GTK 4.8 has no scroll-to of its own; the inner list's action does it, and leaves a list that was never
 * allocated blank.) */
void chosho_list_scroll_to (GtkWidget *view, guint position);

/* Gives the focus to the line that is chosen, where it is in sight, else to the list. FALSE: it has no line that takes it. */
gboolean chosho_list_focus_chosen (GtkWidget *view);

G_END_DECLS
