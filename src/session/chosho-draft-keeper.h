/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoDraftKeeper: what people typed into one engagement and have not recorded, kept on this machine
 * alone (local.db). It has a worker of its own: typing waits neither for a long command nor for a long
 * reading. What was saved when the callback comes without an error survives a crash of program and machine.
 * What could not be written (a full disk, a folder that cannot be written) is kept in memory as long as this
 * object lives, listed as if it had been, and tried again with every draft and every few seconds. Main thread.
 *
 * Signal "trouble-changed": whether drafts can be written, or why not, is another than before.
 */
#define CHOSHO_TYPE_DRAFT_KEEPER (chosho_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoDraftKeeper, chosho_draft_keeper, CHOSHO, DRAFT_KEEPER, GObject)

/* @folder: the engagement's. */
ChoshoDraftKeeper *chosho_draft_keeper_new (const char *folder);

/* Keeps @draft (a reference is taken) as what @person typed about @subject of @control; NULL forgets it.
 * @callback (nullable). */
void         chosho_draft_keeper_save_async  (ChoshoDraftKeeper *self, const char *person, const char *control, const char *subject,
                                              ChoshoValue *draft, GAsyncReadyCallback callback, gpointer user_data);
gboolean     chosho_draft_keeper_save_finish (ChoshoDraftKeeper *self, GAsyncResult *result, GError **error);

/* The drafts of @person on @control, after all that was saved before. */
void         chosho_draft_keeper_list_async  (ChoshoDraftKeeper *self, const char *person, const char *control,
                                              GAsyncReadyCallback callback, gpointer user_data);
/* An object: subject -> draft. (transfer full) */
ChoshoValue *chosho_draft_keeper_list_finish (ChoshoDraftKeeper *self, GAsyncResult *result, GError **error);

/* Why drafts cannot be written at present; NULL where they can. Borrowed, until "trouble-changed". */
const GError *chosho_draft_keeper_get_trouble (ChoshoDraftKeeper *self);
/* How many texts are kept in memory alone: closing would lose them. */
guint         chosho_draft_keeper_get_n_unwritten (ChoshoDraftKeeper *self);

/* Stops after what is queued. */
void         chosho_draft_keeper_close (ChoshoDraftKeeper *self);

G_END_DECLS
