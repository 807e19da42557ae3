/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/*
 * "evidence hashes": a client's own list of digests against what was received. The digest decides; names only tell.
 *
 * Answers {listed, matched, renamed, missing, extra}, the last four as lists.
 */
extern const ChoshoCommandArg chosho_evidence_hashes_args[];
gboolean chosho_evidence_hashes (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

G_END_DECLS
