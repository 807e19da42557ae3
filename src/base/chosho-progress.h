/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Written by a working thread, polled (10 Hz) by whoever shows it: atomics, no signals.
 * Reference counted; any thread. */
typedef struct _ChoshoProgress ChoshoProgress;

ChoshoProgress *chosho_progress_new (void);
ChoshoProgress *chosho_progress_ref (ChoshoProgress *self);
void            chosho_progress_unref (ChoshoProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoProgress, chosho_progress_unref)
/* All accept NULL @self and then do nothing. Units are whatever the job counts (items or bytes). */
void            chosho_progress_set_total (ChoshoProgress *self, guint64 total);
void            chosho_progress_add (ChoshoProgress *self, guint64 done);
void            chosho_progress_get (ChoshoProgress *self, guint64 *done, guint64 *total);

G_END_DECLS
