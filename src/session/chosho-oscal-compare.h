/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-view.h"

G_BEGIN_DECLS

/* At most so many differences are told one by one. */
#define CHOSHO_OSCAL_DIFFERENCES 1000

/*
 * Compares the OSCAL file @path, which the helper reads, with what the record in @view would be written as. @result:
 * {same, draft, version, root, differences: [{code: changed|only-in-file|only-in-record, place, of, file?, record?}], left_off,
 * losses: [{kind, member?, count}]}; @of is the nearest title or number of a control. (transfer full)
 *
 * Errors: those of reading the file; INVALID where it is of another engagement or not of Chosho.
 */
gboolean chosho_oscal_compare (const char *path, ChoshoView *view, GCancellable *cancellable, ChoshoValue **result, GError **error);

G_END_DECLS
