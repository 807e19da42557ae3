/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * ChoshoFitLayout: for the "layout-manager" of a widget with one child, a GtkScrolledWindow. It wants to be as high as what
 * scrolls there is in its width, and scrolls only where that is too much. (GTK's own "propagate-natural-height" counts the
 * height that the content has in the width it would like best: a text that goes on in further lines is cut.)
 *
 * Properties:
 *  "max-height"     in pixels at the usual size of text; 0: none. A dialog's content never wants more than the window
 *                   beneath the dialog has, and what is pinned in a window never more than a third of that.
 *  "whole-children" where the content is a box and too high: it ends between two of its children, never within one but the first
 */
#define CHOSHO_TYPE_FIT_LAYOUT (chosho_fit_layout_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFitLayout, chosho_fit_layout, CHOSHO, FIT_LAYOUT, GtkLayoutManager)

GtkLayoutManager *chosho_fit_layout_new (int max_height, gboolean whole_children);

G_END_DECLS
