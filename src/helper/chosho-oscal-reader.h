/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-writer.h"

G_BEGIN_DECLS

/*
 * Reads an OSCAL catalogue (1.0 to 1.2, JSON) in document order: groups become objectives,
 * controls and enhancements controls. A group without an id is called "group-" and its path of
 * positions ("group-3.1"). Withdrawn controls are counted, not delivered. Ids need not follow
 * OSCAL's token rule, but no two may be equal. @data ends with a NUL that is not counted; a byte
 * order mark is skipped.
 */
gboolean chosho_oscal_read (const char *data, gsize size_bytes, ChoshoRecordWriter *writer,
                            ChoshoFault *fault);

G_END_DECLS
