/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads a whole regular file of at most @limit_bytes. Errors name the path. */
gboolean chosho_file_read (const char *path, gsize limit_bytes, GBytes **out, GError **error);

/* Writes @data durably and atomically: temporary name, fsync, rename (or no-replace link where
 * @replace is FALSE, then EXISTS), fsync of the folder. @mode e.g. 0600. */
gboolean chosho_file_write (const char *path, gconstpointer data, gsize size_bytes, int mode,
                            gboolean replace, GError **error);

/* fsync of the folder @path. */
gboolean chosho_folder_sync (const char *path, GError **error);

/* mkdir -p with 0700, syncing each parent that got a new entry. */
gboolean chosho_folder_make (const char *path, GError **error);

G_END_DECLS
