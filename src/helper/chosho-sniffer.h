/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-fault.h"

G_BEGIN_DECLS

/* What @data is, by its content alone; names lie. @data ends with a NUL that is not counted. */
ChoshoHelperKind chosho_sniff (const char *data, gsize size_bytes);

/* TRUE where @data begins as a ZIP does. */
gboolean         chosho_sniff_is_zip (const char *data, gsize size_bytes);

G_END_DECLS
