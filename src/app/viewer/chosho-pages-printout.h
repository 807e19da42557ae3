/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-document.h"
#include "chosho-printout.h"

G_BEGIN_DECLS

/* The pages of a PDF or an image, drawn by the helper at the resolution of print: a PDF's in their own size, an
 * image's at 96 pixels an inch, both made smaller where the paper is. */
#define CHOSHO_TYPE_PAGES_PRINTOUT (chosho_pages_printout_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoPagesPrintout, chosho_pages_printout, CHOSHO, PAGES_PRINTOUT, ChoshoPrintout)

/* Of a loaded document of kind CHOSHO_CONTENT_PAGES. */
ChoshoPrintout *chosho_pages_printout_new (ChoshoDocument *document);

G_END_DECLS
