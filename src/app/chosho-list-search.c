/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-list-search.h"

#define BY_ARROW "chosho-by-arrow" /* under which a field knows that "activate" comes of Down */

static gboolean
on_down_cb (GtkWidget *search, GVariant *args, gpointer user_data)
{
  g_object_set_data (G_OBJECT (search), BY_ARROW, GINT_TO_POINTER (TRUE));
  g_signal_emit_by_name (search, "activate");
  g_object_set_data (G_OBJECT (search), BY_ARROW, NULL);
  return TRUE;
}

gboolean
chosho_list_search_is_by_arrow (GtkSearchEntry *search)
{
  return g_object_get_data (G_OBJECT (search), BY_ARROW) != NULL;
}

static void
on_activate_cb (GtkWidget *list)
{
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
}

void
chosho_list_search_join (GtkSearchEntry *search, GtkWidget *list)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, 0), gtk_callback_action_new (on_down_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (search), keys);
  if (list != NULL)
    g_signal_connect_object (search, "activate", G_CALLBACK (on_activate_cb), list, G_CONNECT_SWAPPED);
}
