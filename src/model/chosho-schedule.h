/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * The dates of an engagement (domain §5), from its facts and the firm's deadlines alone. All dates are
 * YYYY-MM-DD in the engagement's time zone, the last day on which something is still in time.
 */
#define CHOSHO_SCHEDULE_REPORT_MONTHS 3        /* the scheme's; a firm may set a shorter one */
#define CHOSHO_SCHEDULE_REGISTRATION_MONTHS 16 /* a year and four months; the scheme's */
#define CHOSHO_SCHEDULE_ASSEMBLY_DAYS 60       /* a firm's setting; this where it says nothing */

#define CHOSHO_SCHEDULE_RETENTION_YEARS 10     /* likewise */

/* The last day of @months months that begin on the day after @last_day. As periods are counted in
 * Japan (Civil Code 140, 143): the day before the one that corresponds to the first, or the month's
 * last where none does. 2026-03-31 and 3: 2026-06-30; 2026-02-28 and 3: 2026-05-31. NULL beyond the years
 * that dates here have. (transfer full) */
char        *chosho_schedule_add_term (const char *last_day, int months);

/*
 * The dates in their order: an array of {code, date, state, days, provisional}. @facts: the
 * engagement's; @deadlines (nullable): the firm's setting of that name; @report_date (nullable): of the
 * report issued last; @today: in the engagement's time zone.
 *
 * code: "period-start", "period-end", "report-due", "assembly-due", "registration-limit". state:
 * "passed"; "done" (the report is issued); "late" (it is not, and the day is over); "next", the one
 * that comes next, there once at most; "later". days: from @today on, negative for days gone by.
 * provisional: TRUE for the assembly before there is a report, counted from the day it is due, or from
 * today where that is over; never "next".
 * An empty array where @facts have no valid period. (transfer full)
 */
ChoshoValue *chosho_schedule_list (ChoshoValue *facts, ChoshoValue *deadlines, const char *report_date, const char *today);

/* The same of an engagement that @ending (its item) ended without a report: "ended", {reason} with it, stands in the place of what a report
 * would have to do with, and the assembly is counted from there. (transfer full) */
ChoshoValue *chosho_schedule_list_ended (ChoshoValue *facts, ChoshoValue *deadlines, ChoshoValue *ending, const char *today);

/* What the assembly of the file changes in @dates: the day by which it was due is "done", and its retention ends on a day that is
 * a date of its own, "retention-until", as the assembly says. @assembly: its item. */
void         chosho_schedule_assemble (ChoshoValue *dates, ChoshoValue *assembly, const char *today);
/* The last day on which a file is kept whose report has @report_date, or that was assembled on it without a report.
 * @deadlines as above. NULL beyond the years that dates here have. (transfer full) */
char        *chosho_schedule_get_retention (ChoshoValue *deadlines, const char *report_date);

G_END_DECLS
