/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"
#include "chosho-wording.h"

G_BEGIN_DECLS

/*
 * ChoshoWordingScope: what the wording check (domain §7) goes by for the texts of one control: the rules, the engagement's
 * language, the words of criteria, statement and individual controls, which are not the auditor's, and the occurrences
 * that were accepted with a reason. The same texts are caught while one writes as before the issue. Never changed once made.
 */
typedef struct _ChoshoWordingScope ChoshoWordingScope;

/* @rules are shared. @rows: kind -> rows of the engagement, "engagement" and "wording" are looked at.
 * @document (nullable): what `control show` gives of the control. (transfer full) */
ChoshoWordingScope *chosho_wording_scope_new   (ChoshoWordingRules *rules, ChoshoValue *rows, ChoshoValue *document);
ChoshoWordingScope *chosho_wording_scope_ref   (ChoshoWordingScope *self);
void                chosho_wording_scope_unref (ChoshoWordingScope *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoWordingScope, chosho_wording_scope_unref)

/* What @text should not say and nobody accepted; @where is the record's key of what it belongs to (NULL: not recorded yet).
 * (transfer full): array of ChoshoWordingOccurrence, borrowing from @self. */
GPtrArray          *chosho_wording_scope_check (ChoshoWordingScope *self, const char *where, const char *text);

G_END_DECLS
