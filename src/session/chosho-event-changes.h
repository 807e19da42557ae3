/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-session.h"

G_BEGIN_DECLS

/*
 * What one event changed, read from the log and the index alone: nobody waits for the state in memory to look at one
 * line of the journal.
 *
 * {"id", "action", "at", "author", "by"?, "changes": […], "names": {…}}: a change for each item and each write that it
 * takes the place of – {"index", "before": id of that write?, "removed", "fields": [{"name", "new"?, "old"?}, …]}, fields in
 * the order of the action's form –; "names" says what the ids in it are: {"kind", "reference"?, "name"?, …}.
 * NOT_FOUND, INTEGRITY (an event that cannot be read). (transfer full)
 */
ChoshoValue *chosho_event_changes_read (ChoshoSession *session, const char *id, GError **error);

G_END_DECLS
