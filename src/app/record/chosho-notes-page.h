/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-page.h"

G_BEGIN_DECLS

/* The place "review": the review notes, raised, answered, cleared. Targets: an id, "filter:state=CODE". */
#define CHOSHO_TYPE_NOTES_PAGE (chosho_notes_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoNotesPage, chosho_notes_page, CHOSHO, NOTES_PAGE, ChoshoRecordPage)

G_END_DECLS
