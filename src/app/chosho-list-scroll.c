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

/* The first line of @view that is in @state and takes the focus; FALSE: there is none. */
static gboolean
focus_line (GtkWidget *view, GtkStateFlags state)
{
  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL; row = gtk_widget_get_next_sibling (row))
    if ((gtk_widget_get_state_flags (row) & state) == state && gtk_widget_get_mapped (row) && gtk_widget_grab_focus (row))
      return TRUE;
  return FALSE;
}

/* By its lines: a list that is given the focus itself chooses its first line, and goes to the one that had it last. */
gboolean
chosho_list_focus_chosen (GtkWidget *view)
{
  return focus_line (view, GTK_STATE_FLAG_SELECTED) || focus_line (view, 0);
}
