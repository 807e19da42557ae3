/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A hidden folder in which something is built before it gets its name, at once and whole. */

/* Makes ".chosho-new-XXXXXX" (0700) in @parent. (transfer full). NOT_FOUND, READ_ONLY, NO_SPACE, IO; messages
 * name @for_path, which is what the user asked for. */
char    *chosho_staging_begin (const char *parent, const char *for_path, GError **error);

/* Gives @from (a synced file or folder) the name @path unless something has it (EXISTS), and syncs the folder
 * of @path. Both must be on one file system. */
gboolean chosho_staging_publish (const char *from, const char *path, GError **error);

/* Removes @path with everything in it, as far as possible. NULL is allowed. */
void     chosho_staging_discard (const char *path);

/* EXISTS where anything, even a dangling link, has the name @path. */
gboolean chosho_staging_check_free (const char *path, GError **error);

G_END_DECLS
