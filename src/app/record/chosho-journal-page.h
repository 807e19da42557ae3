/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-record-page.h"

G_BEGIN_DECLS

/* The place "journal": every event of the record, who wrote it, when, and whether it has effect. Targets:
 * an event's id, "filter:state=CODE" by action, "verify" to read everything again. */
#define CHOSHO_TYPE_JOURNAL_PAGE (chosho_journal_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoJournalPage, chosho_journal_page, CHOSHO, JOURNAL_PAGE, ChoshoRecordPage)

G_END_DECLS
