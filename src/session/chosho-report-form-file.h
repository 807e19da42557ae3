/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-report-form.h"

G_BEGIN_DECLS

/* Parts of a form and what they have unpacked, together: a form is some pages and a logo. */
#define CHOSHO_REPORT_FORM_PARTS 1000
#define CHOSHO_REPORT_FORM_BYTES (128 * 1024 * 1024)

/* Opens the form @path: the confined helper unpacks it. Blocks; any thread. Errors: those of reading the file and of the
 * helper, CHOSHO_ERROR_LIMIT, and those of chosho_report_form_add(). (transfer full) */
ChoshoReportForm *chosho_report_form_file_open (const char *path, GCancellable *cancellable, GError **error);

/* The form @path filled with what @model says, and read back. Errors as above and of
 * chosho_report_form_fill(). (transfer full) */
GBytes           *chosho_report_form_file_fill (const char *path, const ChoshoReportModel *model, GCancellable *cancellable, GError **error);

G_END_DECLS
