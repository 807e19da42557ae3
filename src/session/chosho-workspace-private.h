/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-session.h"
#include "chosho-workspace.h"

G_BEGIN_DECLS

/* What the other asynchronous parts of this layer need of a workspace. */

/* Queues @function on the reading worker, where chosho_workspace_get_read_session() may be used. */
void           chosho_workspace_push_read        (ChoshoWorkspace *self, GTask *task, GTaskThreadFunc function);
/* Queues @function on the worker for what takes long and needs no session, so that lists go on being read. Any
 * thread; the task may come from the reading worker. */
void           chosho_workspace_push_set         (ChoshoWorkspace *self, GTask *task, GTaskThreadFunc function);
/* One row of @index, or an event of it as a row; NULL where there is none. (transfer full) */
ChoshoValue   *chosho_workspace_read_row_from    (ChoshoIndex *index, const char *kind, const char *id);
/* On the reading worker only. Borrowed. */
ChoshoSession *chosho_workspace_get_read_session (ChoshoWorkspace *self);

G_END_DECLS
