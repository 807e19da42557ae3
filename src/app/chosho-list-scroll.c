/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-list-scroll.h"

/* The line that is wanted, from 1, while the list has no size. */
#define WANTED "chosho-wanted-line"

static void
scroll_to (GtkWidget *view, guint position)
{
  gtk_widget_activate_action (view, "list.scroll-to-item", "u", position);
}

static gboolean
on_tick_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  if (gtk_widget_get_height (view) == 0)
    return G_SOURCE_CONTINUE;
  scroll_to (view, GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (view), WANTED)) - 1);
  return G_SOURCE_REMOVE;
}

void
chosho_list_scroll_to (GtkWidget *view, guint position)
{
  gboolean waits = g_object_get_data (G_OBJECT (view), WANTED) != NULL;

  if (!waits && gtk_widget_get_mapped (view) && gtk_widget_get_height (view) > 0)
    {
      scroll_to (view, position);
      return;
    }
  g_object_set_data (G_OBJECT (view), WANTED, GUINT_TO_POINTER (position + 1));
  if (!waits)
    gtk_widget_add_tick_callback (view, on_tick_cb, NULL, NULL);
}
