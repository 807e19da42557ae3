/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

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
