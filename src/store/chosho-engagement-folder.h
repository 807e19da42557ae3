/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-stored-event.h"

G_BEGIN_DECLS

/*
 * The folder of an engagement (NAME.chosho): engagement.db, index.db, local.db, text.db, lock and
 * objects/00 … ff. It knows names and the file system, not what is in the files.
 */
typedef struct _ChoshoEngagementFolder ChoshoEngagementFolder;

/* Makes the folder @path, whose name is used as given, with its whole layout and a log that holds @events
 * (at least the first one). Everything is built beside it under a temporary name, synced and then renamed:
 * after a crash there is a whole engagement or none (at most a hidden ".chosho-new-…" remains). Errors:
 * EXISTS (anything of that name), NOT_FOUND (no parent folder), READ_ONLY (a network or FAT file system: the
 * message says what to do instead), NO_SPACE, IO, and those of chosho_event_log_append(). */
gboolean chosho_engagement_folder_create (const char *path, ChoshoStoredEvent *const *events, guint n_events,
                                          GError **error);

/* NOT_FOUND where @path is no folder with an engagement.db; INTEGRITY where all else of an engagement is there. */
ChoshoEngagementFolder *chosho_engagement_folder_open (const char *path, GError **error);
void                    chosho_engagement_folder_free (ChoshoEngagementFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoEngagementFolder, chosho_engagement_folder_free)

/* Absolute paths, borrowed. */
const char *chosho_engagement_folder_get_path (ChoshoEngagementFolder *self);
const char *chosho_engagement_folder_get_log_path (ChoshoEngagementFolder *self);
const char *chosho_engagement_folder_get_index_path (ChoshoEngagementFolder *self);
const char *chosho_engagement_folder_get_objects_path (ChoshoEngagementFolder *self);

/* NULL where the engagement can be written; else CHOSHO_ERROR_READ_ONLY with the reason (a folder without
 * permission, a read-only medium, a network or FAT file system) and what to do. Borrowed. */
const GError *chosho_engagement_folder_get_read_only (ChoshoEngagementFolder *self);

/* Makes shards of objects/ that are missing (tools that pack folders drop empty ones) and syncs them. Call it
 * under the lock before taking evidence in. */
gboolean chosho_engagement_folder_ensure_layout (ChoshoEngagementFolder *self, GError **error);

G_END_DECLS
