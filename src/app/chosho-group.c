/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-group.h"

GtkWidget *
chosho_group_new (GtkOrientation orientation, int spacing, const char *name)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", orientation, "spacing", spacing, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return box;
}
