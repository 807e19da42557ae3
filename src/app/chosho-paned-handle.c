/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paned-handle.h"

static gboolean
is_pane_shown (GtkWidget *pane)
{
  return pane != NULL && gtk_widget_get_visible (pane);
}

/* The handle is moved by gestures of the paned itself, before its panes see the click. */
static void
update_handle (GtkPaned *paned)
{
  gboolean both = is_pane_shown (gtk_paned_get_start_child (paned)) && is_pane_shown (gtk_paned_get_end_child (paned));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (paned));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        gtk_event_controller_set_propagation_phase (controller, both ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);
    }
}

static void
watch_pane (GtkPaned *paned, GtkWidget *pane)
{
  if (pane == NULL)
    return;
  g_signal_handlers_disconnect_by_func (pane, update_handle, paned);
  g_signal_connect_object (pane, "notify::visible", G_CALLBACK (update_handle), paned, G_CONNECT_SWAPPED);
}

static void
watch_panes (GtkPaned *paned)
{
  watch_pane (paned, gtk_paned_get_start_child (paned));
  watch_pane (paned, gtk_paned_get_end_child (paned));
  update_handle (paned);
}

void
chosho_paned_handle_watch (GtkPaned *paned)
{
  g_signal_connect (paned, "notify::start-child", G_CALLBACK (watch_panes), NULL);
  g_signal_connect (paned, "notify::end-child", G_CALLBACK (watch_panes), NULL);
  watch_panes (paned);
}
