/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-xlsx-private.h"

G_BEGIN_DECLS

/* Writes SHEET. */
void chosho_sheet_write_name         (const char *name, gboolean hidden, ChoshoRecordWriter *writer);
/* Writes LAYOUT, and SIZES, ROW_SIZES and MERGES where there are any. */
void chosho_sheet_layout_write       (ChoshoXlsxSheet *sheet, ChoshoRecordWriter *writer);
/* LAYOUT of what has cells and nothing else: a CSV. */
void chosho_sheet_layout_write_cells (const ChoshoSheetCells *cells, ChoshoRecordWriter *writer);

/* What lies over cells. Ends where @last_row and its like say, or has @width and @height. */
typedef struct
{
  guint8      kind;      /* CHOSHO_HELPER_OBJECT_… */
  guint32     row, column; /* from 1, from 0 */
  guint32     x, y;      /* pixels from that cell's corner */
  guint32     last_row, last_column; /* 0, 0: by width and height */
  guint32     last_x, last_y;
  guint32     width, height;
  guint32     member;    /* CHOSHO_HELPER_NO_MEMBER: none */
  const char *name;      /* (borrowed) (nullable) */
  const char *text;      /* (borrowed) (nullable) */
} ChoshoSheetObject;

/* Writes OBJECT; @objects counts them. FALSE with @fault set where there are too many. */
gboolean chosho_sheet_object_write (const ChoshoSheetObject *self, guint *objects, ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
