/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* Writes @tables (chosho-tables-book.h) as the new workbook @path and has the confined helper read it back: every cell must
 * stand there as it was written. Errors: those of chosho_tables_book_make(), INTEGRITY where it reads otherwise, IO, NO_SPACE,
 * CANCELLED. */
gboolean chosho_papers_book_write (ChoshoValue *tables, const char *author, gboolean english, const char *path, GCancellable *cancellable,
                                   guint64 *size_bytes, GError **error);

G_END_DECLS
