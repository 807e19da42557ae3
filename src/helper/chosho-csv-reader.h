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

G_END_DECLS
