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

/* Writes all of @data to @fd, whose @path is for the error: IO, NO_SPACE. */
gboolean chosho_fd_write_all (int fd, const char *path, gconstpointer data, gsize size_bytes, GError **error);

/* Writes the content to @fd; FALSE with @error, which names what could not be done. */
typedef gboolean (*ChoshoFileFillFunc) (int fd, gpointer user_data, GError **error);

/* Makes the new file @path (EXISTS) with what @fill writes: it has its name only once it is whole and
 * durable. */
gboolean chosho_file_create (const char *path, int mode, ChoshoFileFillFunc fill, gpointer user_data, GError **error);

/* The same in two steps, for a file that must not have its name before something else is done:
 * @staged, a durable file beside @path (transfer full), then gets the name, or is removed where that
 * fails (EXISTS). Whoever does not publish it unlinks it. */
char    *chosho_file_stage   (const char *path, gconstpointer data, gsize size_bytes, int mode, GError **error);
gboolean chosho_file_publish (const char *staged, const char *path, GError **error);

/* fsync of the folder @path. */
gboolean chosho_folder_sync (const char *path, GError **error);

/* mkdir -p with 0700, syncing each parent that got a new entry. */
gboolean chosho_folder_make (const char *path, GError **error);

G_END_DECLS
