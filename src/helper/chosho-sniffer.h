/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-fault.h"

G_BEGIN_DECLS

/* What @data is, by its content alone; names lie. @data ends with a NUL that is not counted. */
ChoshoHelperKind chosho_sniff (const char *data, gsize size_bytes);

/* Enough to tell text from anything else. */
#define CHOSHO_SNIFFED_TEXT_BYTES (64 * 1024)
/* TRUE where the first CHOSHO_SNIFFED_TEXT_BYTES of @data read as text in some encoding. */
gboolean         chosho_sniff_is_text (const char *data, gsize size_bytes);

/* TRUE where @data begins as a ZIP does. */
gboolean         chosho_sniff_is_zip (const char *data, gsize size_bytes);

G_END_DECLS
