/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much larger text is here than usual: 2 where the person wants it twice as large. What holds text and has a width in
 * pixels is as much wider. */
double chosho_text_scale_get (GtkWidget *widget);

/* From here on the size that a dialog begins with is as much larger, within the window it stands on. To be called once, after gtk_init(). */
void chosho_text_scale_follow_windows (void);

G_END_DECLS
