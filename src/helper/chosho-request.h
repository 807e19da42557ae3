/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-writer.h"

G_BEGIN_DECLS

/*
 * Answers one request about @data (transfer full; ends with a NUL that is not counted), except for
 * the first and the last record. FALSE with @fault set where the file was not read.
 */
gboolean chosho_request_answer (ChoshoHelperRequest request, char *data, gsize size_bytes,
                                ChoshoRecordWriter *writer, ChoshoFault *fault);

/* Loads what answering needs from the file system: call before confinement. */
void     chosho_request_prepare (void);

G_END_DECLS
