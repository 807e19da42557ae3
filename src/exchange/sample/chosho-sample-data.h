/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* The made-up sample of full size. Every text in it is invented for this project, except the public
 * outline of identifiers and the one published example (data/catalogues), and is marked 見本. */

/* Four-digit controls by tier (domain §3). */
#define CHOSHO_SAMPLE_GOVERNANCE_CONTROLS 18
#define CHOSHO_SAMPLE_MANAGEMENT_CONTROLS 64
#define CHOSHO_SAMPLE_CONTROLS 1074
/* Of these, how many are basic statement requirements by their suffix: 28 .PB and 3 .B. */
#define CHOSHO_SAMPLE_MANDATORY_CONTROLS 31

/**
 * Writes the sample into the empty or new folder @folder: criteria, statement, individual controls,
 * procedure templates, mapping, settings, general papers, populations, and a few hundred evidence
 * files (PDF, PNG, text, CSV, one ZIP with CP932 names). The files are the same for the same @seed
 * and period, apart from what the fonts of the machine do to PDF and PNG.
 *
 * Result, all paths relative to @folder: {criteria, statement, individuals, templates, mapping,
 * settings, papers: path; services: [name]; populations: [{file, name, source, frequency, from, to,
 * rows, controls: [number]}]; evidence: [{file, name, controls: [number], source, as_of? |
 * covers_from?, covers_to?}]; files: count; bytes: sum}.
 *
 * @period_start and @period_end are valid dates, at least 30 days apart. Blocks some seconds; any
 * thread. @progress counts files. Errors: CHOSHO_ERROR_INVALID (dates), EXISTS (a file is there
 * already), IO, NO_SPACE, CANCELLED. (transfer full)
 */
ChoshoValue *chosho_sample_data_write (const char *folder, guint32 seed, const char *period_start,
                                       const char *period_end, GCancellable *cancellable,
                                       ChoshoProgress *progress, GError **error);

G_END_DECLS
