/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* What both workbooks say at their head. All borrowed. */
typedef struct
{
  const char *language;   /* "ja" or "en": the engagement's */
  const char *client;
  const char *engagement; /* its title */
  const char *firm;
  const char *today;      /* YYYY-MM-DD in the engagement's time zone */
} ChoshoRequestBookFacts;

/* Columns of the list in their order: keys of the group "columns" of the words; NULL-terminated. Static. */
const char *const *chosho_request_book_columns (void);

/* The request list as a workbook that the client fills in: @requests is an array of rows of kind "request". Nothing else of
 * the engagement is in it. (transfer full) */
GBytes *chosho_request_book_list   (const ChoshoRequestBookFacts *facts, ChoshoValue *requests, GError **error);

/* One page for the client: how many are in which state, and what is chased: overdue, returned, due within a week. (transfer full) */
GBytes *chosho_request_book_status (const ChoshoRequestBookFacts *facts, ChoshoValue *requests, GError **error);

/* Days from @due (nullable) to @today where @state waits for the client (requested or returned); 0 where it is not late. */
guint   chosho_request_days_late   (const char *state, const char *due, const char *today);

G_END_DECLS
