/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The parts of a workbook, for chosho-xlsx-reader.c and the fuzz targets. */

#include "chosho-number-format.h"
#include "chosho-table-writer.h"
#include "chosho-xml-part.h"

G_BEGIN_DECLS

/* chosho-xlsx-relations.c: which part is which. */
typedef struct
{
  char *id;     /* (owned) */
  char *type;   /* (owned): the last segment of the relationship's type: "worksheet" */
  char *target; /* (owned): the part's name, resolved */
} ChoshoXlsxRelation;

/* The relations of @part ("" for the container). (transfer full) (element-type ChoshoXlsxRelation) */
GPtrArray  *chosho_xlsx_relations_read (ChoshoZipParts *parts, const char *part, ChoshoFault *fault);
/* Borrowed; NULL if there is none. */
const ChoshoXlsxRelation *chosho_xlsx_relations_find_type (GPtrArray *relations, const char *type);
const ChoshoXlsxRelation *chosho_xlsx_relations_find_id (GPtrArray *relations, const char *id);

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

/* chosho-xlsx-styles.c: (transfer full) (element-type guint8): a ChoshoNumberKind per cell format. */
GByteArray *chosho_xlsx_styles_read (ChoshoZipParts *parts, const char *name, ChoshoFault *fault);

/* chosho-xlsx-sheet.c: one worksheet into @table, whose sheet is begun. */
typedef struct
{
  const char        *name;      /* (borrowed): the part */
  ChoshoXlsxStrings *strings;   /* (borrowed) */
  GByteArray        *styles;    /* (borrowed) */
  gboolean           from_1904;
} ChoshoXlsxSheetSource;

gboolean    chosho_xlsx_sheet_read (ChoshoZipParts *parts, const ChoshoXlsxSheetSource *source,
                                    ChoshoTableWriter *table, ChoshoFault *fault);
/* The same from memory, for fuzz targets. */
gboolean    chosho_xlsx_sheet_read_memory (const char *data, gsize size_bytes,
                                           const ChoshoXlsxSheetSource *source,
                                           ChoshoTableWriter *table, ChoshoFault *fault);

/* chosho-xlsx-cells.c: the cells of one sheet, put in order. */
typedef struct
{
  guint32     row;    /* from 1 */
  guint32     column; /* from 0 */
  const char *text;   /* (borrowed) */
} ChoshoXlsxCell;

typedef struct
{
  guint32 first_row, last_row;       /* from 1 */
  guint32 first_column, last_column; /* from 0 */
} ChoshoXlsxRange;

/* "B12" to row 12, column 1. Returns the first character behind it, or NULL. $ is accepted. */
const char *chosho_xlsx_parse_reference (const char *text, guint32 *row, guint32 *column);
/* "A1:C3", "A1". */
gboolean    chosho_xlsx_parse_range (const char *text, ChoshoXlsxRange *range);
/* Sorts @cells; refuses a cell that stands there twice. */
gboolean    chosho_xlsx_cells_sort (GArray *cells, ChoshoFault *fault);
/* Repeats the value of each range's first cell over the range, as far as other cells reach. */
gboolean    chosho_xlsx_cells_merge (GArray *cells, GArray *ranges, ChoshoFault *fault);

G_END_DECLS
