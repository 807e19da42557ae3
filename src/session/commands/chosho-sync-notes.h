/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-state.h"

G_BEGIN_DECLS

/*
 * What a copy remembers of folders where it meets others (sync.json): packs that it wrote, and packs of others that it
 * took, each by name and size with the heads up to which it holds events. No part of the record, and believed only as far as
 * the record knows these heads.
 *
 *   {"copy", "files": [{"heads", "name", "since", "size_bytes"}], "format": 1, "sequence"}
 */
typedef struct _ChoshoSyncNotes ChoshoSyncNotes;

/* @folder: the engagement's. Notes of another copy (a copied folder) tell nothing of what was written under @copy. What cannot be
 * read is as if it were not there. (transfer full) */
ChoshoSyncNotes *chosho_sync_notes_read  (const char *folder, const char *copy);
gboolean         chosho_sync_notes_write (ChoshoSyncNotes *self, GError **error);
void             chosho_sync_notes_free  (ChoshoSyncNotes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoSyncNotes, chosho_sync_notes_free)

/* What was noted of the pack @name of @size_bytes, all of whose heads @state knows; NULL where nothing was. Borrowed. */
ChoshoValue     *chosho_sync_notes_find  (ChoshoSyncNotes *self, const char *name, guint64 size_bytes, ChoshoState *state);
/* Notes a pack that holds @heads and what came before them but after @since; takes both. Borrowed. */
ChoshoValue     *chosho_sync_notes_add   (ChoshoSyncNotes *self, const char *name, guint64 size_bytes, ChoshoValue *heads, ChoshoValue *since);
/* A number for the next pack of this copy: higher than any before. */
gint64           chosho_sync_notes_next  (ChoshoSyncNotes *self);

G_END_DECLS
