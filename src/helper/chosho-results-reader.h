/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-writer.h"

G_BEGIN_DECLS

/* Reads OSCAL assessment results (JSON) and writes all its values. @data ends with a NUL that is not counted. */
gboolean chosho_results_read (const char *data, gsize size_bytes, ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
