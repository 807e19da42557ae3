/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-job.h"

G_BEGIN_DECLS

/*
 * ChoshoDesk: the core where no window has an engagement open, asynchronous: keys, a new engagement,
 * what is imported into it, the sample; and the keys that were unlocked in this session, so that a
 * passphrase is asked for once. What only reads has a worker of its own: a folder on a disk that does
 * not answer keeps nobody from working. Main thread.
 */
#define CHOSHO_TYPE_DESK (chosho_desk_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoDesk, chosho_desk, CHOSHO, DESK, GObject)

/* The one of this process. Borrowed. */
ChoshoDesk     *chosho_desk_get_default   (void);

/* Runs a command. @args is taken. @path (nullable): the folder of the engagement for those that need
 * one; it is opened for this command alone. @identity (nullable): who acts. @passphrase (nullable): for
 * the key that a command makes. @job (nullable): its progress and its cancelling. */
void            chosho_desk_run_async     (ChoshoDesk *self, const char *command, ChoshoValue *args, const char *path, ChoshoIdentity *identity,
                                           const char *passphrase, ChoshoJob *job, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE with @error; @value (nullable, transfer full) may be set then too. */
gboolean        chosho_desk_run_finish    (ChoshoDesk *self, GAsyncResult *result, ChoshoValue **value, GError **error);

/* What is under way: a list of ChoshoJob. Borrowed. */
GListModel     *chosho_desk_get_jobs      (ChoshoDesk *self);

/* Unlocks the key in the file @path and keeps it until the program ends; deriving it takes a second.
 * @passphrase (nullable): none yet. Errors as chosho_identity_load(). */
void            chosho_desk_unlock_async  (ChoshoDesk *self, const char *path, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
ChoshoIdentity *chosho_desk_unlock_finish (ChoshoDesk *self, GAsyncResult *result, GError **error);
/* The same at once for a key that no passphrase protects; any other is left to chosho_desk_unlock_async(). It reads a
 * small file. */
void            chosho_desk_unlock_plain  (ChoshoDesk *self, const char *path);
/* The key of that file, where it was unlocked before; else NULL. Borrowed. */
ChoshoIdentity *chosho_desk_get_unlocked  (ChoshoDesk *self, const char *path);

/* Whether @passphrase is that of the open key @identity: asked again before an act of weight; takes a second, on a worker. Errors as
 * chosho_identity_confirm(). */
void            chosho_desk_confirm_async  (ChoshoDesk *self, ChoshoIdentity *identity, const char *passphrase, GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean        chosho_desk_confirm_finish (ChoshoDesk *self, GAsyncResult *result, GError **error);

/* Stops the workers after what is queued: at the end of the program. */
void            chosho_desk_stop          (ChoshoDesk *self);

G_END_DECLS
