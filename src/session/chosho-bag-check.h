/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-bag-source.h"
#include "chosho-envelope.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * Whether a bag is as it was made: any bag by RFC 8493 or its drafts from 0.93 on, whoever made it, as a folder or in an archive
 * (ZIP and what else the helper reads). Every file is read once, all of its checksums are calculated in that pass, and nothing
 * ends the check before its end. Nothing is fetched. Blocking.
 *
 * One that is encrypted is opened with @opener and checked whole first, as a file without a name: chosho-archive-seal.h, whose
 * errors come too.
 *
 * Of an archive made by `archive create` the record is checked too: chosho-bag-record.h.
 *
 * @result: {ok, problems: [{code, severity: error|warn, path, message}], files, bytes, version, archive: whether it is one of
 * ours, checked: {events, signatures} of such a one}. (transfer full) FALSE only where it could not be done at all: the errors
 * of chosho_bag_source_open(), CANCELLED. @progress counts bytes.
 */
gboolean chosho_bag_check_run (const char *path, const ChoshoEnvelopeOpener *opener, ChoshoProgress *progress, GCancellable *cancellable,
                               ChoshoValue **result, GError **error);

/* Shared with chosho-bag-record.c. */
typedef struct
{
  ChoshoBagSource *source;      /* (owned) */
  GHashTable      *entries;     /* (owned) path → ChoshoBagEntry, files alone */
  GPtrArray       *manifests;   /* (owned) (element-type ChoshoBagManifest) */
  GHashTable      *fetched;     /* (owned) (element-type utf8) paths of fetch.txt */
  ChoshoValue     *problems;    /* (owned) */
  ChoshoValue     *checked;     /* (owned) (nullable) */
  GHashTable      *digests;     /* (owned) (element-type utf8) SHA-256 of the payload's files, where they are known */
  char            *encoding;    /* (owned) of tag files */
  guint            major, minor; /* version of BagIt */
  guint64          files;       /* of the payload */
  guint64          bytes;
  gboolean         failed;
  gboolean         ours;
  char            *root;        /* (owned) (nullable) that bag-info.txt of one of ours says */
  const char      *at;          /* (borrowed) the tag file that is read */
  ChoshoProgress  *progress;    /* (borrowed) (nullable) */
  GCancellable    *cancellable; /* (borrowed) (nullable) */
} ChoshoBagCheck;

/* Adds a problem of @path (nullable: the bag as a whole). */
void     chosho_bag_check_add    (ChoshoBagCheck *self, const char *code, gboolean warning, const char *path, const char *message);
/* The record in it. Only CANCELLED is an error. */
gboolean chosho_bag_check_record (ChoshoBagCheck *self, GError **error);

G_END_DECLS
