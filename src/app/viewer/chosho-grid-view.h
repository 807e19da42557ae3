/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoGridView: the cells of one sheet with heads, and what lies over them. Scrollable; put it into a
 * GtkScrolledWindow. It has no widget a cell: it draws what is in view, and rows are read by windows as
 * they come into view, so that a million rows cost no more than a hundred.
 *
 * Signals: "selected" (another cell is chosen), "open-member" (guint member, const char *name: a picture
 * was activated), "searched" (gboolean found), "failed" (GError*: the sheet cannot be shown),
 * "read" (the frame of the sheet, some rows or a picture came).
 */
#define CHOSHO_TYPE_GRID_VIEW (chosho_grid_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoGridView, chosho_grid_view, CHOSHO, GRID_VIEW, GtkWidget)

/* Sheet @sheet of @document, called @name; NULL: nothing. @charset: of a text, or NULL. */
void        chosho_grid_view_set_sheet   (ChoshoGridView *self, ChoshoDocument *document, guint sheet, const char *name,
                                          const char *charset);
/* NULL until it was read. Borrowed. */
const ChoshoSheetLayout *chosho_grid_view_get_layout (ChoshoGridView *self);
/* Chooses a cell and brings it into view; kept until the sheet was read. @row from 1, @column from 0. */
void        chosho_grid_view_show_cell   (ChoshoGridView *self, guint32 row, guint32 column);
/* Of what is chosen: "表!C12:D14". (transfer full) */
char       *chosho_grid_view_dup_place   (ChoshoGridView *self);
/* The whole text of the chosen cell, with the notes on it; "" where it is blank or not read yet. (transfer full) */
char       *chosho_grid_view_dup_text    (ChoshoGridView *self);
/* Goes to the next (1) or previous (-1) cell, picture or note with @needle; "searched" follows. Not round
 * the end: another sheet may come next. @from_edge: from the sheet's beginning or end. */
void        chosho_grid_view_search      (ChoshoGridView *self, const char *needle, int direction, gboolean from_edge);
void        chosho_grid_view_step_zoom   (ChoshoGridView *self, int steps); /* 0: as it is */

/* Rows of the marks on the document (nullable): their signs stand on their cells. One that is a reference leads on by a click or Enter. */
void        chosho_grid_view_set_marks   (ChoshoGridView *self, ChoshoValue *marks);

G_END_DECLS
