/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * @rows, an array of objects, as aligned columns below their names. @columns: cells of the terminal, 0 where there is
 * none: then every column is there. On a terminal those that people look for first keep a readable width, what has no
 * room is left out, and a last line names it.
 */
void chosho_cli_table_write (GString *out, const ChoshoValue *rows, gsize columns, gsize indent);

G_END_DECLS
