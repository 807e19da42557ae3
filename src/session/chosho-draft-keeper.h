/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoDraftKeeper: what people typed into one engagement and have not recorded, kept on this machine
 * alone (local.db). It has a worker of its own: typing waits neither for a long command nor for a long
 * reading. What was saved when the callback comes survives a crash of program and machine. Main thread.
 */
#define CHOSHO_TYPE_DRAFT_KEEPER (chosho_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoDraftKeeper, chosho_draft_keeper, CHOSHO, DRAFT_KEEPER, GObject)

/* @folder: the engagement's. */
ChoshoDraftKeeper *chosho_draft_keeper_new (const char *folder);

/* Keeps @draft (a reference is taken) as what @person typed about @subject of @control; NULL forgets it. */
void         chosho_draft_keeper_save_async  (ChoshoDraftKeeper *self, const char *person, const char *control, const char *subject,
                                              ChoshoValue *draft, GAsyncReadyCallback callback, gpointer user_data);
gboolean     chosho_draft_keeper_save_finish (ChoshoDraftKeeper *self, GAsyncResult *result, GError **error);

/* The drafts of @person on @control, after all that was saved before. */
void         chosho_draft_keeper_list_async  (ChoshoDraftKeeper *self, const char *person, const char *control,
                                              GAsyncReadyCallback callback, gpointer user_data);
/* An object: subject -> draft. (transfer full) */
ChoshoValue *chosho_draft_keeper_list_finish (ChoshoDraftKeeper *self, GAsyncResult *result, GError **error);

/* Stops after what is queued. */
void         chosho_draft_keeper_close (ChoshoDraftKeeper *self);

G_END_DECLS
