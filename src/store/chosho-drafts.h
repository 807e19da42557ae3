/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoDrafts: local.db, what people typed and have not recorded. It is no part of the record: it is not
 * verified, packed or backed up, and whoever can write the folder can change it. A draft is durable when
 * chosho_drafts_put() returns (write-ahead log, synchronous=FULL).
 *
 * Writers take a lock of their own, the file "local.lock", so that typing never waits for a long command
 * (SQLite's WAL before 3.51.3 can lose commits of two simultaneous writers). One thread at a time; all
 * functions block. Errors: INTEGRITY (damaged, or another's file), READ_ONLY, NO_SPACE, IO, LOCKED.
 */
typedef struct _ChoshoDrafts ChoshoDrafts;

#define CHOSHO_DRAFTS_FILE "local.db"
#define CHOSHO_DRAFTS_LOCK "local.lock"

/* Opens or makes local.db in the engagement's @folder. READ_ONLY also where a newer program made it. */
ChoshoDrafts *chosho_drafts_open (const char *folder, GError **error);
void          chosho_drafts_free (ChoshoDrafts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoDrafts, chosho_drafts_free)

/* Keeps @draft as what @person typed about @subject (a step) of @control, in place of an earlier one.
 * NULL: there is nothing to keep any more. */
gboolean      chosho_drafts_put  (ChoshoDrafts *self, const char *person, const char *control, const char *subject,
                                  ChoshoValue *draft, GError **error);
/* The drafts of @person on @control: an object, subject -> draft. (transfer full) */
ChoshoValue  *chosho_drafts_list (ChoshoDrafts *self, const char *person, const char *control, GError **error);

G_END_DECLS
