/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoLineView: a text or log of any size, line by line with numbers, in the encoding detected or one
 * chosen instead. Signal "failed" (GError*): it cannot be read.
 */
#define CHOSHO_TYPE_LINE_VIEW (chosho_line_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoLineView, chosho_line_view, CHOSHO, LINE_VIEW, GtkBox)

/* A loaded document of kind CHOSHO_CONTENT_TEXT, or NULL. */
void chosho_line_view_set_document (ChoshoLineView *self, ChoshoDocument *document);
/* @line from 0. */
void chosho_line_view_show_line    (ChoshoLineView *self, guint line);
/* "Line 12" of the first line chosen; NULL where none is. (transfer full) (nullable) */
char *chosho_line_view_dup_place   (ChoshoLineView *self);

G_END_DECLS
