/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"

G_BEGIN_DECLS

/*
 * One file that holds a whole engagement: a plain tar archive with engagement.db, every object as
 * objects/xx/SHA-256, and MANIFEST.sha256 as its last member, which "sha256sum -c" checks; behind the log the file
 * "absent" where there is one (chosho-absent.h). Derived files are left out. Nothing needs Chosho to get at it: "tar -xf FILE" gives a working engagement folder (but for the
 * empty shards, which come back by themselves).
 */
typedef struct
{
  gint64  events;
  guint64 objects;
  guint64 bytes;   /* of events' file and objects, without the archive's own */
} ChoshoBackupSummary;

/* Backs the engagement in @folder up into the new file @file: a snapshot of the log first, then every object
 * there is; synced, read again and compared, and only then given its name. The engagement may be in use.
 * @progress counts bytes, each twice (written, read again). Errors: EXISTS; INTEGRITY where an event or object
 * is damaged (named), since a backup of it would hide that; NO_SPACE, IO, CANCELLED; after each of them there
 * is no file @file. @summary may be NULL. */
gboolean chosho_backup_create (const char *folder, const char *file, ChoshoBackupSummary *summary,
                               ChoshoProgress *progress, GCancellable *cancellable, GError **error);

/* A hidden folder for a snapshot of the log of the engagement in @folder, for what will be @file: SQLite must not work where that
 * may go (a network share), so it stays with the engagement, or in the temporary folder where that cannot be written.
 * (transfer full): its path, to be discarded with chosho_staging_discard(). */
char    *chosho_backup_begin_snapshot (const char *folder, const char *file, GError **error);

/* Reads all of @file and checks every byte against the manifest, without unpacking: the events are not counted
 * (0). INTEGRITY names the damaged member. */
gboolean chosho_backup_verify (const char *file, ChoshoBackupSummary *summary, ChoshoProgress *progress,
                               GCancellable *cancellable, GError **error);

/* Makes the new folder @folder from @file: everything is checked, events and objects included, built beside it,
 * synced and then renamed. Errors: EXISTS, NOT_FOUND, READ_ONLY (a file system that cannot hold an engagement),
 * INTEGRITY with the damaged member's name, NO_SPACE, IO, CANCELLED; after each of them nothing is left. The
 * restored engagement is a new copy: see ChoshoCopy. */
gboolean chosho_backup_restore (const char *file, const char *folder, ChoshoBackupSummary *summary,
                                ChoshoProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
