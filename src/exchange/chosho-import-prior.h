/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"

G_BEGIN_DECLS

/**
 * What was found before, mostly a year ago, as the firm kept it: a row a result, with the control's number and the result's
 * words. Everything else is taken as it was written, since other firms and other years call outcomes and techniques by
 * other names, and nothing of it is judged. @period is what rows without a period of their own are about; "" where nobody
 * says it. Items of kind "results" have an ordinal within control and period, in the file's order.
 *
 * The table is from the confined helper. Pure; any thread. (transfer full)
 */
ChoshoImport *chosho_import_prior (const ChoshoTable *table, const char *period, const ChoshoImportOptions *options);

G_END_DECLS
