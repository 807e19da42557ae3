/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-scale.h"

#define USUAL_DPI (96 * 1024) /* as GtkSettings counts it */

double
chosho_text_scale_get (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (double) dpi / USUAL_DPI : 1;
}

/* @size of a dialog with text of @scale, over a window of @room; -1: as its content wants. */
static int
fit (int size, double scale, int room)
{
  int wanted = (int) (size * scale);

  return size <= 0 || room <= 0 ? size : MIN (wanted, room);
}

void
chosho_text_scale_fit_window (GtkWindow *window)
{
  GtkWidget *beneath = GTK_WIDGET (gtk_window_get_transient_for (window));
  double scale = chosho_text_scale_get (GTK_WIDGET (window));
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  gtk_window_set_default_size (window, fit (width, scale, gtk_widget_get_width (beneath)), fit (height, scale, gtk_widget_get_height (beneath)));
}
