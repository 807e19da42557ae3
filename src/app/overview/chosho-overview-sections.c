/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-overview-sections.h"
#include "chosho-page.h"
#include "chosho-place.h"

void
chosho_overview_set_way (GtkWidget *link, const char *place, const char *target)
{
  g_object_set_data_full (G_OBJECT (link), "place", g_strdup (place), g_free);
  g_object_set_data_full (G_OBJECT (link), "target", g_strdup (target), g_free);
}

void
chosho_overview_follow (GtkWidget *link)
{
  chosho_page_go (link, g_object_get_data (G_OBJECT (link), "place"), g_object_get_data (G_OBJECT (link), "target"));
}

GtkWidget *
chosho_overview_new_link_with_child (GtkWidget *child, const char *name, const char *place, const char *target)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "chosho-link");
  gtk_widget_set_tooltip_text (button, name);
  chosho_accessible_set_name (button, name);
  gtk_widget_set_sensitive (button, chosho_place_lookup (place) != NULL);
  chosho_overview_set_way (button, place, target);
  g_signal_connect (button, "clicked", G_CALLBACK (chosho_overview_follow), NULL);
  return button;
}

GtkWidget *
chosho_overview_new_link (const char *text, const char *name, const char *place, const char *target)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  return chosho_overview_new_link_with_child (label, name, place, target);
}

GtkWidget *
chosho_overview_find_link (GtkWidget *top, GtkWidget *like)
{
  const char *place = g_object_get_data (G_OBJECT (like), "place"), *target = g_object_get_data (G_OBJECT (like), "target");
  GtkWidget *found = NULL;

  if (place == NULL)
    return NULL;
  if (g_strcmp0 (g_object_get_data (G_OBJECT (top), "place"), place) == 0 && g_strcmp0 (g_object_get_data (G_OBJECT (top), "target"), target) == 0
      && g_str_equal (gtk_widget_get_name (top), gtk_widget_get_name (like)))
    return top;
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = chosho_overview_find_link (child, like);
  return found;
}

void
chosho_overview_copy_table (GtkWidget *table, ChoshoListCopyFunc function, ChoshoValue *rows)
{
  g_object_set_data_full (G_OBJECT (table), "copied", chosho_value_ref (rows), (GDestroyNotify) chosho_value_unref);
  chosho_list_copy_install (table, function, rows);
}

GtkWidget *
chosho_overview_new_section (const char *title, GtkWidget *end, GtkWidget *child)
{
  GtkWidget *box = chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 6, title);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (head), label);
  if (end != NULL)
    gtk_box_append (GTK_BOX (head), end);
  gtk_widget_set_size_request (head, -1, 30);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), child);
  return box;
}
