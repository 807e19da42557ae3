/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A hidden folder in which something is built before it gets its name, at once and whole. */

/* Makes ".chosho-new-XXXXXX" (0700) in @parent, and removes there what processes that were killed left behind more than a day
 * ago. (transfer full). NOT_FOUND, READ_ONLY, NO_SPACE, IO; messages
 * name @for_path, which is what the user asked for. */
char    *chosho_staging_begin (const char *parent, const char *for_path, GError **error);

/* Gives @from (a synced file or folder) the name @path unless something has it (EXISTS), and syncs the folder
 * of @path. Both must be on one file system. */
gboolean chosho_staging_publish (const char *from, const char *path, GError **error);

/* Removes @path with everything in it, as far as possible. NULL is allowed. */
void     chosho_staging_discard (const char *path);

/* EXISTS where anything, even a dangling link, has the name @path. */
gboolean chosho_staging_check_free (const char *path, GError **error);

/* EXISTS where @path is there and is no empty folder: what a folder that is published may take the place of. */
gboolean chosho_staging_check_folder (const char *path, GError **error);

/* All that was written to the file system of the folder @path goes to the disk at once: one file after the other would wait for
 * it a thousand times. */
gboolean chosho_staging_sync_folder (const char *path, GError **error);

G_END_DECLS
