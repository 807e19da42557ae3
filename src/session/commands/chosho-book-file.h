/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-table.h"

G_BEGIN_DECLS

/* A workbook that goes out: it gets its name once the confined helper has read back what it says. */

/* FALSE with USAGE where @path is not named as a workbook. */
gboolean chosho_book_file_check_name (const char *path, GError **error);

/* Whether what was read back is what was written; sets an error where not. */
typedef gboolean (*ChoshoBookFileCheck) (ChoshoTable *table, gpointer user_data, GError **error);

/* Writes @bytes beside @path and has them read back and looked at by @check (nullable). What it answers is for chosho_file_publish(), or to
 * be unlinked. (transfer full) */
char    *chosho_book_file_stage (GBytes *bytes, const char *path, ChoshoBookFileCheck check, gpointer user_data, GCancellable *cancellable,
                                 GError **error);
/* Writes @bytes beside @path, has them read back and looked at by @check (nullable), and only then gives them their name. */
gboolean chosho_book_file_publish (GBytes *bytes, const char *path, ChoshoBookFileCheck check, gpointer user_data,
                                   GCancellable *cancellable, GError **error);

/* Sets the error of a check: INTEGRITY. Always FALSE. */
gboolean chosho_book_file_set_unlike (ChoshoTable *table, GError **error);

G_END_DECLS
