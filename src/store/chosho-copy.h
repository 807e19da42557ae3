/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-event-log.h"

G_BEGIN_DECLS

/*
 * Which copy of an engagement this is. The copy id is part of every chain, so two copies must never
 * share one. It is therefore not kept in the engagement's folder, which can be copied, but in the user's
 * state folder ($XDG_STATE_HOME/chosho/copies), by engagement, machine, device and inode, with the last
 * event written here by each author. A log that lacks such an event is another one (a copied folder, a
 * restored backup): it silently gets a new copy id. So does an engagement whose state file is missing or
 * damaged. A log that holds more than was noted is normal.
 *
 * Use it only under the engagement's ChoshoLock, and open it anew for each command: another process may
 * have noted more. Errors: IO, NO_SPACE for the state file, those of the log.
 */
typedef struct _ChoshoCopy ChoshoCopy;

#define CHOSHO_COPY_ID_SIZE 33 /* 32 lower-case hex digits and NUL */

/* A fresh random copy id. (transfer full) */
char       *chosho_copy_new_id (void);

/* For an engagement just made: its first event already carries @copy_id. */
ChoshoCopy *chosho_copy_create (const char *engagement_id, const char *folder, const char *copy_id, GError **error);
/* @engagement_id in lower-case hex, @folder the engagement's folder, @log its log. */
ChoshoCopy *chosho_copy_open (const char *engagement_id, const char *folder, ChoshoEventLog *log, GError **error);
void        chosho_copy_free (ChoshoCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoCopy, chosho_copy_free)

/* Borrowed; changes with chosho_copy_renew(). */
const char *chosho_copy_get_id (ChoshoCopy *self);
/* TRUE where opening found nothing that fits and took a new id. */
gboolean    chosho_copy_is_new (ChoshoCopy *self);

/* Takes a new id: for a copy that learns of its own fork. */
gboolean    chosho_copy_renew (ChoshoCopy *self, GError **error);

/* Notes durably that event @id (lower-case hex) with @seq is the last one here of @author (fingerprint).
 * Call it after the append. A lower @seq than noted changes nothing. If it fails the events stand all the
 * same and the next command works; only a later restored backup could go unnoticed. */
gboolean    chosho_copy_mark (ChoshoCopy *self, const char *author, gint64 seq, const char *id, GError **error);

G_END_DECLS
