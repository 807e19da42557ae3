/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/*
 * ChoshoSheetReader: finds the header of one sheet by the names of its columns and walks the rows
 * below it. Calling sequence: new (NULL: no header here) – then next/get until next gives FALSE –
 * free. Title rows above, headers of up to three rows, repeated header rows, hidden rows and blank
 * lines are dealt with here.
 */
typedef struct _ChoshoSheetReader ChoshoSheetReader;

/* Rows from the top in which a header is looked for: title blocks are a page at most. */
#define CHOSHO_SHEET_HEADER_SEARCH_ROWS 60
/* Rows that one header may have: group, sub-group, name. */
#define CHOSHO_SHEET_HEADER_ROWS 3

/**
 * @set names the column set of data/synonyms/columns.json, @required (NULL-terminated) the fields
 * without which it is not such a sheet. NULL, and nothing reported, where no header is found.
 * @sheet and @options are borrowed and must outlive the reader; @import collects problems.
 */
ChoshoSheetReader *chosho_sheet_reader_new (const ChoshoTableSheet *sheet, const char *set,
                                            const char *const *required, const ChoshoImportOptions *options,
                                            ChoshoImport *import);
/* Writes what was found to the import's facts, too. */
void               chosho_sheet_reader_free (ChoshoSheetReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoSheetReader, chosho_sheet_reader_free)

/* The next visible data row; hidden ones are reported as left out, and in a CSV those with more cells
 * than the header has (a comma in a text without quotation marks) as bad. */
gboolean           chosho_sheet_reader_next (ChoshoSheetReader *self);
/* Row number of the current row, as the client's program shows it. */
guint              chosho_sheet_reader_get_row (ChoshoSheetReader *self);
const char        *chosho_sheet_reader_get_sheet (ChoshoSheetReader *self);

/* Where two readers walk the same sheet, the second one counts its rows and reports hidden ones
 * no more. */
void               chosho_sheet_reader_set_quiet (ChoshoSheetReader *self);
gboolean           chosho_sheet_reader_has (ChoshoSheetReader *self, const char *field);
/* FALSE, with one problem for the sheet, where the column is missing. */
gboolean           chosho_sheet_reader_require (ChoshoSheetReader *self, const char *field);
/* The cell without space around it, NULL if blank. For title and text the next column of the same
 * meaning is taken where the first is blank. Borrowed until the next call of next. */
const char        *chosho_sheet_reader_get (ChoshoSheetReader *self, const char *field);
/* The headings that no field took, joined for people; NULL where there is none. (transfer full) */
char              *chosho_sheet_reader_dup_unknown (ChoshoSheetReader *self);
/* "disclosable" or "confidential" where the column's header says so, else NULL. Borrowed. */
const char        *chosho_sheet_reader_get_mark (ChoshoSheetReader *self, const char *field);

/* Reports the current row's cell of @field (NULL: the whole row). */
void               chosho_sheet_reader_report (ChoshoSheetReader *self, ChoshoImportSeverity severity,
                                               const char *field, const char *code, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

/* Sets @member of @item to the cell of @field; nothing where it is blank. FALSE, with a problem,
 * where it is longer than @limit_bytes. */
gboolean           chosho_sheet_reader_copy (ChoshoSheetReader *self, const char *field, gsize limit_bytes,
                                             ChoshoValue *item, const char *member);
/* As copy for numbers that identify (of procedures, templates, individual controls and their versions):
 * width folded, so that the same thing typed in full width by the next person is not another. */
gboolean           chosho_sheet_reader_copy_identifier (ChoshoSheetReader *self, const char *field, ChoshoValue *item,
                                                        const char *member);
/* Sets @member to the cell's code in the word list @list. Blank: nothing, TRUE. FALSE, with a
 * problem, for an unknown word. */
gboolean           chosho_sheet_reader_copy_word (ChoshoSheetReader *self, const char *field, const char *list,
                                                  ChoshoValue *item, const char *member);
/* As copy_word for yes and no, as a boolean; @list is "boolean" or "selected". */
gboolean           chosho_sheet_reader_copy_boolean (ChoshoSheetReader *self, const char *field, const char *list,
                                                     ChoshoValue *item, const char *member);
gboolean           chosho_sheet_reader_copy_date (ChoshoSheetReader *self, const char *field, ChoshoValue *item,
                                                  const char *member);

G_END_DECLS
