/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * ChoshoTextArea: a text view that is as high as its text, and stands in what scrolls instead of scrolling itself. GTK's own
 * tells the height of its text in the width it had before: in a narrower place the last lines were cut until somebody typed.
 */
#define CHOSHO_TYPE_TEXT_AREA (chosho_text_area_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoTextArea, chosho_text_area, CHOSHO, TEXT_AREA, GtkTextView)

GtkWidget *chosho_text_area_new (void);

G_END_DECLS
