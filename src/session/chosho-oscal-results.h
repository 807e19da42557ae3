/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * The results as OSCAL assessment-results 1.1.2: what was performed as observations, never findings[], whose target's status would
 * be a verdict; what it rests on as resources with digests; the journal as assessment-log. The same record gives the same document,
 * on every copy and at any time. Procedures' texts go out only where the firm marked them disclosable.
 *
 * @draft: says in it that it is one. @losses (optional) (transfer full): [{kind, member?, count}], what of the record the
 * document does not hold. (transfer full)
 */
#define CHOSHO_OSCAL_VERSION "1.1.2"
/* The outermost member of such a document. */
#define CHOSHO_OSCAL_TOP "assessment-results"

ChoshoValue *chosho_oscal_results_build (ChoshoView *view, gboolean draft, ChoshoValue **losses);
/* The document as the bytes of a file. (transfer full) */
GBytes      *chosho_oscal_results_to_bytes (ChoshoValue *document);

G_END_DECLS
