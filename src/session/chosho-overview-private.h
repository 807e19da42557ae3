/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-overview.h"

G_BEGIN_DECLS

/* What the files of the overview share. */

gboolean chosho_overview_is_state (ChoshoValue *row, const char *state);
/* In scope and not approved. */
gboolean chosho_overview_is_open  (ChoshoValue *row);
/* Whether @key of @row is @member; nobody (NULL) is never. */
gboolean chosho_overview_is_of    (ChoshoValue *row, const char *key, const char *member);

/* The stage of the control or paper @row whose sign-off waits for @member (row); NULL: none. Nothing may stand against it but what an
 * approval opens, and it is never one's own work. Approving waits for executives; reviewing for leaders and for who was designated, and
 * for executives where nobody was designated and every leader of @members did some of the work. Static. */
const char *chosho_overview_get_stage_for (ChoshoValue *row, ChoshoValue *member, ChoshoValue *members);

/* chosho-overview-people.c. Adds weeks, later_from, visits and people. */
void     chosho_overview_add_people (ChoshoValue *out, ChoshoValue *rows, ChoshoValue *members, const char *today);

G_END_DECLS
