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

/* It has the size that its template gives it, and is not shown yet. */
static void
on_transient_cb (GtkWindow *window)
{
  GtkWidget *beneath = GTK_WIDGET (gtk_window_get_transient_for (window));
  double scale = chosho_text_scale_get (GTK_WIDGET (window));
  int width, height;

  if (beneath == NULL || gtk_widget_get_realized (GTK_WIDGET (window)))
    return;
  gtk_window_get_default_size (window, &width, &height);
  gtk_window_set_default_size (window, fit (width, scale, gtk_widget_get_width (beneath)), fit (height, scale, gtk_widget_get_height (beneath)));
}

static void
on_windows_cb (GListModel *windows, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      g_signal_connect (window, "notify::transient-for", G_CALLBACK (on_transient_cb), NULL);
    }
}

void
chosho_text_scale_follow_windows (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (on_windows_cb), NULL);
}
