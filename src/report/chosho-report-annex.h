/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"
#include "chosho-report-medium.h"

G_BEGIN_DECLS

/* Annex 1, procedures and results by control: begins a new page. Progress counts controls. Error:
 * CHOSHO_ERROR_CANCELLED. */
gboolean chosho_report_annex_set_results (ChoshoReportMedium *medium, const ChoshoReportModel *model,
                                          ChoshoProgress *progress, GCancellable *cancellable, GError **error);

/* Annex 2, controls not tested and the basis: begins a new page. Progress and error as above. */
gboolean chosho_report_annex_set_untested (ChoshoReportMedium *medium, const ChoshoReportModel *model,
                                           ChoshoProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
