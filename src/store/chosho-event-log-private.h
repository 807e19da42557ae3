/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-database.h"
#include "chosho-event-log.h"

G_BEGIN_DECLS

struct _ChoshoEventLog
{
  ChoshoDatabase *database; /* owned */
  gboolean        writable;
  gboolean        newer;    /* made by a newer program */
};

/* TRUE where the file is a record with the tables and triggers of this program, or of a newer one that
 * is only to be read; notes which. INTEGRITY, READ_ONLY. */
gboolean        chosho_event_log_check_identity (ChoshoEventLog *self, GError **error);
/* The row of a statement whose columns are arrival, id, bytes, signature. (transfer full) */
ChoshoStoredEvent *chosho_event_log_take_event (ChoshoStatement *statement);
#define CHOSHO_EVENT_LOG_SCHEMA_VERSION 1

/* After a COMMIT that failed with @error (set), of a transaction that added @last. SQLite also fails where
 * only what comes after the point of no return did: the journal's last sync, the unlocking. TRUE, and
 * @error cleared, where the events stand durably after all. FALSE leaves @error where they do not stand;
 * where they do but may not last, or where that cannot be found out, it becomes UNCONFIRMED. */
gboolean chosho_event_log_settle (ChoshoEventLog *self, const ChoshoStoredEvent *last, GError **error);

/* Also for the tests of this layer. Borrowed. */
ChoshoDatabase *chosho_event_log_get_database (ChoshoEventLog *self);

G_END_DECLS
