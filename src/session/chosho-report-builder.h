/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-gate.h"
#include "chosho-report-model.h"

G_BEGIN_DECLS

/* Everything the results report says, from what stands in @view. Procedure text goes out only where
 * the firm's column is marked disclosable; the report text column (報告文) always. (transfer full) */
ChoshoReportModel *chosho_report_builder_build (ChoshoView *view, gboolean draft, const char *report_date);

/* chosho_gate_add_wording() with the record's own lists, or the built-in ones where it has none. */
void               chosho_report_add_wording (ChoshoView *view, const char *control, gboolean warning, GPtrArray *blockers);

G_END_DECLS
