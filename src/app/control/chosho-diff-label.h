/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A label that shows what changed from @old to @new (both nullable), word by word: what went is struck
 * through, what came is underlined; shape alone tells them apart, colour only helps. */
GtkWidget *chosho_diff_label_new (const char *old, const char *new);

G_END_DECLS
