/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Holds the window's content, never asks for more than a small width, and tells by "resized" (width)
 * what it was given, so that panes can be hidden before they would not fit. The width is in pixels at
 * the usual size of text: with text of twice that size half of it is there. (libadwaita 1.2 has no
 * breakpoints.) "natural-width" is what it would like to have at least, in the same pixels, where there is room. */
#define CHOSHO_TYPE_ADAPTIVE_BIN (chosho_adaptive_bin_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoAdaptiveBin, chosho_adaptive_bin, CHOSHO, ADAPTIVE_BIN, GtkWidget)

/* Tells of a width that it will have, ahead of its first allocation. */
void chosho_adaptive_bin_expect (ChoshoAdaptiveBin *self, int width);

G_END_DECLS
