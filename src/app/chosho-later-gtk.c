/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-accessible.h"
#include "chosho-later-gtk.h"

#define FIRST_MINOR_VERSION 10 /* from which on labels take the place of names */
#define TAB_BEHAVIOR "tab-behavior"
#define LIST_TAB_ITEM 1 /* GTK_LIST_TAB_ITEM of GTK 4.12: only the current line takes the focus */
#define MENU_ITEM "GtkModelButton" /* of no public class */

static void
name_menu_item (GObject *item)
{
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  if (text != NULL)
    chosho_accessible_set_name (item, text);
}

static gboolean
on_realize (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GObject *widget = g_value_get_object (&values[0]);

  if (GTK_IS_LIST_VIEW (widget) || GTK_IS_GRID_VIEW (widget)
      || (GTK_IS_LIST_BOX (widget) && gtk_list_box_get_selection_mode (GTK_LIST_BOX (widget)) != GTK_SELECTION_NONE)) /* no form */
    {
      if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), TAB_BEHAVIOR) != NULL)
        g_object_set (widget, TAB_BEHAVIOR, LIST_TAB_ITEM, NULL);
    }
  else if (GTK_IS_DROP_DOWN (widget))
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  else if (g_str_equal (G_OBJECT_TYPE_NAME (widget), MENU_ITEM))
    name_menu_item (widget);
  return G_SOURCE_CONTINUE;
}

void
chosho_later_gtk_init (void)
{
  if (gtk_get_minor_version () < FIRST_MINOR_VERSION)
    return;
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET)); /* the signal is there */
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, on_realize, NULL, NULL);
}
