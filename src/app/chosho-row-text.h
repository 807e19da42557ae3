/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line of text in a row of a long list, cut with an ellipsis where it has no room; @style (nullable): a class of the
 * style sheet. A list binds some two hundred rows for the twenty that are seen, and a label is laid out to know its size:
 * that was a quarter of the answer to a key. This one takes what room it is given, and its height is the style's. */
GtkInscription *chosho_row_text_new (const char *style);

G_END_DECLS
