/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/* Reads one sheet; TRUE where it was one that this import understands. */
typedef gboolean (*ChoshoImportSheetFunc) (const ChoshoTableSheet *sheet, gpointer user_data);

/* Runs @function on every sheet that counts: visible, and the one that the mapping names if it
 * names one. Reports hidden and not understood sheets, mapping members that no set of @sets
 * (NULL-terminated) knows, and a file without any understood sheet (naming @wanted, the columns
 * that one needs). */
void chosho_import_run_sheets (ChoshoImport *self, const ChoshoTable *table, const ChoshoImportOptions *options,
                               const char *const *sets, const char *wanted, ChoshoImportSheetFunc function,
                               gpointer user_data);

/* The code of the technique that @cell (nullable) names: a known one, or the firm's own. NULL where it is none. Borrowed. */
const char *chosho_import_find_technique (const ChoshoImportOptions *options, const char *cell);

G_END_DECLS
