/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-xlsx-private.h"

G_BEGIN_DECLS

/*
 * ChoshoXlsxBook: a workbook that is looked at sheet by sheet. What a sheet holds is parsed when it
 * is first asked for and kept; merged ranges are told, not repeated.
 */
typedef struct
{
  char            *name;     /* (owned) */
  char            *relation; /* (owned) */
  gboolean         hidden;
  ChoshoXlsxSheet *content;  /* (owned) (nullable): once it was asked for */
} ChoshoXlsxBookSheet;

typedef struct
{
  ChoshoZipParts    *parts;     /* (borrowed) */
  GPtrArray         *sheets;    /* (owned) (element-type ChoshoXlsxBookSheet) */
  GPtrArray         *relations; /* (owned) (element-type ChoshoOfficeRelation) */
  ChoshoXlsxStrings *strings;   /* (owned) */
  ChoshoXlsxStyles  *styles;    /* (owned) (nullable) */
  gboolean           from_1904;
} ChoshoXlsxBook;

/* Reads the list of sheets. NULL with @fault set. (transfer full) */
ChoshoXlsxBook *chosho_xlsx_book_open (ChoshoZipParts *parts, ChoshoFault *fault);
void            chosho_xlsx_book_free (ChoshoXlsxBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoXlsxBook, chosho_xlsx_book_free)
/* Reads what the sheets share: strings and formats, either of which a book may lack. */
gboolean        chosho_xlsx_book_read_common (ChoshoXlsxBook *self, ChoshoFault *fault);
/* The part of sheet @index: "" where it has no cells (a chart, a dialogue); NULL with @fault set. (borrowed) */
const char     *chosho_xlsx_book_find_part (ChoshoXlsxBook *self, guint index, ChoshoFault *fault);

/* Answers SHEETS, LAYOUT and ROWS of ../protocol. */
void            chosho_xlsx_book_write_sheets (ChoshoXlsxBook *self, ChoshoRecordWriter *writer);
gboolean        chosho_xlsx_book_write_layout (ChoshoXlsxBook *self, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean        chosho_xlsx_book_write_rows (ChoshoXlsxBook *self, guint index, guint32 first, guint32 count,
                                             ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
