/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/*
 * "evidence member-add": members of an archive become evidence of their own. Each is read by the confined helper and
 * its digest and size computed here; its bytes stay in the archive's object, and nothing is written under its name.
 * All are one operation. A member that is evidence already gets the links and nothing else.
 *
 * Answers [{id, reference, sha256, size_bytes, name, media_type, already_held, member}]; for those that were not taken
 * [{member, name, error: {code, message}}] among them, and @error names the first.
 */
extern const ChoshoCommandArg chosho_evidence_member_add_args[];
gboolean chosho_evidence_member_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

G_END_DECLS
