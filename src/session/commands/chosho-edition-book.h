/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * The comparison of two editions as a workbook: what changed, is new and is withdrawn, and a sheet with the renumbering, decided
 * and proposed, which chosho_import_renumbering() takes back: a person empties the new number of what is not so.
 */

/* @comparison: of chosho_edition_compare(); @about: the two editions, one line. (transfer full) */
GBytes *chosho_edition_book_make (ChoshoValue *comparison, const char *about, GError **error);

G_END_DECLS
