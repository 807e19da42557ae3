/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* Which events the journal lists: whose, what was done – one action or a group of them –, from which day to which;
 * and whether the newest of them comes first, as at the beginning, or the oldest.
 * Signal "changed": another choice was made. */
#define CHOSHO_TYPE_JOURNAL_FILTERS (chosho_journal_filters_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoJournalFilters, chosho_journal_filters, CHOSHO, JOURNAL_FILTERS, GtkBox)

GtkWidget *chosho_journal_filters_new         (void);
/* The members of the engagement, by name; the one chosen stays chosen. */
void       chosho_journal_filters_set_members (ChoshoJournalFilters *self, ChoshoValue *members);
/* Nothing is asked for but @action (nullable). */
void       chosho_journal_filters_reset       (ChoshoJournalFilters *self, const char *action);
/* Adds the conditions and the order; FALSE where there are none. */
gboolean   chosho_journal_filters_apply       (ChoshoJournalFilters *self, ChoshoRowQuery *query);

G_END_DECLS
