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
/* For the tests of this layer. Borrowed. */
ChoshoDatabase *chosho_event_log_get_database (ChoshoEventLog *self);

G_END_DECLS
