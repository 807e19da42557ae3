/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-charset.h"
#include "chosho-sheet-cells.h"

G_BEGIN_DECLS

/*
 * ChoshoCsvTable: a CSV that is looked at. Other than an import, which refuses what is no character,
 * it shows U+FFFD in its place.
 */
typedef struct _ChoshoCsvTable ChoshoCsvTable;

/* Reads @fd whole, CHOSHO_HELPER_LIMIT_TABLE_BYTES at most. NULL with @fault set. (transfer full) */
ChoshoCsvTable         *chosho_csv_table_open  (int fd, guint64 size_bytes, ChoshoCharset charset, ChoshoFault *fault);
void                    chosho_csv_table_free  (ChoshoCsvTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoCsvTable, chosho_csv_table_free)
/* Borrowed. */
const ChoshoSheetCells *chosho_csv_table_get_cells   (ChoshoCsvTable *self);
ChoshoCharset           chosho_csv_table_get_charset (ChoshoCsvTable *self);
/* Answers ROWS of ../protocol. */
gboolean                chosho_csv_table_write_rows  (ChoshoCsvTable *self, guint32 first, guint32 count,
                                                      ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
