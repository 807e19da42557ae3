/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-checksum.h"
#include "chosho-progress.h"

G_BEGIN_DECLS

/*
 * ChoshoBagSource: the files of a bag that somebody else made, in a folder or in an archive. A folder is walked by descriptors
 * and no link is followed; an archive is a client's file like any other and only the confined helper reads it, so that nothing
 * of it is unpacked onto the disk. Blocking; one thread.
 */
typedef struct _ChoshoBagSource ChoshoBagSource;

typedef enum
{
  CHOSHO_BAG_FILE,
  CHOSHO_BAG_FOLDER,
  CHOSHO_BAG_LINK,  /* symbolic, or a hard link of an archive */
  CHOSHO_BAG_OTHER, /* device, pipe, socket */
} ChoshoBagEntryKind;

typedef struct
{
  ChoshoBagEntryKind kind;
  char   *path;       /* (owned) below the bag, with "/"; valid UTF-8 */
  gboolean escaped;   /* the name was no UTF-8: bytes stand as \xNN */
  gboolean unsafe;    /* it would lead out of the bag */
  guint64 size_bytes; /* of a file; in an archive as claimed */
  guint   index;      /* of an archive's member */
} ChoshoBagEntry;

/* Opens @path. Errors: NOT_FOUND; INVALID (neither folder nor archive); those of the helper. */
ChoshoBagSource *chosho_bag_source_open (const char *path, GCancellable *cancellable, GError **error);
/* The same of the open file or folder @fd, which is taken; @path is for messages. */
ChoshoBagSource *chosho_bag_source_open_fd (int fd, const char *path, GCancellable *cancellable, GError **error);
void             chosho_bag_source_free (ChoshoBagSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoBagSource, chosho_bag_source_free)
/* All entries, folders too, in no special order. Borrowed. (element-type ChoshoBagEntry) */
GPtrArray       *chosho_bag_source_list (ChoshoBagSource *self);
/* All of @entry, at most @limit_bytes (LIMIT). (transfer full) */
GBytes          *chosho_bag_source_read (ChoshoBagSource *self, const ChoshoBagEntry *entry, gsize limit_bytes, GCancellable *cancellable,
                                         GError **error);
/* Feeds all bytes of @entry to @checksum. *@size_bytes: how many there were. */
gboolean         chosho_bag_source_sum  (ChoshoBagSource *self, const ChoshoBagEntry *entry, ChoshoChecksum *checksum, guint64 *size_bytes,
                                         ChoshoProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
