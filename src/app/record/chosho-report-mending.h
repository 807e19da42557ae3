/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/* What stands against the issue: where it is mended. */

/* One line of the list: the control where it is about one, what is wrong, and what else is known of it. (transfer full) */
char *chosho_report_mending_dup_line   (ChoshoContext *context, ChoshoValue *blocker);
/* Leads from @page to the place where @blocker is mended: the thing itself. */
void  chosho_report_mending_go         (ChoshoPage *page, ChoshoValue *blocker);

G_END_DECLS
