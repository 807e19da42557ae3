/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-writer.h"

G_BEGIN_DECLS

/*
 * ChoshoTableWriter: sheets and rows on their way into the answer, where every limit on tables is
 * kept. Rows must come in ascending order, cells of a row too. Blank cells and rows leave no trace.
 */
typedef struct _ChoshoTableWriter ChoshoTableWriter;

/* Writes the TABLE record; @encoding is "" where the file has none. @writer is borrowed. */
ChoshoTableWriter *chosho_table_writer_new (ChoshoRecordWriter *writer, const char *encoding);
void               chosho_table_writer_free (ChoshoTableWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoTableWriter, chosho_table_writer_free)

gboolean           chosho_table_writer_begin_sheet (ChoshoTableWriter *self, const char *name,
                                                    gboolean hidden, ChoshoFault *fault);
/* @number from 1. Ends the row before. */
gboolean           chosho_table_writer_begin_row (ChoshoTableWriter *self, guint32 number,
                                                  gboolean hidden, ChoshoFault *fault);
/* @column from 0. @text is borrowed until the row ends; NULL and "" are blank. */
gboolean           chosho_table_writer_add_cell (ChoshoTableWriter *self, guint32 column,
                                                 const char *text, ChoshoFault *fault);
/* After the last cell of the sheet. */
void               chosho_table_writer_end_row (ChoshoTableWriter *self);

G_END_DECLS
