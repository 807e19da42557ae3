/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document-fixture.h"

G_BEGIN_DECLS

/* Office documents, as they come back from the real helper, as text. */

/* "A1 text" a cell, sheet by sheet. (transfer full) */
char *office_fixture_dump_rows     (ChoshoHelperDocument *document, guint sheet, guint32 first, guint32 count, const char *charset);
/* Sizes, merged cells, objects, one a line. (transfer full) */
char *office_fixture_dump_layout   (ChoshoHelperDocument *document, guint sheet);
/* Zone and kind, numbers, text, marks, one block a line. (transfer full) */
char *office_fixture_dump_blocks   (ChoshoHelperDocument *document);

/* Takes @bytes. */
void  office_fixture_assert_blocks (GBytes *bytes, const char *expected);
void  office_fixture_assert_kind   (ChoshoHelperDocument *document, ChoshoContentKind kind, const char *format, gboolean has_cells);

G_END_DECLS
