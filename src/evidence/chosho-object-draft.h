/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-object-store.h"

G_BEGIN_DECLS

/*
 * ChoshoObjectDraft: bytes on their way into the store. The order that survives a power cut is:
 * write, chosho_object_draft_sync(), chosho_object_draft_publish(),
 * chosho_object_store_sync_shard() – only then is the object held. A draft that was not published
 * leaves no trace: it has no name (O_TMPFILE), or, where the file system has no such files, a
 * temporary one that is deleted.
 */
typedef struct _ChoshoObjectDraft ChoshoObjectDraft;

/* *@errnum (nullable) gets the errno of a failure, so that a caller short of descriptors can make
 * room and repeat. (transfer full) */
ChoshoObjectDraft *chosho_object_draft_new (ChoshoObjectStore *store, int *errnum, GError **error);
/* Throws the bytes away where they were not published. NULL is allowed. */
void               chosho_object_draft_free (ChoshoObjectDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoObjectDraft, chosho_object_draft_free)
/* For reading and writing; stays the draft's. */
int                chosho_object_draft_get_fd (ChoshoObjectDraft *self);
/* The engagement's folder, for messages. Borrowed. */
const char        *chosho_object_draft_get_store_path (ChoshoObjectDraft *self);
/* Makes the bytes durable. After a failure the draft is worth nothing (the kernel may have marked
 * the lost pages clean): free it and begin again. */
gboolean           chosho_object_draft_sync (ChoshoObjectDraft *self, GError **error);

typedef enum
{
  CHOSHO_OBJECT_DRAFT_FAILED,    /* @error is set */
  CHOSHO_OBJECT_DRAFT_PUBLISHED, /* it has its name now */
  CHOSHO_OBJECT_DRAFT_HELD,      /* an object of this digest was there; the draft was not needed */
  CHOSHO_OBJECT_DRAFT_REPAIRED,  /* a damaged one was there: it stands aside as <digest>.damaged… */
  CHOSHO_OBJECT_DRAFT_AGAIN,     /* a nameless file cannot get a name here: write a new draft */
} ChoshoObjectDraftOutcome;

/* Gives the synced draft its name @digest, which the caller calculated from the stored bytes. An
 * object that is there already is believed only where its size is equal and, with
 * @compare_content, every byte. */
ChoshoObjectDraftOutcome chosho_object_draft_publish (ChoshoObjectDraft *self, const char *digest,
                                                      gboolean compare_content, GError **error);

/* fsync of the shard folder of @digest; once for many published drafts of one shard. */
gboolean           chosho_object_store_sync_shard (ChoshoObjectStore *self, const char *digest, GError **error);

G_END_DECLS
