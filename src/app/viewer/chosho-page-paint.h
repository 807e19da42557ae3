/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Draws the upright picture of a page into @area, turned clockwise by @quarters. */
void chosho_page_paint_texture (GtkSnapshot *snapshot, GdkTexture *texture, const graphene_rect_t *area, guint quarters);
/* The edge of a page at @area. */
void chosho_page_paint_edge    (GtkSnapshot *snapshot, const graphene_rect_t *area);

G_END_DECLS
