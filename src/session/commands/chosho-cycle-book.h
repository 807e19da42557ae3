/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* The multi-year cycle as a workbook on A4: a row for each control and phase, a column for each year. @rows: of
 * chosho_cycle_list(); @facts: the engagement's. (transfer full) */
GBytes *chosho_cycle_book_make (ChoshoValue *rows, ChoshoValue *facts, GError **error);

G_END_DECLS
