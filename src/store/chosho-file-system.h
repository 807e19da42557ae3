/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The name of the file system with the kernel's @magic number where an engagement must not be written on it:
 * network file systems (locks and fsync do not hold between machines) and FAT types (no links, no modes, no
 * ordered metadata). NULL for all others. */
const char *chosho_file_system_get_unsafe_name (guint64 magic);

/* CHOSHO_ERROR_READ_ONLY where @folder lies on such a file system, IO where that cannot be found out. */
gboolean    chosho_file_system_check (const char *folder, GError **error);

G_END_DECLS
