/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-document.h"
#include "chosho-printout.h"

G_BEGIN_DECLS

/* More is refused: 20,000 lines are 300 pages and more. */
#define CHOSHO_LINES_PRINTOUT_LIMIT 20000

/* The lines of a text with their numbers, long ones over several, as the viewer shows them; at the foot of each page
 * the text's name, and which page it is. */
#define CHOSHO_TYPE_LINES_PRINTOUT (chosho_lines_printout_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoLinesPrintout, chosho_lines_printout, CHOSHO, LINES_PRINTOUT, ChoshoPrintout)

/* Reads the lines of a loaded document of kind CHOSHO_CONTENT_TEXT. @charset (nullable): as of
 * chosho_document_read_lines_async(). @name: what stands at the foot. Errors: those of reading, CHOSHO_ERROR_LIMIT. */
void            chosho_lines_printout_new_async  (ChoshoDocument *document, const char *charset, const char *name, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
ChoshoPrintout *chosho_lines_printout_new_finish (GAsyncResult *result, GError **error);

G_END_DECLS
