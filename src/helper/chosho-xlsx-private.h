/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The parts of a workbook, for chosho-xlsx-reader.c and the fuzz targets. */

#include "chosho-number-format.h"
#include "chosho-office-relations.h"
#include "chosho-sheet-cells.h"
#include "chosho-table-writer.h"
#include "chosho-xml-part.h"

G_BEGIN_DECLS

/* chosho-xlsx-strings.c: shared strings. */
typedef struct
{
  GStringChunk *chunk;      /* (owned) */
  GPtrArray    *strings;    /* (owned): pointers into chunk */
  gsize         size_bytes; /* of all strings */
} ChoshoXlsxStrings;

ChoshoXlsxStrings *chosho_xlsx_strings_new (void);
void               chosho_xlsx_strings_free (ChoshoXlsxStrings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoXlsxStrings, chosho_xlsx_strings_free)
gboolean           chosho_xlsx_strings_read (ChoshoXlsxStrings *self, ChoshoZipParts *parts,
                                             const char *name, ChoshoFault *fault);
/* Keeps a copy of @text; NULL and LIMIT_TEXT_BYTES where there is too much. Borrowed. */
const char        *chosho_xlsx_strings_keep (ChoshoXlsxStrings *self, const char *text,
                                             ChoshoFault *fault);
extern const ChoshoXmlHandler chosho_xlsx_strings_handler;
/* The user data of that handler: for fuzz targets and chosho_xlsx_strings_read(). */
typedef struct
{
  ChoshoXlsxStrings *strings; /* (borrowed) */
  GString           *text;    /* (owned) */
  gboolean           in_text; /* inside <t> */
  guint              phonetic; /* inside <rPh>: readings are no part of the text */
} ChoshoXlsxStringsState;

/* _xHHHH_ stands for a character XML cannot hold: replaces it in place. */
void               chosho_xlsx_unescape (GString *text);

/* chosho-xlsx-styles.c: what each cell format makes of a number. */
typedef struct
{
  GByteArray   *kinds; /* (owned) (element-type guint8): a ChoshoNumberKind per cell format */
  GPtrArray    *codes; /* (owned) (element-type utf8) (nullable elements): the format code of each; NULL: General */
  GStringChunk *chunk; /* (owned): holds the file's own codes */
} ChoshoXlsxStyles;

ChoshoXlsxStyles *chosho_xlsx_styles_new  (void);
void              chosho_xlsx_styles_free (ChoshoXlsxStyles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoXlsxStyles, chosho_xlsx_styles_free)
/* NULL with @fault set. (transfer full) */
ChoshoXlsxStyles *chosho_xlsx_styles_read (ChoshoZipParts *parts, const char *name, ChoshoFault *fault);

/* chosho-xlsx-sheet.c: one worksheet. */
typedef struct
{
  const char        *name;      /* (borrowed): the part */
  ChoshoXlsxStrings *strings;   /* (borrowed) */
  ChoshoXlsxStyles  *styles;    /* (borrowed) (nullable) */
  gboolean           from_1904;
  gboolean           displayed; /* numbers as their formats show them, not as they are */
} ChoshoXlsxSheetSource;

/* A column's or some columns' width. */
typedef struct
{
  guint32  first, last; /* from 0 */
  guint32  width;       /* pixels at 96 a inch */
  gboolean hidden;
} ChoshoXlsxColumns;

typedef struct
{
  guint32  number; /* from 1 */
  guint32  height; /* pixels at 96 a inch */
  gboolean hidden;
} ChoshoXlsxRow;

typedef struct
{
  ChoshoSheetCells *cells;         /* (owned) */
  GArray           *ranges;        /* (owned) (element-type ChoshoXlsxRange): merged */
  GArray           *columns;       /* (owned) (element-type ChoshoXlsxColumns): of another width, or hidden */
  GArray           *rows;          /* (owned) (element-type ChoshoXlsxRow): the same */
  guint32           row_height;    /* of all others */
  guint32           column_width;
  char             *drawing;       /* (owned) (nullable): the relation of its pictures */
} ChoshoXlsxSheet;

/* One without cells. (transfer full) */
ChoshoXlsxSheet *chosho_xlsx_sheet_new  (void);
/* NULL with @fault set. @data in place of @parts: from memory, for fuzz targets. (transfer full) */
ChoshoXlsxSheet *chosho_xlsx_sheet_load (ChoshoZipParts *parts, const char *data, gsize size_bytes,
                                         const ChoshoXlsxSheetSource *source, ChoshoFault *fault);
void             chosho_xlsx_sheet_free (ChoshoXlsxSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoXlsxSheet, chosho_xlsx_sheet_free)
/* Into @table, whose sheet is begun, merged ranges repeated: what imports read. */
gboolean    chosho_xlsx_sheet_read (ChoshoZipParts *parts, const ChoshoXlsxSheetSource *source,
                                    ChoshoTableWriter *table, ChoshoFault *fault);
/* The same from memory, for fuzz targets. */
gboolean    chosho_xlsx_sheet_read_memory (const char *data, gsize size_bytes,
                                           const ChoshoXlsxSheetSource *source,
                                           ChoshoTableWriter *table, ChoshoFault *fault);

/* chosho-xlsx-drawing.c: what lies over the cells of a sheet: pictures, text boxes, charts. Writes
 * OBJECTs; @objects counts them. */
gboolean    chosho_xlsx_drawing_write (ChoshoZipParts *parts, const char *name, guint *objects,
                                       ChoshoRecordWriter *writer, ChoshoFault *fault);
/* The notes on cells of part @name. */
gboolean    chosho_xlsx_comments_write (ChoshoZipParts *parts, const char *name, guint *objects,
                                        ChoshoRecordWriter *writer, ChoshoFault *fault);

/* chosho-xlsx-cells.c: places and merged ranges. */
typedef struct
{
  guint32 first_row, last_row;       /* from 1 */
  guint32 first_column, last_column; /* from 0 */
} ChoshoXlsxRange;

/* "B12" to row 12, column 1. Returns the first character behind it, or NULL. $ is accepted. */
const char *chosho_xlsx_parse_reference (const char *text, guint32 *row, guint32 *column);
/* "A1:C3", "A1". */
gboolean    chosho_xlsx_parse_range (const char *text, ChoshoXlsxRange *range);
/* Repeats the value of each range's first cell over the range, as far as other cells reach. */
gboolean    chosho_xlsx_cells_merge (GArray *cells, GArray *ranges, ChoshoFault *fault);

G_END_DECLS
