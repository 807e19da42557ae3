/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-digest.h"
#include "chosho-intake.h"
#include "chosho-object-draft.h"

G_BEGIN_DECLS

/* A file of the batch at work: its draft, and what the two side threads found about it. */
typedef struct
{
  ChoshoIntakeFile  *file;       /* borrowed */
  guint              index;      /* of file in the intake */
  ChoshoObjectDraft *draft;      /* (nullable) owned; NULL where the file fell out */
  guint64            size_bytes; /* what the source had when it was opened */
  guint8             digest[CHOSHO_DIGEST_SIZE]; /* of what was stored; valid where hashed */
  gboolean           hashed;     /* the hasher's until it is finished */
  GError            *hash_error; /* (nullable) owned; likewise */
  GError            *sync_error; /* (nullable) owned; the syncer's until it is finished */
} ChoshoIntakeItem;

void chosho_intake_item_free (ChoshoIntakeItem *self);

/*
 * The hasher: a thread that follows the copying and hashes what has been stored, reading it back
 * from the draft. So the digest is of the stored bytes however they got there, and costs no time of
 * its own: for one large file as for many small ones.
 */
typedef struct _ChoshoIntakeHasher ChoshoIntakeHasher;

ChoshoIntakeHasher *chosho_intake_hasher_start (void);
/* The first @stored_bytes of @item are in its draft; with all of them the digest is finished. An
 * item may be left unfinished. @item must live until the end. */
void                chosho_intake_hasher_follow (ChoshoIntakeHasher *self, ChoshoIntakeItem *item,
                                                 guint64 stored_bytes);
/* Waits until all that was stored is hashed, and frees @self. */
void                chosho_intake_hasher_finish (ChoshoIntakeHasher *self);

/* fsync of every item's draft, by several threads: their waiting overlaps, and the file system
 * writes one journal commit for many. Failures stand in the items. */
#define CHOSHO_INTAKE_SYNC_THREADS 4
void                chosho_intake_items_sync (GPtrArray *items);

typedef enum
{
  CHOSHO_INTAKE_COPY_DONE,
  CHOSHO_INTAKE_COPY_SOURCE, /* the source could not be read, or ended early */
  CHOSHO_INTAKE_COPY_STORE,  /* the store could not be written, or the run was cancelled */
} ChoshoIntakeCopyOutcome;

/* Copies @item's size from @source_fd into its draft, telling @hasher (nullable) as it goes and
 * starting the writing to the disk early. @buffer has CHOSHO_INTAKE_COPY_BYTES. */
#define CHOSHO_INTAKE_COPY_BYTES (512 * 1024)
ChoshoIntakeCopyOutcome chosho_intake_item_copy (ChoshoIntakeItem *item, int source_fd, guint8 *buffer,
                                                 ChoshoIntakeHasher *hasher, ChoshoProgress *progress,
                                                 GCancellable *cancellable, GError **error);

G_END_DECLS
