/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A box whose @name (translated; copied) assistive technologies tell with what is in it. A plain box has no name to
 * them: from GTK 4.12 on its role is "generic". */
GtkWidget *chosho_group_new (GtkOrientation orientation, int spacing, const char *name);

G_END_DECLS
