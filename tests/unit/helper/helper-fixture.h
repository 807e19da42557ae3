/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-helper-client-private.h"

G_BEGIN_DECLS

/* What the tests of the helper share: files out of bytes, workbooks, and results as text. */

/* A read-write descriptor of a new unnamed file with these bytes. */
int          helper_fixture_open (gconstpointer data, gsize size_bytes);
/* The content of tests/unit/helper/data/@name. */
GBytes      *helper_fixture_data (const char *name);

/* Through the real helper process; the file is called "client.file". */
ChoshoTable *helper_fixture_read_table (gconstpointer data, gsize size_bytes, GError **error);
ChoshoTable *helper_fixture_read_table_text (const char *text, GError **error);
ChoshoCatalogData *helper_fixture_read_catalog (const char *text, gssize size_bytes, GError **error);

/* "encoding\n[sheet]\n3: a|-|c\n"; a hidden sheet is "[sheet]!", a hidden row "3!:". */
char        *helper_fixture_dump_table (const ChoshoTable *table);
/* Reads and dumps, or "error CODE: MESSAGE". */
char        *helper_fixture_table_to_text (gconstpointer data, gsize size_bytes);
char        *helper_fixture_dump_catalog (const ChoshoCatalogData *catalog);

/* A ZIP file, part by part. */
typedef struct _HelperZip HelperZip;

HelperZip   *helper_zip_new (void);
/* Everything in it is encrypted with a password. */
HelperZip   *helper_zip_new_encrypted (void);
void         helper_zip_add (HelperZip *self, const char *name, gconstpointer data, gssize size_bytes);
/* Stored, not compressed. */
void         helper_zip_add_stored (HelperZip *self, const char *name, gconstpointer data, gsize size_bytes);
/* Frees @self. */
GBytes      *helper_zip_end (HelperZip *self);

/* Content types and the relation to xl/workbook.xml. */
void         helper_zip_add_frame (HelperZip *self);
/* A workbook of one sheet "表" whose part holds @sheet_data (rows), with @after behind them, the
 * shared strings @strings (<si>…) and the styles @styles; NULL leaves a part out. */
GBytes      *helper_workbook (const char *sheet_data, const char *after, const char *strings,
                              const char *styles);
/* Opening tags, for parts made by hand. */
#define HELPER_MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" " \
                    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define HELPER_RELATIONS "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
#define HELPER_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

G_END_DECLS
