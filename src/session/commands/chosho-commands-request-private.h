/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-request-book.h"
#include "chosho-transaction.h"

G_BEGIN_DECLS

/* Shared by the commands about requests (依頼資料). */

/* A request by its id or the number that stands in the list. NOT_FOUND; USAGE where several bear the number, as may be
 * after two copies were merged. (transfer full) */
char        *chosho_request_resolve   (ChoshoCommandContext *context, ChoshoView *view, const char *text, GError **error);
/* The rows of all requests, with what depends on today beside: age_days, days_late, overdue. (transfer full) */
ChoshoValue *chosho_request_list_rows (ChoshoSession *session, ChoshoView *view, GError **error);
/* The item that stands for @id, to be written again as "request-change". (transfer full) */
ChoshoValue *chosho_request_dup_item  (ChoshoView *view, const char *id);
/* The least N of which no request bears "R-N" or a greater one. */
guint        chosho_request_next_number (ChoshoView *view);
char        *chosho_request_dup_number  (guint number); /* "R-012" (transfer full) */
/* The item of a move to @state on the day @on, with @text (nullable). (transfer full) */
ChoshoValue *chosho_request_new_state (const char *id, const char *state, const char *on, const char *text);
/* The day that the argument "on" says, else today. (transfer full) */
char        *chosho_request_dup_day   (ChoshoCommandContext *context, ChoshoView *view);
/* What the workbooks say at their head; @today is the caller's. Borrowed from @view. */
void         chosho_request_get_facts (ChoshoView *view, const char *today, ChoshoRequestBookFacts *facts);

extern const ChoshoCommandArg chosho_request_make_args[];
extern const ChoshoCommandArg chosho_request_import_args[];
extern const ChoshoCommandArg chosho_request_export_args[];
extern const ChoshoCommandArg chosho_request_status_args[];
extern const ChoshoCommandArg chosho_request_match_args[];
extern const ChoshoCommandArg chosho_request_receive_args[];
extern const ChoshoCommandArg chosho_request_send_args[];
extern const ChoshoCommandArg chosho_request_check_args[];
extern const ChoshoCommandArg chosho_request_accept_args[];
extern const ChoshoCommandArg chosho_request_return_args[];
extern const ChoshoCommandArg chosho_request_withdraw_args[];
extern const ChoshoCommandArg chosho_request_link_args[];
extern const ChoshoCommandArg chosho_request_unlink_args[];
gboolean chosho_command_request_make     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_import   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_export   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_status   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_match    (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_receive  (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_send     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_check    (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_accept   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_return   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_withdraw (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_link     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_request_unlink   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

G_END_DECLS
