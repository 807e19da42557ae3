/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * What waits for one person, from the rows of the index alone: [{kind: control|paper, number, id, title, why, stage, since, days, by,
 * reason, to_open, note}], what waits longest first. @why:
 *
 *   returned   sent back to the person, who prepared it, with its reason; by whom
 *   changed    something that the person signed has changed since
 *   suspended  something stands against a sign-off of the person's
 *   ready      nothing stands against the next sign-off, which is not of own work: approving waits for executives, reviewing for leaders
 *              and for who was designated (for executives only where nobody was, and every leader did some of the work)
 *   answered   a review note that the person raised was answered and waits to be cleared
 *
 * "since" is when that began (UTC; of "changed" when it was signed), "days" how many calendar days ago in the engagement's time zone,
 * "to_open" how much has to be opened singly before an approval. One thing is listed once, under the first of these that applies, and
 * its notes beside it.
 */

/* @rows: kind -> array of rows, of the kinds that chosho_review_queue_get_kinds() names; @member: row of the person; @today: in @zone.
 * (transfer full) */
ChoshoValue       *chosho_review_queue_make      (ChoshoValue *rows, ChoshoValue *member, const char *today, const char *zone);
const char *const *chosho_review_queue_get_kinds (void);

/* Of one row of a control or paper, why it waits for @member (row), one of @members; NULL: it does not. Static. */
const char        *chosho_review_queue_get_why   (ChoshoValue *row, ChoshoValue *member, ChoshoValue *members);

G_END_DECLS
