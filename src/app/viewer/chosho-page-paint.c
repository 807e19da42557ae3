/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "chosho-page-paint.h"

void
chosho_page_paint_texture (GtkSnapshot *snapshot, GdkTexture *texture, const graphene_rect_t *area, guint quarters)
{
  /* from the corner of the area that the page's own top left has come to */
  float right = quarters == 1 || quarters == 2 ? area->size.width : 0;
  float down = quarters == 2 || quarters == 3 ? area->size.height : 0;
  gboolean lies = quarters % 2 == 1;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area->origin.x + right, area->origin.y + down));
  gtk_snapshot_rotate (snapshot, 90.0f * (float) quarters);
  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (0, 0, lies ? area->size.height : area->size.width, lies ? area->size.width : area->size.height));
  gtk_snapshot_restore (snapshot);
}

void
chosho_page_paint_edge (GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  GdkRGBA edge = { 0, 0, 0, contrast ? 1 : 0.2f };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { edge, edge, edge, edge });
}
