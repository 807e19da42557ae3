/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * ChoshoWrapLayout: children in a row as a box has them, and in further rows below it where they have no room, as words
 * of a text: a bar of controls stays whole in a small window and with large text. Those that expand share what is left
 * of their row. For the "layout-manager" of any widget; a GtkBox's own spacing counts for nothing then.
 *
 * Properties "spacing" and "row-spacing", in pixels; "max-rows": what has no room in as many is not shown (0: everything is).
 */
#define CHOSHO_TYPE_WRAP_LAYOUT (chosho_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoWrapLayout, chosho_wrap_layout, CHOSHO, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *chosho_wrap_layout_new (int spacing, int row_spacing);

G_END_DECLS
