/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-lines.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/* Drafts of the report that went to the client: what a draft said is made anew from what its author had before them, as with a report that
 * is corrected, and not kept beside the record. */

/* What the report says as @view has it. (element-type ChoshoReportLine) (transfer full) */
GPtrArray        *chosho_draft_lines_list_now (ChoshoView *view);
/* What the draft @draft ("draft") said. (element-type ChoshoReportLine) (transfer full) */
GPtrArray        *chosho_draft_lines_list_at  (const ChoshoWrite *draft);
/* The line of @lines at @place; NULL. Borrowed. */
ChoshoReportLine *chosho_draft_lines_find     (GPtrArray *lines, const char *place);

G_END_DECLS
