/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A spinner for "it is being read", named for assistive technologies, that turns only while it is seen: GTK 4.8 has one
 * that was started draw frame after frame behind another page of its stack too, at a fifteenth of a processor (measured). */
GtkWidget *chosho_spinner_new (void);

G_END_DECLS
