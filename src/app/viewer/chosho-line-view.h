/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-document.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoLineView: a text or log of any size, line by line with numbers, in the encoding detected or one
 * chosen instead. Signals: "searching" (char *words: how far it is), "searched" (gboolean found), "failed"
 * (GError*): it cannot be read.
 */
#define CHOSHO_TYPE_LINE_VIEW (chosho_line_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoLineView, chosho_line_view, CHOSHO, LINE_VIEW, GtkBox)

/* A loaded document of kind CHOSHO_CONTENT_TEXT, or NULL. */
void chosho_line_view_set_document (ChoshoLineView *self, ChoshoDocument *document);
/* @line from 0. */
void chosho_line_view_show_line    (ChoshoLineView *self, guint line);
/* Goes to the next (1) or previous (-1) line with @needle from the one chosen, round the end, and chooses it; "searched"
 * follows. NULL: nothing is marked any more. */
void chosho_line_view_search       (ChoshoLineView *self, const char *needle, int direction);
/* What is under way ends; "searched" does not follow. */
void chosho_line_view_stop_search  (ChoshoLineView *self);
/* "Line 12" of the first line chosen; NULL where none is. (transfer full) (nullable) */
char *chosho_line_view_dup_place   (ChoshoLineView *self);
/* The first line chosen, from 0; -1: none. */
gint64 chosho_line_view_get_chosen (ChoshoLineView *self);
/* Rows of marks, whose signs stand beside their lines; (nullable). */
void   chosho_line_view_set_marks  (ChoshoLineView *self, ChoshoValue *marks);
/* In which the text is read; NULL before that is known. Borrowed. */
const char *chosho_line_view_get_charset (ChoshoLineView *self);

G_END_DECLS
