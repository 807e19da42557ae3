/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-fault.h"

G_BEGIN_DECLS

/*
 * Reads the whole of @fd, from its beginning, into memory that nobody else can change: what was
 * checked is what is parsed, even while somebody writes to the file. At most
 * CHOSHO_HELPER_LIMIT_FILE_BYTES. The bytes are followed by one NUL that is not counted.
 */
gboolean chosho_input_read (int fd, char **data, gsize *size_bytes, ChoshoFault *fault);

G_END_DECLS
