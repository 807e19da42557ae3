/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-writer.h"
#include "chosho-zip-parts.h"

G_BEGIN_DECLS

/* TRUE where the container says that it is a spreadsheet workbook. Faults are dropped. */
gboolean chosho_xlsx_is_workbook (ChoshoZipParts *parts);

/*
 * Reads an Office Open XML workbook, transitional or strict: every worksheet in the workbook's
 * order, the values as last calculated. Dates become text by their number format, phonetic
 * readings are left out, merged ranges repeated, hidden sheets and rows flagged.
 */
gboolean chosho_xlsx_read (ChoshoZipParts *parts, ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
