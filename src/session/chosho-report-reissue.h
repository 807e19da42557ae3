/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-model.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/* A corrected version of a report (訂正): the earlier one stays, and the new one says which it replaces, why and where. */

/* The report issued last in @view; NULL where none was. Borrowed. */
ChoshoWrite *chosho_report_reissue_find_earlier (ChoshoView *view);

/* @model says that it is the correction of @earlier, @reason (nullable: not yet determined) and what is otherwise: what the
 * record said at that issue is compared with @model. Nothing where @earlier is NULL. */
void         chosho_report_reissue_describe (ChoshoReportModel *model, const ChoshoWrite *earlier, const char *reason);

G_END_DECLS
