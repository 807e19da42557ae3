/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoFollowupGroup: what an audit that belongs to this one is about, as fields of a form: whether it is an additional audit (追加監査) or a
 * re-audit (再監査), of which controls, and why.
 *
 * Signal "changed".
 */
#define CHOSHO_TYPE_FOLLOWUP_GROUP (chosho_followup_group_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFollowupGroup, chosho_followup_group, CHOSHO, FOLLOWUP_GROUP, AdwPreferencesGroup)

/* @numbers: NULL-terminated. */
void        chosho_followup_group_set_controls (ChoshoFollowupGroup *self, const char *const *numbers);
/* What has to be said before anything follows from it; NULL: all is. (static) */
const char *chosho_followup_group_get_missing  (ChoshoFollowupGroup *self);
/* Sets its arguments of `followup`. */
void        chosho_followup_group_set_args     (ChoshoFollowupGroup *self, ChoshoValue *args);

G_END_DECLS
