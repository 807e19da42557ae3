/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-password-entry.h"

/* GTK 4.8 tells a field that is no more when the text in it loses the focus: it loses it before. */
static void
on_unmap_cb (GtkWidget *entry, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (entry);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == entry || gtk_widget_is_ancestor (focus, entry)))
    gtk_root_set_focus (root, NULL);
}

GtkWidget *
chosho_password_entry_new (const char *name)
{
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, NULL);
  chosho_accessible_set_name (entry, name);
  g_signal_connect (entry, "unmap", G_CALLBACK (on_unmap_cb), NULL);
  return entry;
}

/* Its buttons are libadwaita's, and have no names. */
static void
name_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    chosho_accessible_set_name (widget, _("Show what is typed"));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

void
chosho_password_row_prepare (AdwPasswordEntryRow *row)
{
  chosho_accessible_set_name (row, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  name_buttons (GTK_WIDGET (row));
  g_signal_connect (row, "unmap", G_CALLBACK (on_unmap_cb), NULL);
}
