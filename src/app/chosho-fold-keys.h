/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Folds (@fold) or unfolds the line whose child is @child; FALSE: it is not one that folds. */
typedef gboolean (*ChoshoFold) (GtkWidget *child, gboolean fold, gpointer user_data);

/* Right unfolds, and Left folds, the line of @view, a GtkListView, that has the focus, as in every tree of the desktop (in a script that runs
 * to the left the other way round). @user_data must outlive @view. */
void chosho_fold_keys_install (GtkWidget *view, ChoshoFold fold, gpointer user_data);

G_END_DECLS
