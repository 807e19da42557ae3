/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-recent-files.h"

/* GTK's own handler, which writes the list or, where another program did, reads it; NULL until it is replaced. */
static void (*handle_changed) (GtkRecentManager *manager);
static gboolean was_changed; /* else there is nothing to forget, and perhaps no list */

/* What stands there under this program's name. GTK's setting "gtk-recent-files-enabled" is no way: with it an empty list takes the place of that
 * of all programs. */
static void
forget (GtkRecentManager *manager)
{
  GList *items = gtk_recent_manager_get_items (manager);

  for (GList *item = items; item != NULL; item = item->next)
    if (gtk_recent_info_has_application (item->data, g_get_application_name ()))
      gtk_recent_manager_remove_item (manager, gtk_recent_info_get_uri (item->data), NULL);
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

static void
on_changed (GtkRecentManager *manager)
{
  was_changed = TRUE;
  forget (manager);
  handle_changed (manager);
}

void
chosho_recent_files_forbid (void)
{
  GtkRecentManagerClass *klass = g_type_class_ref (GTK_TYPE_RECENT_MANAGER); /* for good: the class would be made anew */

  handle_changed = klass->changed;
  klass->changed = on_changed;
}

void
chosho_recent_files_forget (void)
{
  if (was_changed)
    forget (gtk_recent_manager_get_default ());
}
