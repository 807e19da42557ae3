/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"
#include "chosho-control-filter.h"

G_BEGIN_DECLS

/* What can be asked of a control by yes alone: the key in a filter and its words. */
typedef struct
{
  const char *key;
  const char *label; /* N_("…") */
} ChoshoFilterMark;

#define CHOSHO_N_FILTER_MARKS 8
extern const ChoshoFilterMark chosho_filter_marks[CHOSHO_N_FILTER_MARKS];

/* "Reviewed · Chapter 9": what @filter asks for beyond the words that were typed and the questions of every day
 * (assigned to me, open, stale), which have chips of their own; NULL for nothing. (transfer full) (nullable) */
char *chosho_filter_words_dup (ChoshoControlFilter *filter, ChoshoContext *context);

G_END_DECLS
