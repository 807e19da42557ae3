/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The engagement's lock: flock on the file "lock" in its folder. Whoever writes holds it for one
 * command. Two locks of one process exclude each other like those of two processes; the kernel frees
 * it when the holder dies. */
typedef struct _ChoshoLock ChoshoLock;

#define CHOSHO_LOCK_FILE "lock"

/* How long a command waits for another one: longer than any single command but a big import takes. */
#define CHOSHO_LOCK_TIMEOUT_MS 30000

/* Waits at most @timeout_ms (0: only tries). @folder is the engagement's folder. Errors: LOCKED with the
 * holder's process id and name as far as they are known, CANCELLED, READ_ONLY (the lock file cannot be
 * made), NOT_FOUND (no such folder), IO. */
ChoshoLock *chosho_lock_acquire (const char *folder, guint timeout_ms, GCancellable *cancellable, GError **error);
/* The same with the lock file at @path, made where there is none: for what must not wait for commands. */
ChoshoLock *chosho_lock_acquire_file (const char *path, guint timeout_ms, GCancellable *cancellable, GError **error);
/* Frees the lock and the object. NULL is allowed. */
void        chosho_lock_release (ChoshoLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoLock, chosho_lock_release)

G_END_DECLS
