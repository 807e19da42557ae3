/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * The multi-year cycle (複数年サイクル): which control was tested in which year, and why not in the others. How many years it
 * has is the firm's to say ("cycle_years" of its deadlines): where it says nothing, nothing is due.
 */

/* The year of @view: items of action "prior-scope", one for each control and phase that has a procedure or a scope, and one more
 * for each individual control with a scope of its own. (transfer full) */
ChoshoValue *chosho_cycle_list_year (ChoshoView *view);
/* The period of @facts as people write it. (transfer full) */
char        *chosho_cycle_dup_period (ChoshoValue *facts);

/*
 * All years that the record knows, this one last: [{control, title, individual, phase, period, period_start, period_end, current,
 * state: in|inherited|out-of-cycle|not-selected, basis, tested_on, last_tested, due, due_now}] in the criteria's order, of
 * @control (nullable: all). last_tested: the latest tested_on. due: the last day of the period in which it is to be tested again
 * at the latest; this period's where no earlier test is known. due_now: it is this period, and it was not tested yet. Dates are
 * null where there are none. (transfer full)
 */
ChoshoValue *chosho_cycle_list (ChoshoView *view, const char *control);

G_END_DECLS
