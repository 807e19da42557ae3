/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-text-extract.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* Changes that are told at most: more is another document, which nobody reads through change by change. */
#define CHOSHO_VERSION_CHANGES 2000
/* Lines in one of them at most; longer stretches go on in the next. */
#define CHOSHO_VERSION_CHANGE_LINES 40

/*
 * What changed in the words from @older to @newer, line by line and in order: [{kind: changed|removed|added, before, after,
 * place, position, older_place, older_position}], places as people cite them, positions as chosho_viewer_show() takes
 * them; what has none on one side has "" there. Blanks alone make no change. @more: there would be more than is told.
 * (transfer full)
 */
ChoshoValue *chosho_version_changes_list (const ChoshoTextExtract *older, const ChoshoTextExtract *newer, gboolean *more);

G_END_DECLS
