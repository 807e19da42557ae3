/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-number-format.h"

G_BEGIN_DECLS

/* The format code of a format number below 164 that the file itself does not define, in its Japanese
 * meaning; NULL for General and text. (static) */
const char *chosho_number_display_code_of_id (guint id);

/*
 * Makes of @text, a number as XML Schema has it, what a spreadsheet shows under the format @code
 * (nullable): digits, thousands, percent, exponents, currency, words around it; dates, times, elapsed
 * times, Japanese eras and weekdays. @plain (from chosho_number_format()) stands where the code asks
 * for something else, or for nothing: a value that a format hides is shown.
 */
void        chosho_number_display (GString *text, const char *code, gboolean from_1904, const char *plain);

G_END_DECLS
