/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoTable: a spreadsheet or CSV file as rows of text cells, as the confined helper handed it
 * over. Plain immutable data once built; the origin (sheet, row, column) of every cell is kept so
 * that an import can name what was wrong and where. Cells of a merged range all carry the range's
 * value. Dates are given as YYYY-MM-DD where the cell's number format is a date.
 */
typedef struct
{
  guint      number; /* 1-based row number as the client's program shows it */
  gboolean   hidden;
  GPtrArray *cells;  /* (element-type utf8) (nullable elements): index = column, 0 = A */
} ChoshoTableRow;

typedef struct
{
  char      *name;   /* sheet name; "" for CSV */
  gboolean   hidden;
  GPtrArray *rows;   /* (element-type ChoshoTableRow), blank rows left out */
} ChoshoTableSheet;

typedef struct
{
  char      *file_name; /* for messages only, never opened again */
  char      *encoding;  /* (nullable) of a CSV: "UTF-8", "CP932" */
  GPtrArray *sheets;    /* (element-type ChoshoTableSheet) */
} ChoshoTable;

ChoshoTable      *chosho_table_new (const char *file_name);
void              chosho_table_free (ChoshoTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoTable, chosho_table_free)
/* Appends; the returned sheet or row belongs to @self / @sheet. */
ChoshoTableSheet *chosho_table_add_sheet (ChoshoTable *self, const char *name, gboolean hidden);
ChoshoTableRow   *chosho_table_sheet_add_row (ChoshoTableSheet *sheet, guint number, gboolean hidden);
/* Sets cell @column (0-based) to a copy of @text. */
void              chosho_table_row_set (ChoshoTableRow *row, guint column, const char *text);
/* Borrowed; NULL where the row has no such cell. */
const char       *chosho_table_row_get (const ChoshoTableRow *row, guint column);
/* "A", "B", … "AA" of a 0-based column. (transfer full) */
char             *chosho_table_column_name (guint column);

G_END_DECLS
