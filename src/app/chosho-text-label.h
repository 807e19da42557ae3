/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A label of running text: from the left, broken where a line is full, also inside a long word, of which Japanese and the
 * names of files are made. @style: (nullable) a CSS class. (transfer floating) */
GtkWidget *chosho_text_label_new            (const char *text, const char *style);
/* The same, of which parts can be chosen and copied. */
GtkWidget *chosho_text_label_new_selectable (const char *text, const char *style);

G_END_DECLS
