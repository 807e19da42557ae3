/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A thread that runs GTask functions one after another, higher priority first, first come first
 * served within a priority. GLib's shared pool is not used for the record: a trivial task waited
 * 1.2 s behind 40 slow ones there (measured), and order matters for writes.
 */
#define CHOSHO_TYPE_WORKER (chosho_worker_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoWorker, chosho_worker, CHOSHO, WORKER, GObject)

ChoshoWorker *chosho_worker_new (const char *name);
/* Queues @function for @task. Lower @priority number runs first (G_PRIORITY_*). The task's
 * result is delivered in the task's own main context. Takes its own reference on @task. */
void          chosho_worker_push (ChoshoWorker *self, GTask *task, GTaskThreadFunc function, int priority);
/* TRUE when called from this worker's thread. */
gboolean      chosho_worker_is_current (ChoshoWorker *self);
/* Refuses new work, finishes what is queued, joins the thread. Idempotent; also done on dispose. */
void          chosho_worker_stop (ChoshoWorker *self);

G_END_DECLS
