/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-document.h"

G_BEGIN_DECLS

/*
 * ChoshoSheetView: a workbook, or a text that reads as a table: the chosen cell's place and text on top,
 * the cells, the sheets as tabs below, with a list of the pictures and notes of the sheet.
 * Signals: "open-member" (guint, const char *name), "searched" (gboolean found), "failed" (GError*).
 */
#define CHOSHO_TYPE_SHEET_VIEW (chosho_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSheetView, chosho_sheet_view, CHOSHO, SHEET_VIEW, GtkBox)

/* A loaded document whose info->has_cells, or NULL. */
void chosho_sheet_view_set_document (ChoshoSheetView *self, ChoshoDocument *document);
/* The sheet that is looked at, from 0, and its name. Borrowed. */
guint chosho_sheet_view_get_sheet (ChoshoSheetView *self, const char **name);
/* "表!C12:E20" of the cells chosen; NULL without a document. (transfer full) */
char *chosho_sheet_view_dup_place (ChoshoSheetView *self);
/* "表!C12", or "C12" of the first sheet; nothing where there is no such sheet. */
void chosho_sheet_view_show_place   (ChoshoSheetView *self, const char *place);
/* Goes to the next (1) or previous (-1) place of @needle, sheet after sheet, round the end; "searched" follows. */
void chosho_sheet_view_search       (ChoshoSheetView *self, const char *needle, int direction);
void chosho_sheet_view_step_zoom    (ChoshoSheetView *self, int steps); /* 0: as it is */

/* Rows of the marks on it (nullable); see chosho_grid_view_set_marks(). */
void chosho_sheet_view_set_marks    (ChoshoSheetView *self, ChoshoValue *marks);

G_END_DECLS
