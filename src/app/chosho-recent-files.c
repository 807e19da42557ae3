/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-recent-files.h"

/* The manager writes its list as the default handler of this signal. GTK's setting "gtk-recent-files-enabled" is no way: with it the manager writes an
 * empty list in place of that of all programs. */
static void
on_changed (GtkRecentManager *manager)
{
}

void
chosho_recent_files_forbid (void)
{
  GtkRecentManagerClass *klass = g_type_class_ref (GTK_TYPE_RECENT_MANAGER); /* for good: the class would be made anew */

  klass->changed = on_changed;
}
