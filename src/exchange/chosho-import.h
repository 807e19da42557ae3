/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-table.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoImport: what a file would bring in, as items of the shapes that events hold, and everything
 * that was wrong with the rest. A plan only: nothing is recorded here, and no bad row is dropped
 * without a problem that names file, sheet, row, column, value and reason.
 *
 * All import functions are pure, block, and may be called in any thread.
 */
typedef struct
{
  ChoshoValue *items;    /* (owned) object: kind → array of items, e.g. "criteria", "steps" */
  ChoshoValue *problems; /* (owned) array, see chosho_import_add_problem() */
  ChoshoValue *facts;    /* (owned) object: file, rows_read, sheets: [{sheet, kind, header_row, …}] */
  guint        n_errors; /* problems of severity "error" */
} ChoshoImport;

/* What an import may know beforehand. Every member may be NULL. */
typedef struct
{
  /* (borrowed) object: field → column header or letter; also "sheet": name of the only sheet to
   * read, and "disclosable_columns": ["text"] where the firm gives its procedure text free. */
  const ChoshoValue *mapping;
  /* (borrowed) array of criteria items that the engagement holds: references to controls are
   * checked against number and label. Without it only the number's syntax is checked. */
  const ChoshoValue *criteria;
  /* (borrowed) array of {id, label_ja, label_en, stands_alone}: the firm's own techniques. */
  const ChoshoValue *techniques;
} ChoshoImportOptions;

/* Items of one import: 1,156 controls with some twenty steps each are 23,000. */
#define CHOSHO_IMPORT_ITEM_LIMIT 100000
/* Characters of a wrong value that a problem quotes. */
#define CHOSHO_IMPORT_QUOTE_CHARACTERS 80

typedef enum
{
  CHOSHO_IMPORT_NOTICE, /* worth a look; the row came in, or was left out as it should be */
  CHOSHO_IMPORT_PROBLEM /* the row (or sheet) did not come in */
} ChoshoImportSeverity;

ChoshoImport *chosho_import_new (const char *file_name);
void          chosho_import_free (ChoshoImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoImport, chosho_import_free)

/* The array of @kind, empty where there is none. Borrowed, never NULL. */
ChoshoValue  *chosho_import_get_items (ChoshoImport *self, const char *kind);
/* Appends @item (transfer full) to @kind. FALSE, with a problem, beyond CHOSHO_IMPORT_ITEM_LIMIT. */
gboolean      chosho_import_add_item (ChoshoImport *self, const char *kind, ChoshoValue *item);

/*
 * Appends {file, sheet, row, column, header, value, code, severity, reason}. @row 0, and NULL
 * @sheet, @column (its letter), @header or @value, leave the member out. @code is stable, @reason
 * a translated sentence.
 */
void          chosho_import_add_problem (ChoshoImport *self, ChoshoImportSeverity severity, const char *sheet,
                                         guint row, const char *column, const char *header,
                                         const char *value, const char *code, const char *reason);
/* One translated line for people: "file: sheet, row 5, column B (番号) “x”: reason". (transfer full) */
char         *chosho_import_format_problem (const ChoshoValue *problem);

G_END_DECLS
