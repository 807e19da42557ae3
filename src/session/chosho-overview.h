/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* Rows that each list names; the rest is counted. */
#define CHOSHO_OVERVIEW_LIST_ROWS 5
/* Weeks with a column of their own, the current one first. */
#define CHOSHO_OVERVIEW_WEEKS 6

/*
 * The state of the work at a glance, from the rows of the index alone: never of compliance.
 *
 * @rows: kind -> array of rows, of the kinds that chosho_overview_get_kinds() names. @member
 * (nullable): the id of the person for whom "mine" and "waiting" are. @today: in the engagement's time
 * zone. (transfer full):
 *
 *   today, member
 *   link: {kind, parent, parent_title?, parent_root?, scope_reason?} of an additional audit or a re-audit; absent for others
 *   dates: as chosho_schedule_list(), chosho_schedule_list_ended() and chosho_schedule_assemble() give them
 *   controls: {total, out_of_scope, …, approved}
 *   chapters: [{chapter, title, tier, stale, suspended, total, out_of_scope, …, approved}]
 *   mine, late, waiting: {count, items: [{number, title, state, due, assignee, …}]}, the most urgent
 *     first; waiting has "review" and "approve" too, and "stage" with each item
 *   leads: whether all that is prepared waits for the person; returned: how many of mine were sent
 *     back or have notes that are not cleared; mine_late; asking: controls that are assigned to me and late or
 *     returned, or are in my queue (chosho-review-queue.h)
 *   stale, suspended: controls; notes: {open, answered}; findings: {candidate, …, withdrawn};
 *     requests: {not-requested, …, returned, overdue, asking}, the last late, returned or both
 *   weeks: [{from, to}], later_from; people: [{member, name, open, late, undated, later, weeks: [n]}], who has open
 *     work, by the week in which it is due; without member: what nobody has
 *   visits: [{name, due}], as chosho_overview_list_visits() gives those with open work; each of people has
 *     visits: [n] and no_visit
 *
 * A chapter is the first part of an ISMAP number, elsewhere the outermost group. "open" is what is in
 * scope and not approved; "waiting" what can be signed next: its stage is next and nothing stands
 * against it. For whom it waits: chosho-review-queue.h, "ready".
 */
ChoshoValue       *chosho_overview_make      (ChoshoValue *rows, const char *member, const char *today);
/* The day it is now in @zone; NULL with CHOSHO_ERROR_INVALID where that is not known here. (transfer full) */
char              *chosho_overview_dup_today (const char *zone, GError **error);
/* The same as of now. NULL with CHOSHO_ERROR_INVALID where the engagement's time zone is not known here. (transfer full) */
ChoshoValue       *chosho_overview_make_now  (ChoshoValue *rows, const char *member, GError **error);
const char *const *chosho_overview_get_kinds (void);
/* Whether the control @row is one of those that "asking" counts for @member (row; NULL: nobody), one of @members, on the day @today. */
gboolean           chosho_overview_asks      (ChoshoValue *row, ChoshoValue *member, ChoshoValue *members, const char *today);
/* The visits to the client at which the controls of these rows are worked on: [{name, due}], in the order of the first day on
 * which one of their controls is due, which is absent where none has a day; those are last. (transfer full) */
ChoshoValue       *chosho_overview_list_visits (ChoshoValue *controls);

G_END_DECLS
