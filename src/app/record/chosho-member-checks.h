/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoMemberChecks: a group of a form with a check for each member who has not left: for whose keys something is encrypted. All are chosen
 * at first.
 *
 * Signal "changed": another one was chosen, or is no more.
 */
#define CHOSHO_TYPE_MEMBER_CHECKS (chosho_member_checks_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoMemberChecks, chosho_member_checks, CHOSHO, MEMBER_CHECKS, AdwPreferencesGroup)

/* Fills it; once. */
void         chosho_member_checks_set_context (ChoshoMemberChecks *self, ChoshoContext *context);
/* The ids of those who are chosen. (transfer full) */
ChoshoValue *chosho_member_checks_list_chosen (ChoshoMemberChecks *self);
gboolean     chosho_member_checks_has_chosen  (ChoshoMemberChecks *self);
/* TRUE where nobody is left out. */
gboolean     chosho_member_checks_are_all     (ChoshoMemberChecks *self);

G_END_DECLS
