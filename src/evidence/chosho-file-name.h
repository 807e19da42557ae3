/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Names of client files. Linux names are bytes; the record keeps the bytes and, beside them, the
 * name that people read: valid UTF-8 as it is (never normalised), else decoded as CP932 as Windows
 * wrote it, else with every byte that is not UTF-8 shown as \xNN.
 */

/* The displayable form of the NUL-terminated bytes @raw. @charset, where not NULL, becomes "UTF-8",
 * "CP932", or NULL for the escaped form (static strings). Any thread. (transfer full) */
char *chosho_file_name_display (const char *raw, const char **charset);

G_END_DECLS
