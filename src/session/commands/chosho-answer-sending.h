/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-transaction.h"

G_BEGIN_DECLS

/* Sheets that go out, and of which the record says so. */

/* Items of @action that the operation wrote when it was done before. (transfer full) */
ChoshoValue *chosho_answer_list_written (ChoshoTransaction *tx, const char *action);
/* Writes @items of @action, unless that was done before, and then gives @staged (transfer full) the name @path: the sheet has its name
 * only once the record says that it was sent, so that what lies there can be answered. UNCONFIRMED where it could not get it. */
gboolean     chosho_answer_send         (ChoshoTransaction *tx, const char *action, ChoshoValue *items, char *staged, const char *path,
                                         ChoshoValue **result, GError **error);

G_END_DECLS
