/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-draft-keeper.h"
#include "chosho-job.h"
#include "chosho-row-query.h"

G_BEGIN_DECLS

/*
 * ChoshoWorkspace: the core as a window sees it, asynchronous. Commands that write run one after
 * another on one worker with a session of its own; what only reads runs on a second, so that a long
 * import never keeps the list from filling. Everything is called from the main thread.
 *
 * Signal "opened", once: with the GError (nullable) for which it cannot be opened.
 * Signal "changed": the record is another one than before, by this window's commands or by anybody
 * else working on the same engagement (looked for every second).
 * Signal "recorded" (const char *command, const char *operation, ChoshoValue *args, ChoshoValue *result (nullable)): a command of this
 * window that writes was done, under that id of its operation, or was done on some of many things, as its result says; before its
 * callback goes on.
 */
#define CHOSHO_TYPE_WORKSPACE (chosho_workspace_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoWorkspace, chosho_workspace, CHOSHO, WORKSPACE, GObject)

/* Begins to open the engagement at @path; "opened" follows from the main loop. What is listed before is answered
 * behind it, with its error where it cannot be opened; nothing else may be asked of it until then. */
ChoshoWorkspace *chosho_workspace_open     (const char *path);

const char      *chosho_workspace_get_path (ChoshoWorkspace *self);
/* The objects of the evidence, for any thread: what chosho-document.h reads. Borrowed. */
ChoshoObjectStore *chosho_workspace_get_objects (ChoshoWorkspace *self);
/* Why nothing can be recorded in it as long as it is open (a read-only folder, a newer program's record); NULL: all
 * can. Borrowed. */
const GError     *chosho_workspace_get_read_only (ChoshoWorkspace *self);
/* Who acts; NULL: nobody yet, only reading is possible. Takes a reference. */
void             chosho_workspace_set_identity (ChoshoWorkspace *self, ChoshoIdentity *identity);
/* Why what this window writes is added to a file that is assembled; NULL: it writes nothing to such a file. Main thread. */
void             chosho_workspace_set_addition (ChoshoWorkspace *self, const char *reason);
const char      *chosho_workspace_get_addition (ChoshoWorkspace *self); /* (nullable), borrowed */
ChoshoIdentity  *chosho_workspace_get_identity (ChoshoWorkspace *self); /* (nullable), borrowed */

/* Runs a command; a committed one is never reported as cancelled. @args is taken. */
void             chosho_workspace_run_async  (ChoshoWorkspace *self, const char *command, ChoshoValue *args, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
/* The same as a job: its progress is written, its cancellable ends it, and it stands among the jobs
 * until it is done. */
void             chosho_workspace_run_job_async (ChoshoWorkspace *self, const char *command, ChoshoValue *args, ChoshoJob *job,
                                                 GAsyncReadyCallback callback, gpointer user_data);
/* For both. FALSE with @error; @value (nullable, transfer full) may be set then too: blockers. */
gboolean         chosho_workspace_run_finish (ChoshoWorkspace *self, GAsyncResult *result, ChoshoValue **value, GError **error);

/* What was typed and not recorded. Borrowed. */
ChoshoDraftKeeper *chosho_workspace_get_drafts (ChoshoWorkspace *self);

/* What is under way, as long as it is: a list of ChoshoJob. Borrowed. */
GListModel      *chosho_workspace_get_jobs (ChoshoWorkspace *self);

/* Which rows fit @query, on the reading worker; the columns of the asked kind are kept there. */
void             chosho_workspace_query_async  (ChoshoWorkspace *self, ChoshoRowQuery *query, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
/* Ids for a ChoshoRowModel. (transfer full) (element-type utf8) */
GPtrArray       *chosho_workspace_query_finish (ChoshoWorkspace *self, GAsyncResult *result, GError **error);
/* One row by its id, at once: a look-up by primary key on a connection of the main thread's own.
 * NULL where there is none. (transfer full) */
ChoshoValue     *chosho_workspace_read_row (ChoshoWorkspace *self, const char *kind, const char *id);

/* Many of them, on the reading worker: those of @ids that are there, in that order. */
void             chosho_workspace_read_rows_async  (ChoshoWorkspace *self, const char *kind, const char *const *ids,
                                                    GAsyncReadyCallback callback, gpointer user_data);
/* An array of rows. (transfer full) */
ChoshoValue     *chosho_workspace_read_rows_finish (ChoshoWorkspace *self, GAsyncResult *result, GError **error);

/* Several kinds of rows in one go: those of @own (nullable) of @control only, those of @all
 * (nullable) whole. Both NULL-terminated. */
void             chosho_workspace_list_async  (ChoshoWorkspace *self, const char *const *own, const char *const *all, const char *control,
                                               GAsyncReadyCallback callback, gpointer user_data);
/* An object: kind -> array of rows. (transfer full) */
ChoshoValue     *chosho_workspace_list_finish (ChoshoWorkspace *self, GAsyncResult *result, GError **error);

/* Stops the workers after what is queued. */
void             chosho_workspace_close (ChoshoWorkspace *self);

G_END_DECLS
