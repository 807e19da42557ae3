/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"

G_BEGIN_DECLS

/*
 * A BagIt 1.0 bag (RFC 8493) as a new folder or ZIP file: payload below "data/", all else tag files, SHA-256 manifests of both.
 * Files are hashed while they are written, the whole is synced, read again from the disk and compared, and only then gets its
 * name. Blocking; one thread. Errors beside those named: EXISTS, NOT_FOUND, READ_ONLY, NO_SPACE, IO, CANCELLED; after each of
 * them nothing is left.
 *
 * Names of files are the caller's: relative, with "/", unique, without what no file system or manifest takes ("%", line ends).
 */
typedef struct _ChoshoBagWriter ChoshoBagWriter;

typedef struct
{
  guint   files;   /* payload and tag files */
  guint64 bytes;   /* of the payload */
  char   *manifest_sha256; /* (owned) of tagmanifest-sha256.txt, which stands for all of it */
} ChoshoBagSummary;

/* Begins the bag @path: a folder, which may be there as long as it is empty, or with @zip a file. @time_s: of the members of a
 * ZIP. @progress counts bytes, each twice (written, read again). (transfer full) */
ChoshoBagWriter *chosho_bag_writer_new  (const char *path, gboolean zip, gint64 time_s, ChoshoProgress *progress,
                                         GCancellable *cancellable, GError **error);
/* Discards what was not finished. */
void             chosho_bag_writer_free (ChoshoBagWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoBagWriter, chosho_bag_writer_free)
/* An empty folder of one's own on the bag's disk, for what is made by others; it goes with @self. */
const char      *chosho_bag_writer_get_work_path (ChoshoBagWriter *self);

gboolean chosho_bag_writer_add_bytes  (ChoshoBagWriter *self, const char *name, gconstpointer data, gsize size_bytes, GError **error);
/* All of the open regular file @fd (borrowed). @digest (nullable): what its SHA-256 must be, else INTEGRITY; @source names it
 * in messages. */
gboolean chosho_bag_writer_add_fd     (ChoshoBagWriter *self, const char *name, int fd, const char *source, const char *digest,
                                       GError **error);
/* Moves the file @path, which lies below the work path, into the bag. */
gboolean chosho_bag_writer_take_file  (ChoshoBagWriter *self, const char *name, const char *path, GError **error);
/* The same with all files of the folder @path, as @prefix and their place below it. */
gboolean chosho_bag_writer_take_folder (ChoshoBagWriter *self, const char *prefix, const char *path, GError **error);

/* Writes bagit.txt, bag-info.txt with @info ("Label: value" lines, to which Payload-Oxum is added) and the manifests, and
 * gives the bag its name. Nothing can be added afterwards. @summary (optional) (transfer full). */
gboolean chosho_bag_writer_finish     (ChoshoBagWriter *self, const char *info, ChoshoBagSummary *summary, GError **error);

G_END_DECLS
