/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/* What stands against the issue: where it is mended, and the forms of what only the report needs – the final
 * statement, the representation, the subsequent events, a wording that stands. */

/* One line of the list: the control where it is about one, what is wrong, and what else is known of it. (transfer full) */
char *chosho_report_mending_dup_line   (ChoshoContext *context, ChoshoValue *blocker);
/* Whether @blocker is that a control lacks a valid sign-off: its detail is the stage, and all of them are made at the control. */
gboolean chosho_report_mending_is_stage (ChoshoValue *blocker);
/* Leads from @page to the place where @blocker is mended: the thing itself, or the form that
 * records what is missing. */
void  chosho_report_mending_go         (ChoshoPage *page, ChoshoValue *blocker);
/* Shows the form of @command: "statement final", "representation record", "subsequent-events record". */
void  chosho_report_mending_ask        (ChoshoPage *page, const char *command);
/* The wording that @blocker is about, as "report accept-wording" names it; NULL: it is about something else. (transfer full) */
char *chosho_report_mending_dup_occurrence (ChoshoValue *blocker);
/* Asks why that wording stands. */
void  chosho_report_mending_accept     (ChoshoPage *page, const char *occurrence);

G_END_DECLS
