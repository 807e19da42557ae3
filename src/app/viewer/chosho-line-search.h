/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoLineSearch: words looked for in a text of any length, by pieces, from a line round to the same line
 * again; it can be stopped at any time.
 *
 * Signals: "progress" (guint percent of the file), a few times a second; "ended" (gboolean found).
 * Neither comes after stopping.
 */
#define CHOSHO_TYPE_LINE_SEARCH (chosho_line_search_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoLineSearch, chosho_line_search, CHOSHO, LINE_SEARCH, GObject)

/* A loaded document of kind CHOSHO_CONTENT_TEXT, read in @charset (nullable: as detected). */
ChoshoLineSearch *chosho_line_search_new        (ChoshoDocument *document, const char *charset, const char *needle);
const char       *chosho_line_search_get_needle (ChoshoLineSearch *self);
/* On (1) or back (-1) to the next line with the words, behind (before) line @from, and to that one at last; from -1: from
 * the beginning, or the end. What is under way in that direction goes on. */
void              chosho_line_search_go         (ChoshoLineSearch *self, int direction, gint64 from);
void              chosho_line_search_stop       (ChoshoLineSearch *self);
/* The line found last, from 0. */
guint64           chosho_line_search_get_line   (ChoshoLineSearch *self);

G_END_DECLS
