/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-writer.h"

G_BEGIN_DECLS

/*
 * Reads comma-, semicolon- or tab-separated text (RFC 4180, read as spreadsheets read it) as one
 * sheet without a name. Takes @data (transfer full), which must be followed by a NUL. The
 * delimiter is the one that divides most of the first rows into the same number of fields.
 */
gboolean chosho_csv_read (char *data, gsize size_bytes, ChoshoRecordWriter *writer,
                          ChoshoFault *fault);

/* TRUE where @text, which may end inside a row, reads as a table: a delimiter divides nearly all of
 * its first rows into the same number of fields. */
gboolean chosho_csv_looks_like_table (const char *text, gsize size_bytes);

/* Gets a field: @row from 1, @column from 0, @text inside the text that is cut. */
typedef gboolean (*ChoshoCsvCellFunc) (guint32 row, guint32 column, const char *text, gpointer user_data, ChoshoFault *fault);
/* Cuts @text, in place, into the fields of a table. A quotation mark that nothing closes is told as a
 * fault. FALSE with @fault set. */
gboolean chosho_csv_cut (char *text, gsize size_bytes, ChoshoCsvCellFunc func, gpointer user_data, ChoshoFault *fault);

G_END_DECLS
