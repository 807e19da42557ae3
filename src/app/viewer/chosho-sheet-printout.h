/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-document.h"
#include "chosho-printout.h"

G_BEGIN_DECLS

/* More is refused: nobody reads a table of a thousand sheets of paper. */
#define CHOSHO_SHEET_PRINTOUT_LIMIT 1000

/* The cells of one sheet as the viewer draws them, with heads and what lies over them: pages downwards first, then
 * further columns; made smaller where the columns would just not fit. */
#define CHOSHO_TYPE_SHEET_PRINTOUT (chosho_sheet_printout_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSheetPrintout, chosho_sheet_printout, CHOSHO, SHEET_PRINTOUT, ChoshoPrintout)

/* Reads the frame of sheet @sheet, called @sheet_name, of a loaded document with cells. @name: what stands at the foot
 * before that. Errors: those of reading, CHOSHO_ERROR_LIMIT. */
void            chosho_sheet_printout_new_async  (ChoshoDocument *document, guint sheet, const char *sheet_name, const char *name,
                                                  GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
ChoshoPrintout *chosho_sheet_printout_new_finish (GAsyncResult *result, GError **error);

G_END_DECLS
