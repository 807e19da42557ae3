/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names in the folder open as @fd (which stays open and is read from its beginning), "." and
 * ".." left out, sorted bytewise. LIMIT where there are more than @max_names. @path (displayable)
 * is for messages. (transfer full) (element-type filename) */
GPtrArray *chosho_folder_names_read (int fd, const char *path, guint max_names, GError **error);

G_END_DECLS
