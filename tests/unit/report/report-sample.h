/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-model.h"

/* Made-up reports for tests and measurements. (transfer full) */

/* A small report that has every kind of entry once or more. */
ChoshoReportModel *report_sample_new (ChoshoReportLanguage language, gboolean draft);

/* A report of @n_controls controls with three procedures each and different texts in all of
 * them, findings and a list of controls not tested. */
ChoshoReportModel *report_sample_new_large (guint n_controls);
