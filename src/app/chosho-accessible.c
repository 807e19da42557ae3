/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-accessible.h"

void
chosho_accessible_set_name (gpointer widget, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
chosho_accessible_new_group (GtkOrientation orientation, int spacing, const char *name)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", orientation, "spacing", spacing, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  chosho_accessible_set_name (box, name);
  return box;
}
