/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-table-writer.h"

G_BEGIN_DECLS

/* The cells of one sheet in memory, of a workbook or a CSV, to be delivered by windows of rows. */
typedef struct
{
  guint32     row;    /* from 1 */
  guint32     column; /* from 0 */
  const char *text;   /* (borrowed) */
} ChoshoSheetCell;

typedef struct
{
  GArray *cells;       /* (owned) (element-type ChoshoSheetCell): by row, then by column */
  guint8 *hidden_rows; /* (owned) (nullable): a bit per row number */
} ChoshoSheetCells;

ChoshoSheetCells *chosho_sheet_cells_new  (gboolean may_hide_rows);
void              chosho_sheet_cells_free (ChoshoSheetCells *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoSheetCells, chosho_sheet_cells_free)

/* By row, then by column. */
int      chosho_sheet_cell_compare     (gconstpointer a, gconstpointer b);
/* FALSE with @fault set where there are too many. @text is borrowed. */
gboolean chosho_sheet_cells_add        (ChoshoSheetCells *self, guint32 row, guint32 column, const char *text, ChoshoFault *fault);
/* Puts them in order; refuses a cell that stands there twice. */
gboolean chosho_sheet_cells_sort       (ChoshoSheetCells *self, ChoshoFault *fault);
void     chosho_sheet_cells_hide_row   (ChoshoSheetCells *self, guint32 row);
/* How far they reach; 0 and 0 where there is none. */
void     chosho_sheet_cells_get_size   (const ChoshoSheetCells *self, guint32 *n_rows, guint32 *n_columns);
/* Writes the rows with any content among the @count from @first (from 1) on; @table's sheet is begun. */
gboolean chosho_sheet_cells_write_rows (const ChoshoSheetCells *self, guint32 first, guint32 count,
                                        ChoshoTableWriter *table, ChoshoFault *fault);

G_END_DECLS
